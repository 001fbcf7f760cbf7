//! A disk that is full.

use schemalane_testkit::{Command, FullDisk, Server, assert_sound};

use crate::lane::{Lane, up};

/// Nothing of the migration is kept, nothing after its failure runs, and it
/// goes on when there is room.
#[test]
fn a_full_disk_under_postgresql_leaves_all_or_nothing() {
    let disk = FullDisk::new(4 << 20);
    let database = Server::shared().database();
    let space = disk.tablespace(&database);
    let mut lane = Lane::probing(1);
    lane.add(&format!(
        "CREATE TABLE big (text TEXT) TABLESPACE {space};\n\
         INSERT INTO big SELECT repeat(md5(n::text), 30) FROM generate_series(1, 20000) AS n;"
    ));
    let output = up(&lane, &database.url()).run().expect(4);
    assert!(output.stderr.contains("SQLSTATE 53100"), "{}", output.stderr);
    assert!(output.stderr.contains("it was rolled back"), "{}", output.stderr);
    assert_sound(&database, &lane.expectations().applied(1));
}

#[test]
fn a_full_disk_under_sqlite_leaves_all_or_nothing() {
    let disk = FullDisk::new(1 << 20);
    let sqlite = disk.sqlite();
    let mut lane = Lane::probing(1);
    lane.add(
        "CREATE TABLE big (text TEXT);\n\
         INSERT INTO big WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 400) \
         SELECT hex(zeroblob(4000)) FROM r;\nCREATE TABLE after_it (id INT);",
    );
    let folder = lane.folder().display().to_string();
    let migrate = |arguments: &[&str]| {
        let command = Command::new(env!("CARGO_BIN_EXE_schemalane"))
            .args(["migrate", arguments[0], "--dir", &folder, "--database-url", &sqlite.url()])
            .args(&arguments[1..]);
        disk.inside(command).run()
    };
    let output = migrate(&["up", "--no-ledger"]);
    assert_ne!(output.code, 0);
    assert!(output.stderr.contains("full"), "{}", output.stderr);
    let status = migrate(&["status", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
    assert_eq!(report["current_version"], "1", "{report}");
}
