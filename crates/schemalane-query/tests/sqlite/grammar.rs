//! A small grammar of queries and tables, by choices.

/// Choices that were made, and 0 behind the last.
pub(crate) struct Choices {
    bytes: std::vec::IntoIter<u8>,
    aliases: usize,
}

impl Choices {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes: bytes.into_iter(), aliases: 0 }
    }

    fn pick(&mut self, count: usize) -> usize {
        usize::from(self.bytes.next().unwrap_or(0)) % count
    }

    fn one_of<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.pick(of.len())]
    }

    fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("x{}", self.aliases)
    }

    fn list(&mut self, most: usize, mut item: impl FnMut(&mut Self) -> String) -> String {
        let count = 1 + self.pick(most);
        (0..count).map(|_| item(self)).collect::<Vec<_>>().join(", ")
    }
}

/// Tables with rows.
pub(crate) struct Tables(Vec<Table>);

struct Table {
    name: String,
    columns: Vec<(String, String)>,
    rows: Vec<String>,
}

pub(crate) fn tables(choices: &mut Choices) -> Tables {
    Tables(["a", "b", "c"].iter().map(|name| table(choices, name)).collect())
}

fn table(choices: &mut Choices, name: &str) -> Table {
    let key = choices.one_of(&["INTEGER PRIMARY KEY", "INT PRIMARY KEY", "INTEGER NOT NULL"]);
    let mut columns = vec![("id".to_owned(), key.to_owned())];
    for column in ["n", "t", "r"] {
        let kind = match column {
            "n" => "INTEGER",
            "t" => "TEXT",
            _ => "REAL",
        };
        let null = choices.one_of(&["", " NOT NULL"]);
        columns.push((column.to_owned(), format!("{kind}{null}")));
    }
    let count = choices.pick(4);
    let rows = (0..count).map(|row| {
        let values = columns.iter().enumerate().map(|(place, (_, kind))| {
            let is_null = !kind.contains("NOT NULL") && choices.pick(3) == 1;
            match (place, is_null) {
                (0, false) => format!("{}", row + 1),
                (0, true) if kind.starts_with("INTEGER") => format!("{}", row + 1),
                (_, true) => "NULL".to_owned(),
                (1, false) => format!("{}", choices.pick(4)),
                (2, false) => format!("'{}'", choices.one_of(&["a", "", "b"])),
                (_, false) => choices.one_of(&["1.5", "0.0", "-2.0"]).to_owned(),
            }
        });
        format!("({})", values.collect::<Vec<_>>().join(", "))
    });
    let rows = rows.collect();
    Table { name: name.to_owned(), columns, rows }
}

impl Tables {
    pub(crate) fn create(&self) -> String {
        let one = |table: &Table| {
            let columns = table.columns.iter().map(|(name, kind)| format!("{name} {kind}"));
            let columns = columns.collect::<Vec<_>>().join(", ");
            format!("CREATE TABLE {} ({columns});\n", table.name)
        };
        let views = "CREATE VIEW v AS SELECT a.id, b.n, b.t, a.r FROM a LEFT JOIN b ON a.id = b.id;\n\
                     CREATE VIEW w (id, n, t, r) AS SELECT n, count(*), max(t), sum(r) FROM c GROUP BY n;\n";
        self.0.iter().map(one).collect::<String>() + views
    }

    pub(crate) fn rows(&self) -> String {
        self.0.iter().map(insert).collect()
    }

    /// The rows of the first table alone.
    pub(crate) fn fewer_rows(&self) -> String {
        self.0.iter().take(1).map(insert).collect()
    }
}

fn insert(table: &Table) -> String {
    let rows = table.rows.join(", ");
    if rows.is_empty() { rows } else { format!("INSERT INTO {} VALUES {rows};\n", table.name) }
}

/// What has the columns id, n, t and r here, the nearest last.
type Scope = Vec<String>;

const COLUMNS: &[&str] = &["n", "id", "t", "r"];
const TABLES: &[&str] = &["a", "b", "c", "v", "w"];

