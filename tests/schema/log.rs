//! `schema log`.

use crate::{
    bench::assert_says,
    desk::{Desk, WITH_EMAIL},
    on_both,
};

on_both!(the_log_has_what_was_done);

fn the_log_has_what_was_done(desk: Desk) {
    let output = desk.run("log").expect(0);
    assert_eq!(output.stdout, "default: nothing was executed yet.\n");
    desk.command("commit -m").arg("first version").run().expect(0);
    desk.want(WITH_EMAIL);
    desk.run("exec").expect(0);
    let output = desk.run("log").expect(0);
    let lines: Vec<_> = output.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[1].starts_with("2 ") && lines[2].starts_with("1 "), "{lines:?}");
    assert_says(lines[2], &["success", "first version"]);

    let json = desk.json("log --id 1", 0);
    assert_eq!((&json["id"], &json["outcome"]), (&1.into(), &"success".into()));
    assert_eq!(json["message"], "first version");
    assert_says(json["statements"][0].as_str().unwrap(), &["account"]);
    assert_eq!(json["database"]["origin"], "--database-url");
    let all = desk.json("log", 0);
    assert_eq!(all["database"], json["database"]);
    assert_eq!(all["entries"][1]["statements"], json["statements"]);
    let output = desk.run("log --id 1").expect(0);
    assert_says(&output.stdout, &["entry 1: success", "first version", "CREATE TABLE"]);
    let output = desk.run("log --id 1 --format sql").expect(0);
    assert!(output.stdout.starts_with("CREATE TABLE"), "{}", output.stdout);
    let output = desk.run("log --id 7").expect(1);
    assert_says(&output.stderr, &["the log has no entry 7"]);
    assert_eq!(desk.json("log --id 7", 1)["database"]["origin"], "--database-url");
    assert_says(&desk.run("log --format sql").expect(1).stderr, &["say --id"]);
}
