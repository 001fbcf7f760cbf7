//! Every type of PostgreSQL, there and back, over both backends.

#[rustfmt::skip]
#[path = "../golden/types/code/mod.rs"]
pub(crate) mod over_sea_orm;
#[rustfmt::skip]
#[path = "../golden/types/code/sqlx.rs"]
pub(crate) mod over_sqlx;

use crate::golden::text;
use schemalane_testkit::{Database, Server};
use sqlx::postgres::PgPoolOptions;

pub(crate) fn database() -> Database {
    let database = Server::shared().database();
    database.client().simple(&text("types")).unwrap();
    database
}

pub(crate) async fn pool(database: &Database) -> sqlx::PgPool {
    PgPoolOptions::new().max_connections(1).connect(&database.url()).await.unwrap()
}

pub(crate) async fn connection(database: &Database) -> sea_orm::DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(database.url());
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.unwrap()
}

/// What a query of one column says, by a client that knows nothing of the generator.
pub(crate) fn said(database: &Database, sql: &str) -> Vec<Option<String>> {
    let reply = database.client().simple(sql).unwrap();
    reply.rows.into_iter().map(|mut row| row.remove(0)).collect()
}

/// The settings of a session that change how values are written, but not what they are.
const SETTINGS: &str = "SET DateStyle = 'SQL, DMY'; SET IntervalStyle = 'sql_standard';
    SET TimeZone = 'Asia/Kolkata'; SET extra_float_digits = 0; SET bytea_output = 'escape'";