pub(crate) fn query(choices: &mut Choices, _: &Tables) -> String {
    let mut scope = Scope::new();
    match choices.pick(8) {
        5 => {
            let table = choices.one_of(&TABLES[..3]);
            scope.push(table.to_owned());
            let filter = condition(choices, &scope, 2);
            let returning = choices.list(4, |choices| value(choices, &scope, 2));
            format!("DELETE FROM {table} WHERE {filter} RETURNING {returning}")
        }
        6 => {
            let table = choices.one_of(&TABLES[..3]);
            scope.push(table.to_owned());
            let column = choices.one_of(&["n", "r"]);
            let change = number(choices, &scope, 1);
            let filter = condition(choices, &scope, 1);
            let returning = choices.list(4, |choices| value(choices, &scope, 2));
            format!(
                "UPDATE {table} SET {column} = CAST({change} AS {}) WHERE {filter} RETURNING {returning}",
                if column == "n" { "INTEGER" } else { "REAL" }
            )
        }
        7 => {
            let table = choices.one_of(&TABLES[..3]);
            let rows = "SELECT 90, 1, 'z', NULL UNION ALL SELECT NULL, NULL, NULL, 0.5";
            scope.push(table.to_owned());
            let returning = choices.list(4, |choices| value(choices, &scope, 2));
            format!("INSERT OR IGNORE INTO {table} {rows} RETURNING {returning}")
        }
        _ => compound(choices, &scope, 3, 3),
    }
}

/// A query of several columns.
fn compound(choices: &mut Choices, outer: &Scope, depth: usize, columns: usize) -> String {
    let mut text = String::new();
    if depth > 1 && choices.pick(5) == 1 {
        let name = choices.one_of(&["a", "s"]);
        let body = four(choices, outer, depth.saturating_sub(1));
        text += &format!("WITH {name} (id, n, t, r) AS ({body}) ");
    }
    text += &select(choices, outer, depth, columns);
    if choices.pick(5) == 1 {
        let set = choices.one_of(&["UNION", "UNION ALL", "INTERSECT", "EXCEPT"]);
        text += &format!(" {set} {}", select(choices, outer, depth.saturating_sub(1), columns));
    }
    if choices.pick(6) == 1 {
        text += &format!(" LIMIT {}", choices.pick(3));
    }
    text
}

/// A query whose columns are a number, a number, a text and a real.
fn four(choices: &mut Choices, outer: &Scope, depth: usize) -> String {
    if choices.pick(6) == 1 {
        return "VALUES (1, 2, 'v', 0.5), (2, NULL, 'a', NULL)".to_owned();
    }
    let mut scope = outer.clone();
    let from = from(choices, &mut scope, depth);
    let filter = condition(choices, &scope, depth);
    let columns = [
        number(choices, &scope, 1),
        number(choices, &scope, 1),
        text(choices, &scope, 1),
        column(choices, &scope, "r"),
    ];
    format!("SELECT {} FROM {from} WHERE {filter}", columns.join(", "))
}

fn from(choices: &mut Choices, scope: &mut Scope, depth: usize) -> String {
    let mut text = item(choices, scope, depth);
    for _ in 0..choices.pick(3) {
        let kind =
            choices.one_of(&["LEFT JOIN", "JOIN", "RIGHT JOIN", "FULL JOIN", ",", "CROSS JOIN"]);
        let right = match choices.pick(5) {
            1 if depth > 1 => {
                let left = item(choices, scope, 0);
                let kind = choices.one_of(&["LEFT JOIN", "JOIN", "FULL JOIN"]);
                let right = item(choices, scope, 0);
                let inner = scope[scope.len() - 2..].to_vec();
                format!("({left} {kind} {right} ON {})", condition(choices, &inner, 1))
            }
            _ => item(choices, scope, depth),
        };
        text += &format!(" {kind} {right}");
        if kind != "," {
            text += &match choices.pick(4) {
                1 => " USING (id)".to_owned(),
                _ => format!(" ON {}", condition(choices, scope, depth.min(1))),
            };
        }
    }
    text
}

fn item(choices: &mut Choices, scope: &mut Scope, depth: usize) -> String {
    let source = match choices.pick(5) {
        1 if depth > 1 => format!("({})", four(choices, &Scope::new(), depth.saturating_sub(1))),
        _ => choices.one_of(TABLES).to_owned(),
    };
    let alias = choices.alias();
    let is_query = source.starts_with('(');
    scope.push(alias.clone());
    match is_query {
        // The columns of a query have no names of their own that are known.
        true => {
            format!("(WITH q (id, n, t, r) AS {source} SELECT * FROM q) AS {alias}")
        }
        false => format!("{source} AS {alias}"),
    }
}

