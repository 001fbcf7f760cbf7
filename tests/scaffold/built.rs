//! The crate that `init` writes, as its user has it: built, run, tested,
//! embedded.

use std::{fs, path::Path};

use schemalane::{DatabaseUrl, Dependency, Dialect, Scaffold, exit};
use schemalane_testkit::{Command, Output, Server};
use serde_json::Value;

use crate::{
    document,
    workshop::{Workshop, root},
};

const SAMPLES: [(&str, &str); 3] = [
    ("V1__create_accounts.sql", "SQL"),
    ("V2__add_account_email.sql", "SQL"),
    ("V3__backfill_account_email.rs", "RUST"),
];

/// A scaffold in the folder `name`, built without a warning.
fn scaffold(workshop: &Workshop, name: &str, dialect: Dialect) {
    let scaffold = Scaffold::new(workshop.path(name)).dialect(dialect);
    scaffold.dependency(Dependency::Path(root().to_owned())).write().unwrap();
    workshop.furnish(name);
    let _its_code_is_of_its_samples = expect(codegen(workshop, name, &["--check"]), exit::SUCCESS);
    let build = expect(workshop.cargo(name, &["build"]), exit::SUCCESS);
    let package = Path::new(name).file_name().unwrap().to_str().unwrap();
    let is_ours = |line: &&str| line.starts_with("warning") && line.contains(package);
    assert_eq!(build.stderr.lines().find(is_ours), None, "{}", build.stderr);
    let _unchanged = expect(workshop.cargo(name, &["fmt", "--check"]), exit::SUCCESS);
}

fn expect(command: Command, code: u8) -> Output {
    command.run().expect(code.into())
}

fn json(command: Command, code: u8) -> Value {
    let output = expect(command.args(["--format", "json"]), code);
    serde_json::from_str(&output.stdout).unwrap_or_else(|error| panic!("{error} in {output:?}"))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is no text in {value}"))
}

fn applied(report: &Value) -> Vec<&str> {
    report["applied"].as_array().unwrap().iter().map(|line| text(line, "script")).collect()
}

/// Runs the scaffold's command line against an empty database, which `run`
/// names to it.
fn applies_its_samples(run: impl Fn(&[&str]) -> Command) {
    let all_are = |status: &Value, state: &str| {
        let lines = status["migrations"].as_array().unwrap();
        let found: Vec<_> = lines
            .iter()
            .map(|line| (text(line, "script"), text(line, "type"), text(line, "state")))
            .collect();
        assert_eq!(found, SAMPLES.map(|(script, kind)| (script, kind, state)));
    };
    let status = json(run(&["migrate", "status", "--fail-on-pending"]), exit::PENDING);
    all_are(&status, "Pending");

    let _changes_nothing = expect(run(&["migrate", "up", "--dry-run"]), exit::SUCCESS);
    let report = json(run(&["migrate", "up"]), exit::SUCCESS);
    assert_eq!(applied(&report), SAMPLES.map(|(script, _)| script));
    let status = json(run(&["migrate", "status", "--fail-on-pending"]), exit::SUCCESS);
    all_are(&status, "Success");
    assert_eq!((text(&status, "current_version"), &status["drift"]), ("3", &0.into()));

    let again = json(run(&["migrate", "up"]), exit::SUCCESS);
    assert_eq!((applied(&again).len(), &again["already_applied"]), (0, &3.into()));
    let _nothing_to_do = expect(run(&["--migrate-only"]), exit::SUCCESS);
    let _all_is_kept = expect(run(&["migrate", "fresh"]), exit::NOT_CONFIRMED);
}

#[test]
fn a_scaffold_migrates_sqlite() {
    let workshop = Workshop::new("shop");
    let name = "migration";
    scaffold(&workshop, name, Dialect::Sqlite);
    applies_its_samples(|arguments| workshop.run(name, arguments));
    assert!(workshop.path(name).join("migration.db").is_file());

    grows(&workshop, name);
    is_proved_by_its_tests(&workshop, name);
    means_the_same_everywhere(&workshop, name);
    is_embedded(&workshop, name);
}

/// The command that makes the code of a scaffold.
fn codegen(workshop: &Workshop, name: &str, arguments: &[&str]) -> Command {
    let program = Command::new(env!("CARGO_BIN_EXE_schemalane")).folder(workshop.path(name));
    program.args(["codegen"]).args(arguments)
}

/// What the README says of further migrations.
fn grows(workshop: &Workshop, name: &str) {
    let new = |arguments: &[&str]| {
        let run = workshop.run(name, &["migrate", "new"]).args(arguments);
        workshop.path(name).join(expect(run, exit::SUCCESS).stdout.trim_end())
    };
    let phone = new(&["add account phone"]);
    fs::write(phone, "ALTER TABLE accounts ADD COLUMN phone TEXT;\n").unwrap();
    let stale = expect(workshop.cargo(name, &["build"]), 101).stderr;
    for line in [
        "migrations/V4__add_account_phone.sql is newer than generated/\n",
        "  help: run `schemalane codegen`\n",
    ] {
        assert!(stale.contains(line), "{stale}");
    }
    let _made = expect(codegen(workshop, name, &[]), exit::SUCCESS);
    let _empty_as_it_is = new(&["normalise phones", "--rust"]);
    let report = json(workshop.run(name, &["migrate", "up"]), exit::SUCCESS);
    assert_eq!(applied(&report), ["V4__add_account_phone.sql", "V5__normalise_phones.rs"]);
}

