use super::Directives;
use crate::statement::Script;
use crate::{Dialect, Isolation, SessionSettings, Switch, Timeouts};
use std::time::Duration;

fn read(text: &str) -> Result<Directives, String> {
    let script = Script::read(text, Dialect::Postgres).unwrap();
    let lines =
        |errors: Vec<_>| errors.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n");
    Directives::read(text, &script).map_err(lines)
}

#[test]
fn a_file_without_settings_says_nothing() {
    let text = "-- a comment\n-- schemalane is not meant: here\nSELECT '-- schemalane: x';";
    assert_eq!(read(text), Ok(Directives::default()));
}

#[test]
fn settings_stand_among_other_comments() {
    let text = "\n-- why\n-- schemalane: transaction = false\r\n\n/* x */ --schemalane:lock_timeout=3s\n\
                -- Schemalane : statement_timeout =  500ms \nSELECT 1;";
    let directives = read(text).unwrap();
    assert_eq!(directives.transaction, Some(false));
    let timeouts = Timeouts::NONE.with_lock_ms(3_000).with_statement_ms(500);
    assert_eq!(directives.timeouts(), timeouts);
}

#[test]
fn times_have_units() {
    let time = |value: &str| read(&format!("-- schemalane: lock_timeout = {value}\nSELECT 1"));
    for (value, milliseconds) in [
        ("0", 0),
        ("0s", 0),
        ("7ms", 7),
        ("5min", 300_000),
        ("1h", 3_600_000),
        ("2147483647ms", 2_147_483_647),
    ] {
        assert_eq!(
            time(value).unwrap().lock_timeout,
            Some(Duration::from_millis(milliseconds)),
            "{value}"
        );
    }
    for value in [
        "",
        "5",
        "-1s",
        "1.5s",
        "s",
        "3 s",
        "3d",
        "3S",
        "2147483648ms",
        "99999999999999999999h",
        "3ｓ",
    ] {
        let expected = format!(
            "1:1: `{value}` is no value for `lock_timeout`: expected a time such as `500ms`, `3s`, `5min` or `1h`, or `0` for no limit"
        );
        assert_eq!(time(value), Err(expected));
    }
}

