//! Random rows with edge values: SQL makes them, generated code reads them and writes them into another row, and SQL
//! compares the two. What SQL says here knows nothing of the generator.

use crate::types::{connection, database, over_sea_orm, over_sqlx, pool, said};
use proptest::arbitrary::{Arbitrary, any};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use schemalane_testkit::{Database, effort};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

/// What values are made of; the same ones in each run.
pub(crate) struct Source(pub(crate) TestRunner);

impl Source {
    fn any<T: Arbitrary>(&mut self) -> T {
        any::<T>().new_tree(&mut self.0).unwrap().current()
    }

    fn below(&mut self, end: u64) -> u64 {
        self.any::<u64>() % end
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        let place = self.below(list.len() as u64);
        list[usize::try_from(place).unwrap()].clone()
    }

    fn is_one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    /// One of the edges, or any other.
    fn number<T: Arbitrary + Clone>(&mut self, edges: &[T]) -> T {
        if self.is_one_in(3) { self.pick(edges) } else { self.any() }
    }

    /// A text of at most so many characters, with those that some syntax has a meaning for.
    fn text(&mut self, most: u64) -> String {
        const SPECIAL: [char; 16] = [
            '"',
            '\\',
            '\'',
            '{',
            '}',
            '(',
            ')',
            ',',
            ' ',
            '\n',
            '\t',
            '%',
            '$',
            'ö',
            '\u{1d11e}',
            'N',
        ];
        let length = self.below(most + 1);
        let mut text = String::new();
        for _ in 0..length {
            let character =
                if self.is_one_in(2) { self.pick(&SPECIAL) } else { self.any::<char>() };
            text.extend(Some(character).filter(|it| *it != '\0'));
        }
        text
    }

    fn bits(&mut self, count: u64) -> String {
        (0..count).map(|_| self.pick(&['0', '1'])).collect()
    }

