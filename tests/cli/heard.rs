//! What is heard of a migration while it runs: the server's remarks, and the
//! statements that are sent alone.

use crate::{
    bench::{Bench, assert_says},
    on_both,
    place::Place,
};

on_both!(statements_that_are_sent_alone_are_told_where_that_is_wanted);

const REMARKS: &str = "CREATE TABLE a (id INT);
DO $$ BEGIN RAISE NOTICE 'first %', 1; END $$;
DROP TABLE IF EXISTS nowhere;

DO $$ BEGIN
    RAISE WARNING E'second \\x1b[2J';
    RAISE DEBUG 'nobody asked';
    RAISE INFO 'third';
END $$;
CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE NOTICE ''at the end''; RETURN NULL; END';
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON a DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION late();
INSERT INTO a VALUES (1);
";

/// In one message, in one of several messages, and statement by statement:
/// each remark once, with the line of its statement where there is one.
#[test]
fn what_the_server_remarks_is_told_with_its_place() {
    let data = "COPY a FROM stdin;\n7\n\\.\n";
    let outside = "-- schemalane: transaction = false\n";
    for (text, first, is_atomic) in [
        (REMARKS.to_owned(), 2, true),
        (REMARKS.replace("DROP TABLE IF EXISTS", &format!("{data}DROP TABLE IF EXISTS")), 2, true),
        (format!("{outside}{REMARKS}"), 3, false),
    ] {
        let later = text.lines().position(|line| line == "DO $$ BEGIN").unwrap() + 1;
        let place = Place::postgres();
        let bench = Bench::new(&[("migrations/V1__a.sql", &text)]);
        let output = bench.migrate("up", &place.url()).expect(0);
        let mut lines = vec![
            format!("notice: V1__a.sql:{first}: first 1"),
            format!("warning: V1__a.sql:{later}: second \\u{{1b}}[2J"),
            format!("info: V1__a.sql:{later}: third"),
        ];
        if is_atomic {
            lines.push("notice: V1__a.sql: at the end".to_owned());
        }
        for line in &lines {
            let count = output.stderr.lines().filter(|told| told == line).count();
            assert_eq!(count, 1, "{line} is told {count} times:\n{}", output.stderr);
        }
        assert!(output.stderr.contains("nowhere"), "{}", output.stderr);
        assert!(!output.stderr.contains("nobody asked"), "{}", output.stderr);
    }
}

#[test]
fn remarks_are_no_errors() {
    let place = Place::postgres();
    let bench = Bench::new(&[("migrations/V1__a.sql", REMARKS)]);
    let output = bench.migrate("up -q --format json", &place.url()).expect(0);
    assert_eq!(output.stderr, "");
    let report: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let notices = report["notices"].as_array().unwrap();
    assert_eq!(
        notices[0],
        serde_json::json!({
            "script": "V1__a.sql", "line": 2, "statement": 2, "severity": "notice", "message": "first 1"
        })
    );
    let severities: Vec<_> = notices.iter().map(|notice| notice["severity"].as_str()).collect();
    assert!(severities.contains(&Some("warning")) && severities.contains(&Some("info")));
    let last = notices.last().unwrap();
    assert_eq!((&last["line"], &last["message"]), (&serde_json::Value::Null, &"at the end".into()));
    // What we do with the session is nothing that the server remarks.
    let output = bench.migrate("up", &place.url()).expect(0);
    assert_eq!(output.stderr.lines().count(), 1, "{}", output.stderr);
}

fn statements_that_are_sent_alone_are_told_where_that_is_wanted(place: Place) {
    let text = "-- schemalane: transaction = false
CREATE TABLE a (id INT);
INSERT INTO a
    VALUES (1);
";
    let bench = Bench::new(&[("migrations/V1__a.sql", text)]);
    let output = bench.migrate("up -v", &place.url()).expect(0);
    assert_says(
        &output.stderr,
        &[
            "\nV1__a.sql: statement 1 of 2: CREATE TABLE a (id INT)\n",
            "\nV1__a.sql: statement 2 of 2: INSERT INTO a     VALUES (1)\n",
            "\n[1/1] applied V1__a.sql in ",
        ],
    );
    bench.write("migrations/V2__b.sql", "CREATE TABLE b (id INT);");
    assert!(!bench.migrate("up", &place.url()).expect(0).stderr.contains("statement"));
}
