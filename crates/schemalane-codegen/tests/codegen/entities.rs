//! SeaORM entities: what they are, and that SeaORM reads and writes every row by them.

#[rustfmt::skip]
#[path = "../golden/entities/code/mod.rs"]
mod code;

use crate::golden::{assert_code, schema, text};
use code::entities::{
    billing_invoices, customer_labels, customers, labels, order_lines, orders, profiles,
};
use code::{BillingState, Mood};
use schemalane_codegen::{Problem, Reason, Schemas, Settings, generate};
use schemalane_schema::Database;
use schemalane_testkit::Server;
use sea_orm::prelude::{Date, Decimal};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait as _, EntityLoaderTrait as _,
    EntityTrait as _, ModelTrait as _, QueryFilter as _, Set,
};

fn settings(more: &str) -> Settings {
    toml::from_str(&format!("entities = true\n{more}")).unwrap()
}

/// A database with the tables of the golden schema.
async fn database() -> (schemalane_testkit::Database, sea_orm::DatabaseConnection) {
    let database = Server::shared().database();
    let db = sea_orm::Database::connect(database.url()).await.unwrap();
    db.execute_unprepared(&text("entities")).await.unwrap();
    (database, db)
}

#[tokio::test]
async fn entities_are_what_they_were() {
    let beside = Server::shared().database();
    let beside = Database::postgres(beside.url().parse().unwrap());
    let schema = schema(&text("entities"), &beside).await;
    let made = generate(&schema, &settings(""), "the golden schema").unwrap();
    assert_code("entities", &made.files);
    let left_out: Vec<_> = made.left_out.iter().map(|it| (it.object.as_str(), it.reason)).collect();
    let no_key = Reason::NoKey;
    assert_eq!(left_out, [("entity of debtors", no_key), ("entity of notes", no_key)]);
}

async fn customer(db: &sea_orm::DatabaseConnection, email: &str) -> customers::Model {
    let new = customers::ActiveModel {
        email: Set(email.to_owned()),
        mood: Set(Mood::SoSo),
        moods: Set(vec![Mood::Sad, Mood::Glad]),
        address: Set(Some("10.1.2.3/16".to_owned())),
        r#type: Set(Some("private".to_owned())),
        ..Default::default()
    };
    new.insert(db).await.unwrap()
}

fn order(number: i32, customer: i64, payer: Option<i64>) -> orders::ActiveModel {
    orders::ActiveModel {
        region: Set(1),
        number: Set(number),
        customer_id: Set(customer),
        payer_id: Set(payer),
        total: Set(Decimal::new(1999, 2)),
        lead_time: Set(Some("1 day 02:00:00".to_owned())),
        made: Set(Date::from_ymd_opt(2026, 11, number.unsigned_abs()).unwrap()),
    }
}

#[tokio::test]
async fn every_column_goes_there_and_back() {
    let (_database, db) = database().await;
    let ada = customer(&db, "ada@example.com").await;
    assert_eq!((ada.id, &ada.mood, ada.balance), (1, &Mood::SoSo, 0));
    assert_eq!((ada.moods.as_slice(), ada.rating), (&[Mood::Sad, Mood::Glad][..], None));
    assert_eq!(ada.address.as_deref(), Some("10.1.2.3/16"));
    assert_eq!(ada.created_at.to_rfc3339(), "2026-11-30T00:00:00+00:00");
    let glad = customers::Entity::find().filter(customers::Column::Mood.eq(Mood::Glad));
    assert_eq!(glad.one(&db).await.unwrap(), None);
    let by_address = customers::Column::Address.eq("10.1.2.3/16");
    assert!(customers::Entity::find().filter(by_address).one(&db).await.unwrap().is_some());
    let found = customers::Entity::find_by_email("ada@example.com").one(&db).await.unwrap();
    assert_eq!(found.as_ref(), Some(&ada));

    let first = order(1, ada.id, None).insert(&db).await.unwrap();
    assert_eq!(first.lead_time.as_deref(), Some("1 day 02:00:00"));
    let day = Date::from_ymd_opt(2026, 11, 1).unwrap();
    let found = orders::Entity::find_by_customer_id_and_made((ada.id, day)).one(&db).await.unwrap();
    assert_eq!(found, Some(first));
    assert!(orders::Entity::find_by_id((1, 1)).one(&db).await.unwrap().is_some());
    let line = order_lines::ActiveModel {
        region: Set(1),
        number: Set(1),
        place: Set(7),
        tags: Set(vec!["a,b".to_owned(), "\"".to_owned()]),
        waits: Set(vec!["00:00:01".to_owned(), "1 mon".to_owned()]),
    };
    let line = line.insert(&db).await.unwrap();
    assert_eq!(
        (line.tags.as_slice(), line.waits.len()),
        (&["a,b".to_owned(), "\"".to_owned()][..], 2)
    );
    assert_eq!(order_lines::Entity::find().one(&db).await.unwrap(), Some(line));

    let invoice = billing_invoices::ActiveModel {
        id: Set(sea_orm::prelude::Uuid::from_u128(7)),
        state: Set(BillingState::Paid),
        cost: Set(Some(Decimal::new(1250, 2))),
        ..Default::default()
    };
    let invoice = invoice.insert(&db).await.unwrap();
    assert_eq!((&invoice.state, invoice.cost), (&BillingState::Paid, Some(Decimal::new(1250, 2))));
    let open = billing_invoices::Column::State.eq(BillingState::Paid);
    assert_eq!(
        billing_invoices::Entity::find().filter(open).one(&db).await.unwrap(),
        Some(invoice)
    );
}

