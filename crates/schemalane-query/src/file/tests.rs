use proptest::prelude::*;
use schemalane_source::Dialect::{self, Postgres, Sqlite};

use super::QueryFile;
use crate::query::Query;
use crate::scan::ParameterName;
use crate::{Command, Direction};

mod problems;

pub(crate) fn read(sql: &str, dialect: Dialect) -> QueryFile {
    QueryFile::read("queries/shop.sql", "shop", sql, dialect)
        .unwrap_or_else(|problems| panic!("{sql}\n{problems}"))
}

/// The only query of a file.
pub(crate) fn query(sql: &str, dialect: Dialect) -> Query {
    let mut file = read(sql, dialect);
    assert_eq!(file.queries.len(), 1, "{sql}");
    file.queries.remove(0)
}

fn statement(sql: &str, dialect: Dialect) -> Query {
    query(&format!("-- name: X :many\n{sql}"), dialect)
}

/// The rendered text, and the names of its parameters.
fn rendered(query: &Query) -> (String, Vec<String>) {
    let names = query.parameters.iter().map(|parameter| parameter.name.to_string()).collect();
    (query.variants[0].question().rendered.sql, names)
}

#[track_caller]
fn check(dialect: Dialect, sql: &str, expected: &str, names: &[&str]) {
    let query = statement(sql, dialect);
    assert_eq!(
        rendered(&query),
        (expected.to_owned(), names.iter().map(|&it| it.into()).collect())
    );
}

#[test]
fn a_file_has_queries_with_names_commands_and_documentation() {
    let file = read(
        "-- Authors.\n\n-- name: ListAuthors :many\n-- Lists authors.\n--\n--   Indented.\nSELECT 1; -- behind\n\n/* name: get-it */\n"
            .replace("get-it */", "GetIt :one\n * One.\n */ SELECT 2")
            .as_str(),
        Postgres,
    );
    let [list, get] = &file.queries[..] else { panic!("{:?}", file.queries) };
    assert_eq!((list.name.as_str(), list.function.as_str()), ("ListAuthors", "list_authors"));
    assert_eq!(list.command, Some(Command::Many));
    assert_eq!(list.documentation, ["Lists authors.", "", "  Indented."]);
    assert_eq!((list.place.line, list.place.column), (3, 10));
    assert_eq!(list.sql, "SELECT 1");
    assert_eq!((get.function.as_str(), get.command), ("get_it", Some(Command::One)));
    assert_eq!(get.documentation, ["One."]);
}

#[test]
fn every_command_is_read_and_some_of_sqlc() {
    for command in Command::ALL {
        let query = query(&format!("-- name: x {command}\nSELECT 1"), Sqlite);
        assert_eq!(query.command, Some(command));
    }
    assert_eq!(query("-- name: x :execresult\nSELECT 1", Sqlite).command, Some(Command::ExecRows));
}

#[test]
fn notes_are_read() {
    let query = query(
        "-- name: X :many\n-- @param country: text? — NULL means any\n-- @param since: the first day that counts\n\
         -- @param at: timestamp(3) with time zone! as time::OffsetDateTime\n-- @param q ?\n\
         -- @column book_count: int8! as Option<crate::Count> - how many\n-- @column \"a b\": ?\n-- @returns AuthorRow\n\
         -- @embed payer, books\n-- @large book\n-- Words.\n\
         SELECT :country, :since, :at, :q",
        Postgres,
    );
    let parameter = |index: usize| {
        let it = &query.parameters[index];
        (it.stated.data_type.as_deref(), it.stated.nullable, it.documentation.as_deref())
    };
    assert_eq!(parameter(0), (Some("text"), Some(true), Some("NULL means any")));
    assert_eq!(parameter(1), (None, None, Some("the first day that counts")));
    assert_eq!(parameter(2), (Some("timestamp(3) with time zone"), Some(false), None));
    assert_eq!(query.parameters[2].rust.as_deref(), Some("time::OffsetDateTime"));
    assert_eq!(parameter(3), (None, Some(true), None));
    let [count, other] = &query.notes.columns[..] else { panic!("{:?}", query.notes) };
    assert_eq!((count.data_type.as_deref(), count.nullable), (Some("int8"), Some(false)));
    assert_eq!(count.rust.as_deref(), Some("Option<crate::Count>"));
    assert_eq!(count.documentation.as_deref(), Some("how many"));
    assert_eq!((other.name.as_str(), other.nullable), ("a b", Some(true)));
    assert_eq!(query.notes.row.as_ref().map(|row| row.name.as_str()), Some("AuthorRow"));
    let embeds: Vec<_> = query.notes.embeds.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(embeds, ["payer", "books"]);
    assert_eq!(query.notes.large[0].name, "book");
    assert_eq!(query.documentation, ["Words."]);
}

