//! A folder as another tool has it is renamed, and its history is taken over then.

use std::{fs, path::Path};

use schemalane::{Importer, exit};
use schemalane_testkit::{Command, Output};

use crate::history::{self, History};

/// What the tool itself calls the file, and what it keeps beside it.
fn theirs(from: Importer, ours: &str, place: usize) -> (String, Option<String>) {
    let (version, rest) = ours[1..].split_once("__").unwrap();
    let (name, extension) = rest.rsplit_once('.').unwrap();
    match from {
        Importer::Sqlx if place == 0 => (
            format!("{version}_{name}.up.{extension}"),
            Some(format!("{version}_{name}.down.{extension}")),
        ),
        Importer::Sqlx => (format!("{version}_{}.{extension}", name.replace('_', "-")), None),
        Importer::Refinery if place == 0 => (format!("older/U{version}__{rest}"), None),
        Importer::Refinery => (ours.to_owned(), None),
        Importer::Diesel => {
            let name = name.replace('_', "-");
            (format!("{version}_{name}/up.sql"), Some(format!("{version}_{name}/down.sql")))
        }
        other => panic!("{other}"),
    }
}

fn put(folder: &Path, file: &str, text: &[u8]) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn command(history: &History, folder: &Path, words: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_schemalane"))
        .args(["migrate", "import", "--no-ledger", "--from", history.from.as_str()])
        .args(["--dir", &folder.display().to_string()])
        .args(words.split_whitespace().collect::<Vec<_>>())
        .run()
}

/// Every file below a folder, with its text.
fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                all.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_renamed_is_what_the_tool_has_applied() {
    let tools = [Importer::Sqlx, Importer::Refinery, Importer::Diesel];
    for name in history::names() {
        let history = History::of(&name).await;
        if !tools.contains(&history.from) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        for (place, file) in history.files.iter().enumerate() {
            let (up, down) = theirs(history.from, file, place);
            put(folder, &up, &fs::read(history.folder().join(file)).unwrap());
            if let Some(down) = down {
                put(folder, &down, b"DROP TABLE account;");
            }
        }
        let before = everything(folder);
        let shown = command(&history, folder, "--rename").expect(0);
        assert!(shown.stdout.contains("to rename; nothing was changed"), "{}", shown.stdout);
        assert!(shown.stdout.ends_with("Rename them: say the same with --yes.\n"));
        assert_eq!(everything(folder), before, "{name}");

        command(&history, folder, "--rename --yes").expect(0);
        let after = everything(folder);
        // What says in sqlx's way how a file runs says it in ours.
        let ours = |text: &[u8]| match text.strip_prefix(b"-- no-transaction") {
            Some(rest) => [b"-- schemalane: transaction = false", rest].concat(),
            None => text.to_owned(),
        };
        let mut expected: Vec<_> = before.iter().map(|(_, text)| ours(text)).collect();
        let mut found: Vec<_> = after.iter().map(|(_, text)| text.clone()).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{name}: a text was changed or lost");
        let again = command(&history, folder, "--rename").expect(0);
        assert!(again.stdout.contains("there is nothing to rename"), "{}", again.stdout);

        let url = history.place.url();
        command(&history, folder, &format!("--yes --database-url {url}")).expect(0);
        let status = Command::new(env!("CARGO_BIN_EXE_schemalane"))
            .args(["migrate", "status", "--no-ledger", "--database-url", &url])
            .args(["--dir", &folder.display().to_string()])
            .run()
            .expect(0);
        assert!(status.stdout.ends_with("Everything is applied.\n"), "{name}: {}", status.stdout);
    }
}

#[test]
fn what_is_in_the_way_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for file in ["1_a.sql", "01_b.sql", "2_c.sql", "V2__c.sql"] {
        put(folder, file, b"SELECT 1;");
    }
    let before = everything(folder);
    let run = |words: &str| {
        Command::new(env!("CARGO_BIN_EXE_schemalane"))
            .args(["migrate", "import", "--no-ledger", "--rename", "--yes"])
            .args(["--dir", &folder.display().to_string()])
            .args(words.split(' ').collect::<Vec<_>>())
            .run()
    };
    let refused = run("--from sqlx").expect(exit::INVALID.into());
    for said in [
        "the files of sqlx are not renamed: nothing was changed\n",
        "\n  1_a.sql has the version of 01_b.sql\n  help: find out which",
        "\n  2_c.sql would become V2__c.sql, which is there already\n  help: rename or remove",
    ] {
        assert!(refused.stderr.contains(said), "{said}: {}", refused.stderr);
    }
    assert_eq!(everything(folder), before);
    let sea_orm = run("--from sea-orm").expect(1);
    assert!(sea_orm.stderr.contains("--rename cannot be used here"), "{}", sea_orm.stderr);
}
