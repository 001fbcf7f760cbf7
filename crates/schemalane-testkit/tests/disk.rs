//! The small filesystem is full soon, for PostgreSQL and for programs, and leaves nothing behind.

use std::process::Stdio;
use std::time::Duration;
use std::{env, fs, io, process, thread};

use schemalane_testkit::{Command, FullDisk, Server, eventually};

const SOON: Duration = Duration::from_secs(30);
/// In the process that is killed: where it says what it has mounted.
const HOLD: &str = "KIT_TEST_HOLD_A_DISK";

/// Whether something is mounted below this path, for all to see.
fn is_mounted(path: &str) -> bool {
    let mounts = fs::read_to_string("/proc/mounts").expect("this is Linux");
    mounts.lines().any(|line| line.split(' ').nth(1).is_some_and(|place| place.starts_with(path)))
}

#[test]
fn has_the_room_that_it_was_given_and_not_more() {
    let disk = FullDisk::new(256 << 10);
    let place = disk.path().join("file");
    fs::write(&place, vec![1; 200 << 10]).unwrap();
    let error = fs::write(disk.path().join("more"), vec![1; 100 << 10]).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    fs::remove_file(disk.path().join("more")).unwrap();
    disk.fill();
    assert!(
        fs::OpenOptions::new()
            .append(true)
            .open(&place)
            .and_then(|mut it| io::Write::write(&mut it, &[1; 8192]))
            .is_err()
    );
    disk.free();
    fs::write(disk.path().join("more"), "again").unwrap();
}

#[test]
fn a_tablespace_on_it_is_full_and_the_server_lives_on() {
    let disk = FullDisk::new(2 << 20);
    let database = Server::shared().database();
    let tablespace = disk.tablespace(&database);
    database.psql(&format!("create table t (text text) tablespace \"{tablespace}\""));
    let mut client = database.client();
    let insert = |rows: u32| {
        format!("insert into t select repeat('x', 500) from generate_series(1, {rows})")
    };
    client.simple(&insert(100)).unwrap();
    assert_eq!(client.simple(&insert(9000)).unwrap_err().code(), Some("53100"));
    assert_eq!(database.psql("select count(*) from t"), "100");
    drop(client);
    drop(database);
    let other = Server::shared().database();
    let spaces = format!("select count(*) from pg_tablespace where spcname = '{tablespace}'");
    assert_eq!(other.psql(&spaces), "1");
    drop(disk);
    assert_eq!(other.psql(&spaces), "0");
}

#[test]
fn a_program_inside_sees_it_and_stands_where_it_should() {
    let disk = FullDisk::new(64 << 10);
    let sqlite = disk.sqlite();
    let real = "pwd; head -c 100000 /dev/zero >\"$PLACE\"";
    let folder = tempfile::tempdir().unwrap();
    // The way that SQLite goes: symbolic links are followed first.
    let place = Command::new("readlink").arg("-f").arg(sqlite.folder());
    let place = disk.inside(place).run().expect(0).stdout.trim_end().to_owned() + "/test.db";
    let program = Command::new("sh").args(["-c", real]).folder(folder.path()).env("PLACE", &place);
    let output = disk.inside(program).run();
    assert_eq!(output.stdout.trim_end(), folder.path().to_str().unwrap());
    assert_eq!(output.code, 1);
    assert!(output.stderr.contains("No space left on device"), "{}", output.stderr);
}

#[test]
fn dropping_it_unmounts_it_even_when_a_file_is_open() {
    let disk = FullDisk::new(64 << 10);
    let place = disk.path().to_owned();
    let _open = fs::File::create(place.join("open")).unwrap();
    drop(disk);
    assert!(!is_mounted(place.to_str().unwrap()) && !place.exists());
}

#[test]
fn a_process_that_is_killed_leaves_nothing_mounted() {
    if let Some(note) = env::var_os(HOLD) {
        let disk = FullDisk::new(64 << 10);
        fs::write(note, format!("{}\n", disk.path().display())).unwrap();
        thread::sleep(SOON * 4);
        return;
    }
    let notes = tempfile::tempdir().unwrap();
    let note = notes.path().join("note");
    let mut holder = process::Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_process_that_is_killed_leaves_nothing_mounted"])
        .env(HOLD, &note)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    eventually("it is mounted", SOON, || {
        fs::read_to_string(&note).is_ok_and(|text| text.ends_with('\n'))
    });
    let place = fs::read_to_string(&note).unwrap();
    assert!(fs::exists(place.trim_end()).unwrap());
    holder.kill().unwrap();
    holder.wait().unwrap();
    eventually("it is gone", SOON, || !fs::exists(place.trim_end()).unwrap_or(false));
    assert!(!is_mounted(place.trim_end()));
}
