use std::collections::BTreeSet;

use expect_test::expect;
use schemalane_source::Dialect::{self, Postgres, Sqlite};

use super::{Answer, Claim, Described, FileDescription, describe};
use crate::analysis::{Access, Analysis, Column, Origin, Parameter, Refusal};
use crate::file::QueryFile;
use crate::problem::Problem;

#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

/// A column: `name type`, with `?` where it can be null, `@table` where it is one of a table, and `#1` where it is of an
/// outer-joined row.
fn column(text: &str) -> Column {
    let mut words = text.split(' ');
    let name = words.next().unwrap().to_owned();
    let mut column = Column {
        name: name.clone(),
        data_type: None,
        nullable: false,
        origin: None,
        joined: None,
        nullable_in_row: false,
    };
    for word in words {
        if word == "?" {
            column.nullable_in_row = true;
        } else if let Some(table) = word.strip_prefix('@') {
            column.origin = Some(Origin { table: table.to_owned(), column: name.clone() });
        } else if let Some(number) = word.strip_prefix('#') {
            column.joined = Some(number.parse().unwrap());
        } else {
            column.data_type = Some(word.to_owned());
        }
    }
    column.nullable = column.nullable_in_row || column.joined.is_some();
    column
}

fn analysis(columns: &[&str], parameters: &[&str]) -> Analysis {
    let parameter = |text: &&str| Parameter {
        data_type: text.split(' ').next().filter(|it| *it != "-").map(str::to_owned),
        nullable: text.ends_with('?'),
        origin: None,
    };
    Analysis {
        columns: columns.iter().map(|text| column(text)).collect(),
        parameters: parameters.iter().map(parameter).collect(),
        access: Access::Read,
        tables: BTreeSet::from(["public.book".to_owned()]),
    }
}

fn file(sql: &str, dialect: Dialect) -> QueryFile {
    QueryFile::read("q.sql", "q", sql, dialect).unwrap_or_else(|problems| panic!("{problems}"))
}

fn described_on(dialect: Dialect, sql: &str, columns: &[&str], parameters: &[&str]) -> Described {
    let file = file(sql, dialect);
    let query = &file.queries[0];
    let answers: Vec<_> = (query.variants.iter())
        .map(|variant| {
            let kept = variant.parameters.iter().map(|&it| parameters[it]).collect::<Vec<_>>();
            Answer::Analysed(analysis(columns, &kept))
        })
        .collect();
    describe(&file, query, &answers).unwrap()
}

