use super::*;
use schemalane_source::TargetName;

fn siblings(target: &'static str, table: Option<&str>) -> (Option<String>, String) {
    let mut config = Config::new().target(TargetName::from_static(target));
    if let Some(table) = table {
        config = config.history_table(crate::Identifier::new(table).unwrap());
    }
    let siblings = Siblings::new(&History::new(Dialect::Postgres, &config), &config);
    (siblings.default, siblings.named)
}

#[test]
fn the_histories_of_other_targets_are_known_by_their_names() {
    let own = |default: Option<&str>, named: &str| (default.map(str::to_owned), named.to_owned());
    assert_eq!(siblings("default", None), own(None, "flyway_schema_history__"));
    assert_eq!(siblings("eu", None), own(Some("flyway_schema_history"), "flyway_schema_history__"));
    assert_eq!(siblings("eu", Some("h__eu")), own(Some("h"), "h__"));
    assert_eq!(siblings("eu", Some("h")), own(None, "h__"));
    // A table of another name is not that of another target.
    assert_eq!(siblings("default", Some("h")), own(None, "h__"));
}

#[test]
fn a_phrase_says_how_many_are_not_named() {
    let object = |name: &str| Object {
        name: name.to_owned(),
        identity: format!("table {name}\u{1b}[2J"),
        total: 3,
    };
    let strangers = Strangers::new([object("a"), object("_sqlx_migrations")].into_iter()).unwrap();
    assert_eq!(
        strangers.to_string(),
        "table a\\u{1b}[2J, table _sqlx_migrations\\u{1b}[2J and 1 more"
    );
    assert_eq!(strangers.tools, [Importer::Sqlx]);
    assert_eq!(Strangers::new(std::iter::empty()), None);
}