/// The settings of `schemalane.toml` are in the binary: in an empty folder it applies nothing a
/// second time, and what lies around it there chooses nothing.
fn means_the_same_everywhere(workshop: &Workshop, name: &str) {
    let config = workshop.path(name).join("schemalane.toml");
    let url = "[databases.default]\nurl = \"sqlite://dev.db\"\n";
    let said = format!("dialect = \"sqlite\"\nhistory_table = \"changes\"\n{url}");
    fs::write(&config, said).unwrap();
    let built = expect(workshop.run(name, &["migrate", "up"]), exit::SUCCESS);
    let first = built.stderr.lines().next().unwrap();
    assert!(
        first.contains("sqlite://dev.db (databases.default.url in schemalane.toml)"),
        "{first}"
    );
    assert!(first.ends_with("history main.changes (compiled in)"), "{first}");

    let elsewhere = workshop.path("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let stranger = "history_table = \"other\"\n[databases.default]\nurl = \"sqlite://other.db\"\n";
    let database = format!("sqlite://{}", workshop.path(name).join("dev.db").display());
    let binary = workshop.binary(name);
    for text in [None, Some(stranger)] {
        if let Some(text) = text {
            fs::write(elsewhere.join("schemalane.toml"), text).unwrap();
        }
        let run = Command::new(&binary).args(["migrate", "up"]).folder(&elsewhere);
        let report = json(run.env("DATABASE_URL", &database), exit::SUCCESS);
        assert_eq!((applied(&report).len(), &report["already_applied"]), (0, &5.into()));
        // The default that `main` names is in the current folder, and it is said.
        let run = Command::new(&binary).args(["migrate", "status"]).folder(&elsewhere);
        let output = expect(run, exit::SUCCESS);
        assert!(
            output.stderr.starts_with("default: sqlite://migration.db (nothing named"),
            "{output:?}"
        );
    }
}

/// What the README says of the tests, with its test of a reviewed copy.
fn is_proved_by_its_tests(workshop: &Workshop, name: &str) {
    let table = "[build-dependencies]\n";
    let build =
        format!("schemalane-build = {{ path = {:?} }}\n", root().join("crates/schemalane-build"));
    workshop.edit(name, table, &format!("[dev-dependencies]\n{build}\n{table}"));
    fs::write(workshop.path(name).join("tests/copy.rs"), example(workshop, name, "check_copy"))
        .unwrap();

    let stale = workshop.cargo(name, &["test", "--test", "copy"]).run().expect(101);
    assert!(stale.stdout.contains("generated/migrations.rs: was out of date"), "{stale:?}");
    let tests = expect(workshop.cargo(name, &["test"]), exit::SUCCESS).stdout;
    for test in [
        "an_empty_database_takes_every_migration",
        "accounts_get_an_email_address",
        "an_account_is_found_by_its_key",
        "the_reviewed_copy_is_current",
    ] {
        assert!(tests.contains(&format!("test {test} ... ok")), "{tests}");
    }
}

/// What the README says of an application: here the folder around the
/// scaffold becomes one.
fn is_embedded(workshop: &Workshop, name: &str) {
    let dependencies = example(workshop, name, "clap =");
    let package = "[package]\nname = \"shop\"\nedition = \"2024\"\n\n[workspace]\n\n";
    fs::write(workshop.path("Cargo.toml"), format!("{package}{dependencies}")).unwrap();
    fs::create_dir(workshop.path("src")).unwrap();
    let with_flags = example(workshop, name, "clap::Parser");
    let with_migrator = example(workshop, name, "build_migrator");
    let with_tables = example(workshop, name, "NewAccount");
    let own = "pub async fn own(db: schemalane::sea_orm::DatabaseConnection) -> Result<usize, schemalane::Error>";
    let main = format!(
        "{with_flags}\n{own} {{\n{with_migrator}Ok(report.applied.len())\n}}\n\
         #[allow(dead_code)]\nmod tables {{\n{with_tables}}}\n"
    );
    fs::write(workshop.path("src/main.rs"), main).unwrap();
    workshop.edit(name, "\n[workspace]\n", "\n");
    workshop.furnish("");

    let url = format!("sqlite://{}", workshop.path("shop.db").display());
    let prepared = workshop.run("", &["--migrate-only", "--database-url", &url]);
    assert_eq!(expect(prepared, exit::SUCCESS).stdout, "");
    let started = expect(workshop.run("", &["--database-url", &url]), exit::SUCCESS);
    assert_eq!(started.stdout, "connected: true\n");
    compiles_no_engine(workshop);
}

/// The engine is compiled with Schemalane. What an application compiles anew with each change is
/// its own, which is counted in functions.
fn compiles_no_engine(workshop: &Workshop) {
    let functions = |work: &str| {
        let main = format!("use migration::migrations::{{build_migrator, runner}};\n\n{work}");
        fs::write(workshop.path("src/main.rs"), main).unwrap();
        let text = workshop.path("shop.ll");
        let emit = format!("--emit=llvm-ir={}", text.display());
        let arguments = ["rustc", "--quiet", "--", &emit, "-Ccodegen-units=1"];
        let _compiled = expect(workshop.cargo("", &arguments), exit::SUCCESS);
        let text = fs::read_to_string(text).unwrap();
        text.lines().filter(|line| line.starts_with("define ")).count()
    };
    let without = functions(
        "#[tokio::main]
        async fn main() {
            drop((build_migrator, runner));
        }",
    );
    let with = functions(
        "#[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let db = runner().start(&schemalane::StartupArgs::default()).await;
            let _started = runner().try_start(&schemalane::StartupArgs::default()).await?;
            let migrator = build_migrator(schemalane::Config::new());
            let _report = migrator.fresh(&db).await?;
            let _report = migrator.up(&db).await?;
            let _status = migrator.status(&db).await?;
            let _status = migrator.validate(&db).await?;
            let _pending = migrator.pending(&db).await?;
            let _plan = migrator.plan(&db).await?;
            let _repairs = migrator.repair(&db, &[]).await?;
            schemalane::Hold::take(&db, &schemalane::Config::new()).await?.release().await;
            let _code = runner().cli().await;
            Ok(())
        }",
    );
    assert!(with - without < 100, "{with} functions, of which {without} without Schemalane");
}

