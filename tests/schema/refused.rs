//! Plans that are refused until somebody approves what they do.

use crate::{
    bench::assert_says,
    desk::{ACCOUNT, Desk, WITH_EMAIL},
    on_both,
};

on_both!(
    a_loss_is_approved_by_name,
    files_with_nothing_in_them_drop_nothing,
    what_fails_anyway_is_not_to_be_approved,
);

fn a_loss_is_approved_by_name(desk: Desk) {
    desk.want(WITH_EMAIL);
    desk.run("exec").expect(0);
    desk.place.sql("INSERT INTO account VALUES (1, 'Ada', 'ada@example.com')");
    desk.want(ACCOUNT);
    let output = desk.run("gen").expect(6);
    assert_says(
        &output.stdout,
        &[
            "refused: delete-data:account.email: ",
            "It is refused as it stands. Approve what is meant: --allow delete-data:account.email",
        ],
    );
    assert_eq!(desk.json("gen", 6)["refused"], true);
    let output = desk.run("exec").expect(6);
    assert_says(
        &output.stderr,
        &["error: the plan is refused, and nothing was done", "--allow delete-data:account.email"],
    );
    let json = desk.json("exec", 6);
    assert_eq!(json["error"]["exit_code"], 6);
    assert_eq!(
        (&json["target"], &json["database"]["origin"]),
        (&"default".into(), &"--database-url".into())
    );
    assert_eq!(json["error"]["hazards"][0]["kind"], "delete-data");
    assert_eq!(json["error"]["hazards"][0]["object"], "account.email");
    assert_eq!(desk.runs()[0]["message"], "the plan is refused, and nothing was done");
    desk.run("exec --allow delete-data:account").expect(6);
    assert_eq!(desk.place.sql("SELECT email FROM account"), "ada@example.com");

    desk.run("exec --allow delete-data:account.email").expect(0);
    desk.run("check").expect(0);
    assert_eq!(desk.place.sql("SELECT * FROM account"), "1|Ada");
    let json = desk.json("log", 0);
    assert_eq!(json["entries"][0]["metadata"]["approved"][0], "delete-data:account.email");
}

fn files_with_nothing_in_them_drop_nothing(desk: Desk) {
    desk.run("exec").expect(0);
    desk.want("-- nothing yet\n");
    for command in ["gen", "status", "exec"] {
        let output = desk.run(command).expect(2);
        assert_says(
            &output.stderr,
            &["schema/account.sql: there is no statement", "would drop everything"],
        );
        assert_eq!(desk.json(command, 2)["database"]["origin"], "--database-url", "{command}");
    }
    assert_eq!(desk.json("check", 1)["database"]["origin"], "--database-url");
    assert!(desk.place.has("account"));
}

fn what_fails_anyway_is_not_to_be_approved(desk: Desk) {
    desk.run("exec").expect(0);
    desk.place.sql("INSERT INTO account VALUES (1, 'Ada'), (2, 'Ada')");
    desk.want(&format!("{ACCOUNT}CREATE UNIQUE INDEX by_name ON account (name);\n"));
    let output = desk.run("gen").expect(6);
    assert_says(&output.stdout, &["Correct the rows first, then make the plan again."]);
    assert!(!output.stdout.contains("--allow"), "{}", output.stdout);
}