#[test]
fn every_mistake_is_named_with_its_place() {
    let text = "-- schemalane: transaction = no\n\t-- schemalane: locktimeout = 3s\n-- schemalane: transaction\n\
                -- schemalane: transaction = true\n-- schemalane: transaction = true\nSELECT 1; -- schemalane: lock_timeout = 1s\n";
    expect_test::expect![[r#"
        1:1: `no` is no value for `transaction`: expected `true` or `false`
        2:2: unknown key `locktimeout`: expected `transaction`, `lock_timeout`, `statement_timeout`, `foreign_keys`, `isolation`, `row_security`, `date_style`, `time_zone` or `extra_search_path`
        3:1: `transaction` is not a setting: expected `-- schemalane: key = value`
        5:1: `transaction` is said twice: remove one of the two lines
        6:11: a setting must stand before the first statement: move this line to the top of the file"#]].assert_eq(&read(text).unwrap_err());
}

#[test]
fn settings_of_the_session_are_read() {
    let text = "-- schemalane: isolation = \"Repeatable  Read\"\n-- schemalane: row_security = on\n\
                -- schemalane: date_style = 'ISO, DMY'\n-- schemalane: time_zone = Europe/Berlin\n\
                -- schemalane: extra_search_path = extensions , \"Odd \"\"one\"\n\
                -- schemalane: foreign_keys = off\nSELECT 1";
    let directives = read(text).unwrap();
    let settings = SessionSettings::NONE
        .with_isolation(Isolation::RepeatableRead)
        .with_row_security(Switch::On)
        .with_date_style("ISO, DMY")
        .with_time_zone("Europe/Berlin")
        .with_extra_search_path(&["extensions", "Odd \"one"]);
    assert_eq!(directives.settings, settings);
    assert_eq!(directives.foreign_keys, Some(Switch::Off));
}

#[test]
fn values_that_say_nothing_are_refused() {
    for setting in [
        "isolation = snapshot",
        "isolation =",
        "row_security = true",
        "foreign_keys = 0",
        "date_style =",
        "time_zone = ''",
        "time_zone = \u{7}",
        "extra_search_path =",
        "extra_search_path = Extensions",
        "extra_search_path = a b",
        "extra_search_path = a,",
        "extra_search_path = a, a",
        "extra_search_path = 1a",
        "extra_search_path = \"\"",
        "extra_search_path = \"a",
    ] {
        let error = read(&format!("-- schemalane: {setting}\nSELECT 1")).unwrap_err();
        assert!(error.contains("` is no value for `"), "{setting}: {error}");
    }
}

/// Each line, and the setting that it was meant to be.
#[test]
fn what_is_nearly_a_setting_is_an_error_with_the_right_form() {
    let transaction = "-- schemalane: transaction = false";
    for (line, form) in [
        ("-- schemalane transaction = false", transaction),
        ("-- schemalane transaction=false", transaction),
        ("-- schemalane transaction: false", transaction),
        ("-- schemalane transaction false", transaction),
        ("-- schemalane.transaction = false", transaction),
        ("-- schemalane_transaction = false", transaction),
        ("-- schemalane - transaction = false", transaction),
        ("-- [schemalane] transaction = false", transaction),
        ("-- @schemalane(transaction = false)", transaction),
        ("-- \"schemalane: transaction = false\"", transaction),
        ("--! schemalane: transaction = false", transaction),
        ("-- # schemalane: transaction = false", transaction),
        ("-- schemalane：transaction = false", transaction),
        ("-- schema lane: transaction = false", transaction),
        ("-- schema-lane: transaction = false", transaction),
        ("-- schemalan: transaction = false", transaction),
        ("-- shcemalane: transaction = false", transaction),
        ("-- SchemaLain transaction = false", transaction),
        ("/* schemalane: transaction = false */", transaction),
        ("/*\n * schemalane: transaction = false\n */", transaction),
        ("/* schemalane: transaction */", "-- schemalane: transaction = ..."),
        ("/*! schemalane transaction: false */", transaction),
        ("# schemalane: transaction = false\n", transaction),
        ("#schemalane:transaction=false\n", transaction),
        ("// schemalane: transaction = false\n", transaction),
        ("-- schemalane lock timeout = 3s", "-- schemalane: lock_timeout = 3s"),
        ("-- schemalane lock-timeout: 3s", "-- schemalane: lock_timeout = 3s"),
        ("-- schemalane timezone = UTC", "-- schemalane: time_zone = UTC"),
        ("-- schemalane foo = bar", "-- schemalane: foo = bar"),
        ("-- schemalan: foo = bar", "-- schemalane: foo = bar"),
        ("CREATE TABLE t ( -- schemalane transaction = false\n id int)", transaction),
        ("SELECT 2; -- schemalane transaction = false", transaction),
    ] {
        let error = read(&format!("{line}\nSELECT 1")).unwrap_err();
        assert!(error.contains(&format!("is written `{form}`:")), "{line}: {error}");
    }
    let text = "/* why\n\t* schemalane: transaction = false\n*/\n# schemalane: isolation = serializable\nSELECT 1";
    expect_test::expect![[r#"
        2:2: `* schemalane: transaction = false` says nothing, since a setting is written `-- schemalane: transaction = false`: write it that way on a line of its own at the top of the file, or word the comment differently
        4:1: `# schemalane: isolation = serializable` says nothing, since a setting is written `-- schemalane: isolation = serializable`: write it that way on a line of its own at the top of the file, or word the comment differently"#]].assert_eq(&read(text).unwrap_err());
}

#[test]
fn prose_is_left_in_peace() {
    for line in [
        "-- schemalane is not meant: here",
        "-- Schemalane runs this in one transaction",
        "-- schemalane transaction rollback is why",
        "-- schemalane uses a = b here",
        "-- schemalane transaction: we need one for the whole file",
        "-- Do not write -- schemalane: transaction = false here, since ...",
        "-- see `schemalane: transaction = false` in the manual",
        "-- a schema lane: transaction = false friend",
        "-- schema plan: cost = 3",
        "-- schema: transaction = x",
        "/* Schemalane: see the manual */",
        "/* schemalane reads this\n * and so: transaction = always */",
        "-- transaction = false",
        "-- schemalane",
        "-- schemaline is a word",
        "SELECT '\n-- schemalane transaction = false\n';",
        "SELECT $$\n/* schemalane: transaction = false */\n$$;",
        "SELECT 1 # 2, 'schemalane: transaction = false';",
    ] {
        assert_eq!(read(&format!("{line}\nSELECT 1")), Ok(Directives::default()), "{line}");
    }
}

#[test]
fn a_rust_file_has_no_header() {
    let places = |text: &str| -> Vec<String> {
        Directives::refuse_in_rust(text).iter().map(|error| error.place.to_string()).collect()
    };
    let text = "//! Adds a column.\n// schemalane: transaction = false\n\n  /// schemalane lock_timeout = 3s\n\
                /* schemalane: isolation = serializable */\npub async fn migrate() {}\n";
    assert_eq!(places(text), ["2:1", "4:3", "5:1"]);
    let prose = "//! Schemalane: the first one in Rust.\n// schemalane migrates\nlet x = \"-- schemalane: transaction = false\";\n";
    assert_eq!(places(prose), [""; 0]);
}
