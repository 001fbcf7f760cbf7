//! `schema init`.

use std::fs;

use crate::{bench::assert_says, desk::Desk, on_both};

on_both!(the_example_is_executed_and_then_changed);

fn the_example_is_executed_and_then_changed(desk: Desk) {
    let output = desk.run("init").expect(1);
    assert_says(&output.stderr, &["schema/account.sql exists already: nothing was written"]);
    let output = desk.run("init --dir wanted").expect(0);
    assert_eq!(output.stdout, "wanted/accounts.sql\nwanted/orders.sql\nwanted/README.md\n");
    assert_says(&output.stderr, &["schemalane schema gen", "schemalane schema exec"]);
    desk.run("init --dir wanted").expect(1);

    desk.run("exec --dir wanted").expect(0);
    desk.run("check --dir wanted").expect(0);
    assert_eq!(desk.run("gen --dir wanted --format sql").expect(0).stdout, "");

    let file = desk.bench.join("wanted/orders.sql");
    let example = fs::read_to_string(&file).unwrap();
    fs::write(&file, "CREATE TABLE other (id INTEGER);").unwrap();
    desk.run("init --dir wanted --force").expect(0);
    assert_eq!(fs::read_to_string(&file).unwrap(), example);
}
