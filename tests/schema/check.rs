//! `schema status` and `schema check`.

use crate::{
    bench::{after_the_first_line, assert_says},
    desk::{ACCOUNT, Desk, WITH_EMAIL},
    on_both,
    place::Place,
};

on_both!(
    what_differs_is_told_in_words,
    wrong_files_are_no_drift,
    what_is_renamed_by_hint_is_told,
    the_lanes_history_is_left_in_peace,
);

fn what_differs_is_told_in_words(desk: Desk) {
    let output = desk.run("check").expect(2);
    assert_says(
        &output.stdout,
        &["default: 1 difference", "\n  Table account is missing.\n", "schemalane schema gen"],
    );
    assert_eq!(after_the_first_line(&output), "");
    assert_eq!(desk.run("status").expect(0).stdout, output.stdout);
    desk.run("exec").expect(0);
    let output = desk.run("check").expect(0);
    assert_eq!(output.stdout, "default: the database is as the files want it.\n");
    assert_eq!(desk.run("status").expect(0).stdout, output.stdout);

    desk.want(WITH_EMAIL);
    let output = desk.run("check").expect(2);
    assert_says(&output.stdout, &["Table account differs: column email is missing."]);
    let json = desk.json("check", 2);
    assert_eq!((&json["target"], &json["same"]), (&"default".into(), &false.into()));
    assert_eq!(json["differences"][0], "Table account differs: column email is missing.");
    assert_eq!(json["changes"][0]["change"], "alter");
    assert_eq!(json["changes"][0]["differences"][0]["difference"], "column_added");
    assert_eq!(desk.json("status", 0), json);
}

fn wrong_files_are_no_drift(desk: Desk) {
    desk.want("CREATE TABLE account (\n  id INTEGER PRIMARY KEY,\n  name TEXTT NOT NOT NULL\n);");
    for (command, code) in [("check", 1), ("status", 2), ("gen", 2), ("exec", 2)] {
        let output = desk.run(command).expect(code);
        assert_says(&output.stderr, &["error: ", "schema/account.sql:"]);
        assert_eq!(output.stdout, "", "{command}");
        let json = desk.json(command, code);
        let error = &json["error"];
        assert!(error["message"].as_str().unwrap().contains("schema/account.sql:"), "{json}");
    }
    desk.bench.remove("schema/account.sql");
    let output = desk.run("check").expect(1);
    assert_says(&output.stderr, &["there is no .sql file in it"]);
    assert_says(&desk.run("exec --dir nowhere").expect(2).stderr, &["schemalane schema init"]);
}

fn what_is_renamed_by_hint_is_told(desk: Desk) {
    desk.run("exec").expect(0);
    desk.place.sql("INSERT INTO account VALUES (1, 'Ada')");
    desk.want(&ACCOUNT.replace(" name TEXT", " -- @renamed from=name\n  full_name TEXT"));
    assert_says(&desk.run("check").expect(2).stdout, &["column name is to be called full_name"]);
    desk.run("exec").expect(0);
    assert_eq!(desk.place.sql("SELECT full_name FROM account"), "Ada");
    desk.run("check").expect(0);
}

fn the_lanes_history_is_left_in_peace(desk: Desk) {
    desk.bench.write("schemalane.toml", "history_table = 'past'\n");
    desk.bench.write("migrations/V1__account.sql", ACCOUNT);
    desk.bench.migrate("up --no-ledger", &desk.place.url()).expect(0);
    assert!(desk.place.has("past"));
    desk.run("check").expect(0);
}

#[test]
fn rights_that_are_not_compared_are_told_and_are_no_agreement() {
    let desk = Desk::new(Place::postgres());
    desk.run("exec").expect(0);
    desk.want(&format!("{ACCOUNT}GRANT SELECT ON account TO PUBLIC;\n"));
    let told = "schema/account.sql:5), and nothing of that was compared or done";
    let output = desk.run("check").expect(2);
    assert_says(&output.stdout, &["as far as it was compared", told, "`--grants`"]);
    assert_says(&desk.run("status").expect(0).stdout, &[told]);
    assert_says(&desk.run("gen").expect(0).stdout, &[told]);
    assert_says(&desk.run("exec").expect(0).stdout, &[told]);
    let json = desk.json("check", 2);
    assert_eq!((&json["same"], &json["uncompared"][0]["line"]), (&false.into(), &5.into()));
    desk.run("check --grants").expect(2);
    desk.run("exec --grants").expect(0);
    desk.run("check --grants").expect(0);
}
