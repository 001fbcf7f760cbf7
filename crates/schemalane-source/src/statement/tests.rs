use super::{SplitErrorKind, Statement, split};
use crate::Dialect::{self, Postgres, Sqlite};
use proptest::prelude::*;
use std::time::Duration;

/// One text and the statements that it has.
type Case = (&'static str, &'static [&'static str]);

fn check(dialects: &[Dialect], cases: &[Case]) {
    for &dialect in dialects {
        for (text, expected) in cases {
            let statements =
                split(text, dialect).unwrap_or_else(|error| panic!("{dialect}: {text:?}: {error}"));
            let found: Vec<&str> =
                statements.iter().map(|statement| statement.text(text)).collect();
            assert_eq!(found, *expected, "{dialect}: {text:?}");
        }
    }
}

fn check_errors(dialect: Dialect, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        match split(text, dialect) {
            Ok(statements) => panic!("{dialect}: {text:?} has {} statements", statements.len()),
            Err(error) => assert_eq!(
                format!("{}:{} {:?}", error.line(), error.column(), error.kind),
                *expected,
                "{text:?}"
            ),
        }
    }
}

#[test]
fn what_both_dialects_share() {
    check(
        &[Postgres, Sqlite],
        &[
            ("", &[]),
            (" \r\n\t", &[]),
            (";;; ;", &[]),
            ("-- nothing", &[]),
            ("/* nothing */ -- at all\n;", &[]),
            ("SELECT 1", &["SELECT 1"]),
            ("SELECT 1;", &["SELECT 1"]),
            ("SELECT 1 ; ;\nSELECT 2;;", &["SELECT 1", "SELECT 2"]),
            ("/* a */ SELECT /* b */ 1 /* c */ ; -- d", &["SELECT /* b */ 1"]),
            ("SELECT 1 -- ; not here\n, 2;", &["SELECT 1 -- ; not here\n, 2"]),
            ("SELECT 1 /* ; */ + 2;", &["SELECT 1 /* ; */ + 2"]),
            ("SELECT 1 -- last", &["SELECT 1"]),
            ("SELECT ';', 'it''s;', '';SELECT 2", &["SELECT ';', 'it''s;', ''", "SELECT 2"]),
            ("SELECT 'a\\';SELECT 2", &["SELECT 'a\\'", "SELECT 2"]),
            ("SELECT \"a;\"\"b\";SELECT 2", &["SELECT \"a;\"\"b\"", "SELECT 2"]),
            ("SELECT '--', \"/*\";SELECT 2", &["SELECT '--', \"/*\"", "SELECT 2"]),
            (
                "SELECT 'a -- b\n;'; SELECT '/*'; -- '\n SELECT 3",
                &["SELECT 'a -- b\n;'", "SELECT '/*'", "SELECT 3"],
            ),
            ("SELECT 5 - -3, 4 / 2 * 1;SELECT 2", &["SELECT 5 - -3, 4 / 2 * 1", "SELECT 2"]),
            ("SELECT 1/**/;SELECT/*;*/2", &["SELECT 1", "SELECT/*;*/2"]),
            ("/*/ ; */ SELECT 1; /***/ /**/", &["SELECT 1"]),
            ("SELECT x'00', X'3b';SELECT 2", &["SELECT x'00', X'3b'", "SELECT 2"]),
            (
                "SELECT größe, 'ä;ö' FROM straße;SELECT '😀';",
                &["SELECT größe, 'ä;ö' FROM straße", "SELECT '😀'"],
            ),
            (
                "SELECT CASE WHEN 1 THEN 2 END;SELECT 2",
                &["SELECT CASE WHEN 1 THEN 2 END", "SELECT 2"],
            ),
            ("BEGIN; SELECT 1; END;", &["BEGIN", "SELECT 1", "END"]),
            ("SELECT 1\r\n;\r\nSELECT 2", &["SELECT 1", "SELECT 2"]),
            (
                "INSERT INTO t VALUES ('a)'), (')');SELECT 2",
                &["INSERT INTO t VALUES ('a)'), (')')", "SELECT 2"],
            ),
            ("SELECT 1) ; SELECT 2", &["SELECT 1)", "SELECT 2"]),
            ("SELECT 1.5e-3, .5;SELECT 2", &["SELECT 1.5e-3, .5", "SELECT 2"]),
        ],
    );
}

#[test]
fn quotes_of_postgres() {
    check(
        &[Postgres],
        &[
            (r"SELECT E'it\'s;';SELECT 2", &[r"SELECT E'it\'s;'", "SELECT 2"]),
            (r"SELECT e'\\';SELECT 2", &[r"SELECT e'\\'", "SELECT 2"]),
            (r"SELECT e'a''\';';SELECT 2", &[r"SELECT e'a''\';'", "SELECT 2"]),
            (r"SELECT name'\';SELECT 2", &[r"SELECT name'\'", "SELECT 2"]),
            ("SELECT E'a'\n  'b\\';c';SELECT 2", &["SELECT E'a'\n  'b\\';c'", "SELECT 2"]),
            (
                "SELECT E'a' -- why\n -- and\n'b\\';c';SELECT 2",
                &["SELECT E'a' -- why\n -- and\n'b\\';c'", "SELECT 2"],
            ),
            ("SELECT E'a' 'b\\';SELECT 2", &["SELECT E'a' 'b\\'", "SELECT 2"]),
            ("SELECT E'\\é;\\'';SELECT 2", &["SELECT E'\\é;\\''", "SELECT 2"]),
            (
                r"SELECT U&'\0041;', U&'a''b', u&'\';SELECT 2",
                &[r"SELECT U&'\0041;', U&'a''b', u&'\'", "SELECT 2"],
            ),
            ("SELECT U&\"a;\"\"b\";SELECT 2", &["SELECT U&\"a;\"\"b\"", "SELECT 2"]),
            ("SELECT B'01', N'a;';SELECT 2", &["SELECT B'01', N'a;'", "SELECT 2"]),
            ("SELECT 'a;'\n'b;';SELECT 2", &["SELECT 'a;'\n'b;'", "SELECT 2"]),
            ("SELECT $$a;b$$;SELECT 2", &["SELECT $$a;b$$", "SELECT 2"]),
            ("SELECT $x$ $$ ; $y$ ; $ $x$;SELECT 2", &["SELECT $x$ $$ ; $y$ ; $ $x$", "SELECT 2"]),
            ("SELECT $é_1$;'$é_1$;SELECT 2", &["SELECT $é_1$;'$é_1$", "SELECT 2"]),
            ("SELECT $a$ $A$;SELECT 2 $a$", &["SELECT $a$ $A$;SELECT 2 $a$"]),
            ("SELECT a$b$c;SELECT d$b$", &["SELECT a$b$c", "SELECT d$b$"]),
            ("SELECT $1, $2;SELECT $1$$;$$", &["SELECT $1, $2", "SELECT $1$$;$$"]),
            ("SELECT 1 $ 2;SELECT 2", &["SELECT 1 $ 2", "SELECT 2"]),
            ("SELECT $1a$;SELECT $1a$", &["SELECT $1a$", "SELECT $1a$"]),
            (
                "DO $do$ BEGIN EXECUTE $q$SELECT ';'$q$; END $do$;SELECT 2",
                &["DO $do$ BEGIN EXECUTE $q$SELECT ';'$q$; END $do$", "SELECT 2"],
            ),
            ("SELECT a[1], '{;}'::text[];SELECT 2", &["SELECT a[1], '{;}'::text[]", "SELECT 2"]),
            ("SELECT '`';SELECT 2", &["SELECT '`'", "SELECT 2"]),
        ],
    );
}

#[test]
fn comments_of_postgres() {
    check(
        &[Postgres],
        &[
            ("/* a /* b; */ c; */ SELECT 1;", &["SELECT 1"]),
            ("/* /* /* */ */ */SELECT 1", &["SELECT 1"]),
            ("/*/**/*/SELECT 1", &["SELECT 1"]),
            ("/* ' \" $$ */SELECT 1", &["SELECT 1"]),
            ("SELECT 1 -- a\r;SELECT 2", &["SELECT 1", "SELECT 2"]),
            ("SELECT 1 +-- a;\n2;SELECT 2", &["SELECT 1 +-- a;\n2", "SELECT 2"]),
            ("SELECT 4 @/* ; */ 2;SELECT 2", &["SELECT 4 @/* ; */ 2", "SELECT 2"]),
        ],
    );
}

#[test]
fn semicolons_inside_statements_of_postgres() {
    check(
        &[Postgres],
        &[
            (
                "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b);SELECT 2",
                &[
                    "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b)",
                    "SELECT 2",
                ],
            ),
            (
                "CREATE SCHEMA s\n CREATE TABLE t (a int)\n CREATE VIEW v AS SELECT a FROM t;SELECT 2",
                &[
                    "CREATE SCHEMA s\n CREATE TABLE t (a int)\n CREATE VIEW v AS SELECT a FROM t",
                    "SELECT 2",
                ],
            ),
            (
                "create function f(a int) returns int begin atomic select 1; return case a when 1 then 2 else case when true then 3 end end; end;SELECT 2",
                &[
                    "create function f(a int) returns int begin atomic select 1; return case a when 1 then 2 else case when true then 3 end end; end",
                    "SELECT 2",
                ],
            ),
            (
                "CREATE OR REPLACE PROCEDURE p() LANGUAGE SQL BEGIN ATOMIC INSERT INTO t VALUES (1); SELECT t.end, 1 AS end FROM t; -- END;\n END; SELECT 2",
                &[
                    "CREATE OR REPLACE PROCEDURE p() LANGUAGE SQL BEGIN ATOMIC INSERT INTO t VALUES (1); SELECT t.end, 1 AS end FROM t; -- END;\n END",
                    "SELECT 2",
                ],
            ),
            (
                "CREATE PROCEDURE p() BEGIN ATOMIC END; SELECT 2",
                &["CREATE PROCEDURE p() BEGIN ATOMIC END", "SELECT 2"],
            ),
            (
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (CASE WHEN atomic THEN atomic END) FROM t; END; SELECT 2",
                &[
                    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (CASE WHEN atomic THEN atomic END) FROM t; END",
                    "SELECT 2",
                ],
            ),
            (
                "CREATE FUNCTION f() RETURNS int RETURN 1; BEGIN; END;",
                &["CREATE FUNCTION f() RETURNS int RETURN 1", "BEGIN", "END"],
            ),
            ("SELECT begin atomic FROM t; SELECT 2", &["SELECT begin atomic FROM t", "SELECT 2"]),
            (
                "CREATE VIEW v AS SELECT begin atomic FROM t; SELECT 2",
                &["CREATE VIEW v AS SELECT begin atomic FROM t", "SELECT 2"],
            ),
            (
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); SELECT 2",
                &[
                    "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
                    "SELECT 2",
                ],
            ),
        ],
    );
}