#[test]
fn parameters_are_found_where_they_are_and_nowhere_else() {
    check(Postgres, "SELECT :a, :b, :a", "SELECT $1, $2, $1", &["a", "b"]);
    check(
        Postgres,
        "SELECT :a::int, ':x', E'\\':y', $$:z$$, \":w\" -- :v\n/* :u */",
        "SELECT $1::int, ':x', E'\\':y', $$:z$$, \":w\"",
        &["a"],
    );
    check(
        Postgres,
        "SELECT f(a := :b), a[1:2], a[i:n], a[:i], a[:i:n], a[:i : :n]",
        "SELECT f(a := $1), a[1:2], a[i:n], a[$2], a[$2:n], a[$2 : $3]",
        &["b", "i", "n"],
    );
    check(
        Postgres,
        "SELECT j ? 'a', j ?| :k, j @> :l, j @? :m, j #> :n, a <@b, j @@b",
        "SELECT j ? 'a', j ?| $1, j @> $2, j @? $3, j #> $4, a <@b, j @@b",
        &["k", "l", "m", "n"],
    );
    check(
        Postgres,
        "SELECT JSON_OBJECT('a':b, k:v, 'c': :d, KEY :e VALUE :f)",
        "SELECT JSON_OBJECT('a':b, k:v, 'c': $1, KEY $2 VALUE $3)",
        &["d", "e", "f"],
    );
    check(
        Postgres,
        "SELECT 1 WHERE a=@b AND c = @ d LIMIT:n",
        "SELECT 1 WHERE a=$1 AND c = @ d LIMIT $2",
        &["b", "n"],
    );
    check(Postgres, "SELECT $2, $1, a$1", "SELECT $2, $1, a$1", &["param1", "param2"]);
    check(
        Postgres,
        "SELECT ARRAY[:a, CASE WHEN :b THEN :c ELSE :d END]",
        "SELECT ARRAY[$1, CASE WHEN $2 THEN $3 ELSE $4 END]",
        &["a", "b", "c", "d"],
    );
    check(
        Sqlite,
        "SELECT :a, @b, $c, [:d], `:e`, j -> '$.a'",
        "SELECT ?1, ?2, ?3, [:d], `:e`, j -> '$.a'",
        &["a", "b", "c"],
    );
    check(Sqlite, "SELECT ?, ?, ?1", "SELECT ?1, ?2, ?1", &["param1", "param2"]);
    check(Sqlite, "SELECT ?2, ?1", "SELECT ?2, ?1", &["param1", "param2"]);
}

#[test]
fn macros_of_sqlc_are_read() {
    let sql = "SELECT sqlc.embed(books), sqlc.arg(a), sqlc.arg('b'), sqlc.narg(c) FROM books WHERE id IN (sqlc.slice(ids)) AND x IN (sqlc.arg(a))AND @d";
    let query = statement(sql, Postgres);
    let (text, names) = rendered(&query);
    assert_eq!(
        text,
        "SELECT books.*, $1, $2, $3 FROM books WHERE id = ANY ($4) AND x IN ($1)AND $5"
    );
    assert_eq!(names, ["a", "b", "c", "ids", "d"]);
    assert_eq!(query.parameters[2].stated.nullable, Some(true));
    let lists: Vec<bool> = query.parameters.iter().map(|it| it.stated.list).collect();
    assert_eq!(lists, [false, false, false, true, false]);
    assert_eq!(query.notes.embeds[0].name, "books");
    check(Postgres, "SELECT sqlc.arg FROM sqlc", "SELECT sqlc.arg FROM sqlc", &[]);
    check(Sqlite, "SELECT 1 AND sqlc.arg(x)AND 2", "SELECT 1 AND ?1 AND 2", &["x"]);
}

