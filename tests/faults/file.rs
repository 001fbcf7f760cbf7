//! SQLite files that cannot be used, or not now: each has an error of its
//! own with the way out, and nothing is changed.

use std::{fs, time::Duration};

use schemalane_testkit::{Output, Saboteur, Sqlite, effort, eventually};
use sqlx::{Connection as _, SqliteConnection};

use crate::{
    lane::{Lane, up},
    sqlite::assert_sound_file,
};

async fn another(sqlite: &Sqlite) -> SqliteConnection {
    SqliteConnection::connect(&sqlite.url()).await.unwrap()
}

async fn run(connection: &mut SqliteConnection, sql: &'static str) {
    sqlx::raw_sql(sql).execute(connection).await.unwrap();
}

/// A run that is refused: the last two lines say all of this, what is wrong and what helps.
#[track_caller]
fn is_told(output: Output, words: &[&str]) {
    let output = output.expect(1);
    let lines: Vec<_> = output.stderr.lines().collect();
    let [.., fact, help] = lines.as_slice() else { panic!("too few lines:\n{}", output.stderr) };
    assert!(fact.starts_with("error: ") && help.starts_with("help: "), "{}", output.stderr);
    for word in words {
        assert!(
            fact.contains(word) || help.contains(word),
            "the last lines do not say {word:?}:\n{}",
            output.stderr
        );
    }
}

const BUSY: [&str; 3] =
    ["another connection holds the lock", "nothing was changed", "let it finish, or end it"];

/// Another process is in the middle of writing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_another_process_writes_is_waited_for_and_then_refused() {
    for journal in ["PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = WAL"] {
        let sqlite = Sqlite::new();
        let mut lane = Lane::probing(1);
        up(&lane, &sqlite.url()).run().expect(0);
        lane.add("CREATE TABLE more (id INT);");
        let mut writer = another(&sqlite).await;
        run(&mut writer, journal).await;
        run(&mut writer, "BEGIN IMMEDIATE").await;
        is_told(up(&lane, &sqlite.url()).run(), &BUSY);
        assert_sound_file(&sqlite, &lane.expectations().applied(1)).await;

        // It ends while it is waited for.
        let running = up(&lane, &sqlite.url()).start();
        let lock = sqlite.folder().join("test.db.schemalane-lock");
        eventually("it has the run lock", Duration::from_secs(5), || lock.exists());
        run(&mut writer, "COMMIT").await;
        running.finish().expect(0);
        assert_sound_file(&sqlite, &lane.expectations().applied(2)).await;
    }
}

/// Without a write-ahead log a reader keeps others from committing. Nothing
/// is wrong with the migration then, and it is no failed one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_stays_keeps_a_commit_away() {
    let sqlite = Sqlite::new();
    let mut lane = Lane::probing(1);
    up(&lane, &sqlite.url()).run().expect(0);
    lane.add("CREATE TABLE more (id INT);");
    let mut reader = another(&sqlite).await;
    run(&mut reader, "PRAGMA journal_mode = DELETE").await;
    run(&mut reader, "BEGIN; SELECT * FROM probe").await;
    is_told(up(&lane, &sqlite.url()).run(), &BUSY);
    assert_sound_file(&sqlite, &lane.expectations().applied(1)).await;

    let running = up(&lane, &sqlite.url()).start();
    eventually("it has begun to write", Duration::from_secs(5), || {
        sqlite.files().contains(&"test.db-journal".to_owned())
    });
    run(&mut reader, "ROLLBACK").await;
    running.finish().expect(0);
    assert_sound_file(&sqlite, &lane.expectations().applied(2)).await;
}

/// Each of what is no usable file has a sentence of its own.
#[test]
fn what_is_no_usable_file_says_what_to_do() {
    let lane = Lane::probing(1);
    let folder = Sqlite::new();
    fs::create_dir(folder.path()).unwrap();
    is_told(up(&lane, &folder.url()).run(), &["a folder, and no database", "name the file in it"]);
    assert_eq!(folder.files(), ["test.db"]);

    let letter = Sqlite::new();
    fs::write(letter.path(), "this is a letter to my aunt and no database at all\n".repeat(40))
        .unwrap();
    is_told(up(&lane, &letter.url()).run(), &["file is not a database", "name a SQLite database"]);
    assert_eq!(letter.files(), ["test.db"]);

    let nowhere = Sqlite::named("no/such/folder/test.db");
    is_told(up(&lane, &nowhere.url()).run(), &["its folder must exist and be writable"]);
    assert!(nowhere.files().is_empty());

    let sqlite = Sqlite::new();
    up(&lane, &sqlite.url()).run().expect(0);
    let mut more = Lane::probing(1);
    more.add("CREATE TABLE more (id INT);");
    is_told(
        up(&more, &sqlite.url_with("mode=ro")).run(),
        &["readonly", "give the rights to write the file and its folder"],
    );
    assert_eq!(sqlite.files(), ["test.db"]);
}

/// Every write that can fail does: nothing is kept of the migration that it
/// belongs to, no statement behind it runs, and the next run does the rest.
fn sabotaged(saboteur: &Saboteur) {
    let lane = Lane::probing(3);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let file = std::cell::RefCell::new(Sqlite::new());
    let struck = saboteur.sweep(
        effort::loops(6, 1),
        || {
            file.replace(Sqlite::new());
            up(&lane, &file.borrow().url())
        },
        |n, output| {
            let file = file.borrow();
            assert!([0, 1, 4].contains(&output.code), "call {n}: {}", output.stderr);
            let expected = match output.code {
                0 => lane.expectations().applied(3),
                _ => lane.expectations(),
            };
            runtime.block_on(assert_sound_file(&file, &expected));
            up(&lane, &file.url()).run().expect(0);
            runtime.block_on(assert_sound_file(&file, &lane.expectations().applied(3)));
        },
    );
    assert!(struck > 2, "the saboteur struck {struck} times");
}

#[test]
fn a_write_that_fails_leaves_all_or_nothing() {
    sabotaged(&Saboteur::once(&["pwrite64", "fdatasync", "fsync"], "EIO"));
}

#[test]
fn a_disk_that_is_full_from_some_write_on_leaves_all_or_nothing() {
    sabotaged(&Saboteur::from_then_on(&["pwrite64", "fallocate"], "ENOSPC"));
}
