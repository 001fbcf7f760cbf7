//! A folder with a wanted schema, and a database beside it.

use schemalane_testkit::{Command, Output};
use serde_json::Value;

use crate::{
    bench::{self, Bench},
    place::Place,
};

/// A table that is right on every database.
pub(crate) const ACCOUNT: &str =
    "CREATE TABLE account (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL\n);\n";

/// The same table with a column more.
pub(crate) const WITH_EMAIL: &str = "CREATE TABLE account (\n  id INTEGER PRIMARY KEY,\n  \
    name TEXT NOT NULL,\n  email TEXT\n);\n";

/// The folder, and the database.
pub(crate) struct Desk {
    pub(crate) bench: Bench,
    pub(crate) place: Place,
}

impl Desk {
    /// A folder in which [one table](ACCOUNT) is wanted, and an empty database.
    pub(crate) fn new(place: Place) -> Self {
        Self { bench: Bench::new(&[("schema/account.sql", ACCOUNT)]), place }
    }

    /// Wants something else.
    pub(crate) fn want(&self, text: &str) {
        self.bench.write("schema/account.sql", text);
    }

    /// `schema ...` on the database; the last argument may still be to come.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let (name, rest) = arguments.split_once(' ').unwrap_or((arguments, ""));
        self.bench
            .command(&format!("schema {name} --ledger ledger.db"))
            .args(["--database-url", &self.place.url()])
            .args(rest.split_whitespace())
    }

    /// Runs `schema ...` on the database.
    pub(crate) fn run(&self, arguments: &str) -> Output {
        self.command(arguments).run()
    }

    /// Runs `schema ... --format json` on the database, which leaves with this code.
    pub(crate) fn json(&self, arguments: &str, code: i32) -> Value {
        bench::json(&self.run(&format!("{arguments} --format json")).expect(code))
    }

    /// The runs that the ledger has, the last one first.
    pub(crate) fn runs(&self) -> Value {
        bench::json(&self.bench.run("log --format json --ledger ledger.db").expect(0))
    }
}