#[test]
fn lists_become_what_one_parameter_is_enough_for() {
    check(Postgres, "SELECT 1 WHERE a IN (:ids)", "SELECT 1 WHERE a = ANY ($1)", &["ids"]);
    check(
        Postgres,
        "SELECT 1 WHERE a NOT IN /* b */ ( :ids )",
        "SELECT 1 WHERE a <> ALL /* b */ ( $1 )",
        &["ids"],
    );
    check(Postgres, "SELECT 1 WHERE a IN (:a, :b)", "SELECT 1 WHERE a IN ($1, $2)", &["a", "b"]);
    check(Postgres, "SELECT 1 WHERE a IN ($1)", "SELECT 1 WHERE a IN ($1)", &["param1"]);
    check(
        Sqlite,
        "SELECT 1 WHERE a NOT IN (:ids)",
        "SELECT 1 WHERE a NOT IN (SELECT value FROM json_each(?1))",
        &["ids"],
    );
    let listed = query(
        "-- name: x :many\n-- @param ids: numeric(3,1)[]\nSELECT 1 WHERE a IN (:ids)",
        Postgres,
    );
    let stated = &listed.parameters[0].stated;
    assert_eq!((stated.list, stated.data_type.as_deref()), (true, Some("numeric(3,1)")));
    let array =
        query("-- name: x :many\n-- @param ids: bigint[]\nSELECT 1 WHERE a = ANY(:ids)", Postgres);
    let stated = &array.parameters[0].stated;
    assert_eq!((stated.list, stated.data_type.as_deref()), (false, Some("bigint[]")));
    check(
        Sqlite,
        "SELECT 1 WHERE :ids IS NULL OR a IN (:ids)",
        "SELECT 1 WHERE ?1 IS NULL OR a IN (SELECT value FROM json_each(?1))",
        &["ids"],
    );
}

fn variants(query: &Query) -> Vec<String> {
    query.variants.iter().map(|variant| variant.question().rendered.sql).collect()
}

#[test]
fn optional_conditions_are_left_out() {
    let both = query(
        "-- name: x :many\n-- @optional a, b\nSELECT 1 FROM t JOIN u ON u.a = :a WHERE c = :c AND a = :a AND x BETWEEN 1 AND 2 AND b IN (:b) LIMIT 1",
        Postgres,
    );
    assert_eq!(
        variants(&both),
        [
            "SELECT 1 FROM t JOIN u ON u.a = $1 WHERE c = $2 AND a = $1 AND x BETWEEN 1 AND 2 AND b = ANY ($3) LIMIT 1",
            "SELECT 1 FROM t JOIN u ON true WHERE c = $1 AND x BETWEEN 1 AND 2 AND b = ANY ($2) LIMIT 1",
            "SELECT 1 FROM t JOIN u ON u.a = $1 WHERE c = $2 AND a = $1 AND x BETWEEN 1 AND 2 LIMIT 1",
            "SELECT 1 FROM t JOIN u ON true WHERE c = $1 AND x BETWEEN 1 AND 2 LIMIT 1",
        ]
    );
    let there: Vec<_> = both.variants.iter().map(|variant| variant.parameters.clone()).collect();
    assert_eq!(there, [vec![0, 1, 2], vec![1, 2], vec![0, 1], vec![1]]);
}

#[test]
fn a_clause_without_conditions_goes_too() {
    let texts = |sql: &str| {
        let query = query(&format!("-- name: x :many\n-- @optional a\n{sql}"), Sqlite);
        variants(&query)[1].clone()
    };
    for (sql, expected) in [
        ("SELECT 1 FROM t WHERE a = :a", "SELECT 1 FROM t "),
        ("SELECT 1 FROM t WHERE a = :a AND b AND c", "SELECT 1 FROM t WHERE b AND c"),
        ("SELECT 1 FROM t WHERE a = :a AND a <> :a AND c", "SELECT 1 FROM t WHERE c"),
        ("SELECT 1 FROM t WHERE b AND a = :a AND a <> :a", "SELECT 1 FROM t WHERE b"),
        ("SELECT 1 FROM t WHERE (a = :a OR b) ORDER BY 1", "SELECT 1 FROM t  ORDER BY 1"),
        ("SELECT 1 FROM t WHERE a = :a OR b AND c", "SELECT 1 FROM t "),
        (
            "SELECT count(*) FILTER (WHERE a = :a) FROM t",
            "SELECT count(*) FILTER (WHERE true) FROM t",
        ),
        (
            "SELECT 1 FROM t WHERE b IN (SELECT 1 FROM u WHERE a = :a AND d) AND c",
            "SELECT 1 FROM t WHERE b IN (SELECT 1 FROM u WHERE d) AND c",
        ),
        (
            "SELECT 1 FROM t WHERE CASE WHEN b AND c THEN a = :a END AND d",
            "SELECT 1 FROM t WHERE d",
        ),
        ("SELECT 1 FROM t GROUP BY 1 HAVING max(a) = :a", "SELECT 1 FROM t GROUP BY 1 "),
        (
            "SELECT 1 FROM t LEFT JOIN u ON u.a = :a, v WHERE b",
            "SELECT 1 FROM t LEFT JOIN u ON true, v WHERE b",
        ),
    ] {
        assert_eq!(texts(sql), expected, "{sql}");
    }
}