fn described(sql: &str, columns: &[&str], parameters: &[&str]) -> Described {
    described_on(Postgres, sql, columns, parameters)
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

/// What is said of a query, in lines.
fn summary(described: &Described) -> String {
    let columns = described.columns.iter().map(|column| {
        let data_type = column.data_type.as_deref().unwrap_or("-");
        let mark = if column.nullable { "?" } else { "" };
        let joined = column.joined.map(|it| format!(" #{it}")).unwrap_or_default();
        format!("{}: {data_type}{mark}{joined}", column.rust_name)
    });
    let parameters = described.parameters.iter().map(|parameter| {
        let data_type = parameter.data_type.as_deref().unwrap_or("-");
        let mark = if parameter.nullable { "?" } else { "" };
        let list = if parameter.list { " list" } else { "" };
        let optional = if parameter.optional { " optional" } else { "" };
        format!("{}: {data_type}{mark}{list}{optional}", parameter.rust_name)
    });
    let embeds = described.embeds.iter().map(|embed| {
        let optional = if embed.optional { "?" } else { "" };
        format!("{}{optional} {:?} {:?}", embed.field, embed.columns, embed.table)
    });
    let command = described.command.name();
    let mut text = format!("{} :{command} {:?}\n", described.query.function, described.access);
    for (word, items) in [
        ("columns", columns.collect::<Vec<_>>()),
        ("parameters", parameters.collect()),
        ("embeds", embeds.collect()),
        ("texts", vec![described.query.variants.len().to_string()]),
    ] {
        if !items.is_empty() {
            text.push_str(&format!("  {word} {}\n", items.join(", ")));
        }
    }
    text + &lines(&described.problems) + &lines(&described.warnings)
}

#[test]
fn what_is_declared_is_compared_with_what_the_engine_says() {
    let sql = "-- name: A :many\n-- @param a: bigint\n-- @param b: int\n-- @column x: text\n-- @column y: int8!\n-- @column z: ?\n\
               -- @column zz: int\n-- @column w: int! as crate::W\nSELECT x, y, z, w FROM t WHERE a = :a AND b = :b AND c = :c";
    let all = described(
        sql,
        &["x integer", "y bigint ?", "z text", "w integer"],
        &["integer", "int4", "-"],
    );
    expect![[r#"
        q.sql:2:11: `a` is declared as bigint, and is integer: declare it as integer, or convert it: `CAST(... AS bigint)`
        q.sql:4:12: `x` is declared as text, and is integer: declare it as integer, or convert it: `CAST(... AS text)`
        q.sql:7:12: `@column` names `zz`, which the query does not have: did you mean `z`?
        q.sql:9:58: nothing says the type of the parameter `c`: say it above the statement: `-- @param c: text`
    "#]].assert_eq(&lines(&all.problems));
    let claims: Vec<_> =
        all.overrides.iter().map(|it| (it.name.as_str(), &it.claim, it.line)).collect();
    assert_eq!(
        claims,
        [
            ("y", &Claim::NotNull, 5),
            ("z", &Claim::Nullable, 6),
            ("w", &Claim::Rust("crate::W".to_owned()), 8),
        ]
    );
    let nullable: Vec<bool> = all.columns.iter().map(|column| column.nullable).collect();
    assert_eq!(nullable, [false, false, true, false]);
}

#[test]
fn a_contract_has_all_columns_with_what_can_be_null() {
    let sql = |result: &str| {
        format!(
            "-- schemalane:name a | params a:int? | result {result}\nSELECT id, name FROM t WHERE id = :a"
        )
    };
    let of = |result: &str| {
        lines(&described(&sql(result), &["id bigint", "name text ?"], &["bigint"]).problems)
    };
    assert_eq!(of("id:int name:text?"), "");
    expect![[r#"
        q.sql:1:47: `id` is declared with `?`, and is never null: remove the `?`
        q.sql:1:47: `id` is declared as text, and is bigint: declare it as bigint, or convert it: `CAST(... AS text)`
        q.sql:1:56: `name` is declared as never null, and can be: declare it with `?`, or give it a value with COALESCE; or promise it: `-- @column name: !`
    "#]].assert_eq(&of("id:text? name:text"));
    expect![[r#"
        q.sql:1:47: the contract declares name, id, and the statement gives id, name: declare each column, in order
    "#]].assert_eq(&of("name:text? id:int"));
    let described =
        described(&sql("id:int name:text?"), &["id bigint", "name text ?"], &["bigint"]);
    assert_eq!((described.parameters[0].nullable, described.command.name()), (true, "many"));
}

#[test]
fn commands_are_compared_with_what_the_statement_gives() {
    let of = |sql: &str, columns: &[&str]| {
        let described = described(sql, columns, &[]);
        (lines(&described.problems), lines(&described.warnings))
    };
    let (problems, _) = of("-- name: A :one\nDELETE FROM t", &[]);
    expect![[r#"
        q.sql:1:10: `:one` gives rows, and the statement has none: use `:exec` or `:execrows`, or add RETURNING
    "#]].assert_eq(&problems);
    let (_, warnings) = of("-- name: A :exec\nDELETE FROM t RETURNING id", &["id integer"]);
    expect![[r#"
        q.sql:2:15: the statement gives rows, which `:exec` drops: use `:one`, `:opt` or `:many`, or remove RETURNING
    "#]].assert_eq(&warnings);
    let (_, warnings) = of(
        "-- name: A :one\nINSERT INTO t VALUES (1) ON CONFLICT DO NOTHING RETURNING id",
        &["id integer"],
    );
    expect![[r#"
        q.sql:2:38: `:one` is an error where DO NOTHING leaves no row: use `:opt`
    "#]]
    .assert_eq(&warnings);
    let nothing = (String::new(), String::new());
    assert_eq!(of("-- name: A :exec\nSELECT pg_notify('a', 'b')", &["pg_notify void"]), nothing);
}

#[test]
fn columns_have_names_of_their_own_in_rust() {
    let all = described_on(
        Sqlite,
        "-- name: A :many\nSELECT 1, a.id, b.id, count(*), \"type\"",
        &["?column? INTEGER", "id INTEGER", "id INTEGER", "count(*) INTEGER", "type TEXT"],
        &[],
    );
    let names: Vec<_> = all.columns.iter().map(|column| column.rust_name.as_str()).collect();
    assert_eq!(names, ["column_1", "id", "id_2", "count", "r#type"]);
    expect![[r#"
        q.sql:2:8: column 1 has no name, and is called `column_1` in Rust: give it one with AS
        q.sql:2:17: another column is called `id` too, and this one `id_2` in Rust: give it a name of its own with AS
    "#]].assert_eq(&lines(&all.warnings));
}

#[test]
fn embedded_rows_have_the_columns_of_their_table() {
    let sql = "-- name: A :many\n-- @embed payer\n-- @embed line\n-- @column payer.name: text!\nSELECT i.*, payer.*, line.n AS m, count(*), line.o FROM t";
    let columns = &[
        "id bigint @public.account",
        "name text @public.account",
        "id bigint @public.account #1",
        "name text ? @public.account #1",
        "m integer @public.line",
        "count bigint",
        "o integer @public.line",
    ];
    let all = described(sql, columns, &[]);
    assert_eq!(lines(&all.problems), "");
    let [payer, line] = &all.embeds[..] else { panic!("{:?}", all.embeds) };
    assert_eq!(
        (payer.columns.clone(), payer.table.as_deref()),
        (vec![2, 3], Some("public.account"))
    );
    assert_eq!(
        (line.columns.clone(), line.field.as_str(), line.optional),
        (vec![4, 6], "line", false)
    );
    // The promise that a column of the row is never null is one that the row is there.
    assert!(!payer.optional);
    let all = described(&sql.replace("-- @column payer.name: text!\n", ""), columns, &[]);
    let payer = &all.embeds[0];
    assert_eq!((payer.optional, payer.witness), (true, Some(2)));
    let names: Vec<_> = all.columns.iter().map(|column| column.rust_name.as_str()).collect();
    assert_eq!(names, ["id", "name", "id", "name", "m", "count", "o"]);
}

#[test]
fn embedded_rows_that_are_not_clear_are_problems() {
    let of = |sql: &str, columns: &[&str]| lines(&described(sql, columns, &[]).problems);
    // One list of unknown length is what the others leave.
    assert_eq!(
        of(
            "-- name: A :many\n-- @embed x\nSELECT 1 AS a, x.*, 2 AS b FROM x",
            &["a integer", "b integer", "c integer", "b integer"]
        ),
        ""
    );
    expect![[r#"
        q.sql:2:11: it is not clear which columns are those of `x`: write `x.*`, and the names of the other columns instead of `*`
    "#]].assert_eq(&of(
        "-- name: A :many\n-- @embed x\nSELECT x.*, y.* FROM x",
        &["a integer", "b integer", "c integer"],
    ));
    expect![[r#"
        q.sql:2:11: `@embed` names `payr`, which the query does not have: did you mean `payer`?
    "#]]
    .assert_eq(&of("-- name: A :many\n-- @embed payr\nSELECT payer.* FROM x", &["a integer"]));
    expect![[r#"
        q.sql:3:11: `@embed x` is said twice: remove one of them
    "#]]
    .assert_eq(&of(
        "-- name: A :many\n-- @embed x\n-- @embed x\nSELECT x.* FROM x",
        &["a integer @x"],
    ));
}

#[test]
fn lists_are_found_in_every_kind_of_statement() {
    for sql in [
        "(SELECT x.* FROM x)",
        "WITH y AS (SELECT 1, 2) SELECT DISTINCT ON (a, b) x.* FROM x FOR UPDATE",
        "SELECT ALL x.* FROM x UNION SELECT 1, 2",
        "INSERT INTO t SELECT 1 RETURNING x.*",
        "UPDATE t SET a = 1 RETURNING x.*",
        "DELETE FROM t USING x WHERE true RETURNING x.*",
    ] {
        let sql = format!("-- name: A :many\n-- @embed x\n{sql}");
        let all = described(&sql, &["a integer", "b integer"], &[]);
        assert_eq!((lines(&all.problems).as_str(), all.embeds.len()), ("", 1), "{sql}");
        assert_eq!(all.embeds[0].columns, [0, 1], "{sql}");
    }
}

#[test]
fn notes_that_name_nothing_are_problems() {
    let sql = "-- name: A :many\n-- @order nam | id | dup\n-- @large bok\n-- @large book\n-- @column foo: int\nSELECT id, name, dup, dup FROM t ORDER BY /* @order */ 1";
    let all = described(sql, &["id integer", "name text", "dup text", "dup text"], &[]);
    expect![[r#"
        q.sql:2:11: `@order` names `nam`, which the query does not have: did you mean `name`?
        q.sql:2:22: `@order` names `dup`, and more than one column has this name: give one of them another name with AS
        q.sql:3:11: `@large` names `bok`, which the query does not have: it has: public.book
        q.sql:5:12: `@column` names `foo`, which the query does not have: it has: id, name, dup, dup
    "#]].assert_eq(&lines(&all.problems));
}

#[test]
fn what_an_engine_refuses_is_shown_in_the_file() {
    let sql = "-- name: A :many\n-- @optional a\nSELECT 1 FROM t\n WHERE x = :a AND nme = :b";
    let file = file(sql, Postgres);
    let query = &file.queries[0];
    let refuse = |message: &str, needle: &str| {
        let answers: Vec<_> = (query.variants.iter())
            .map(|variant| {
                let sql = variant.question().rendered.sql;
                let refusal =
                    Refusal { message: message.to_owned(), offset: sql.find(needle), help: None };
                Answer::Refused(refusal)
            })
            .collect();
        let problems = describe(&file, query, &answers).unwrap_err();
        let told: Vec<_> = problems.iter().map(|problem| problem.told().to_string()).collect();
        told.join("\n")
    };
    expect![[r#"
        q.sql:4:19: column "nme" does not exist
           |
         4 |  WHERE x = :a AND nme = :b
           |                   ^"#]]
    .assert_eq(&refuse("column \"nme\" does not exist", "nme"));
    let untyped: Vec<_> = query.variants.iter().map(|_| Answer::Untyped { number: 1 }).collect();
    expect![[r#"
        q.sql:4:12: nothing says the type of the parameter `a`: say it above the statement: `-- @param a: text`
        q.sql:4:25: nothing says the type of the parameter `b`: say it above the statement: `-- @param b: text`
    "#]].assert_eq(&lines(&describe(&file, query, &untyped).unwrap_err()));
}

#[test]
fn variants_hold_together() {
    let sql = "-- name: A :many\n-- @optional a\nSELECT id, x, y, z FROM t WHERE b = :b AND a = :a";
    let file = file(sql, Postgres);
    let query = &file.queries[0];
    let whole =
        analysis(&["id integer", "x text", "y text #1", "z text #1"], &["integer ?", "integer"]);
    let part = analysis(&["id integer", "x text #7", "y text #7", "z bigint #7"], &["integer"]);
    let all = describe(&file, query, &[Answer::Analysed(whole), Answer::Analysed(part)]).unwrap();
    expect![[r#"
        q.sql:1:10: `z` has another type where an optional parameter is not given, or another order is chosen: convert it to one type with CAST
    "#]].assert_eq(&lines(&all.problems));
    let columns: Vec<_> = all.columns.iter().map(|it| (it.nullable, it.joined)).collect();
    // `x` is there in one variant where `y` is not: they do not go null together.
    assert_eq!(columns, [(false, None), (true, Some(0)), (true, Some(1)), (true, Some(1))]);
    let nullable: Vec<bool> = all.parameters.iter().map(|it| it.nullable).collect();
    assert_eq!(nullable, [false, false]);
}

#[test]
fn a_description_is_written_as_json() {
    let sql = "-- name: ListBooks :many\n-- @param ids: bigint[]\nSELECT id, title FROM book WHERE id IN (:ids) AND x = :x";
    let described = described(sql, &["id bigint @public.book", "title text ?"], &["bigint", "- ?"]);
    let all = [described];
    let description = FileDescription::new("q.sql", &all, &[], |_| Some("i64".to_owned()));
    let json = serde_json::to_string_pretty(&description).unwrap();
    expect![[r#"
        {
          "file": "q.sql",
          "queries": [
            {
              "name": "ListBooks",
              "command": "many",
              "sql": "SELECT id, title FROM book WHERE id = ANY ($1) AND x = $2",
              "readonly": true,
              "tables": [
                "public.book"
              ],
              "columns": [
                {
                  "name": "id",
                  "type": "bigint",
                  "rust": "i64",
                  "nullable": false,
                  "origin": "public.book.id"
                },
                {
                  "name": "title",
                  "type": "text",
                  "rust": "i64",
                  "nullable": true,
                  "origin": null
                }
              ],
              "params": [
                {
                  "name": "ids",
                  "type": "bigint",
                  "rust": "i64",
                  "nullable": false,
                  "list": true
                },
                {
                  "name": "x",
                  "type": null,
                  "rust": "i64",
                  "nullable": true,
                  "list": false
                }
              ]
            }
          ],
          "errors": [
            {
              "file": "q.sql",
              "line": 3,
              "column": 55,
              "message": "nothing says the type of the parameter `x`: say it above the statement: `-- @param x: text`"
            }
          ]
        }"#]].assert_eq(&json);
}
