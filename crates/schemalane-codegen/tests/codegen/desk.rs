//! Enums of a `CHECK`, derives and attributes of single things, and names that mean something in Rust.

#[rustfmt::skip]
#[path = "../golden/desk/code/mod.rs"]
mod over_sea_orm;
#[rustfmt::skip]
#[path = "../golden/desk/code/sqlx.rs"]
mod over_sqlx;

use crate::golden::{schema, text};
use schemalane_codegen::{Settings, generate};
use schemalane_schema::Database;

async fn pool() -> sqlx::SqlitePool {
    let options = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
    let pool = options.connect("sqlite::memory:").await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(text("desk"))).execute(&pool).await.unwrap();
    pool
}

async fn connection() -> sea_orm::DatabaseConnection {
    use sea_orm::ConnectionTrait as _;
    let mut options = sea_orm::ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let db = sea_orm::Database::connect(options).await.unwrap();
    db.execute_unprepared(&text("desk")).await.unwrap();
    db
}

async fn execute_on_connection(db: &sea_orm::DatabaseConnection, sql: &str) {
    sea_orm::ConnectionTrait::execute_unprepared(db, sql).await.unwrap();
}

async fn execute_on_pool(db: &sqlx::SqlitePool, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(db).await.unwrap();
}

macro_rules! desk {
    ($backend:ident, $code:ident, $open:ident, $execute:ident) => {
        mod $backend {
            use super::$code::{
                Archived, ArchivedChanges, DeskMod, DeskTicket, DeskTicketKind, Level, NewArchived, NewDeskMod,
                NewDeskTicket, Set, State, Unset,
            };
            use schemalane_data::serde_json::{from_value, json, to_value};

            #[tokio::test]
            async fn a_check_that_lists_values_is_an_enum() {
                let db = super::$open().await;
                let new = NewDeskTicket {
                    state: Set(State::ItSDone),
                    level: Some(Level::Low),
                    kind: Some(DeskTicketKind::B),
                    ..NewDeskTicket::new("x")
                };
                let row = DeskTicket::insert(&db, new).await.unwrap();
                assert_eq!((row.state.as_str(), row.level.map(Level::as_i64)), ("it's \"done\"", Some(-1)));
                let found = DeskTicket::by_kind(&db, DeskTicketKind::B).await.unwrap();
                assert_eq!(found, Some(row));
                let usual = DeskTicket::insert(&db, NewDeskTicket::new("y")).await.unwrap();
                assert_eq!((usual.state, usual.level), (State::Open, None));
                assert_eq!(State::ALL, [State::Open, State::OnHold, State::ItSDone]);
                // One type for both columns.
                let archived = NewArchived { state: Some(usual.state), ..Default::default() };
                assert_eq!(Archived::insert(&db, archived).await.unwrap().state, Some(State::Open));
                let sql = "PRAGMA ignore_check_constraints = 1; UPDATE tickets SET level = 7 WHERE id = 2";
                super::$execute(&db, sql).await;
                let error = DeskTicket::get(&db, 2).await.unwrap_err().to_string();
                assert!(error.starts_with("tickets.level: expected ") && error.ends_with("INTEGER"), "{error}");
                let sql = "UPDATE tickets SET level = NULL, state = 'OPEN' WHERE id = 2";
                super::$execute(&db, sql).await;
                let error = DeskTicket::get(&db, 2).await.unwrap_err().to_string();
                assert!(error.starts_with("tickets.state: expected ") && error.contains("State"), "{error}");
            }

            #[tokio::test]
            async fn names_of_rust_are_names_of_columns() {
                let db = super::$open().await;
                let new = NewDeskMod { r#async: Some("a".to_owned()), ..NewDeskMod::new("n", "r", "d", "g") };
                let new = NewDeskMod {
                    after: Some("1".to_owned()),
                    limit: Some(2),
                    db: Some("db".to_owned()),
                    changes: Some(3),
                    ..new
                };
                let row = DeskMod::insert(&db, new).await.unwrap();
                assert_eq!(DeskMod::by_db(&db, "db").await.unwrap().as_ref(), Some(&row));
                assert_eq!(DeskMod::by_changes(&db, 3).await.unwrap().as_ref(), Some(&row));
                assert_eq!(DeskMod::by_größe(&db, "g").await.unwrap(), Some(row));
            }

            #[test]
            fn derives_and_attributes_are_those_of_the_settings() {
                let ticket = DeskTicket {
                    id: 1,
                    state: State::OnHold,
                    level: Some(Level::High),
                    kind: None,
                    secret: "s".to_owned(),
                };
                let shown = json!({ "id": 1, "state": "waiting", "level": "High", "kind": null });
                assert_eq!(to_value(&ticket).unwrap(), shown);
                // What is absent is left alone, and a null is a null.
                let absent: ArchivedChanges = from_value(json!({ "state": null })).unwrap();
                assert_eq!(absent, ArchivedChanges { state: Set(None), ..Default::default() });
                assert_eq!(to_value(&absent).unwrap(), json!({ "state": null }));
                let new: NewDeskTicket = from_value(json!({ "secret": "x" })).unwrap();
                assert_eq!((new.state, new.secret.as_str()), (Unset, "x"));
                assert!(std::collections::HashSet::from([absent.clone()]).contains(&absent));
            }
        }
    };
}

desk!(sea_orm_backend, over_sea_orm, connection, execute_on_connection);
desk!(sqlx_backend, over_sqlx, pool, execute_on_pool);

/// What cannot be an enum, a derive or an attribute is told with the line that is the way out.
#[tokio::test]
async fn settings_that_do_not_fit_are_told() {
    let text = "CREATE TABLE a (x TEXT CHECK (x IN ('a')), y TEXT, z INTEGER CHECK (z IN (1)), w TEXT CHECK (w IN ('b')));
        CREATE TABLE ax (id INTEGER PRIMARY KEY);";
    let schema = schema(text, &Database::sqlite("absent.db")).await;
    let told = |settings: &str| {
        let settings: Settings = toml::from_str(settings).unwrap();
        generate(&schema, &settings, "x").map(|_| ()).unwrap_err().to_string()
    };
    let text = told(
        "[types]\n\"a.x\" = \"enum E\"\n\"a.y\" = \"enum\"\n\"a.z\" = \"enum\"\n\"a.w\" = \"enum E\"
        [derive]\nnobody = [\"Eq\"]\na = [\"not a path\"]
        [attributes]\n\"a.x\" = \"serde(skip)\"\n\"a.nothing\" = \"#[x]\"",
    );
    for part in [
        "[codegen.types] \"a.y\" is to be an enum, and no list says its values",
        "a.w has other values than the columns that are `E` already\nhelp: under [codegen.types], say \"a.w\" = \"enum ...\"",
        "has no name in Rust\nhelp: under [codegen.names], say \"AZ.1\" = \"...\"",
        "[codegen.derive] names \"nobody\", which is not there",
        "[codegen.derive] \"a\" = \"not a path\": this is not the path of a derive",
        "[codegen.attributes] \"a.x\" = \"serde(skip)\": this is not attributes such as #[serde(skip)]",
        "[codegen.attributes] names \"a.nothing\", which is not there",
    ] {
        assert!(text.contains(part), "{part:?} is missing:\n{text}");
    }
    let text = told("prefix = \"1 2\"");
    assert!(
        text.contains("\"prefix\" = \"1 2\": this is not what a name in Rust begins with"),
        "{text}"
    );
    let text = told("[types]\n\"a.x\" = \"enum Ax\"");
    assert!(text.contains("both come to `Ax` in Rust"), "{text}");
}