#[test]
fn an_order_is_chosen_from_a_closed_list() {
    let query = query(
        "-- name: x :many\n-- @order name | \"Due\"\nSELECT * FROM (SELECT 1) ORDER BY /* @order */ lower(name, 2) DESC, id LIMIT :n",
        Postgres,
    );
    assert_eq!(
        variants(&query),
        [
            "SELECT * FROM (SELECT 1) ORDER BY /* @order */ lower(name, 2) DESC, id LIMIT $1",
            "SELECT * FROM (SELECT 1) ORDER BY /* @order */ \"name\" ASC, id LIMIT $1",
            "SELECT * FROM (SELECT 1) ORDER BY /* @order */ \"name\" DESC, id LIMIT $1",
            "SELECT * FROM (SELECT 1) ORDER BY /* @order */ \"Due\" ASC, id LIMIT $1",
            "SELECT * FROM (SELECT 1) ORDER BY /* @order */ \"Due\" DESC, id LIMIT $1",
        ]
    );
    let chosen = query.variants[4].order.unwrap();
    assert_eq!((chosen.column, chosen.direction), (1, Direction::Descending));
}

#[test]
fn cornucopia_is_read() {
    let file = read(
        "--: Author(bio?, tags?[?]) : Serialize\n\n--! authors (country?) : Author\n--- All of them.\nSELECT :country;\n\n--! names : (name?)\nSELECT 1;\n--! plain\nSELECT 1",
        Postgres,
    );
    let [authors, names, plain] = &file.queries[..] else { panic!("{:?}", file.queries) };
    assert_eq!(authors.command, None);
    assert_eq!(authors.documentation, ["All of them."]);
    assert_eq!(authors.parameters[0].stated.nullable, Some(true));
    assert_eq!(authors.notes.row.as_ref().map(|row| row.name.as_str()), Some("Author"));
    let columns = |query: &Query| -> Vec<_> {
        query.notes.columns.iter().map(|it| (it.name.clone(), it.nullable)).collect()
    };
    assert_eq!(columns(authors), [("bio".to_owned(), Some(true)), ("tags".to_owned(), Some(true))]);
    assert_eq!(columns(names), [("name".to_owned(), Some(true))]);
    assert_eq!(plain.function, "plain");
}

