use std::fs;

use super::*;

/// A folder with these files, each with its own name as text.
fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file).unwrap();
    }
    folder
}

fn renaming(from: Importer, folder: &Path) -> Result<Renaming, Error> {
    Renaming::of(from, folder, |_| false)
}

fn renames(renaming: &Renaming) -> Vec<(&str, &str)> {
    renaming.renames.iter().map(|it| (it.file.as_str(), it.becomes.as_str())).collect()
}

fn obstacles(outcome: Result<Renaming, Error>) -> Vec<RenameObstacle> {
    match outcome {
        Err(Error::Rename { refusal }) => refusal.obstacles,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_tools_files_are_known_by_their_paths() {
    let becomes = |from, path: &str| match found(from, path) {
        Found::Migration { becomes, .. } => becomes,
        Found::Aside => "aside".to_owned(),
        Found::Other => "other".to_owned(),
    };
    for (from, path, expected) in [
        (Importer::Sqlx, "0001_init.sql", "V0001__init.sql"),
        (
            Importer::Sqlx,
            "20240101000000_Create-Users table.up.sql",
            "V20240101000000__create_users_table.sql",
        ),
        (Importer::Sqlx, "20240101000000_create.down.sql", "aside"),
        (Importer::Sqlx, "20240101000000_.sql", "V20240101000000__migration.sql"),
        (Importer::Sqlx, "V1__init.sql", "other"),
        (Importer::Sqlx, "old/1_init.sql", "other"),
        (Importer::Sqlx, "1_init.txt", "other"),
        (Importer::Refinery, "V1__init.sql", "V1__init.sql"),
        (Importer::Refinery, "sub/U2__More_Things.rs", "V2__more_things.rs"),
        (Importer::Refinery, "mod.rs", "other"),
        (Importer::Refinery, "V1_init.sql", "other"),
        (
            Importer::Diesel,
            "2024-01-01-000000_create-users/up.sql",
            "V20240101000000__create_users.sql",
        ),
        (
            Importer::Diesel,
            "00000000000000_diesel_initial_setup/up.sql",
            "V00000000000000__diesel_initial_setup.sql",
        ),
        (Importer::Diesel, "2024-01-01-000000_create/down.sql", "aside"),
        (Importer::Diesel, "2024-01-01-000000_create/metadata.toml", "aside"),
        (Importer::Diesel, "2024-01-01-000000_create/notes.txt", "other"),
        (Importer::Diesel, "schema.rs", "other"),
    ] {
        assert_eq!(becomes(from, path), expected, "{from} {path}");
    }
}

#[test]
fn a_folder_of_diesel_becomes_files_and_loses_nothing() {
    let one = "2024-01-01-000000_create_users";
    let two = "2024-01-02-000000_index";
    let folder = folder(&[
        &format!("{one}/up.sql"),
        &format!("{one}/down.sql"),
        &format!("{two}/up.sql"),
        &format!("{two}/notes.txt"),
        "README.md",
    ]);
    let path = folder.path();
    fs::write(path.join(two).join("metadata.toml"), "run_in_transaction = false\n").unwrap();
    let renaming = renaming(Importer::Diesel, path).unwrap();
    assert_eq!(renaming.left, [format!("{two}/notes.txt")]);
    renaming.apply().unwrap();
    let text = |file: &str| fs::read_to_string(path.join(file)).unwrap();
    assert_eq!(text("V20240101000000__create_users.sql"), format!("{one}/up.sql"));
    let header = "-- schemalane: transaction = false\n";
    assert_eq!(text("V20240102000000__index.sql"), format!("{header}{two}/up.sql"));
    assert_eq!(text(&format!(".set-aside/{one}/down.sql")), format!("{one}/down.sql"));
    assert!(text(&format!(".set-aside/{two}/metadata.toml")).contains("false"));
    assert!(!path.join(one).exists() && path.join(two).join("notes.txt").exists());
    assert_eq!(Renaming::of(Importer::Diesel, path, |_| false).unwrap().renames, []);
}

#[test]
fn what_sqlx_runs_outside_of_a_transaction_says_so_in_our_way() {
    let folder = folder(&["1_a.sql", "2_b.sql", "3_c.sql"]);
    let path = folder.path();
    fs::write(path.join("1_a.sql"), "-- no-transaction\r\nVACUUM;\r\n").unwrap();
    fs::write(path.join("2_b.sql"), "-- no-transaction for an index\nVACUUM;\n").unwrap();
    fs::write(path.join("3_c.sql"), "\n-- no-transaction\nVACUUM;\n").unwrap();
    renaming(Importer::Sqlx, path).unwrap().apply().unwrap();
    let text = |file: &str| fs::read_to_string(path.join(file)).unwrap();
    assert_eq!(text("V1__a.sql"), "-- schemalane: transaction = false\r\nVACUUM;\r\n");
    assert_eq!(text("V2__b.sql"), "-- schemalane: transaction = false\n-- for an index\nVACUUM;\n");
    assert_eq!(text("V3__c.sql"), "\n-- no-transaction\nVACUUM;\n", "sqlx looks nowhere else");
}

#[test]
fn everything_in_the_way_is_said_at_once_and_nothing_changes() {
    let folder = folder(&["1_a.sql", "01_b.sql", "2_c.sql", "V2__c.sql", "99999_d.up.sql"]);
    let path = folder.path();
    #[cfg(unix)]
    std::os::unix::fs::symlink(path.join("2_c.sql"), path.join("3_link.sql")).unwrap();
    let found = obstacles(renaming(Importer::Sqlx, path));
    let expected = [
        RenameObstacle::Link { file: "3_link.sql".to_owned() },
        RenameObstacle::SameVersion { first: "01_b.sql".to_owned(), second: "1_a.sql".to_owned() },
        RenameObstacle::Taken { file: "2_c.sql".to_owned(), becomes: "V2__c.sql".to_owned() },
    ];
    assert_eq!(found, expected);
    assert!(path.join("1_a.sql").exists() && !path.join("V1__a.sql").exists());
}

/// A name that somebody takes meanwhile is not overwritten, and the others are
/// as they were.
#[test]
fn one_name_that_cannot_be_given_takes_the_others_back() {
    let folder = folder(&["1_a.sql", "1_a.down.sql", "2_b.sql"]);
    let path = folder.path();
    let renaming = renaming(Importer::Sqlx, path).unwrap();
    assert_eq!(
        renames(&renaming),
        [
            ("1_a.down.sql", ".set-aside/1_a.down.sql"),
            ("1_a.sql", "V1__a.sql"),
            ("2_b.sql", "V2__b.sql")
        ]
    );
    fs::write(path.join("V2__b.sql"), "another").unwrap();
    let error = renaming.apply().unwrap_err();
    assert!(error.to_string().contains("V2__b.sql"), "{error}");
    let mut names: Vec<_> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["1_a.down.sql", "1_a.sql", "2_b.sql", "V2__b.sql"]);
    assert_eq!(fs::read_to_string(path.join("V2__b.sql")).unwrap(), "another");
}

#[test]
fn another_targets_folder_is_not_entered() {
    let folder = folder(&["V1__a.sql", "billing/V1__a.sql", "sub/U2__b.sql"]);
    let renaming =
        Renaming::of(Importer::Refinery, folder.path(), |name| name == "billing").unwrap();
    assert_eq!(renames(&renaming), [("sub/U2__b.sql", "V2__b.sql")]);
    assert!(renaming.left.is_empty());
}

#[test]
fn a_description_of_the_other_case_is_no_other_file() {
    let folder = folder(&["V1__Init.sql"]);
    let renaming = renaming(Importer::Refinery, folder.path()).unwrap();
    assert_eq!(renames(&renaming), [("V1__Init.sql", "V1__init.sql")]);
    renaming.apply().unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("V1__init.sql")).unwrap(), "V1__Init.sql");
    assert!(!folder.path().join("V1__Init.sql").exists());
}
