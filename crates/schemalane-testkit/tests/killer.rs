//! The killer kills at the call that it was told, in any thread, and knows who ended by itself.

use std::os::unix::fs::FileExt;
use std::time::Duration;
use std::{env, fs, thread};

use schemalane_testkit::{Client, Command, Fate, Killer, Server, Sqlite, eventually};

/// In the process that is killed: what it does.
const VICTIM: &str = "KIT_TEST_VICTIM";

fn victim(name: &str) -> Command {
    Command::new(env::current_exe().expect("a test has a file"))
        .args(["--exact", "--nocapture", "victims"])
        .env(VICTIM, name)
}

/// Not a test by itself: what the other tests let run, and kill.
#[test]
fn victims() {
    match env::var(VICTIM).as_deref() {
        Ok("threads") => threads(&env::var("PLACE").expect("a place")),
        Ok("commit") => commit(&env::var("URL").expect("a database")),
        _ => {}
    }
}

/// Three threads, one after the other, which write a byte each, twice.
fn threads(place: &str) {
    let file = fs::File::create(place).expect("a file");
    for thread in 0..3 {
        let file = file.try_clone().expect("a file");
        let work = move || (0..2).try_for_each(|byte| file.write_all_at(b"x", thread * 2 + byte));
        thread::spawn(work).join().expect("no panic").expect("two bytes");
    }
}

fn commit(url: &str) {
    let work =
        ["begin", "insert into probe values ('1'); insert into history values ('1')", "commit"];
    let mut client = Client::connect(url).expect("the server lets everybody in");
    work.iter().try_for_each(|sql| client.simple(sql).map(drop)).expect("no refusal");
}

#[test]
fn counts_the_calls_of_all_threads_together() {
    let mut written = Vec::new();
    let mut place = Sqlite::new();
    let program = || victim("threads");
    let killer = Killer::at(&["pwrite64"]);
    for n in 1.. {
        place = Sqlite::new();
        let fate = killer.kill(program().env("PLACE", place.path()), n);
        written.push(fs::read(place.path()).map_or(0, |bytes| bytes.len()));
        match fate {
            Fate::Killed(output) => assert_eq!(output.code, 137),
            Fate::Ended(output) => {
                assert_eq!(output.code, 0);
                break;
            }
        }
    }
    assert_eq!(written, [1, 2, 3, 4, 5, 6, 6], "each kill leaves one call more");
    assert_eq!(place.files().len(), 1);
}

#[test]
fn a_sweep_over_a_transaction_never_finds_half_of_it() {
    let database = Server::shared().database();
    database.psql("create table probe (version text); create table history (version text)");
    let count = "select (select count(*) from probe), (select count(*) from history)";
    let mut seen = Vec::new();
    let killed = Killer::at(&["sendto"]).sweep(
        1,
        || {
            database.psql("truncate probe, history");
            victim("commit").env("URL", database.url())
        },
        |_, fate| {
            eventually("its session has ended", Duration::from_secs(30), || {
                database.sessions().is_empty()
            });
            seen.push((database.psql(count), matches!(fate, Fate::Killed(_))));
        },
    );
    // The opening, the password, three statements.
    assert_eq!(killed, 5);
    let seen: Vec<_> = seen.iter().map(|(found, killed)| (found.as_str(), *killed)).collect();
    assert_eq!(seen[..4], [("0\t0", true); 4]);
    assert_eq!(
        seen[4..],
        [("1\t1", true), ("1\t1", false)],
        "the last message is sent, and the server carries it out"
    );
}

#[test]
fn a_child_process_is_followed() {
    let program =
        || Command::new("sh").args(["-c", "sh -c 'echo inner; echo never'; echo outer $?"]);
    let Fate::Killed(output) = Killer::at(&["write"]).kill(program(), 1) else {
        panic!("it got that far")
    };
    assert_eq!(
        output.stdout, "inner\nouter 137\n",
        "the process of the call is killed, and no other"
    );
    let Fate::Ended(output) = Killer::at_messages().kill(program(), 4) else {
        panic!("it writes three times")
    };
    assert_eq!(output.stdout, "inner\nnever\nouter 0\n");
}

#[test]
fn what_the_program_says_and_how_it_ends_comes_through() {
    let program = Command::new("sh").args(["-c", "cat; echo err >&2; exit 5"]).input("in");
    let Fate::Ended(output) = Killer::at_files().kill(program, 100) else {
        panic!("it writes less")
    };
    assert_eq!((output.code, output.stdout.as_str(), output.stderr.as_str()), (5, "in", "err\n"));
}

#[test]
fn a_program_that_hangs_is_ended_with_all_that_it_started() {
    let place = Sqlite::new();
    let note = place.path();
    let line = format!("echo $$ >{}; while :; do sleep 0.02; done", note.display());
    let result = std::panic::catch_unwind(|| {
        let program = Command::new("sh").args(["-c", &line]).limit(Duration::from_secs(2));
        let _ = Killer::at(&["fsync"]).kill(program, 1);
    });
    let message = result.unwrap_err().downcast_ref::<String>().unwrap().clone();
    assert!(message.contains("did not end within 2s"), "{message}");
    let process = fs::read_to_string(&note).unwrap();
    eventually("it is gone", Duration::from_secs(30), || {
        Command::new("sh").args(["-c", &format!("kill -0 {process}")]).run().code != 0
    });
}

#[test]
#[should_panic(expected = "strace could not follow the program")]
fn a_program_that_cannot_be_followed_is_no_program_that_ended() {
    let _ = Killer::at(&["write"]).kill(Command::new("/nowhere/at/all"), 1);
}