#[test]
fn declared_contracts_are_read() {
    for sql in [
        "-- schemalane:name list_authors\n-- schemalane:params a:text, b:int?\n-- schemalane:result id:text name:text?\nSELECT :a, :b",
        "-- schemalane:name list_authors | params a:text, b:int? | result id:text name:text?\nSELECT :a, :b",
        "-- schemalane:name list_authors :many | schemalane:params a:text b:int? | schemalane:result id:text, name:text?\nSELECT :a, :b",
    ] {
        let query = query(sql, Postgres);
        assert_eq!(query.name, "list_authors");
        let declared = |fields: &Option<Vec<crate::Declared>>| -> Vec<_> {
            fields
                .iter()
                .flatten()
                .map(|it| (it.name.clone(), it.data_type.clone().unwrap(), it.nullable.unwrap()))
                .collect()
        };
        let field = |name: &str, of: &str, nullable| (name.to_owned(), of.to_owned(), nullable);
        assert_eq!(
            declared(&query.notes.contract_parameters),
            [field("a", "text", false), field("b", "int", true)]
        );
        assert_eq!(
            declared(&query.notes.contract_columns),
            [field("id", "text", false), field("name", "text", true)]
        );
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let plain = read("-- name: x :one\nSELECT\n:a;\n", Sqlite);
    let other = read("\u{feff}-- name: x :one\r\nSELECT\r\n:a;\r\n", Sqlite);
    assert_eq!(plain, other);
}

#[test]
fn what_is_right_is_read_beside_what_is_wrong() {
    let sql = "-- name: a :one\nSELECT 1;\n-- name: b\nSELECT 2;\n-- name: c :one\nSELECT sqlc.foo(1);\n-- name: d :one\nSELECT 3";
    let (file, problems) = QueryFile::read_part("q.sql", "q", sql, Postgres);
    let names: Vec<_> = file.queries.iter().map(|query| query.name.as_str()).collect();
    assert_eq!((names, problems.len()), (vec!["a", "d"], 2));
}

#[test]
fn a_comment_in_a_statement_is_no_query_of_its_own() {
    let query = query(
        "-- name: a :one\n-- ------\n-- One.\nSELECT 1, -- name: the author's\n2 -- @column a: int?\n, 3",
        Postgres,
    );
    assert_eq!(query.documentation, ["One."]);
    assert_eq!(query.notes.columns[0].nullable, Some(true));
}

#[test]
fn a_suffix_is_written_behind_each_place() {
    let query = statement("SELECT :a, :b, :a", Postgres);
    let rendered =
        query.variants[0].template.render(|index| format!("::{}", ["int", "text"][index]));
    assert_eq!(rendered.sql, "SELECT $1::int, $2::text, $1::int");
    let file = "-- name: X :many\nSELECT :a, :b, :a";
    let at = |needle: &str| rendered.sql.find(needle).map(|at| rendered.offset_in_file(at));
    assert_eq!(at("$2"), file.find(":b"));
    assert_eq!(at("text"), file.find(":b"));
    assert_eq!(at(", $1::int"), file.rfind(", :a"));
}

fn any_file() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            "-- name: A :one\n", "-- name: B :many\n", "-- ", "-- @param a: int?\n", "-- @optional a\n", "-- @order a | b\n",
            "--! c (a?)\n", "/* @order */", "SELECT ", "FROM t ", "WHERE ", "AND ", "OR ", "ON ", "HAVING ", "ORDER BY ", ":a ", "@a",
            "$1", "?", "?1", "::", ":", "@", "IN (", ") ", "(", "[", "]", "'", "\"", "$$", "E'", "sqlc.arg(", "sqlc.", "a", "1",
            ", ", ";", ";\n", "\n", "\r\n", "NOT ", "BETWEEN ", "CASE ", "END ", "é", "/*", "*/", "LIMIT ", "-- schemalane:result a:",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A condition, and what of it is no parameter.
fn any_condition() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "a = :p",
        "b IN (:q)",
        "':p' = x",
        "(c OR d > :p)",
        "x BETWEEN :p AND 2",
        "y = 'é' /* :z */",
        "EXISTS (SELECT 1 FROM u WHERE u.a = :r)",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_is_read_or_has_problems(sql in any_file(), postgres: bool) {
        let dialect = if postgres { Postgres } else { Sqlite };
        let text = sql.replace("\r\n", "\n");
        match QueryFile::read("f.sql", "f", &sql, dialect) {
            Ok(file) => {
                for query in &file.queries {
                    for variant in &query.variants {
                        let rendered = variant.question().rendered;
                        for (at, _) in rendered.sql.char_indices() {
                            prop_assert!(rendered.offset_in_file(at) <= text.len());
                        }
                    }
                }
            }
            Err(problems) => {
                for problem in problems {
                    prop_assert!(!problem.told().to_string().is_empty());
                }
            }
        }
    }

    /// What is copied from the file is where the map says that it is.
    #[test]
    fn what_is_mapped_back_is_the_same(conditions in prop::collection::vec(any_condition(), 1..6), postgres: bool) {
        let dialect = if postgres { Postgres } else { Sqlite };
        let sql = format!("-- é\n-- name: x :many\nSELECT 1 FROM t WHERE {};", conditions.join("\n AND "));
        let query = query(&sql, dialect);
        let rendered = query.variants[0].question().rendered;
        let mut last = 0;
        for (at, character) in rendered.sql.char_indices() {
            let from = rendered.offset_in_file(at);
            prop_assert!(from >= last);
            last = from;
            let is_copied = rendered.offset_in_file(at + character.len_utf8()) == from + character.len_utf8();
            if is_copied && !"?$:=<>".contains(character) {
                prop_assert!(sql[from..].starts_with(character), "{} {character:?} {}", rendered.sql, &sql[from..]);
            }
        }
        let names = ["p", "q", "r"].iter().filter(|name| conditions.iter().any(|it| it != "':p' = x" && it.contains(&format!(":{name}"))));
        prop_assert_eq!(names.count(), query.parameters.len());
        prop_assert!(query.parameters.iter().all(|it| matches!(&it.name, ParameterName::Word(name) if name != "z")));
    }
}
