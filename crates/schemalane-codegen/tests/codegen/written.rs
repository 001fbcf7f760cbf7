//! Random rows through what inserts: SQL makes a row, generated code reads it and inserts it again in every way that it
//! has, and SQL compares.

use crate::rows::{Source, Types, differences, insert, insert_product, product};
use crate::types::{connection, database, over_sea_orm, over_sqlx, pool};
use proptest::test_runner::TestRunner;
use schemalane_testkit::effort;

/// A function that makes an insert of a row, for a row under another key.
macro_rules! copy {
    ($name:ident, $code:ident, $row:ident, $new:ident, $($field:ident),* $(,)?) => {
        fn $name(row: $code::$row) -> $code::$new {
            $code::$new { $($field: row.$field),* }
        }
    };
}

/// Those of the golden types, for the code of a backend.
macro_rules! copies {
    ($code:ident) => {
        copy!(
            everything,
            $code,
            Everything,
            NewEverything,
            a_smallint,
            a_integer,
            a_bigint,
            a_real,
            a_double,
            a_numeric,
            a_money,
            a_boolean,
            a_text,
            a_varchar,
            a_char,
            a_byte,
            a_name,
            a_bytea,
            a_uuid,
            a_date,
            a_time,
            a_timestamp,
            a_timestamptz,
            an_interval,
            a_json,
            a_jsonb,
            an_inet,
            a_cidr,
            a_macaddr,
            a_macaddr8,
            a_bit,
            a_varbit,
            an_oid,
            an_xml,
            a_tsvector,
            a_tsquery,
            an_int4range,
            a_numrange,
            a_tstzrange,
            a_daterange,
            an_int8multirange,
            a_citext,
            an_hstore,
            a_mood,
            a_positive,
            integers,
            texts,
            varchars,
            uuids,
            moods,
            moments,
            bytes,
            grid
        );
        copy!(
            further,
            $code,
            Further,
            NewFurther,
            id,
            a_box,
            a_circle,
            a_line,
            a_lseg,
            a_path,
            a_point,
            a_polygon,
            a_timetz,
            a_pg_lsn,
            a_tid,
            an_xid,
            an_xid8,
            a_cid,
            a_regclass,
            a_regcollation,
            a_regconfig,
            a_regdictionary,
            a_regnamespace,
            a_regoper,
            a_regoperator,
            a_regproc,
            a_regprocedure,
            a_regrole,
            a_regtype,
            a_jsonpath,
            a_refcursor,
            a_pg_snapshot,
            a_txid_snapshot,
            an_int8range,
            a_tsrange,
            an_int4multirange,
            a_nummultirange,
            a_datemultirange,
            a_tsmultirange,
            a_tstzmultirange,
            boxes,
            points,
            paths,
            clocks,
            lsns,
            xids,
            classes,
            json_paths,
            snapshots,
            monies
        );
        copy!(
            nested, $code, Nested, NewNested, id, grade, address, addresses, r#final, finals,
            nothing, positives, words, lists, counts, prices, codes
        );
    };
}

macro_rules! written {
    ($backend:ident, $code:ident, $open:ident) => {
        #[tokio::test]
        async fn $backend() {
            use $code::{Everything, Further, Nested};
            copies!($code);
            let database = database();
            // What the database numbers does not meet what is numbered here.
            let restart = "ALTER TABLE everything ALTER id RESTART WITH 1000000000";
            database.client().simple(restart).unwrap();
            let types = Types::read(&database);
            let db = $open(&database).await;
            let mut source = Source(TestRunner::deterministic());
            for id in (1_i64..).step_by(10).take(effort::loops(8, 400)) {
                for table in ["everything", "further", "nested"] {
                    insert(&database, &types, &mut source, table, id);
                }
                let row = Everything::get(&db, id).await.unwrap().unwrap();
                let made = Everything::insert(&db, everything(row.clone())).await.unwrap();
                let rows = [everything(row.clone()), everything(row)];
                assert_eq!(Everything::insert_many(&db, rows).await.unwrap(), 2);
                for other in made.id..made.id + 3 {
                    assert_eq!(differences(&database, "everything", id, other), [None], "{id}");
                }
                // Of the rows that an upsert changes, one is another before.
                let key = i32::try_from(id).unwrap();
                for table in ["further", "nested"] {
                    insert(&database, &types, &mut source, table, id + 4);
                }
                let row = Further::get(&db, key).await.unwrap().unwrap();
                let [one, two, three, four, five] =
                    [1, 2, 3, 4, 5].map(|it| further(Further { id: key + it, ..row.clone() }));
                Further::insert(&db, one).await.unwrap();
                assert_eq!(Further::insert_many(&db, [two, three]).await.unwrap(), 2);
                Further::upsert(&db, four).await.unwrap();
                Further::upsert(&db, five).await.unwrap();
                let row = Nested::get(&db, key).await.unwrap().unwrap();
                let [one, two, three, four, five] =
                    [1, 2, 3, 4, 5].map(|it| nested(Nested { id: key + it, ..row.clone() }));
                Nested::insert(&db, one).await.unwrap();
                assert_eq!(Nested::insert_many(&db, [two, three]).await.unwrap(), 2);
                Nested::upsert(&db, four).await.unwrap();
                Nested::upsert(&db, five).await.unwrap();
                for (table, other) in ["further", "nested"]
                    .into_iter()
                    .flat_map(|table| (1..6).map(move |it| (table, id + it)))
                {
                    assert_eq!(differences(&database, table, id, other), [None], "{table} {other}");
                }
            }
        }
    };
}

written!(what_is_written_is_what_was_read_over_sea_orm, over_sea_orm, connection);
written!(what_is_written_is_what_was_read_over_sqlx, over_sqlx, pool);

macro_rules! products {
    ($name:ident, $code:ident, $open:ident, $pool:expr) => {
        #[tokio::test]
        async fn $name() {
            use crate::shop::$code::{NewProduct, Product};
            let db = crate::shop::$open().await;
            let pool: &sqlx::SqlitePool = $pool(&db);
            let mut source = Source(TestRunner::deterministic());
            for round in 0..effort::loops(100, 3000) {
                insert_product(pool, &mut source, "a").await;
                let row = Product::get(&db, "a").await.unwrap().unwrap();
                let new = |code: &str| NewProduct {
                    code: format!("{code}{round}"),
                    title: row.title.clone(),
                    cents: row.cents,
                    weight: row.weight,
                    picture: row.picture.clone(),
                    details: row.details.clone(),
                };
                Product::insert(&db, new("b")).await.unwrap();
                assert_eq!(Product::insert_many(&db, [new("c"), new("d")]).await.unwrap(), 2);
                insert_product(pool, &mut source, &format!("e{round}")).await;
                Product::upsert(&db, new("e")).await.unwrap();
                Product::upsert(&db, new("f")).await.unwrap();
                let expected = product(pool, "a").await;
                for code in ["b", "c", "d", "e", "f"] {
                    assert_eq!(product(pool, &format!("{code}{round}")).await, expected, "{code}");
                }
            }
        }
    };
}

products!(
    products_are_written_as_they_were_read_over_sea_orm,
    over_sea_orm,
    connection,
    sea_orm::DatabaseConnection::get_sqlite_connection_pool
);
products!(
    products_are_written_as_they_were_read_over_sqlx,
    over_sqlx,
    pool,
    std::convert::identity
);