#[test]
fn data_of_copy() {
    let text = "COPY public.t (a, \"b\") FROM stdin;\n1\tx;'\n\\N\t$a$\n\\.\n\nSELECT 2;\ncopy u from STDIN with (format csv); -- none\r\n\\.\r\nCOPY v FROM stdin;\r1\r\\.";
    let statements = split(text, Postgres).unwrap();
    let read: Vec<_> = statements
        .iter()
        .map(|statement| {
            (
                statement.text(text),
                statement.line(),
                statement.data().map(|(start, end)| &text[start..end]),
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            ("COPY public.t (a, \"b\") FROM stdin", 1, Some("1\tx;'\n\\N\t$a$\n")),
            ("SELECT 2", 6, None),
            ("copy u from STDIN with (format csv)", 7, Some("")),
            ("COPY v FROM stdin", 9, Some("1\r")),
        ]
    );
}

#[test]
fn what_only_looks_like_copy_from_stdin() {
    check(
        &[Postgres],
        &[
            ("COPY t TO stdout;SELECT 2", &["COPY t TO stdout", "SELECT 2"]),
            ("COPY t FROM '/stdin';SELECT 2", &["COPY t FROM '/stdin'", "SELECT 2"]),
            (
                "COPY (SELECT 1 FROM stdin) TO stdout;SELECT 2",
                &["COPY (SELECT 1 FROM stdin) TO stdout", "SELECT 2"],
            ),
            ("SELECT * FROM stdin;SELECT 2", &["SELECT * FROM stdin", "SELECT 2"]),
            ("COPY t FROM \"stdin\";SELECT 2", &["COPY t FROM \"stdin\"", "SELECT 2"]),
        ],
    );
}

#[test]
fn quotes_and_comments_of_sqlite() {
    check(
        &[Sqlite],
        &[
            ("SELECT `a;``b`;SELECT 2", &["SELECT `a;``b`", "SELECT 2"]),
            ("SELECT [a;'b] FROM [t];SELECT 2", &["SELECT [a;'b] FROM [t]", "SELECT 2"]),
            ("/* a /* b */ SELECT 1;", &["SELECT 1"]),
            ("SELECT 1 -- a\r;SELECT 2\n;SELECT 3", &["SELECT 1", "SELECT 3"]),
            ("SELECT $a, @b, :c, ?1;SELECT 2", &["SELECT $a, @b, :c, ?1", "SELECT 2"]),
            ("SELECT $$;SELECT $$", &["SELECT $$", "SELECT $$"]),
            ("SELECT E'\\';SELECT 2", &["SELECT E'\\'", "SELECT 2"]),
            ("COPY t FROM stdin;SELECT 2", &["COPY t FROM stdin", "SELECT 2"]),
        ],
    );
}

#[test]
fn triggers_of_sqlite() {
    const SIMPLE: &str =
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = 1; DELETE FROM u; END";
    const CASES: &str = "create temp trigger if not exists g before update of a on t when case new.a when 1 then 1 end begin \
         select case when new.a then raise(abort, ';') else case 1 when 2 then 3 end end; insert into u values (new.end, old.begin); end";
    const NAMED: &str = "CREATE TEMPORARY TRIGGER \"end\" AFTER DELETE ON t BEGIN SELECT start, end FROM t; SELECT 1 AS end; -- ; END\n END";
    check(
        &[Sqlite],
        &[
            (SIMPLE, &[SIMPLE]),
            (CASES, &[CASES]),
            (NAMED, &[NAMED]),
            (
                "CREATE TRIGGER end AFTER INSERT ON t BEGIN SELECT 1; END; SELECT 2",
                &["CREATE TRIGGER end AFTER INSERT ON t BEGIN SELECT 1; END", "SELECT 2"],
            ),
            (
                "EXPLAIN CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END; EXPLAIN QUERY PLAN CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;",
                &[
                    "EXPLAIN CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
                    "EXPLAIN QUERY PLAN CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
                ],
            ),
            ("DROP TRIGGER g; SELECT 2", &["DROP TRIGGER g", "SELECT 2"]),
            ("CREATE TABLE trigger (a); SELECT 2", &["CREATE TABLE trigger (a)", "SELECT 2"]),
        ],
    );
}

#[test]
fn lines_are_those_of_an_editor() {
    let text = "-- one\r\nSELECT 1;\rSELECT\n2;\n\n /* six\n */ SELECT 7; SELECT 7";
    let lines: Vec<u32> = split(text, Postgres).unwrap().iter().map(Statement::line).collect();
    assert_eq!(lines, [2, 3, 7, 7]);
}

#[test]
fn what_is_not_closed_is_named_where_it_opens() {
    check_errors(
        Postgres,
        &[
            ("SELECT 1;\n SELECT 'a;\n", "2:9 UnclosedQuote"),
            ("SELECT E'a\\'", "1:8 UnclosedQuote"),
            ("SELECT E'a\\", "1:8 UnclosedQuote"),
            ("SELECT E'a'\n'b", "1:8 UnclosedQuote"),
            ("SELECT 'ä' 'b", "1:12 UnclosedQuote"),
            ("SELECT \"a", "1:8 UnclosedIdentifier"),
            ("/* /* */", "1:1 UnclosedComment"),
            ("SELECT 1; /*/", "1:11 UnclosedComment"),
            ("DO $x$ a $y$", "1:4 UnclosedDollarQuote { delimiter: \"$x$\" }"),
            ("SELECT\n (1, (2);\nSELECT 3", "2:2 UnclosedParenthesis"),
            ("\nCREATE FUNCTION f() BEGIN ATOMIC SELECT 1; RETURN 2 END;", "2:1 UnclosedBody"),
        ],
    );
    check_errors(
        Sqlite,
        &[
            ("SELECT 'a", "1:8 UnclosedQuote"),
            ("SELECT `a", "1:8 UnclosedIdentifier"),
            ("SELECT [a", "1:8 UnclosedIdentifier"),
            ("SELECT \"a", "1:8 UnclosedIdentifier"),
            ("SELECT 1; /* a", "1:11 UnclosedComment"),
            ("CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; SELECT 2", "1:1 UnclosedBody"),
            ("SELECT (1", "1:8 UnclosedParenthesis"),
        ],
    );
}

#[test]
fn copy_must_have_its_end() {
    check_errors(
        Postgres,
        &[
            ("SELECT 1;\n COPY t FROM stdin;\n1\n2\n", "2:2 UnclosedCopy"),
            ("COPY t FROM stdin;", "1:1 UnclosedCopy"),
            ("COPY t FROM stdin", "1:1 UnclosedCopy"),
            ("COPY t FROM stdin;\n1\n\\. \n", "1:1 UnclosedCopy"),
            ("COPY t FROM stdin; SELECT 2;\n\\.\n", "1:19 CopyRest"),
            ("SELECT 1;\n\\.\n", "2:1 StrayCopyEnd"),
        ],
    );
}

#[test]
fn commands_of_a_shell_are_named() {
    let command = |name: &str| SplitErrorKind::PsqlCommand { command: name.to_owned() };
    for (text, expected) in [
        ("\\set x 1\n", "\\set"),
        ("SELECT 1;\n\\i other.sql", "\\i"),
        ("-- a\n\\connect shop", "\\connect"),
        ("\\restrict abc\n", "\\restrict"),
        ("SELECT 1 \\gexec\n", "\\gexec"),
        ("\\!ls", "\\!ls"),
    ] {
        assert_eq!(split(text, Postgres).unwrap_err().kind, command(expected), "{text:?}");
    }
    check_errors(Sqlite, &[("SELECT 1;\n.mode csv", "2:1 ShellCommand { command: \".mode\" }")]);
}

/// What makes a lexer stumble, in any order.
fn any_sql() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "'", "\"", "`", "[", "]", "$$", "$a$", "$1", "$", "--", "/*", "*/", ";", "(", ")", "\n", "\r\n", "\r", "\\", "\\.", ".",
            "E'", "e'\\", "U&'", "BEGIN", "ATOMIC", "CASE", "END", "CREATE", "TRIGGER", "FUNCTION", "TEMP", "COPY t FROM stdin;",
            "COPY t FROM stdin;\n", "\n\\.\n", "SELECT 1", "é", "😀", "\u{feff}", "EXPLAIN",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
        1 => Just(" ".to_owned()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn any_dialect() -> impl Strategy<Value = Dialect> {
    prop_oneof![Just(Postgres), Just(Sqlite)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn statements_are_in_order_and_apart(text in any_sql(), dialect in any_dialect()) {
        let Ok(statements) = split(&text, dialect) else { return Ok(()) };
        let (mut end, mut line) = (0, 1);
        for statement in &statements {
            prop_assert!(statement.start() >= end && statement.end() > statement.start());
            prop_assert!(text.is_char_boundary(statement.start()) && text.is_char_boundary(statement.end()));
            prop_assert!(statement.line() >= line);
            prop_assert_eq!(statement.text(&text), statement.text(&text).trim_matches([' ', '\n', '\r', '\t']));
            (end, line) = (statement.end(), statement.line());
            if let Some((from, to)) = statement.data() {
                prop_assert!(from >= end && to >= from);
                prop_assert!(text[to..].starts_with("\\."));
                end = to;
            }
        }
    }

    /// What lies between statements is white space, comments, `;` and the data of a COPY, so the
    /// text without it and joined again splits into the same statements.
    #[test]
    fn statements_joined_again_are_the_same(text in any_sql(), dialect in any_dialect()) {
        let Ok(statements) = split(&text, dialect) else { return Ok(()) };
        let pieces: Vec<&str> = statements.iter().map(|statement| statement.text(&text)).collect();
        let mut joined = String::new();
        for (statement, piece) in statements.iter().zip(&pieces) {
            joined.push_str(piece);
            joined.push_str("\n;\n");
            if let Some((from, to)) = statement.data() {
                joined.push_str(&text[from..to]);
                joined.push_str("\\.\n");
            }
        }
        let again = split(&joined, dialect);
        prop_assert!(again.is_ok(), "{:?}", again);
        prop_assert_eq!(again.unwrap().iter().map(|statement| statement.text(&joined)).collect::<Vec<_>>(), pieces);
    }

    #[test]
    fn any_text_splits_or_says_where_it_does_not(text in "\\PC*", dialect in any_dialect()) {
        if let Err(error) = split(&text, dialect) {
            prop_assert_eq!(error.line(), 1);
            prop_assert!(error.column() as usize <= text.chars().count());
        }
    }
}

/// Each of these would take hours if any part of the splitter looked at the text again and again.
#[test]
fn ten_megabytes_take_one_pass() {
    let long = |piece: &str| piece.repeat(10_000_000 / piece.len());
    let before = busy();
    for (text, dialect) in [
        (long("INSERT INTO t VALUES (1, 'a;b');\n"), Postgres),
        (format!("SELECT {}1{}", long("("), long(")")), Postgres),
        (format!("{}{}SELECT 1", long("/*"), long("*/")), Postgres),
        (format!("SELECT {}", long("$a ")), Postgres),
        (format!("SELECT E'a'{}", long("\n'b'")), Postgres),
        (format!("SELECT {}", long("E'a' ")), Postgres),
        (format!("COPY t FROM stdin;\n{}\\.\n", long("1\t2\n")), Postgres),
        (format!("CREATE TRIGGER g AFTER INSERT ON t BEGIN {} END", long("SELECT 1; ")), Sqlite),
        (long("/* */-- \n"), Sqlite),
    ] {
        assert!(split(&text, dialect).is_ok(), "{}", &text[..40]);
    }
    assert!(busy() - before < Duration::from_secs(60), "{:?}", busy() - before);
}

/// How long this thread has been at work: what others do on the machine meanwhile does not count.
fn busy() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split(' ').next().unwrap().parse().unwrap())
}
