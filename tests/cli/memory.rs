//! A large file is held once: its text, and what a run needs beside that; and not at all by who only looks.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use crate::{on_both, place::Place};

on_both!(a_large_file_is_held_once, who_only_looks_holds_one_file_at_a_time);

/// What a file has in bytes.
const SIZE: usize = 40 << 20;

/// A folder with so many migrations of about so many bytes.
fn lane(files: usize, size: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 1..=files {
        let insert = format!("INSERT INTO big{number} VALUES ('{}');\n", "x".repeat(8000));
        let text = format!("CREATE TABLE big{number} (filling TEXT);\n")
            + &insert.repeat(size / insert.len());
        fs::write(folder.path().join(format!("V{number}__big.sql")), text).unwrap();
    }
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
    let lane = lane(1, SIZE);
    for command in ["status", "up"] {
        let most = peak(command, lane.path(), &place.url());
        // The text and less than 64 MB, which is also less than the text a second time.
        assert!((SIZE..2 * SIZE).contains(&most), "{command}: {most}");
    }
}

/// What is asked of the system may be asked before the highest moment, so what is compared is far apart: all files, which
/// `up` holds for as long as it runs, and one.
fn who_only_looks_holds_one_file_at_a_time(place: Place) {
    const FILE: usize = 2 << 20;
    let lane = lane(12, FILE);
    let held = |command| (command, peak(command, lane.path(), &place.url()));
    let before = ["status", "repair"].map(held);
    let (_, all) = held("up");
    for (command, most) in before.into_iter().chain([held("validate")]) {
        assert!(most + 6 * FILE < all, "{command}: {most} beside the {all} of up");
    }
}
