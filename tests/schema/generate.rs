//! `schema gen` and `schema show`.

use crate::{
    bench::{assert_says, json},
    desk::{ACCOUNT, Desk},
    on_both,
    place::Place,
};

on_both!(a_plan_has_four_forms, the_live_schema_is_shown);

fn a_plan_has_four_forms(desk: Desk) {
    let output = desk.run("gen").expect(0);
    assert_says(
        &output.stdout,
        &[
            "default: 1 step; nothing was changed",
            "\n1. create table account",
            "CREATE TABLE ",
            "Do it with `schemalane schema exec`.",
        ],
    );
    let output = desk.run("gen --format sql").expect(0);
    assert_says(&output.stdout, &["-- 1. create table account", "CREATE TABLE "]);
    let output = desk.run("gen --format markdown").expect(0);
    assert_says(&output.stdout, &["1. **create table account**", "```sql"]);
    let json = desk.json("gen", 0);
    assert_eq!((&json["target"], &json["refused"]), (&"default".into(), &false.into()));
    assert_eq!(json["dialect"], desk.place.dialect());
    assert_eq!(json["changes"][0]["change"], "create");
    assert_eq!(json["steps"][0]["summary"], "create table account");
    assert_eq!(json["from"].as_str().unwrap().len(), 64);
    assert!(!desk.place.has("account") && !desk.place.has("_schema_migration"));

    desk.run("exec").expect(0);
    assert_says(&desk.run("gen").expect(0).stdout, &["default: nothing to do"]);
    assert_eq!(desk.run("gen --format sql").expect(0).stdout, "");
}

fn the_live_schema_is_shown(desk: Desk) {
    desk.want(&format!(
        "CREATE VIEW names AS SELECT name FROM account;\n{ACCOUNT}CREATE INDEX by_name ON account (name);\n"
    ));
    desk.run("exec").expect(0);
    let sql = desk.run("show").expect(0).stdout;
    let place = |part: &str| sql.find(part).unwrap_or_else(|| panic!("{part} in {sql}"));
    assert!(place("account") < place("CREATE VIEW"), "{sql}");
    let json = json(&desk.run("show --format json").expect(0));
    assert_eq!(json["dialect"], desk.place.dialect());
    // PostgreSQL's schema `public` is an object too.
    let objects = json["objects"].as_array().unwrap().iter();
    assert_eq!(objects.filter(|object| object["id"]["kind"] != "schema").count(), 3);
    // What is shown makes the same schema.
    desk.bench.remove("schema/account.sql");
    desk.want(&sql);
    desk.run("check").expect(0);
}

#[test]
fn looking_makes_no_file() {
    let desk = Desk::new(Place::sqlite());
    for command in ["gen", "status", "show", "log"] {
        desk.run(command);
    }
    let Place::Sqlite(sqlite) = &desk.place else { unreachable!() };
    assert_eq!(sqlite.files(), Vec::<String>::new());
}
