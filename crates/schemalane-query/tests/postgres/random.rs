//! Queries that nobody thought of: what is said of them is compared with the rows that they give.

use crate::case::Case;
use crate::run;
use schemalane_query::Asked;
use schemalane_query::postgres::Describer;
use schemalane_testkit::{Server, effort};
use sqlx::{Connection as _, Executor as _, PgConnection};
use std::fmt::Write as _;

#[tokio::test]
async fn random_queries_give_no_null_that_was_denied() {
    let database = Server::shared().database();
    database.psql(include_str!("schema.sql"));
    let mut described = PgConnection::connect(&database.url()).await.unwrap();
    let mut runs = PgConnection::connect(&database.url()).await.unwrap();
    // What is estimated to be large is compiled, which takes a second for a handful of rows.
    runs.execute("SET jit = off").await.unwrap();
    let mut describer = Describer::new(&mut described).await.unwrap();
    let (mut wrong, mut refused) = (Vec::new(), Vec::new());
    let count = effort::loops(400, 4_000);
    for seed in 0..count {
        let sql = Maker::new(seed).query(&[], 2);
        let case = Case { sql, ..Case::default() };
        let asked = Asked { sql: case.sql(), parameters: &[] };
        let Ok(analysis) = describer.describe(&asked).await else {
            refused.push(case.sql);
            continue;
        };
        // What is called nullable need not be seen to be null here; a query that fails as it runs shows nothing.
        let found = run::run(&mut runs, &case, &analysis).await;
        let found: Vec<_> = found.into_iter().filter(|it| !it.starts_with("no row has")).collect();
        match found.iter().all(|it| it.starts_with("error")) {
            true if found.is_empty() => {}
            true => refused.push(format!("{}\n{}", case.sql, found.join("; "))),
            false => wrong.push(format!("seed {seed}: {}\n{}", found.join("; "), case.sql)),
        }
    }
    wrong.sort_by_key(String::len);
    wrong.truncate(5);
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let shown = refused.iter().min_by_key(|text| text.len());
    assert!(refused.len() * 5 < count, "{} of {count} are no queries: {shown:?}", refused.len());
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Text,
}

const KINDS: [Kind; 2] = [Kind::Number, Kind::Text];

type Columns = Vec<(String, Kind)>;

const TABLES: &[(&str, &[(&str, Kind)])] = &[
    ("author", &[("id", Kind::Number), ("name", Kind::Text), ("bio", Kind::Text)]),
    (
        "book",
        &[
            ("id", Kind::Number),
            ("author_id", Kind::Number),
            ("code", Kind::Text),
            ("stock", Kind::Number),
        ],
    ),
    ("sale", &[("book_id", Kind::Number), ("amount", Kind::Number), ("note", Kind::Text)]),
    ("node", &[("id", Kind::Number), ("parent", Kind::Number), ("label", Kind::Text)]),
    ("empty", &[("id", Kind::Number), ("label", Kind::Text), ("note", Kind::Text)]),
    ("author_book", &[("id", Kind::Number), ("name", Kind::Text), ("title", Kind::Text)]),
    ("totals", &[("author_id", Kind::Number), ("books", Kind::Number)]),
];

/// Makes queries of two columns, a number and a text.
struct Maker {
    state: u64,
    aliases: usize,
}

