//! A large file is held once: its text, and what a run needs beside that.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use crate::{on_both, place::Place};

on_both!(a_large_file_is_held_once);

/// What a file has in bytes.
const SIZE: usize = 40 << 20;

/// A folder with one migration of about so many bytes.
fn lane(size: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let insert = format!("INSERT INTO big VALUES ('{}');\n", "x".repeat(8000));
    let text =
        String::from("CREATE TABLE big (filling TEXT);\n") + &insert.repeat(size / insert.len());
    fs::write(folder.path().join("V1__big.sql"), text).unwrap();
    folder
}

/// The most that a command has held, in bytes: what the system counts, the last time it is asked for before the end.
fn peak(command: &str, folder: &Path, url: &str) -> usize {
    let mut child = Command::new(env!("CARGO_BIN_EXE_schemalane"))
        .args(["migrate", command, "--no-ledger", "--database-url", url, "--dir"])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    let status = loop {
        most = held(&child).map_or(most, |held| held.max(most));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{command}: {status}");
    most
}

fn held(child: &Child) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<usize>().ok()? << 10)
}

fn a_large_file_is_held_once(place: Place) {
    let lane = lane(SIZE);
    for command in ["status", "up"] {
        let most = peak(command, lane.path(), &place.url());
        // The text and less than 64 MB, which is also less than the text a second time.
        assert!((SIZE..2 * SIZE).contains(&most), "{command}: {most}");
    }
}
