use std::fs;
use std::path::Path;

use super::*;

/// What becomes of a project with this file and these migrations.
fn replayed(project: &str, files: &[(&str, &str)]) -> Result<Vec<Replayed>, Problems> {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("migrations")).unwrap();
    fs::write(root.path().join("schemalane.toml"), project).unwrap();
    for (name, text) in files {
        fs::write(root.path().join("migrations").join(name), text).unwrap();
    }
    replayed_in(root.path())
}

fn replayed_in(root: &Path) -> Result<Vec<Replayed>, Problems> {
    let folder = Folder::parse("migrations").unwrap();
    let reading = Reading::of(root, &folder).unwrap();
    Replayed::of(root, &folder, &reading)
}

const SQLITE: &str = "dialect = \"sqlite\"\n[codegen]\n";
const SHOP: (&str, &str) = ("V1__shop.sql", "CREATE TABLE shop (id INTEGER PRIMARY KEY);\n");
const NAMED: (&str, &str) = (
    "V2__named.rs",
    "pub const SCHEMA: &str = \"ALTER TABLE shop ADD name TEXT\";\n\
     pub async fn migrate(_: &DatabaseTransaction) -> Result<(), Error> { Ok(()) }\n",
);

#[test]
fn a_lane_becomes_the_code_of_what_it_comes_to() {
    let all = replayed(SQLITE, &[SHOP, NAMED]).unwrap();
    let [shop] = &all[..] else { panic!("{} lanes", all.len()) };
    assert_eq!(shop.files.keys().collect::<Vec<_>>(), ["mod.rs", "shop.rs"]);
    assert!(shop.files["shop.rs"].contains("pub name: Option<String>"));
}

#[test]
fn only_a_lane_for_sqlite_alone_of_which_code_is_wanted_is_replayed() {
    for project in [
        "dialect = \"sqlite\"\n",
        "dialect = \"postgres\"\n[codegen]\n",
        "dialect = [\"sqlite\", \"postgres\"]\n[codegen]\n",
        "dialect = \"sqlite\"\n[codegen]\nsource = \"schema\"\n",
    ] {
        assert!(replayed(project, &[SHOP]).unwrap().is_empty(), "{project}");
    }
    assert!(replayed(SQLITE, &[]).unwrap().is_empty());
}

#[test]
fn what_is_wrong_has_its_place_and_its_way_out() {
    let said = |files: &[(&str, &str)]| match replayed(SQLITE, files) {
        Err(problems) => problems.to_string(),
        Ok(_) => panic!("nothing is wrong"),
    };
    let again = said(&[SHOP, ("V2__again.sql", "-- Again.\nCREATE TABLE shop (id INTEGER);\n")]);
    assert!(again.starts_with("migrations/V2__again.sql:2: "), "{again}");
    assert!(again.contains("already exists\n  help: "), "{again}");
    let clash =
        said(&[("V1__clash.sql", "CREATE TABLE a_b (id INTEGER); CREATE TABLE \"a-b\" (id);")]);
    // The table and its row: a problem each, with the lines that are the way out.
    assert!(clash.matches("\n  help: under [codegen.names], say ").count() > 1, "{clash}");
}

#[test]
fn files_of_queries_become_functions_or_all_that_is_wrong_with_them() {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("schemalane.toml", SQLITE);
    write("migrations/V1__shop.sql", SHOP.1);
    write("queries/shops.sql", "-- name: Shops :many\nSELECT id FROM shop WHERE id IN (:ids);\n");
    let all = replayed_in(root.path()).unwrap();
    assert!(all[0].files["queries/shops.rs"].contains("ids: &[i64]"), "{:?}", all[0].files.keys());
    write("queries/shops.sql", "-- name: Shops :many\nSELECT nme FROM shop;\n");
    write("queries/others.sql", "SELECT 1;\n");
    let Err(problems) = replayed_in(root.path()) else { panic!("it is wrong") };
    let said = problems.to_string();
    assert!(said.contains("queries/others.sql:1:1: the statement has no name"), "{said}");
    assert!(said.contains("queries/shops.sql:2:8: no such column: nme"), "{said}");
}
