//! The way from Flyway that docs/flyway.md shows, on a history that real Flyway wrote.

use std::{env, fs, path::Path};

use schemalane::exit;
use schemalane_testkit::{Command, Database, Output, Server};

use crate::{document, flyway_history};

const FLYWAY: &str = include_str!("../../docs/flyway.md");

/// A folder, in which one script runs after the other.
struct Desk {
    folder: tempfile::TempDir,
    database: Database,
}

impl Desk {
    fn run(&self, script: &str) -> Output {
        let program = Path::new(env!("CARGO_BIN_EXE_schemalane")).parent().unwrap();
        let path = format!("{}:{}", program.display(), env::var("PATH").unwrap());
        Command::new("sh")
            .args(["-u", "-c", document::file(FLYWAY, script)])
            .env("PATH", path)
            .env("DATABASE_URL", self.database.url())
            .env("FLYWAY_LOCATION", self.folder.path().join("location"))
            .folder(self.folder.path())
            .run()
    }

    fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("migrations").join(name)
    }
}

#[test]
fn a_folder_of_flyway_is_taken_over_in_three_steps() {
    let database = Server::shared().database();
    let (history, files) = flyway_history::case("naming");
    let _written = database.psql(&history);
    let rows = "SELECT md5(string_agg(t::text, ' ' ORDER BY installed_rank)) \
        FROM flyway_schema_history t";
    let before = database.psql(rows);
    let desk = Desk { folder: tempfile::tempdir().unwrap(), database };
    for (name, text) in files {
        let path = desk.folder.path().join("location").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    let looked = desk.run("look.sh").expect(exit::INVALID.into()).stderr;
    for file in ["R__rep.sql", "V9__bad-name.v1.sql.conf", "v8__lower.sql"] {
        assert!(looked.contains(&format!("migrations/{file}: ")), "{looked}");
    }
    assert_eq!(looked.matches("migrations/").count(), 3, "{looked}");

    // What Flyway has passed over is for a person to decide.
    let left = desk.run("set-aside.sh").expect(exit::INVALID.into()).stderr;
    assert_eq!(left.matches("migrations/").count(), 1, "{left}");
    fs::remove_file(desk.file("v8__lower.sql")).unwrap();
    let status = desk.run("set-aside.sh").expect(exit::SUCCESS.into()).stdout;
    assert_eq!(status.matches("Success").count(), 10, "{status}");
    assert_eq!(desk.database.psql(rows), before, "to look writes nothing");

    let changed = desk.file("V9__bad-name.v1.sql");
    let text = fs::read_to_string(&changed).unwrap();
    fs::write(changed, format!("-- schemalane: transaction = false\n{text}")).unwrap();
    let settled = desk.run("settle.sh").expect(exit::SUCCESS.into());
    assert_ne!(desk.database.psql(rows), before);
    assert!(!settled.stdout.contains("ChecksumMismatch"), "{settled:?}");
    fs::write(desk.file("V10__continued.sql"), "CREATE TABLE continued ();\n").unwrap();
    let pending = desk.run("settle.sh").expect(exit::PENDING.into()).stdout;
    assert!(pending.contains("1 pending: apply with `migrate up`"), "{pending}");
}
