use super::Directives;
use crate::statement::Script;
use crate::{Dialect, Timeouts};
use std::time::Duration;

fn read(text: &str) -> Result<Directives, String> {
    let script = Script::read(text, Dialect::Postgres).unwrap();
    let lines =
        |errors: Vec<_>| errors.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n");
    Directives::read(text, &script).map_err(lines)
}

#[test]
fn a_file_without_settings_says_nothing() {
    let text = "-- a comment\n-- schemalane is not meant: here\n/* schemalane: x = y */\nSELECT '-- schemalane: x';";
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
        2:2: unknown key `locktimeout`: expected `transaction`, `lock_timeout` or `statement_timeout`
        3:1: `transaction` is not a setting: expected `-- schemalane: key = value`
        5:1: `transaction` is said twice: remove one of the two lines
        6:11: a setting must stand before the first statement: move this line to the top of the file"#]].assert_eq(&read(text).unwrap_err());
}