fn select(choices: &mut Choices, outer: &Scope, depth: usize, columns: usize) -> String {
    let mut scope = outer.clone();
    let from = from(choices, &mut scope, depth);
    let filter = match choices.pick(2) {
        0 => String::new(),
        _ => format!(" WHERE {}", condition(choices, &scope, depth)),
    };
    let form = choices.pick(5);
    let mut tail = String::new();
    if form == 2 {
        tail = format!(" GROUP BY {}", value(choices, &scope, 1));
        if choices.pick(2) == 1 {
            tail += &format!(" HAVING {} > 0", aggregate(choices, &scope));
        }
    }
    let output = (0..columns).map(|_| match (form, choices.pick(2)) {
        (1 | 2, 0) => wrapped(choices, aggregate),
        (3, 0) => wrapped_window(choices, &scope),
        _ => value(choices, &scope, depth),
    });
    // The closure above cannot know the scope of the aggregates.
    let output = output.collect::<Vec<_>>().join(", ").replace("@", scope.last().map_or("", |s| s));
    format!("SELECT {output} FROM {from}{filter}{tail}")
}

fn wrapped(choices: &mut Choices, make: fn(&mut Choices, &Scope) -> String) -> String {
    let inner = make(choices, &vec!["@".to_owned()]);
    match choices.pick(4) {
        1 => format!("coalesce({inner}, 0)"),
        2 => format!("CASE WHEN {inner} IS NOT NULL THEN {inner} ELSE 1 END"),
        3 => format!("{inner} + 1"),
        _ => inner,
    }
}

fn wrapped_window(choices: &mut Choices, scope: &Scope) -> String {
    let inner = window(choices, scope);
    match choices.pick(3) {
        1 => format!("CASE WHEN {} THEN {inner} ELSE 0 END", condition(choices, scope, 1)),
        _ => inner,
    }
}

fn aggregate(choices: &mut Choices, scope: &Scope) -> String {
    let name = choices.one_of(&["sum", "count", "max", "min", "avg", "total", "group_concat"]);
    let argument = match choices.pick(3) {
        1 => value(choices, scope, 1),
        _ => column(choices, scope, "n"),
    };
    let filter = match choices.pick(4) {
        1 => format!(" FILTER (WHERE {})", condition(choices, scope, 1)),
        _ => String::new(),
    };
    format!("{name}({argument}){filter}")
}

fn window(choices: &mut Choices, scope: &Scope) -> String {
    let argument = value(choices, scope, 1);
    let call = match choices.pick(8) {
        1 => format!("sum({})", number(choices, scope, 0)),
        2 => format!("lag({argument})"),
        3 => format!("lag({argument}, 1, {})", column(choices, scope, "n")),
        4 => format!("last_value({argument})"),
        5 => format!("max({argument})"),
        6 => "count(*)".to_owned(),
        7 => "row_number()".to_owned(),
        _ => format!("first_value({argument})"),
    };
    let partition = choices.one_of(&["", "PARTITION BY 1 "]);
    let order = column(choices, scope, "n");
    let frame = choices.one_of(&[
        "",
        " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW",
        " ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING",
        " GROUPS BETWEEN CURRENT ROW AND 1 FOLLOWING",
        " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW",
        " RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING",
    ]);
    format!("{call} OVER ({partition}ORDER BY {order}{frame})")
}

fn column(choices: &mut Choices, scope: &Scope, name: &str) -> String {
    match scope.len() {
        0 => "NULL".to_owned(),
        count => format!("{}.{name}", scope[count - 1 - choices.pick(count)]),
    }
}

fn value(choices: &mut Choices, scope: &Scope, depth: usize) -> String {
    match choices.pick(5) {
        1 => number(choices, scope, depth),
        2 => text(choices, scope, depth),
        3 => condition(choices, scope, depth),
        4 if depth > 0 => chosen(choices, scope, depth),
        _ => {
            let name = choices.one_of(COLUMNS);
            column(choices, scope, name)
        }
    }
}

fn chosen(choices: &mut Choices, scope: &Scope, depth: usize) -> String {
    let deeper = depth.saturating_sub(1);
    match choices.pick(7) {
        1 => {
            format!("nullif({}, {})", value(choices, scope, deeper), value(choices, scope, deeper))
        }
        2 => format!(
            "CASE WHEN {} THEN {} ELSE {} END",
            condition(choices, scope, deeper),
            value(choices, scope, deeper),
            value(choices, scope, deeper)
        ),
        3 => format!(
            "CASE WHEN {} THEN {} END",
            condition(choices, scope, deeper),
            value(choices, scope, deeper)
        ),
        4 => format!("({})", compound(choices, scope, deeper, 1)),
        5 => format!(
            "iif({}, {}, {})",
            condition(choices, scope, deeper),
            value(choices, scope, deeper),
            value(choices, scope, deeper)
        ),
        6 => format!(
            "CASE {} WHEN {} THEN {} ELSE {} END",
            value(choices, scope, deeper),
            value(choices, scope, deeper),
            value(choices, scope, deeper),
            value(choices, scope, deeper)
        ),
        _ => format!(
            "coalesce({}, {})",
            value(choices, scope, deeper),
            value(choices, scope, deeper)
        ),
    }
}

