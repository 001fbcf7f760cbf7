//! Passwords are never printed. The kit looks for them in every output; here are the paths on which one could slip
//! through.

use schemalane_testkit::secrets;

use crate::{
    bench::{Bench, assert_says},
    desk::{ACCOUNT, Desk},
    place::Place,
};

#[test]
fn a_server_that_does_not_answer() {
    let bench = Bench::new(&[("schema/account.sql", ACCOUNT)]);
    secrets::remember("open-sesame");
    let url = "postgres://shop:open-sesame@127.0.0.1:1/shop";
    for command in ["gen", "status", "exec", "check", "show", "log", "commit -m x"] {
        let arguments = format!("schema {command} --ledger ledger.db --format json");
        let output = bench.command(&arguments).args(["--database-url", url]).run().expect(1);
        assert_says(
            &output.stderr,
            &["cannot connect to postgres://shop@127.0.0.1:1/shop (--database-url)"],
        );
        assert_says(&output.stdout, &["\"exit_code\": 1"]);
    }
    let output = bench.run("log --ledger ledger.db --format json").expect(0);
    assert_says(&output.stdout, &["schema exec", "schema commit"]);
}

#[test]
fn a_scratch_that_is_wrong() {
    let desk = Desk::new(Place::postgres());
    secrets::remember("sword-fish");
    for url in ["postgres://shop:sword-fish@localhost:port/shop", "shop:sword-fish@h/shop"] {
        let output = desk.command("gen --scratch-url").arg(url).run().expect_either();
        assert_says(&output, &["the database URL of --scratch-url cannot be used"]);
        let command = desk.command("gen").env("SCHEMALANE_SCRATCH_URL", url);
        assert_says(&command.run().expect_either(), &["SCHEMALANE_SCRATCH_URL cannot be used"]);
    }
    let closed = "postgres://shop:sword-fish@127.0.0.1:1/shop";
    let shown = "cannot connect to postgres://shop@127.0.0.1:1/shop";
    let output = desk.command("gen --scratch-url").arg(closed).run().expect(1);
    assert_says(&output.stderr, &[&format!("{shown} (--scratch-url)")]);
    let output = desk.command("gen").env("SCHEMALANE_SCRATCH_URL", closed).run().expect(1);
    assert_says(&output.stderr, &[&format!("{shown} (SCHEMALANE_SCRATCH_URL)")]);
    let output = desk.command("gen --scratch-url").arg(desk.place.url()).run().expect(1);
    assert_says(&output.stderr, &["names the database of the target itself"]);
}

/// A scheme that is none is a code of its own.
trait ExpectEither {
    fn expect_either(self) -> String;
}

impl ExpectEither for schemalane_testkit::Output {
    fn expect_either(self) -> String {
        assert!([1, 2].contains(&self.code), "{}", self.stderr);
        self.stderr
    }
}
