use super::*;
use crate::{Kind, ObjectId};

fn key(text: &str, dialect: Dialect) -> Vec<String> {
    Name::parse(text).unwrap().key(dialect)
}

#[test]
fn names_are_those_of_sql() {
    let postgres = |text| key(text, Dialect::Postgres);
    assert_eq!(postgres("Users.Nick"), ["users", "nick"]);
    assert_eq!(postgres(r#""Users"."nick.name""#), ["Users", "nick.name"]);
    assert_eq!(postgres(r#""a""b".c"#), ["a\"b", "c"]);
    assert_eq!(postgres("GRÖßE"), ["grÖße"]);
    assert_eq!(postgres(&"ä".repeat(40)), ["ä".repeat(31)]);
    let sqlite = |text| key(text, Dialect::Sqlite);
    assert_eq!(sqlite(r#"Emp."FAX""#), ["emp", "fax"]);
    assert_eq!(sqlite("main.Emp.Fax"), ["emp", "fax"]);
    assert_eq!(sqlite("main"), ["main"]);
}

#[test]
fn arguments_are_compared_as_types() {
    let area = ObjectId::new(Kind::Routine, "public", "area(integer, timestamp with time zone)");
    let keys = keys(&area.into(), Dialect::Postgres);
    for text in ["area", "Area(int, TIMESTAMPTZ)", "public.area(int4,timestamp with  time zone)"] {
        assert!(keys.contains(&key(text, Dialect::Postgres)), "{text}");
    }
    for text in ["area()", "area(integer)", "\"Area\"", "other.area"] {
        assert!(!keys.contains(&key(text, Dialect::Postgres)), "{text}");
    }
}

#[test]
fn a_word_says_what_is_meant() {
    let word = |text| Name::parse(text).unwrap().word;
    assert_eq!(word("table:users"), Some("table"));
    assert_eq!(word("table users"), Some("table"));
    assert_eq!(word("Materialized-View: m"), Some("materialized view"));
    assert_eq!(word("operator class c"), Some("operator class"));
    assert_eq!(word("publication feed"), Some("publication"));
    for name in ["table", "table.column", r#""table:users""#, "tables", "type"] {
        assert_eq!(word(name), None, "{name}");
    }
}

#[test]
fn what_is_no_name_says_why() {
    for (text, slip) in [
        ("tabel:users", Slip::Word("tabel".to_owned())),
        ("users.e mail", Slip::Bare("e mail".to_owned())),
        ("users.unit-price", Slip::Bare("unit-price".to_owned())),
        ("users..a", Slip::Empty),
        ("users.", Slip::Empty),
        (".a", Slip::Empty),
        (r#"users."""#, Slip::Empty),
        (r#"users."a"#, Slip::Quote),
        (r#""users"a"#, Slip::Quote),
        ("area(integer", Slip::Quote),
        ("area(integer).x", Slip::Quote),
    ] {
        assert_eq!(Name::parse(text), Err(slip), "{text}");
    }
}
