//! Every wanted schema of the engine's own cases becomes code that compiles, for both backends: some of them always, all
//! of them with `./test --full`.

use crate::compiler::{rustc, write};
use schemalane_codegen::{Generated, Problem, Settings, generate};
use schemalane_schema::{Database, Files, Options, Schema};
use schemalane_testkit::{Server, effort};
use sqlx::postgres::PgConnectOptions;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The wanted files of the cases of a database, with the names of the cases.
fn cases(database: &str) -> Vec<(String, Vec<(String, String)>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemalane-schema/tests/cases");
    let mut open = vec![root.join(database)];
    let mut cases = Vec::new();
    while let Some(folder) = open.pop() {
        let mut inside: Vec<PathBuf> =
            std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        inside.sort();
        let one = folder.join("wanted.sql");
        let several = folder.join("wanted");
        let files: Vec<PathBuf> = match (one.exists(), several.exists()) {
            (true, _) => vec![one],
            (false, true) => {
                let files = std::fs::read_dir(&several).unwrap();
                let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
                files.sort();
                files
            }
            (false, false) => {
                open.extend(inside.into_iter().filter(|path| path.is_dir()));
                continue;
            }
        };
        let name = folder.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let files = files.into_iter().map(|file| {
            let text = std::fs::read_to_string(&file).unwrap();
            (file.file_name().unwrap().to_string_lossy().into_owned(), text)
        });
        cases.push((name, files.collect()));
    }
    cases.sort();
    cases
}

/// The code of a schema, where each problem is settled by the line that it names.
pub(crate) fn settled(name: &str, schema: &Schema, backend: &str) -> Generated {
    // Entities are compiled once.
    let entities = backend == "sea-orm";
    let settings = format!("backend = \"{backend}\"\nentities = {entities}");
    let mut settings: Settings = toml::from_str(&settings).unwrap();
    for round in 0..5 {
        let problems = match generate(schema, &settings, name) {
            Ok(generated) => return generated,
            Err(problems) => problems,
        };
        for (place, problem) in problems.as_slice().iter().enumerate() {
            match problem {
                Problem::NoType { database_type: key, .. }
                | Problem::NoAttribute { composite: key, .. } => {
                    settings.types.insert(key.clone(), "String".to_owned());
                }
                Problem::NoEntityType { database_type, object, column } => {
                    let key = match database_type.as_str() {
                        "" => format!("{object}.{column}"),
                        name => name.to_owned(),
                    };
                    settings.entity_types.insert(key, "String".to_owned());
                }
                Problem::Collision { key, .. } | Problem::NoName { key, .. } => {
                    settings.names.insert(key.clone(), format!("Chosen{round}x{place}"));
                }
                other => panic!("{name}: {other}"),
            }
        }
    }
    panic!("{name}: {}", generate(schema, &settings, name).unwrap_err())
}

/// Compiles code by itself, as a module of this name.
pub(crate) fn compiles(module: &str, generated: &Generated) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), module, generated);
    compile(folder.path(), &[module.to_owned()]);
}

/// Compiles the modules of a folder as one library.
fn compile(folder: &Path, modules: &[String]) {
    let mut root = String::from(
        "#![deny(warnings)]\n#![allow(nonstandard_style)] // names that this test has chosen\n",
    );
    for module in modules {
        writeln!(root, "pub mod {module};").unwrap();
    }
    std::fs::write(folder.join("lib.rs"), root).unwrap();
    let done = rustc(folder);
    let text = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{}", text.chars().take(20_000).collect::<String>());
}

#[tokio::test]
async fn wanted_schemas_of_sqlite_become_code_that_compiles() {
    let database = Database::sqlite("absent.db");
    all("sqlite", &database, effort::loops(40, 1000)).await;
}

#[tokio::test]
async fn wanted_schemas_of_postgres_become_code_that_compiles() {
    let beside = Server::shared().database();
    let connect: PgConnectOptions = beside.url().parse().unwrap();
    all("postgres", &Database::postgres(connect), effort::loops(16, 1000)).await;
}

async fn all(kind: &str, database: &Database, most: usize) {
    let cases = cases(kind);
    assert!(cases.len() > 300, "{} cases", cases.len());
    let step = cases.len().div_ceil(most.clamp(1, cases.len()));
    let folder = tempfile::tempdir().unwrap();
    let mut modules = Vec::new();
    let mut refused = Vec::new();
    let picked = cases.into_iter().step_by(step);
    for (place, (name, files)) in picked.enumerate() {
        let files = Files::from_texts(files);
        // Some cases are about files that no database takes.
        let schema = match Schema::from_files(&files, database, &Options::new()).await {
            Ok(schema) => schema,
            Err(error) => {
                refused.push(format!("{name}: {error}"));
                continue;
            }
        };
        for backend in ["sea-orm", "sqlx"] {
            let module = format!("case_{place}_{}", backend.replace('-', "_"));
            write(folder.path(), &module, &settled(&name, &schema, backend));
            modules.push(module);
        }
    }
    assert!(refused.len() * 4 < modules.len(), "too many are refused:\n{}", refused.join("\n"));
    compile(folder.path(), &modules);
}
