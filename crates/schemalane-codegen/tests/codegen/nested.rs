//! Types of PostgreSQL that stand within others, and the rarer built-in ones: there and back, over both backends.

use crate::types::{
    configure_connection, configure_pool, connection, database, over_sea_orm, over_sqlx, pool, said,
};

macro_rules! nested {
    ($backend:ident, $code:ident, $open:ident, $configure:ident) => {
        mod $backend {
            use super::$code::{
                CAddress, Further, Grade, Mood, Nested, NestedChanges, NewFurther, NewNested, Nothing, Set,
            };
            use super::{database, said};
            use schemalane_data::rust_decimal::Decimal;
            use schemalane_data::serde_json::json;
            use schemalane_data::{
                Circle, Line, Lsn, Multirange, OffsetTime, Path, Point, Polygon, Range, Rectangle, Segment, Tid,
                TransactionId,
            };
            use std::ops::Bound::{Excluded, Included, Unbounded};

            fn grade() -> Grade {
                Grade {
                    a_mood: Some(Mood::VeryHappy),
                    score: Some("9.50".parse().unwrap()),
                    note: Some("a \"quoted\", (bracketed) \\ note\n".to_owned()),
                }
            }

            fn address() -> CAddress {
                CAddress {
                    street: Some(String::new()),
                    code: "A 1".to_owned(),
                    number: Some(7),
                    r#type: Some(vec![Some("a,b".to_owned()), None, Some("\"".to_owned())]),
                    grades: Some(vec![Some(grade()), None, Some(Grade::default())]),
                    r#final: Some(grade()),
                    several: Some(vec![Some(1), None]),
                    more: Some(vec![Some(2)]),
                    raw: Some(vec![0, 34, 92, 255]),
                    made: Some("2026-03-29T01:30:00.000001Z".parse().unwrap()),
                    span: Some(Range::Between(Included(1), Unbounded)),
                    extra: Some(json!({ "a": ["\"", null] })),
                    tags: Some([("k".to_owned(), Some("v, \"w\"".to_owned()))].into()),
                    is_old: Some(true),
                    ratio: Some(0.1 + 0.2),
                    place: Some(Point { x: 1.5, y: -2.0 }),
                    number_of_row: Some(u32::MAX),
                }
            }

            fn full() -> NewNested {
                NewNested {
                    address: Some(address()),
                    addresses: Some(vec![Some(address()), None]),
                    r#final: Some(grade()),
                    finals: Some(vec![None, Some(grade())]),
                    nothing: Some(Nothing {}),
                    positives: Some(vec![Some(1), None, Some(i32::MAX)]),
                    words: Some(vec![Some("NULL".to_owned()), None]),
                    lists: Some(vec![Some(vec![Some("a,{}".to_owned()), None]), None, Some(vec![])]),
                    counts: Some(vec![Some(3)]),
                    prices: Some(vec![Some(Decimal::new(-123_450, 2)), None]),
                    codes: Some(vec![Some("B".to_owned())]),
                    ..NewNested::new(1, grade())
                }
            }

            fn is_same(new: &NewNested, row: &Nested) {
                assert_eq!(format!("{row:?}"), format!("{new:?}").replacen("New", "", 1));
            }

            #[tokio::test]
            async fn composite_values_and_domains_go_there_and_back() {
                let database = database();
                let db = super::$open(&database).await;
                super::$configure(&db).await;
                let (new, empty) = (full(), NewNested::new(2, Grade::default()));
                is_same(&new, &Nested::insert(&db, new.clone()).await.unwrap());
                is_same(&empty, &Nested::insert(&db, empty.clone()).await.unwrap());
                let rows = [3, 4].map(|id| NewNested { id, ..full() });
                assert_eq!(Nested::insert_many(&db, rows.clone()).await.unwrap(), 2);
                for (new, row) in [new, empty].iter().chain(&rows).zip(&Nested::all(&db).await.unwrap()) {
                    is_same(new, row);
                }
                for (expression, expected) in [
                    ("(address).street", ""),
                    ("(address).code", "A 1"),
                    ("(address).\"type\"", "{\"a,b\",NULL,\"\\\"\"}"),
                    ("((address).grades)[1].note", "a \"quoted\", (bracketed) \\ note\n"),
                    ("((address).grades)[2] IS NULL", "true"),
                    ("((address).grades)[3]", "(,,)"),
                    ("((address).final).score", "9.50"),
                    ("(address).raw", "\\x00225cff"),
                    ("(address).made at time zone 'UTC'", "2026-03-29 01:30:00.000001"),
                    ("(address).span", "[1,)"),
                    ("(address).tags->'k'", "v, \"w\""),
                    ("(address).place", "(1.5,-2)"),
                    ("(grade).a_mood", "very happy"),
                    ("addresses[1].number", "7"),
                    ("positives", "{1,NULL,2147483647}"),
                    ("lists[1]", "{\"a,{}\",NULL}"),
                    ("prices[1]::numeric", "-1234.50"),
                    ("nothing", "()"),
                ] {
                    let sql = format!("SELECT ({expression})::text FROM nested WHERE id = 1");
                    assert_eq!(said(&database, &sql), [Some(expected.to_owned())], "{expression}");
                }
                let row = Nested::get(&db, 2).await.unwrap().unwrap();
                let changes = NestedChanges { address: Set(Some(address())), ..Default::default() };
                assert!(row.apply(&db, changes).await.unwrap());
                let row = Nested::get(&db, 2).await.unwrap().unwrap();
                assert_eq!(row.address, Some(address()));
                database.psql("ALTER TYPE grade ADD ATTRIBUTE more text");
                let db = super::$open(&database).await;
                let error = Nested::get(&db, 1).await.unwrap_err().to_string();
                assert!(error.starts_with("nested.grade: expected"), "{error}");
            }

            fn multirange<T>(low: T, high: T) -> Multirange<T> {
                Multirange(vec![Range::Between(Included(low), Excluded(high))])
            }

            fn further() -> NewFurther {
                let [low, high] = [(-1.5, 2.0), (3.0, 1e300)].map(|(x, y)| Point { x, y });
                NewFurther {
                    a_box: Some(Rectangle(high, low)),
                    a_circle: Some(Circle { center: low, radius: 0.1 }),
                    a_line: Some(Line { a: 1.0, b: -1.0, c: 0.25 }),
                    a_lseg: Some(Segment(low, high)),
                    a_path: Some(Path::Open(vec![low, high, low])),
                    a_point: Some(Point { x: f64::INFINITY, y: -0.0 }),
                    a_polygon: Some(Polygon(vec![low, high])),
                    a_timetz: Some(OffsetTime { microseconds: 86_400_000_000, offset: -20_700 }),
                    a_pg_lsn: Some(Lsn(u64::MAX)),
                    a_tid: Some(Tid { block: u32::MAX, offset: u16::MAX }),
                    an_xid: Some(u32::MAX),
                    an_xid8: Some(TransactionId(u64::MAX)),
                    a_cid: Some(7),
                    a_regclass: Some(1259),
                    a_regcollation: Some(100),
                    a_regconfig: Some(3748),
                    a_regdictionary: Some(3765),
                    a_regnamespace: Some(11),
                    a_regoper: Some(96),
                    a_regoperator: Some(96),
                    a_regproc: Some(1242),
                    a_regprocedure: Some(1242),
                    a_regrole: Some(10),
                    a_regtype: Some(u32::MAX),
                    a_jsonpath: Some("$.\"a\"[*]".to_owned()),
                    a_refcursor: Some("a cursor".to_owned()),
                    a_pg_snapshot: Some("10:20:10,14".to_owned()),
                    a_txid_snapshot: Some("10:20:".to_owned()),
                    an_int8range: Some(Range::Between(Included(i64::MIN), Excluded(i64::MAX))),
                    a_tsrange: Some(Range::Empty),
                    an_int4multirange: Some(multirange(1, 3)),
                    a_nummultirange: Some(Multirange(vec![])),
                    a_datemultirange: Some(multirange("2026-01-01".parse().unwrap(), "2026-02-01".parse().unwrap())),
                    a_tsmultirange: Some(Multirange(vec![])),
                    a_tstzmultirange: Some(Multirange(vec![])),
                    boxes: Some(vec![Some(Rectangle(high, low)), None, Some(Rectangle(low, low))]),
                    points: Some(vec![Some(low), None]),
                    paths: Some(vec![Some(Path::Closed(vec![low]))]),
                    clocks: Some(vec![Some(OffsetTime { microseconds: 1, offset: 30 })]),
                    lsns: Some(vec![Some(Lsn(0)), None]),
                    xids: Some(vec![Some(3), None]),
                    classes: Some(vec![Some(1259), Some(0)]),
                    json_paths: Some(vec![Some("$".to_owned())]),
                    snapshots: Some(vec![Some("10:20:".to_owned()), None]),
                    monies: Some(vec![Some(Decimal::new(5, 2)), None]),
                    ..NewFurther::new(1)
                }
            }

            #[tokio::test]
            async fn the_rarer_types_go_there_and_back() {
                let database = database();
                let db = super::$open(&database).await;
                super::$configure(&db).await;
                let shown = |value: String| value.replacen("New", "", 1);
                let (new, empty) = (further(), NewFurther::new(2));
                let row = Further::insert(&db, new.clone()).await.unwrap();
                assert_eq!(format!("{row:?}"), shown(format!("{new:?}")));
                let row = Further::insert(&db, empty.clone()).await.unwrap();
                assert_eq!(format!("{row:?}"), shown(format!("{empty:?}")));
                let rows = [3, 4].map(|id| NewFurther { id, ..further() });
                Further::insert_many(&db, rows.clone()).await.unwrap();
                for new in rows {
                    let row = Further::get(&db, new.id).await.unwrap().unwrap();
                    assert_eq!(format!("{row:?}"), shown(format!("{new:?}")));
                }
                for (expression, expected) in [
                    ("a_box", "(3,1e+300),(-1.5,2)"),
                    ("a_circle", "<(-1.5,2),0.1>"),
                    ("a_line", "{1,-1,0.25}"),
                    ("a_lseg", "[(-1.5,2),(3,1e+300)]"),
                    ("a_path", "[(-1.5,2),(3,1e+300),(-1.5,2)]"),
                    ("a_point", "(Infinity,-0)"),
                    ("a_polygon", "((-1.5,2),(3,1e+300))"),
                    ("a_timetz", "24:00:00-05:45"),
                    ("a_pg_lsn", "FFFFFFFF/FFFFFFFF"),
                    ("a_tid", "(4294967295,65535)"),
                    ("an_xid", "4294967295"),
                    ("an_xid8", "18446744073709551615"),
                    ("a_cid", "7"),
                    ("a_regclass", "pg_class"),
                    ("a_regcollation", "\"default\""),
                    ("a_regnamespace", "pg_catalog"),
                    ("a_regoperator", "=(integer,integer)"),
                    ("a_regproc", "boolin"),
                    ("a_jsonpath", "$.\"a\"[*]"),
                    ("a_refcursor", "a cursor"),
                    ("a_pg_snapshot", "10:20:10,14"),
                    ("an_int8range", "[-9223372036854775808,9223372036854775807)"),
                    ("an_int4multirange", "{[1,3)}"),
                    ("boxes", "{(3,1e+300),(-1.5,2);NULL;(-1.5,2),(-1.5,2)}"),
                    ("points", "{\"(-1.5,2)\",NULL}"),
                    ("clocks", "{00:00:00.000001+00:00:30}"),
                    ("classes", "{pg_class,-}"),
                    ("monies[1]::numeric", "0.05"),
                ] {
                    let sql = format!("SELECT ({expression})::text FROM further WHERE id = 1");
                    assert_eq!(said(&database, &sql), [Some(expected.to_owned())], "{expression}");
                }
            }
        }
    };
}

nested!(sea_orm_backend, over_sea_orm, connection, configure_connection);
nested!(sqlx_backend, over_sqlx, pool, configure_pool);

/// A domain that refuses nulls says nothing of the elements of its arrays: PostgreSQL puts nulls between itself.
#[tokio::test]
async fn an_array_of_a_domain_that_refuses_nulls_may_have_nulls() {
    let database = database();
    let db = connection(&database).await;
    let insert = "INSERT INTO nested (id, grade, codes) VALUES (1, ROW(NULL, 1, NULL), ";
    let refused = database.client().simple(&format!("{insert}'{{a,NULL}}')"));
    assert!(refused.is_err());
    database.client().simple(&format!("{insert}'{{a}}')")).unwrap();
    database.client().simple("UPDATE nested SET codes[3] = 'b'").unwrap();
    let row = over_sea_orm::Nested::get(&db, 1).await.unwrap().unwrap();
    assert_eq!(row.codes.unwrap(), [Some("a".to_owned()), None, Some("b".to_owned())]);
}
