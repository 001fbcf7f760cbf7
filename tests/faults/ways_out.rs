//! One walk through the states: the last line names the next command, and the
//! next command leads on. Every error is walked through where it is made.

use std::fs;

use schemalane_testkit::{Command, Output, Sqlite};
use tempfile::TempDir;

/// A folder, a file, and the command line between them.
struct Walk {
    folder: TempDir,
    sqlite: Sqlite,
}

impl Walk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), sqlite: Sqlite::new() }
    }

    fn write(&self, name: &str, sql: &str) {
        fs::write(self.folder.path().join(name), sql).unwrap();
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.folder.path().join(name)).unwrap();
    }

    fn migrate(&self, command: &str) -> Output {
        let folder = self.folder.path().display().to_string();
        let mut words = command.split(' ');
        Command::new(env!("CARGO_BIN_EXE_schemalane"))
            .args(["migrate", words.next().unwrap(), "--no-ledger", "--dir", &folder])
            .args(["--database-url", &self.sqlite.url()])
            .args(words.collect::<Vec<_>>())
            .run()
    }

    /// Runs a command that ends with `code`; its last line says `way`.
    #[track_caller]
    fn is_told(&self, command: &str, code: i32, way: &str) {
        let output = self.migrate(command).expect(code);
        let text = if code == 0 || command == "status" { &output.stdout } else { &output.stderr };
        let last = text.trim_end().lines().last().unwrap_or_default();
        assert!(last.contains(way), "{command} does not end with {way:?}:\n{text}");
    }

    #[track_caller]
    fn goes_on(&self, command: &str) {
        self.migrate(command).expect(0);
    }
}

#[test]
fn every_state_names_the_command_that_leads_on() {
    let walk = Walk::new();
    // Nothing at all, then something to do.
    walk.is_told("status", 0, "migrate new");
    walk.write("V1__a.sql", "CREATE TABLE a (id INT);");
    walk.is_told("status", 0, "migrate up");
    walk.goes_on("up");
    walk.is_told("status", 0, "Everything is applied.");

    // A file that is wrong says what is.
    walk.write("V2__wrong.sql", "SELECT 'a;\n");
    walk.is_told("up", 2, "add the closing");

    // A failure in a transaction: mend, and run again.
    walk.remove("V2__wrong.sql");
    walk.write("V2__b.sql", "CREATE TABLE b (id INT);\nINSERT INTO c VALUES (1);");
    walk.is_told("up", 4, "mend the file and run again");
    walk.is_told("status", 4, "migrate up");
    walk.write("V2__b.sql", "CREATE TABLE b (id INT);");
    walk.goes_on("up");

    // A failure outside of one: undo, repair, and run again.
    walk.write(
        "V3__c.sql",
        "-- schemalane: transaction = false\nCREATE TABLE c (id INT);\nINSERT INTO d VALUES (1);",
    );
    walk.is_told("up", 4, "undo or complete it by hand, then `schemalane migrate repair --yes`");
    walk.is_told("up", 4, "migrate repair --yes");
    walk.is_told("status", 4, "migrate repair");
    walk.is_told("repair", 0, "migrate repair --yes");
    walk.goes_on("repair --yes");
    walk.write("V3__c.sql", "CREATE TABLE IF NOT EXISTS c (id INT);");
    walk.goes_on("up");

    // A change that is meant, and a file that is gone for good.
    walk.write("V2__b.sql", "CREATE TABLE b (id INT); -- a remark");
    walk.is_told("up", 3, "migrate repair --accept 2 --yes");
    walk.is_told("status", 3, "migrate repair --accept");
    walk.is_told("repair", 0, "--accept");
    walk.goes_on("repair --accept 2 --yes");
    walk.goes_on("up");
    walk.remove("V2__b.sql");
    walk.is_told("up", 3, "migrate repair --yes");
    walk.is_told("status", 3, "migrate repair");
    walk.goes_on("repair --yes");
    walk.is_told("status", 0, "Everything is applied.");

    // A late one, and a database that is ahead.
    walk.write("V2.5__late.sql", "CREATE TABLE late (id INT);");
    walk.is_told("up", 2, "--out-of-order");
    walk.is_told("status", 0, "up --out-of-order");
    walk.goes_on("up --out-of-order");
    walk.write("V9__new.sql", "CREATE TABLE new (id INT);");
    walk.goes_on("up");
    walk.remove("V9__new.sql");
    walk.is_told("up", 3, "--allow-future");
    walk.is_told("status", 3, "--allow-future");
    walk.goes_on("up --allow-future");

    // What cannot be undone asks first; a baseline comes before everything else.
    walk.is_told("fresh", 6, "--yes");
    walk.is_told("baseline --version 1", 1, "go on with `migrate up`");
    walk.goes_on("fresh --yes");
    walk.is_told("status", 0, "Everything is applied.");
}