fn number(choices: &mut Choices, scope: &Scope, depth: usize) -> String {
    if depth == 0 {
        let name = choices.one_of(&["n", "id"]);
        return column(choices, scope, name);
    }
    let operator = choices.one_of(&["+", "-", "*", "/", "%", "&", "<<"]);
    match choices.pick(8) {
        1 => format!(
            "({} {operator} {})",
            number(choices, scope, depth.saturating_sub(1)),
            number(choices, scope, depth.saturating_sub(1))
        ),
        2 => format!("length({})", text(choices, scope, depth.saturating_sub(1))),
        3 => format!("abs({})", number(choices, scope, depth.saturating_sub(1))),
        4 => format!(
            "coalesce({}, {})",
            number(choices, scope, depth.saturating_sub(1)),
            number(choices, scope, depth.saturating_sub(1))
        ),
        5 => choices.one_of(&["1", "0", "2"]).to_owned(),
        6 => format!(
            "max({}, {})",
            number(choices, scope, depth.saturating_sub(1)),
            number(choices, scope, depth.saturating_sub(1))
        ),
        7 => format!("(-{})", number(choices, scope, depth.saturating_sub(1))),
        _ => column(choices, scope, "n"),
    }
}

fn text(choices: &mut Choices, scope: &Scope, depth: usize) -> String {
    if depth == 0 {
        return column(choices, scope, "t");
    }
    match choices.pick(7) {
        1 => {
            format!(
                "({} || {})",
                text(choices, scope, depth.saturating_sub(1)),
                text(choices, scope, depth.saturating_sub(1))
            )
        }
        2 => format!("upper({})", text(choices, scope, depth.saturating_sub(1))),
        3 => format!(
            "substr({}, 1, {})",
            text(choices, scope, depth.saturating_sub(1)),
            number(choices, scope, depth.saturating_sub(1))
        ),
        4 => choices.one_of(&["'a'", "''", "NULL"]).to_owned(),
        5 => format!(
            "replace({}, 'a', {})",
            text(choices, scope, depth.saturating_sub(1)),
            text(choices, scope, depth.saturating_sub(1))
        ),
        6 => format!("CAST({} AS TEXT)", number(choices, scope, depth.saturating_sub(1))),
        _ => column(choices, scope, "t"),
    }
}

fn condition(choices: &mut Choices, scope: &Scope, depth: usize) -> String {
    if depth == 0 {
        let name = choices.one_of(COLUMNS);
        let compared = choices.one_of(&[" IS NOT NULL", " = 1", " > 0", " IS NULL", ""]);
        return format!("{}{compared}", column(choices, scope, name));
    }
    let deeper = depth.saturating_sub(1);
    let compared = choices.one_of(&["=", "<", "<>", ">=", "IS", "IS NOT"]);
    match choices.pick(14) {
        1 => format!(
            "({} AND {})",
            condition(choices, scope, deeper),
            condition(choices, scope, deeper)
        ),
        2 => format!(
            "({} OR {})",
            condition(choices, scope, deeper),
            condition(choices, scope, deeper)
        ),
        3 => format!("(NOT {})", condition(choices, scope, deeper)),
        4 => {
            format!("({} IN ({}, 1))", value(choices, scope, deeper), value(choices, scope, deeper))
        }
        5 => format!(
            "({} NOT IN ({}))",
            value(choices, scope, deeper),
            value(choices, scope, deeper)
        ),
        6 => format!(
            "({} BETWEEN {} AND 3)",
            number(choices, scope, deeper),
            number(choices, scope, deeper)
        ),
        7 => format!("EXISTS ({})", compound(choices, scope, deeper, 1)),
        8 => format!(
            "({} IN ({}))",
            value(choices, scope, deeper),
            compound(choices, scope, deeper, 1)
        ),
        9 => format!(
            "({} NOT IN ({}))",
            value(choices, scope, deeper),
            compound(choices, scope, deeper, 1)
        ),
        10 => format!("({} LIKE {})", text(choices, scope, deeper), text(choices, scope, deeper)),
        11 => format!("({} IS NOT TRUE)", condition(choices, scope, deeper)),
        12 => format!(
            "(({}, {}) {compared} ({}, 1))",
            number(choices, scope, deeper),
            number(choices, scope, deeper),
            number(choices, scope, deeper)
        ),
        13 => format!("({} IS NOT NULL)", value(choices, scope, deeper)),
        _ => format!(
            "({} {compared} {})",
            value(choices, scope, deeper),
            value(choices, scope, deeper)
        ),
    }
}