impl Maker {
    fn new(seed: usize) -> Self {
        Self { state: (seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15), aliases: 0 }
    }

    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) as usize % end
    }

    fn pick<'s>(&mut self, of: &[&'s str]) -> &'s str {
        of[self.below(of.len())]
    }

    fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("t{}", self.aliases)
    }

    fn query(&mut self, outer: &[(String, Kind)], depth: usize) -> String {
        if depth > 0 && self.below(8) == 0 {
            let kind = self.pick(&["UNION", "UNION ALL", "INTERSECT", "EXCEPT"]);
            let (left, right) = (self.query(outer, depth - 1), self.query(outer, depth - 1));
            return format!("({left}) {kind} ({right})");
        }
        let (from, columns) = self.from(depth);
        let all: Columns = columns.iter().cloned().chain(outer.iter().cloned()).collect();
        let mut sql = String::new();
        let filter = self.below(2) == 0;
        let filter = filter.then(|| self.condition(&all, depth)).map(|it| format!(" WHERE {it}"));
        let filter = filter.unwrap_or_default();
        match self.below(5) {
            0 => {
                let keys = [self.column(&columns, Kind::Number), self.column(&columns, Kind::Text)];
                let group = self.pick(&["", "ROLLUP ", "CUBE "]);
                let group = if group.is_empty() {
                    keys.join(", ")
                } else {
                    format!("{group}({})", keys.join(", "))
                };
                let (number, text) = (
                    self.grouped(&columns, &keys[0], Kind::Number),
                    self.grouped(&columns, &keys[1], Kind::Text),
                );
                write!(
                    sql,
                    "SELECT {number} AS x, {text} AS y FROM {from}{filter} GROUP BY {group}"
                )
                .unwrap();
                if self.below(3) == 0 {
                    write!(sql, " HAVING {}", self.pick(&["count(*) > 1", "max(1) = 1"])).unwrap();
                }
                if self.below(3) == 0 {
                    write!(
                        sql,
                        " {} {} IS NOT NULL",
                        if sql.contains(" HAVING ") { "AND" } else { "HAVING" },
                        keys[0]
                    )
                    .unwrap();
                }
            }
            1 => {
                let (number, text) =
                    (self.aggregate(&columns, Kind::Number), self.aggregate(&columns, Kind::Text));
                write!(sql, "SELECT {number} AS x, {text} AS y FROM {from}{filter}").unwrap();
            }
            2 => {
                let over = self.pick(&[
                    "()",
                    "(ORDER BY 1)",
                    "(ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING)",
                    "(ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING)",
                ]);
                let number = self.expr(&all, Kind::Number, depth);
                let function =
                    self.pick(&["sum", "max", "first_value", "last_value", "lag", "count"]);
                let text = self.expr(&all, Kind::Text, depth);
                write!(sql, "SELECT ({function}({number}) OVER {over})::int AS x, {text} AS y FROM {from}{filter}").unwrap();
            }
            _ => {
                let distinct = self.pick(&["", "", "DISTINCT "]);
                let [number, text] = KINDS.map(|kind| self.expr(&all, kind, depth));
                write!(sql, "SELECT {distinct}{number} AS x, {text} AS y FROM {from}{filter}")
                    .unwrap();
            }
        }
        sql
    }

    fn from(&mut self, depth: usize) -> (String, Columns) {
        if depth > 0 && self.below(3) > 0 {
            let (left, mut columns) = self.from(depth - 1);
            let (right, others) = self.from(depth - 1);
            let kind = self.pick(&["JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"]);
            let (one, other) =
                (self.column(&columns, Kind::Number), self.column(&others, Kind::Number));
            columns.extend(others);
            let mut on = format!("{one} = {other}");
            if kind != "FULL JOIN" && self.below(3) == 0 {
                let joined = columns.clone();
                on = self.condition(&joined, depth - 1);
            }
            return (format!("({left} {kind} {right} ON {on})"), columns);
        }
        let alias = self.alias();
        let named = |columns: &[(&str, Kind)]| -> Columns {
            columns.iter().map(|(name, kind)| (format!("{alias}.{name}"), *kind)).collect()
        };
        match self.below(6) {
            0 if depth > 0 => {
                let query = self.query(&[], depth - 1);
                (format!("({query}) {alias}"), named(&[("x", Kind::Number), ("y", Kind::Text)]))
            }
            1 => {
                let rows = self.pick(&[
                    "(1, 'a'), (2, 'b')",
                    "(1, NULL), (3, 'Ada')",
                    "(NULL, 'x'), (2, NULL)",
                ]);
                (
                    format!("(VALUES {rows}) {alias} (x, y)"),
                    named(&[("x", Kind::Number), ("y", Kind::Text)]),
                )
            }
            _ => {
                let (name, columns) = TABLES[self.below(TABLES.len())];
                (format!("{name} {alias}"), named(columns))
            }
        }
    }

    /// A column, or a constant where there is none of its kind.
    fn column(&mut self, columns: &[(String, Kind)], kind: Kind) -> String {
        let of_kind: Vec<&String> =
            columns.iter().filter(|(_, found)| *found == kind).map(|(name, _)| name).collect();
        match (of_kind.is_empty(), kind) {
            (false, _) => of_kind[self.below(of_kind.len())].clone(),
            (true, Kind::Number) => "(1 + 0)".to_owned(),
            (true, Kind::Text) => "('a' || '')".to_owned(),
        }
    }

    fn grouped(&mut self, columns: &[(String, Kind)], key: &str, kind: Kind) -> String {
        match self.below(4) {
            0 => self.aggregate(columns, kind),
            1 => format!("coalesce({key}, {key})"),
            2 => format!("(SELECT {key})"),
            _ => key.to_owned(),
        }
    }

    fn aggregate(&mut self, columns: &[(String, Kind)], kind: Kind) -> String {
        let column = self.column(columns, kind);
        let filter = self.pick(&["", "", " FILTER (WHERE 1 = 0)"]);
        match kind {
            Kind::Number => {
                let function = self.pick(&["sum", "max", "count"]);
                format!("({function}({column}){filter})::int")
            }
            Kind::Text => format!("string_agg({column}, ','){filter}"),
        }
    }

    fn expr(&mut self, columns: &[(String, Kind)], kind: Kind, depth: usize) -> String {
        if depth == 0 {
            return self.column(columns, kind);
        }
        let depth = depth - 1;
        match self.below(9) {
            0 => {
                let parts = [self.expr(columns, kind, depth), self.expr(columns, kind, depth)];
                let function = self.pick(&["coalesce", "greatest", "nullif"]);
                format!("{function}({})", parts.join(", "))
            }
            1 => {
                let condition = self.condition(columns, depth);
                let (then, otherwise) =
                    (self.expr(columns, kind, depth), self.expr(columns, kind, depth));
                let otherwise =
                    if self.below(4) == 0 { String::new() } else { format!("ELSE {otherwise} ") };
                format!("CASE WHEN {condition} THEN {then} {otherwise}END")
            }
            2 => {
                let query = self.query(columns, depth);
                let name = match kind {
                    Kind::Number => "x",
                    Kind::Text => "y",
                };
                format!("(SELECT s.{name} FROM ({query}) s LIMIT 1)")
            }
            3 => {
                let (left, right) =
                    (self.expr(columns, kind, depth), self.expr(columns, kind, depth));
                match kind {
                    Kind::Number => format!("({left} % 1000 + {right} % 1000)"),
                    Kind::Text => format!("(left({left}, 9) || left({right}, 9))"),
                }
            }
            4 => match kind {
                Kind::Number => self.pick(&["1", "NULL::int", "7"]).to_owned(),
                Kind::Text => self.pick(&["'a'", "NULL::text", "''"]).to_owned(),
            },
            _ => self.column(columns, kind),
        }
    }

    fn condition(&mut self, columns: &[(String, Kind)], depth: usize) -> String {
        let kind = KINDS[self.below(2)];
        if depth == 0 {
            let column = self.column(columns, kind);
            return format!("{column} IS NOT NULL");
        }
        let depth = depth - 1;
        let left = self.expr(columns, kind, depth);
        match self.below(11) {
            0 => format!(
                "({} AND {})",
                self.condition(columns, depth),
                self.condition(columns, depth)
            ),
            1 | 2 => format!(
                "({} OR {})",
                self.condition(columns, depth),
                self.condition(columns, depth)
            ),
            3 => format!("NOT ({})", self.condition(columns, depth)),
            4 => format!(
                "{left} {}",
                self.pick(&["IS NULL", "IS NOT NULL", "IS DISTINCT FROM NULL"])
            ),
            5 => format!(
                "({}) {}",
                self.condition(columns, depth),
                self.pick(&["IS TRUE", "IS NOT FALSE", "IS NOT TRUE", "IS UNKNOWN"])
            ),
            6 => {
                let query = self.query(columns, depth);
                let name = if kind == Kind::Number { "x" } else { "y" };
                let operator = self.pick(&["IN", "NOT IN", "= ALL", "> ANY"]);
                format!("{left} {operator} (SELECT s.{name} FROM ({query}) s)")
            }
            7 => format!("{}EXISTS ({})", self.pick(&["", "NOT "]), self.query(columns, depth)),
            8 if kind == Kind::Number => {
                format!("{left} {} (1, 2, 3)", self.pick(&["IN", "NOT IN"]))
            }
            _ => {
                let right = self.expr(columns, kind, depth);
                let operator =
                    self.pick(&["=", "<>", "<", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"]);
                format!("{left} {operator} {right}")
            }
        }
    }
}