    fn hex(&mut self) -> String {
        let bytes: Vec<u8> =
            (0..self.below(9)).map(|_| self.number(&[0, 34, 39, 92, 255])).collect();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn float(&mut self) -> String {
        let special = ["NaN", "Infinity", "-Infinity", "-0", "5e-324", "1.7976931348623157e308"];
        if self.is_one_in(4) {
            self.pick(&special).to_owned()
        } else {
            format!("{:e}", self.any::<f64>())
        }
    }

    fn json(&mut self, depth: u8) -> String {
        match self.below(if depth == 0 { 4 } else { 6 }) {
            0 => "null".to_owned(),
            1 => self.number(&[i64::MIN, i64::MAX]).to_string(),
            2 => self.pick(&["true", "0.5", "-1.25"]).to_owned(),
            3 => format!("\"{}\"", self.pick(&["", "\\\"", "\\\\", "ö", "{}", "\\n"])),
            4 => format!("[{},{}]", self.json(depth - 1), self.json(depth - 1)),
            _ => format!("{{\"a\":{},\"b\\\"\":{}}}", self.json(depth - 1), self.json(depth - 1)),
        }
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A type of the server.
struct Kind {
    name: String,
    form: char,
    /// What a domain is made of, or the elements of an array.
    inner: u32,
    labels: Vec<String>,
    attributes: Vec<u32>,
}

pub(crate) struct Types(BTreeMap<u32, Kind>);

impl Types {
    pub(crate) fn read(database: &Database) -> Self {
        let sql = "SELECT oid, format_type(oid, NULL), typtype, CASE WHEN typtype = 'd' THEN typbasetype WHEN typcategory = 'A' THEN typelem END,
            (SELECT string_agg(enumlabel, '|' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
            (SELECT string_agg(atttypid::text, '|' ORDER BY attnum) FROM pg_attribute
                WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped) FROM pg_type t";
        let rows = database.client().simple(sql).unwrap().rows;
        let list = |text: &Option<String>| -> Vec<String> {
            text.iter().flat_map(|text| text.split('|')).map(str::to_owned).collect()
        };
        let kinds = rows.iter().map(|row| {
            let text = |place: usize| row[place].clone().unwrap_or_default();
            let kind = Kind {
                name: text(1),
                form: text(2).chars().next().unwrap(),
                inner: text(3).parse().unwrap_or(0),
                labels: list(&row[4]),
                attributes: list(&row[5]).iter().map(|oid| oid.parse().unwrap()).collect(),
            };
            (text(0).parse().unwrap(), kind)
        });
        Self(kinds.collect())
    }

    /// An expression of a type, or `NULL`.
    fn nullable(&self, source: &mut Source, oid: u32) -> String {
        if source.is_one_in(5) { "NULL".to_owned() } else { self.value(source, oid) }
    }

    /// An expression of a type that stands in another, or `NULL` where it is not refused.
    fn within(&self, source: &mut Source, oid: u32) -> String {
        match self.0[&oid].name.as_str() {
            "code" => self.value(source, oid),
            _ => self.nullable(source, oid),
        }
    }

    /// An expression of a type.
    fn value(&self, source: &mut Source, oid: u32) -> String {
        let kind = &self.0[&oid];
        let name = &kind.name;
        if name.ends_with("[]") {
            let elements: Vec<_> =
                (0..source.below(4)).map(|_| self.within(source, kind.inner)).collect();
            return format!("ARRAY[{}]::{name}", elements.join(","));
        }
        match (kind.form, name.as_str()) {
            ('e', _) => format!("{}::{name}", quoted(&source.pick(&kind.labels))),
            ('d', "positive" | "count") => source.number(&[1_u16]).max(1).to_string(),
            ('d', "final_grade") => "ROW('ok', -9.99, 'n')::grade".to_owned(),
            ('d', "code") => quoted(&source.text(8)),
            ('d', _) => format!("{}::{name}", self.value(source, kind.inner)),
            ('c', _) => {
                let attributes = kind.attributes.iter().map(|oid| self.within(source, *oid));
                let attributes: Vec<_> = attributes.collect();
                format!("ROW({})::{name}", attributes.join(","))
            }
            ('r', _) => range(source, name),
            ('m', _) => {
                let of = name.replace("multirange", "range");
                format!("{name}({},{})", range(source, &of), range(source, &of))
            }
            // A cast to these alone is one to a single character or bit.
            (_, "bit" | "character") => simple(source, name),
            _ => format!("({})::{name}", simple(source, name)),
        }
    }
}

fn range(source: &mut Source, name: &str) -> String {
    let of = match name {
        "int4range" => "integer",
        "int8range" => "bigint",
        "numrange" => "numeric",
        "daterange" => "date",
        "tsrange" => "timestamp without time zone",
        _ => "timestamp with time zone",
    };
    if source.is_one_in(5) {
        return format!("'empty'::{name}");
    }
    let mut bound = || match source.is_one_in(4) {
        true => "NULL".to_owned(),
        // The largest whole number has no next one, which an included bound is turned into.
        false if of == "integer" => format!("{}", source.any::<i16>()),
        false if of == "bigint" => format!("{}", source.any::<i32>()),
        false => format!("({})::{of}", simple(source, of)),
    };
    let (one, other) = (bound(), bound());
    let kinds = source.pick(&["[]", "[)", "(]", "()"]);
    format!(
        "CASE WHEN {one} > {other} THEN {name}({other}, {one}, '{kinds}') ELSE {name}({one}, {other}, '{kinds}') END"
    )
}

/// An expression of a built-in type, or one of an extension.
fn simple(source: &mut Source, name: &str) -> String {
    let mut point = || format!("point({},{})", source.any::<i16>(), source.any::<i32>());
    match name {
        "smallint" => source.number(&[i16::MIN, i16::MAX, 0]).to_string(),
        "integer" => source.number(&[i32::MIN, i32::MAX, 0]).to_string(),
        "bigint" => format!("'{}'", source.number(&[i64::MIN, i64::MAX, 0])),
        "real" => format!("'{:e}'", source.number(&[f32::MAX, f32::MIN_POSITIVE, 0.1])),
        "double precision" => format!("'{}'", source.float()),
        "numeric" => format!("{}e{}", source.any::<i16>(), source.pick(&[-2, -12])),
        "money" => format!("{}::numeric / 100", source.any::<i32>()),
        "boolean" => source.any::<bool>().to_string(),
        "text" | "citext" | "name" => quoted(&source.text(12)),
        "character varying" | "character" => quoted(&source.text(4)),
        "\"char\"" => source.number(&[-128_i8, 127, 1]).to_string(),
        "bytea" => format!("'\\x{}'", source.hex()),
        "uuid" => format!("'{:032x}'", source.any::<u128>()),
        "date" => {
            format!("date '2000-01-01' + {}", source.number(&[0, -730_120, 2_399_999]) % 2_400_000)
        }
        "time without time zone" => {
            format!("time '0:00' + {} * interval '1 us'", source.below(86_400_000_000))
        }
        "time with time zone" => {
            let zone = source.pick(&["+00", "-12:34:56", "+15:59:59"]);
            format!(
                "(time '0:00' + {} * interval '1 us')::text || '{zone}'",
                source.below(86_400_000_000)
            )
        }
        "timestamp without time zone" | "timestamp with time zone" => {
            let micros =
                source.number(&[0_i64, 1, -63_000_000_000_000_000]) % 200_000_000_000_000_000;
            format!("timestamptz '2000-01-01 00:00+00' + {micros} * interval '1 us'")
        }
        "interval" => format!(
            "make_interval(months => {}, days => {}) + {} * interval '1 us'",
            source.any::<i16>(),
            source.any::<i16>(),
            source.any::<i32>()
        ),
        "json" | "jsonb" => quoted(&source.json(2)),
        "inet" => match source.any::<bool>() {
            true => format!("'{}/{}'", Ipv4Addr::from(source.any::<u32>()), source.below(33)),
            false => format!("'{}/{}'", Ipv6Addr::from(source.any::<u128>()), source.below(129)),
        },
        "cidr" => format!("network({}::inet)", simple(source, "inet")),
        "macaddr" => format!("'{:012x}'", source.below(1 << 48)),
        "macaddr8" => format!("'{:016x}'", source.any::<u64>()),
        "bit" => format!("B'{}'", source.bits(3)),
        "bit varying" => {
            let length = source.below(11);
            format!("B'{}'", source.bits(length))
        }
        "oid" | "xid" | "cid" | "regclass" | "regtype" => {
            format!("'{}'", source.number(&[0_u32, u32::MAX, 1259]))
        }
        "pg_lsn" => format!("'{:X}/{:X}'", source.any::<u32>(), source.any::<u32>()),
        "xid8" => format!("'{}'", source.any::<u64>()),
        "tid" => format!("'({},{})'", source.any::<u32>(), source.any::<u16>()),
        "tsvector" => format!("to_tsvector('simple', {})", quoted(&source.text(12))),
        "tsquery" => format!("plainto_tsquery('simple', {})", quoted(&source.text(12))),
        "hstore" => format!(
            "hstore({}, {}) || hstore('b', NULL)",
            quoted(&source.text(5)),
            quoted(&source.text(5))
        ),
        "point" => point(),
        "box" => format!("box({},{})", point(), point()),
        "lseg" => format!("lseg({},{})", point(), point()),
        "circle" => format!("circle({},{})", point(), source.any::<u16>()),
        "path" => source.pick(&["'[(1,2),(3,4e-5)]'", "'((1,2),(-3,4))'"]).to_owned(),
        "polygon" => format!("polygon(box({},{}))", point(), point()),
        "line" => format!("'{{{},1,{}}}'", source.any::<i16>(), source.any::<i16>()),
        // The others have tests of their own.
        _ => "NULL".to_owned(),
    }
}

/// The columns of a table but the key, with their types.
fn columns(database: &Database, table: &str) -> Vec<(String, u32)> {
    let sql = format!(
        "SELECT quote_ident(attname), atttypid FROM pg_attribute
         WHERE attrelid = '{table}'::regclass AND attnum > 0 AND attname NOT IN ('id', 'grid') ORDER BY attnum"
    );
    let rows = database.client().simple(&sql).unwrap().rows;
    let text = |value: &Option<String>| value.clone().unwrap();
    rows.iter().map(|row| (text(&row[0]), text(&row[1]).parse().unwrap())).collect()
}

/// Puts random values into a row.
pub(crate) fn insert(
    database: &Database,
    types: &Types,
    source: &mut Source,
    table: &str,
    id: i64,
) {
    let columns = columns(database, table);
    let names: Vec<_> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let values: Vec<_> = columns
        .iter()
        .map(|(name, oid)| match name.as_str() {
            "grade" => types.value(source, *oid),
            _ => types.nullable(source, *oid),
        })
        .collect();
    let (names, values) = (names.join(","), values.join(","));
    let sql = format!(
        "INSERT INTO {table} (id, {names}) OVERRIDING SYSTEM VALUE VALUES ({id}, {values})"
    );
    if let Err(error) = database.client().simple(&sql) {
        panic!("{error:?}: {sql}");
    }
}

/// The columns of another row that are not those of the first, with both values.
pub(crate) fn differences(
    database: &Database,
    table: &str,
    id: i64,
    other: i64,
) -> Vec<Option<String>> {
    let compared = columns(database, table).into_iter().map(|(name, oid)| {
        // A value of `json` keeps its blanks, which are not part of what is read.
        let cast = if oid == 114 { "::jsonb::text" } else { "::text" };
        let (one, other) = (format!("a.{name}{cast}"), format!("b.{name}{cast}"));
        format!(
            "CASE WHEN {one} IS DISTINCT FROM {other} THEN
             concat('{}: ', coalesce({one}, 'NULL'), ' became ', coalesce({other}, 'NULL')) END",
            name.replace('\'', "''")
        )
    });
    let compared: Vec<_> = compared.collect();
    let sql = format!(
        "SELECT nullif(concat_ws(E'\\n', {}), '') FROM {table} a, {table} b WHERE a.id = {id} AND b.id = {other}",
        compared.join(",")
    );
    said(database, &sql)
}

macro_rules! rows {
    ($backend:ident, $code:ident, $open:ident) => {
        #[tokio::test]
        async fn $backend() {
            let database = database();
            let types = Types::read(&database);
            let db = $open(&database).await;
            let mut source = Source(TestRunner::deterministic());
            for id in (1_i64..).step_by(2).take(effort::loops(8, 400)) {
                for table in ["everything", "further", "nested"] {
                    insert(&database, &types, &mut source, table, id);
                    insert(&database, &types, &mut source, table, id + 1);
                }
                let key = i32::try_from(id).unwrap();
                let row = $code::Everything::get(&db, id).await.unwrap().unwrap();
                assert!($code::Everything { id: id + 1, ..row }.update(&db).await.unwrap());
                let row = $code::Further::get(&db, key).await.unwrap().unwrap();
                assert!($code::Further { id: key + 1, ..row }.update(&db).await.unwrap());
                let row = $code::Nested::get(&db, key).await.unwrap().unwrap();
                assert!($code::Nested { id: key + 1, ..row }.update(&db).await.unwrap());
                for table in ["everything", "further", "nested"] {
                    assert_eq!(differences(&database, table, id, id + 1), [None], "{table} {id}");
                }
            }
        }
    };
}

rows!(rows_are_what_they_were_over_sea_orm, over_sea_orm, connection);
rows!(rows_are_what_they_were_over_sqlx, over_sqlx, pool);

/// A random row of the products of the shop.
pub(crate) async fn insert_product(pool: &sqlx::SqlitePool, source: &mut Source, code: &str) {
    let or_null = |source: &mut Source, value: String| {
        if source.is_one_in(5) { "NULL".to_owned() } else { value }
    };
    let weight = source.number(&[0.1, f64::MAX, f64::MIN_POSITIVE]);
    let weight = if weight.is_finite() { format!("{weight:e}") } else { "9e999".to_owned() };
    let picture = format!("x'{}'", source.hex());
    let details = quoted(&source.json(2));
    let nullable = [weight, picture, details].map(|value| or_null(source, value));
    let (title, cents) = (quoted(&source.text(12)), source.number(&[0, i64::MAX]) & i64::MAX);
    let sql = format!(
        "INSERT OR REPLACE INTO products VALUES ('{code}', {title}, {cents}, {})",
        nullable.join(",")
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(pool).await.unwrap();
}

/// What SQLite has of a product but the key.
pub(crate) async fn product(pool: &sqlx::SqlitePool, code: &str) -> String {
    let sql = format!(
        "SELECT concat_ws(' ', quote(title), quote(cents), quote(weight), quote(picture), typeof(details), quote(details))
         FROM products WHERE code = '{code}'"
    );
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(pool).await.unwrap()
}

macro_rules! products {
    ($name:ident, $code:ident, $open:ident, $pool:expr) => {
        #[tokio::test]
        async fn $name() {
            let db = crate::shop::$open().await;
            let pool: &sqlx::SqlitePool = $pool(&db);
            let mut source = Source(TestRunner::deterministic());
            for _ in 0..effort::loops(200, 5000) {
                insert_product(pool, &mut source, "a").await;
                insert_product(pool, &mut source, "b").await;
                let row = crate::shop::$code::Product::get(&db, "a").await.unwrap().unwrap();
                let copy = crate::shop::$code::Product { code: "b".to_owned(), ..row };
                assert!(copy.update(&db).await.unwrap());
                assert_eq!(product(pool, "a").await, product(pool, "b").await);
            }
        }
    };
}

products!(
    products_are_what_they_were_over_sea_orm,
    over_sea_orm,
    connection,
    sea_orm::DatabaseConnection::get_sqlite_connection_pool
);
products!(products_are_what_they_were_over_sqlx, over_sqlx, pool, std::convert::identity);