/// The block of code in the scaffold's README that has `mark` in it.
fn example(workshop: &Workshop, name: &str, mark: &str) -> String {
    let readme = fs::read_to_string(workshop.path(name).join("README.md")).unwrap();
    let blocks = readme.split("```").skip(1).step_by(2);
    let block = blocks.into_iter().find(|block| block.contains(mark));
    let block = block.unwrap_or_else(|| panic!("no example with {mark} in {readme}"));
    block.split_once('\n').expect("a block has a language").1.to_owned()
}

#[test]
fn a_scaffold_migrates_postgres() {
    let workshop = Workshop::new("orders");
    let name = "orders-db";
    scaffold(&workshop, name, Dialect::Postgres);
    let nowhere = expect(workshop.run(name, &["migrate", "up"]), exit::ERROR).stderr;
    assert!(nowhere.contains("no database is named for target default"), "{nowhere}");

    let database = Server::shared().database();
    applies_its_samples(|arguments| {
        workshop.run(name, arguments).env("DATABASE_URL", database.url())
    });
    passes_its_workflow(&workshop, name);
}

/// Runs the steps that docs/recipes.md has for GitHub, with a server that is there.
fn passes_its_workflow(workshop: &Workshop, name: &str) {
    let recipes = include_str!("../../docs/recipes.md");
    let job = &document::yaml(recipes, ".github/workflows/migrations.yml")["jobs"]["migrations"];
    let service = &job["services"]["postgres"];
    let said = text(&job["env"], "DATABASE_URL").parse::<DatabaseUrl>().unwrap();
    assert_eq!((said.host(), said.port()), (Some("localhost"), Some(5432)));
    assert_eq!(service["ports"][0], "5432:5432");
    let password = text(&service["env"], "POSTGRES_PASSWORD");
    assert!(text(&job["env"], "DATABASE_URL").contains(&format!("//postgres:{password}@")));

    let database = Server::shared().database();
    let steps = job["steps"].as_array().unwrap().iter().filter_map(|step| step["run"].as_str());
    let outputs: Vec<_> = steps
        .map(|line| {
            let arguments: Vec<_> = line.strip_prefix("cargo ").unwrap().split(' ').collect();
            let step = workshop.cargo(name, &arguments).env("CI", "true");
            expect(step.env("DATABASE_URL", database.url()), exit::SUCCESS)
        })
        .collect();
    let [_built, up, status, tests] = &outputs[..] else { panic!("{} steps", outputs.len()) };
    assert!(up.stdout.contains("applied 3 migrations"), "{up:?}");
    assert!(status.stdout.contains("Success"), "{status:?}");
    for test in [
        "an_empty_database_takes_every_migration",
        "accounts_get_an_email_address",
        "an_account_is_found_by_its_key",
    ] {
        assert!(tests.stdout.contains(&format!("test {test} ... ok")), "{tests:?}");
    }
    // The tests leave nothing behind, and touch nothing that is there.
    let left = "select datname from pg_database where datname like 'history_test%'";
    assert_eq!(database.psql(left), "");
    assert_eq!(database.psql("select id, email from accounts"), "");
}