#[tokio::test]
async fn relations_are_followed() {
    let (_database, db) = database().await;
    let ada = customer(&db, "ada@example.com").await;
    let mut bob: customers::ActiveModel = customer(&db, "bob@example.com").await.into();
    bob.referred_by = Set(Some(ada.id));
    let bob = bob.update(&db).await.unwrap();
    order(1, ada.id, Some(bob.id)).insert(&db).await.unwrap();
    order(2, ada.id, None).insert(&db).await.unwrap();
    let label = labels::ActiveModel { code: Set("vip".to_owned()), customer: Set(None) };
    label.insert(&db).await.unwrap();
    let pair =
        customer_labels::ActiveModel { customer_id: Set(ada.id), label: Set("vip".to_owned()) };
    pair.insert(&db).await.unwrap();
    let profile = profiles::ActiveModel { customer: Set(ada.id), photo: Set(Some(vec![1])) };
    profile.insert(&db).await.unwrap();

    // Through the table of pairs, and along the only ways.
    assert_eq!(ada.find_related(labels::Entity).all(&db).await.unwrap().len(), 1);
    assert_eq!(ada.find_related(profiles::Entity).all(&db).await.unwrap().len(), 1);
    // Several ways between two tables, and one to the table itself, by the loader.
    let found = customers::Entity::load()
        .filter_by_id(ada.id)
        .with(customers::Relation::OrdersByCustomer)
        .with(customers::Relation::OrdersByPayer)
        .with(labels::Entity)
        .one(&db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.orders_by_customer.len(), 2);
    assert_eq!((found.orders_by_payer.len(), found.labels.len()), (0, 1));
    let found = orders::Entity::load()
        .filter_by_id((1, 1))
        .with(orders::Relation::Payer)
        .one(&db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.payer.unwrap().email, "bob@example.com");
}

#[tokio::test]
async fn what_seaorm_has_no_type_for_names_the_line_that_settles_it() {
    let text =
        "CREATE TABLE things (id INTEGER PRIMARY KEY, anything, \"self\" BLOB, a_1 TEXT, a1 TEXT);";
    let schema = schema(text, &Database::sqlite("absent.db")).await;
    let problems = generate(&schema, &settings(""), "x").unwrap_err();
    assert!(matches!(problems.as_slice(), [Problem::NoEntityType { .. }]), "{problems}");
    let expected =
        "things: column anything is without a type, which has no type in a SeaORM entity";
    assert!(problems.to_string().starts_with(expected), "{problems}");
    let more = "entity_types = { \"things.anything\" = \"String\", INTEGER = \"i32\" }";
    let made = generate(&schema, &settings(more), "x").unwrap();
    let entity = &made.files["entities/things.rs"];
    for line in
        ["pub anything: Option<String>", "pub id: i32", "pub a1_column:", "pub self_column:"]
    {
        assert!(entity.contains(line), "{line}\n{entity}");
    }
    let unknown = settings("entity_types = { \"things.other\" = \"String\" }");
    let problems = generate(&schema, &unknown, "x").unwrap_err().to_string();
    assert!(problems.contains("[codegen.entity_types] names \"things.other\""), "{problems}");
}

#[tokio::test]
async fn one_entity_is_for_both_databases_where_seaorm_has_one_type_for_them() {
    let beside = Server::shared().database();
    let beside = Database::postgres(beside.url().parse().unwrap());
    let text = "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL, token TEXT);";
    let sqlite = schema(text, &Database::sqlite("absent.db")).await;
    let text = "CREATE TABLE things (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, \
                name text NOT NULL, token uuid);";
    let postgres = schema(text, &beside).await;
    let schemas = Schemas::both(&sqlite, &postgres).unwrap();
    let problems = generate(schemas, &settings(""), "x").unwrap_err().to_string();
    let expected = "column things.token of a SeaORM entity: String in SQLite, Uuid in PostgreSQL\n\
                    help: under [codegen.entity_types], say \"things.token\" = ";
    assert!(problems.starts_with(expected), "{problems}");
    let settled = settings("entity_types = { \"things.token\" = \"crate::Token\" }");
    let made = generate(schemas, &settled, "x").unwrap();
    let entity = &made.files["entities/things.rs"];
    for line in ["#[sea_orm(primary_key)]\n    pub id: i32", "pub token: Option<crate::Token>"] {
        assert!(entity.contains(line), "{line}\n{entity}");
    }
}
