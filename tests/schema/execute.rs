//! `schema exec` and `schema commit`.

use crate::{
    bench::{after_the_first_line, assert_says},
    desk::{ACCOUNT, Desk, WITH_EMAIL},
    on_both,
    place::Place,
};

on_both!(
    it_goes_where_the_files_say,
    a_run_is_in_the_ledger,
    a_step_that_fails_changes_nothing,
    a_step_that_cannot_work_is_refused,
    named_targets_have_folders_of_their_own,
);

fn it_goes_where_the_files_say(desk: Desk) {
    let output = desk.run("exec").expect(0);
    assert_says(&output.stdout, &["default: executed 1 step in ", "(log entry 1)"]);
    assert_says(&output.stderr, &["[1/1] done create table account in "]);
    desk.place.sql("INSERT INTO account VALUES (1, 'Ada')");
    desk.want(WITH_EMAIL);
    let json = desk.json("commit -m mail", 0);
    assert_eq!((&json["target"], &json["log_id"]), (&"default".into(), &2.into()));
    assert_eq!(json["plan"]["steps"].as_array().unwrap().len(), 1);
    assert_eq!(desk.place.sql("SELECT name, email FROM account"), "Ada|");
    let output = desk.run("exec").expect(0);
    assert_eq!(output.stdout, "default: nothing to do: the schema is as the files want it\n");
    assert_eq!(after_the_first_line(&output), "");
    let output = desk.run("exec --allow delete-data:account.nick").expect(0);
    assert_says(&output.stdout, &["nothing to do", "delete-data:account.nick is about nothing"]);
}

fn a_run_is_in_the_ledger(desk: Desk) {
    desk.run("gen").expect(0);
    desk.run("status").expect(0);
    desk.run("exec").expect(0);
    desk.want("CREATE TABLE account (");
    desk.run("commit --message no").expect(2);
    let runs = desk.runs();
    let [failed, succeeded] = runs.as_array().unwrap().as_slice() else { panic!("{runs}") };
    assert_eq!(succeeded["command"], "schema exec");
    assert_eq!(succeeded["outcome"], "succeeded");
    assert_eq!(succeeded["dialect"], desk.place.dialect());
    assert_eq!(succeeded["history_table"], "_schema_migration");
    let [step] = succeeded["steps"].as_array().unwrap().as_slice() else { panic!("{succeeded}") };
    assert_eq!(step["script"], "create table account");
    assert_eq!((&step["version"], &step["outcome"]), (&"".into(), &"applied".into()));
    assert!(step["execution_time"].is_u64(), "{step}");
    assert_eq!(failed["steps"], serde_json::json!([]));
    assert_eq!(failed["command"], "schema commit");
    assert_eq!((&failed["outcome"], &failed["exit_code"]), (&"failed".into(), &2.into()));
    assert_says(failed["message"].as_str().unwrap(), &["schema/account.sql:"]);
}

fn a_step_that_fails_changes_nothing(desk: Desk) {
    desk.run("exec").expect(0);
    let (id, expression) = match &desk.place {
        Place::Postgres(_) => ("0", "(1 / id)"),
        Place::Sqlite(_) => ("-9223372036854775808", "abs(id)"),
    };
    desk.place.sql(&format!("INSERT INTO account VALUES ({id}, 'Ada')"));
    desk.want(&format!("{WITH_EMAIL}CREATE INDEX by_number ON account ({expression});\n"));
    let output = desk.run("exec").expect(4);
    assert_says(&output.stderr, &["error: step 2, ", "nothing has changed"]);
    assert_eq!(desk.json("exec", 4)["error"]["exit_code"], 4);
    assert_eq!(desk.place.sql("SELECT * FROM account"), format!("{id}|Ada"));
    let json = desk.json("log", 0);
    assert_eq!(json["entries"][0]["outcome"], "failed");
    let run = &desk.runs()[0];
    assert_eq!(run["exit_code"], 4);
    // The first step was rolled back with it.
    let [step] = run["steps"].as_array().unwrap().as_slice() else { panic!("{run}") };
    assert_eq!(
        (&step["script"], &step["outcome"]),
        (&"create index by_number".into(), &"failed".into())
    );
}

fn a_step_that_cannot_work_is_refused(desk: Desk) {
    desk.run("exec").expect(0);
    desk.place.sql("INSERT INTO account VALUES (1, 'Ada'), (2, 'Ada')");
    desk.want(&format!("{ACCOUNT}CREATE UNIQUE INDEX by_name ON account (name);\n"));
    let output = desk.run("exec").expect(6);
    assert_says(&output.stderr, &["error: the plan is refused", "by_name", "Ada"]);
    assert!(!desk.runs()[0]["message"].as_str().unwrap().contains("Ada"), "no data in the ledger");
}

fn named_targets_have_folders_of_their_own(desk: Desk) {
    let other = "CREATE TABLE invoice (id INTEGER PRIMARY KEY);";
    desk.bench.write("schema/billing/invoice.sql", other);
    desk.bench.write("schemalane.toml", "[databases.billing]\nurl = 'sqlite://unused.db'\n");
    desk.run("exec").expect(0);
    assert!(desk.place.has("account") && !desk.place.has("invoice"));
    let output = desk.run("status --database billing").expect(0);
    assert_says(&output.stdout, &["billing: 2 differences", "Table invoice is missing."]);
}