macro_rules! types {
    ($backend:ident, $code:ident, $open:ident, $configure:ident) => {
        mod $backend {
            use super::$code::{
                Acc, AccTag, NewNote, NewTag, Note, Tag, CS as S, CSt as St, Everything, EverythingChanges, Feeling, Made, Mood, NewAcc,
                NewCS as NewS, NewEverything, NewMade, Set, Unset,
            };
            use super::{database, said};
            use schemalane_data::chrono::{DateTime, NaiveDate, NaiveTime, Utc};
            use schemalane_data::rust_decimal::Decimal;
            use schemalane_data::serde_json::json;
            use schemalane_data::uuid::Uuid;
            use schemalane_data::{Interval, MacAddress, Multirange, Network, Range};
            use std::ops::Bound::{Excluded, Included, Unbounded};

            fn moment(text: &str) -> DateTime<Utc> {
                text.parse().unwrap()
            }

            fn day(year: i32, month: u32, day: u32) -> NaiveDate {
                NaiveDate::from_ymd_opt(year, month, day).unwrap()
            }

            /// A value of every type, with what PostgreSQL says of it.
            fn full() -> (NewEverything, Vec<(&'static str, &'static str)>) {
                let new = NewEverything {
                    a_smallint: Some(i16::MIN),
                    a_integer: Some(i32::MAX),
                    a_bigint: Some(i64::MIN),
                    a_real: Some(f32::MIN_POSITIVE),
                    a_double: Some(0.1 + 0.2),
                    a_numeric: Some("-79228162514264.337593543950335".parse().unwrap()),
                    a_money: Some("-1234.50".parse().unwrap()),
                    a_boolean: Some(true),
                    a_text: Some("it's \"quoted\" \\ größer\n".to_owned()),
                    a_varchar: Some("0123456789".to_owned()),
                    a_char: Some("ab   ".to_owned()),
                    a_byte: Some(-7),
                    a_name: Some("a name".to_owned()),
                    a_bytea: Some(vec![0, 39, 92, 255]),
                    a_uuid: Some(Uuid::from_u128(0x1234_5678_9abc_def0_1234_5678_9abc_def0)),
                    a_date: Some(day(-43, 3, 15)),
                    a_time: NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999),
                    a_timestamp: day(12_345, 1, 2).and_hms_micro_opt(3, 4, 5, 6),
                    a_timestamptz: Some(moment("2026-03-29T01:30:00.000001Z")),
                    an_interval: Some(Interval { months: -14, days: 3, microseconds: -1 }),
                    a_json: Some(json!({ "a": [1, null, "x"] })),
                    a_jsonb: Some(json!("text")),
                    an_inet: Some(Network { address: "::1".parse().unwrap(), prefix: 64 }),
                    a_cidr: Some(Network { address: "10.1.0.0".parse().unwrap(), prefix: 16 }),
                    a_macaddr: Some(MacAddress([8, 0, 0x2b, 1, 2, 3])),
                    a_macaddr8: Some(MacAddress([8, 0, 0x2b, 1, 2, 3, 4, 5])),
                    a_bit: Some("101".parse().unwrap()),
                    a_varbit: Some("111000111".parse().unwrap()),
                    an_oid: Some(u32::MAX),
                    an_xml: Some("<a>b</a>".to_owned()),
                    a_tsvector: Some("'fat':2 'rat':3".to_owned()),
                    a_tsquery: Some("'fat' & 'rat'".to_owned()),
                    an_int4range: Some(Range::Between(Included(1), Excluded(5))),
                    a_numrange: Some(Range::Between(Excluded(Decimal::new(15, 1)), Unbounded)),
                    a_tstzrange: Some(Range::Between(
                        Included(moment("2026-01-01T00:00:00Z")),
                        Included(moment("2026-02-01T00:00:00Z")),
                    )),
                    a_daterange: Some(Range::Empty),
                    an_int8multirange: Some(Multirange(vec![
                        Range::Between(Unbounded, Excluded(0)),
                        Range::Between(Included(7), Excluded(9)),
                    ])),
                    a_citext: Some("MiXed".to_owned()),
                    an_hstore: Some(
                        [("a\"b".to_owned(), None), ("k".to_owned(), Some("v, w".to_owned()))].into(),
                    ),
                    a_mood: Some(Mood::VeryHappy),
                    a_positive: Some(1),
                    integers: Some(vec![Some(1), None, Some(-3)]),
                    texts: Some(vec![Some("a,\"b\"\\".to_owned()), None, Some("NULL".to_owned()), Some(String::new())]),
                    varchars: Some(vec![Some("abcd".to_owned())]),
                    uuids: Some(vec![Some(Uuid::nil())]),
                    moods: Some(vec![Some(Mood::Sad), Some(Mood::VeryHappy), None]),
                    moments: Some(vec![Some(moment("1999-12-31T23:59:59Z"))]),
                    bytes: Some(vec![Some(vec![0, 34, 92]), Some(Vec::new())]),
                    grid: Some(vec![vec![1, 2], vec![3, 4]]),
                };
                let said = vec![
                    ("a_smallint", "-32768"),
                    ("a_integer", "2147483647"),
                    ("a_bigint", "-9223372036854775808"),
                    ("a_real", "1.1754944e-38"),
                    ("a_double", "0.30000000000000004"),
                    ("a_numeric", "-79228162514264.337593543950335"),
                    ("a_money::numeric", "-1234.50"),
                    ("a_boolean", "true"),
                    ("a_text", "it's \"quoted\" \\ größer\n"),
                    ("a_varchar", "0123456789"),
                    ("octet_length(a_char)", "5"),
                    ("a_byte::int", "-7"),
                    ("a_name", "a name"),
                    ("a_bytea", "\\x00275cff"),
                    ("a_uuid", "12345678-9abc-def0-1234-56789abcdef0"),
                    ("a_date", "0044-03-15 BC"),
                    ("a_time", "23:59:59.999999"),
                    ("a_timestamp", "12345-01-02 03:04:05.000006"),
                    ("a_timestamptz at time zone 'UTC'", "2026-03-29 01:30:00.000001"),
                    ("an_interval", "-1 years -2 mons +3 days -00:00:00.000001"),
                    ("a_json->'a'->>2", "x"),
                    ("a_jsonb", "\"text\""),
                    ("an_inet", "::1/64"),
                    ("a_cidr", "10.1.0.0/16"),
                    ("a_macaddr", "08:00:2b:01:02:03"),
                    ("a_macaddr8", "08:00:2b:01:02:03:04:05"),
                    ("a_bit", "101"),
                    ("a_varbit", "111000111"),
                    ("an_oid", "4294967295"),
                    ("an_xml", "<a>b</a>"),
                    ("a_tsvector", "'fat':2 'rat':3"),
                    ("a_tsquery", "'fat' & 'rat'"),
                    ("an_int4range", "[1,5)"),
                    ("a_numrange", "(1.5,)"),
                    ("upper(a_tstzrange) at time zone 'UTC'", "2026-02-01 00:00:00"),
                    ("a_daterange", "empty"),
                    ("an_int8multirange", "{(,0),[7,9)}"),
                    ("a_citext", "MiXed"),
                    ("an_hstore->'k'", "v, w"),
                    ("a_mood", "very happy"),
                    ("a_positive", "1"),
                    ("integers", "{1,NULL,-3}"),
                    ("texts", "{\"a,\\\"b\\\"\\\\\",NULL,\"NULL\",\"\"}"),
                    ("varchars", "{abcd}"),
                    ("uuids", "{00000000-0000-0000-0000-000000000000}"),
                    ("moods", "{sad,\"very happy\",NULL}"),
                    ("moments[1] at time zone 'UTC'", "1999-12-31 23:59:59"),
                    ("bytes", "{\"\\\\x00225c\",\"\\\\x\"}"),
                    ("grid", "{{1,2},{3,4}}"),
                ];
                (new, said)
            }

            fn is_same(new: &NewEverything, row: &Everything) {
                let id = row.id;
                let NewEverything { a_smallint, .. } = new.clone();
                assert_eq!(row.a_smallint, a_smallint);
                let shown = format!("{row:?}").replacen(&format!("id: {id}, "), "", 1);
                assert_eq!(shown, format!("{new:?}").replacen("New", "", 1));
            }

            #[tokio::test]
            async fn every_type_goes_there_and_back_whatever_the_session_is_set_to() {
                let database = database();
                let db = super::$open(&database).await;
                super::$configure(&db).await;
                let (new, told) = full();
                let row = Everything::insert(&db, new.clone()).await.unwrap();
                is_same(&new, &row);
                is_same(&new, &Everything::get(&db, row.id).await.unwrap().unwrap());
                for (expression, expected) in told {
                    let sql = format!("SELECT ({expression})::text FROM everything");
                    assert_eq!(said(&database, &sql), [Some(expected.to_owned())], "{expression}");
                }
                let nothing = NewEverything::default();
                let empty = Everything::insert(&db, nothing.clone()).await.unwrap();
                is_same(&nothing, &empty);
                assert!(Everything { id: empty.id, ..row.clone() }.update(&db).await.unwrap());
                is_same(&new, &Everything::get(&db, empty.id).await.unwrap().unwrap());
                // Arrays of each type, by which many rows go at once.
                let rows = [new.clone(), nothing.clone(), new.clone()];
                assert_eq!(Everything::insert_many(&db, rows).await.unwrap(), 3);
                let all = Everything::page(&db, Some(empty.id), 10).await.unwrap();
                for (new, row) in [&new, &nothing, &new].into_iter().zip(&all) {
                    is_same(new, row);
                }
                assert_eq!(all.len(), 3);
                let feelings = Feeling::all(&db).await.unwrap();
                assert!(feelings.is_empty());
            }

            #[tokio::test]
            async fn what_does_not_fit_is_an_error() {
                let database = database();
                let db = super::$open(&database).await;
                let long = NewEverything { a_varchar: Some("0123456789x".to_owned()), ..Default::default() };
                assert!(Everything::insert(&db, long).await.is_err());
                let bits = NewEverything { a_bit: Some("1".parse().unwrap()), ..Default::default() };
                assert!(Everything::insert(&db, bits).await.is_err());
                database.psql("INSERT INTO everything (a_date) VALUES ('infinity')");
                let error = Everything::all(&db).await.unwrap_err().to_string();
                assert!(error.starts_with("everything.a_date: expected"), "{error}");
                database.psql("UPDATE everything SET a_date = NULL, a_numeric = 'NaN'");
                let error = Everything::all(&db).await.unwrap_err().to_string();
                assert!(error.contains("everything.a_numeric") && error.ends_with("NUMERIC"), "{error}");
                database.psql("UPDATE everything SET a_numeric = NULL, grid = '{1,NULL}'");
                let error = Everything::all(&db).await.unwrap_err().to_string();
                assert!(error.contains("everything.grid"), "{error}");
            }

            /// sea-orm#3120, sqlacodegen#454, prisma#30165: enums in arrays, in another schema.
            #[tokio::test]
            async fn enums_stand_in_arrays_and_keep_their_order() {
                let database = database();
                let db = super::$open(&database).await;
                let new = NewS { maybe: Some(vec![]), ..NewS::new(vec![Some(St::A), None], St::B) };
                let row = S::insert(&db, new).await.unwrap();
                assert_eq!((row.many, row.maybe), (vec![Some(St::A), None], Some(vec![])));
                assert_eq!(said(&database, "SELECT many::text FROM c.s"), [Some("{a,NULL}".to_owned())]);
                assert!(St::A < St::B && St::ALL == [St::A, St::B]);
            }

            /// jOOQ#20115: what makes a number, and who may.
            #[tokio::test]
            async fn numbers_that_the_database_makes_may_be_left_out() {
                let database = database();
                let db = super::$open(&database).await;
                let first = Made::insert(&db, NewMade::new("x")).await.unwrap();
                assert_eq!((first.a, first.b, first.c, first.d), (1, 1, 1, 1));
                let chosen = NewMade { a: Set(7), b: Set(8), c: Set(9), ..NewMade::new("y") };
                let second = Made::insert(&db, chosen).await.unwrap();
                assert_eq!((second.a, second.b, second.c, second.d), (7, 8, 9, 2));
                assert_eq!(Made::get(&db, 7, 8).await.unwrap(), Some(second));
                let rows = [NewMade::new("z"), NewMade { c: Unset, a: Set(5), ..NewMade::new("z") }];
                assert_eq!(Made::insert_many(&db, rows).await.unwrap(), 2);
            }

            /// sqldelight#6164: a unique column that takes nulls is asked for by a value.
            #[tokio::test]
            async fn a_unique_column_that_takes_nulls_is_found_by_a_value() {
                let database = database();
                let db = super::$open(&database).await;
                let new = NewAcc { email: Some("a".to_owned()), ..NewAcc::new(Uuid::nil()) };
                let row = Acc::insert(&db, new).await.unwrap();
                assert_eq!(Acc::by_email(&db, "a").await.unwrap(), Some(row));
                assert_eq!(Acc::by_email(&db, "b").await.unwrap(), None);
            }

            #[tokio::test]
            async fn foreign_keys_are_followed_both_ways() {
                let database = database();
                let db = super::$open(&database).await;
                let [one, other] = [1, 2].map(|it| NewAcc::new(Uuid::from_u128(it)));
                let one = Acc::insert(&db, one).await.unwrap();
                let other = Acc::insert(&db, other).await.unwrap();
                let first = Note::insert(&db, NewNote::new(other.id, 1)).await.unwrap();
                let second = NewNote {
                    answers_acc: Some(other.id),
                    answers_number: Some(1),
                    ..NewNote::new(other.id, 2)
                };
                let second = Note::insert(&db, second).await.unwrap();
                assert_eq!(second.acc(&db).await.unwrap(), other);
                assert_eq!(second.note(&db).await.unwrap().as_ref(), Some(&first));
                assert_eq!(first.note(&db).await.unwrap(), None);
                assert_eq!(other.notes(&db).await.unwrap(), [first.clone(), second.clone()]);
                let accs = [other.clone(), one.clone()];
                let lists = Acc::notes_of(&db, &accs).await.unwrap();
                assert_eq!(lists, [vec![first.clone(), second.clone()], vec![]]);
                let notes = [second.clone(), first.clone()];
                let lists = Note::notes_by_answers_acc_and_answers_number_of(&db, &notes).await;
                assert_eq!(lists.unwrap(), [vec![], vec![second.clone()]]);
                let all = Acc::with_notes(&db).await.unwrap();
                assert_eq!(all, [(one.clone(), vec![]), (other.clone(), vec![first.clone(), second.clone()])]);
                let pairs = Note::with_note(&db).await.unwrap();
                assert_eq!(pairs, [(first.clone(), None), (second, Some(first))]);
                let tag = Tag::insert(&db, NewTag::new(7)).await.unwrap();
                assert!(one.add_tag(&db, &tag).await.unwrap());
                assert!(!tag.add_acc(&db, &one).await.unwrap());
                assert_eq!(tag.accs(&db).await.unwrap(), std::slice::from_ref(&one));
                assert_eq!(one.tags(&db).await.unwrap(), std::slice::from_ref(&tag));
                assert!(one.remove_tag(&db, &tag).await.unwrap());
                assert_eq!(AccTag::count(&db).await.unwrap(), 0);
                let absent = NewNote { answers_acc: Some(one.id), answers_number: Some(9), ..NewNote::new(one.id, 3) };
                assert!(Note::insert(&db, absent).await.unwrap_err().is_foreign_key_violation());
            }

            #[test]
            fn changes_are_made_of_all_columns_that_can_change() {
                let changes = EverythingChanges { a_citext: Set(None), ..Default::default() };
                assert_eq!(changes.an_hstore, Unset);
            }
        }
    };
}

pub(crate) async fn configure_connection(db: &sea_orm::DatabaseConnection) {
    use sea_orm::ConnectionTrait as _;
    db.execute_unprepared(SETTINGS).await.unwrap();
}

pub(crate) async fn configure_pool(db: &sqlx::PgPool) {
    sqlx::raw_sql(SETTINGS).execute(db).await.unwrap();
}

types!(sea_orm_backend, over_sea_orm, connection, configure_connection);
types!(sqlx_backend, over_sqlx, pool, configure_pool);
