//! What `cargo build` costs after one more file.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::files::text;

const OURS: &str = "ours";
const THEIRS: &str = "theirs";

/// Builds an application of each kind, adds a file again and again, and compares the CPU time of cargo and all that it
/// starts.
pub(crate) fn measure(count: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a parent");
    write(folder.path(), root, count);
    for profile in ["dev", "release"] {
        for name in [OURS, THEIRS] {
            let _warm = build(folder.path(), name, profile);
        }
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 1..=3 {
            for (name, times) in [(OURS, &mut ours), (THEIRS, &mut theirs)] {
                add(folder.path(), name, count + round);
                times.push(build(folder.path(), name, profile));
            }
        }
        for name in [OURS, THEIRS] {
            (1..=3).for_each(|round| remove(folder.path(), name, count + round));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        println!(
            "rebuild after one more file, {count} files, {profile}: ours {ours:.2} s, sqlx::migrate! {theirs:.2} s, \
             ratio {:.2}",
            ours / theirs
        );
    }
}

fn file(folder: &Path, name: &str, number: usize) -> std::path::PathBuf {
    let file = match name {
        OURS => format!("V{number}__table_number_{number}.sql"),
        _ => format!("{number}_table_number_{number}.sql"),
    };
    folder.join(name).join("migrations").join(file)
}

fn add(folder: &Path, name: &str, number: usize) {
    fs::write(file(folder, name, number), text(number)).expect("a file");
}

fn remove(folder: &Path, name: &str, number: usize) {
    fs::remove_file(file(folder, name, number)).expect("the file goes");
}

/// Two applications that do nothing but migrate, and share what they are compiled of.
fn write(folder: &Path, root: &Path, count: usize) {
    let root = root.display();
    let package = |name: &str, rest: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{rest}")
    };
    let tokio = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("Cargo.toml", "[workspace]\nmembers = [\"ours\", \"theirs\"]\nresolver = \"3\"\n");
    put(
        "ours/Cargo.toml",
        &package(
            OURS,
            &format!(
                "[dependencies]\nschemalane = {{ path = \"{root}\", default-features = false }}\n{tokio}\n\
                 [build-dependencies]\nschemalane-build = {{ path = \"{root}/crates/schemalane-build\" }}\n"
            ),
        ),
    );
    put("ours/schemalane.toml", "dialect = \"postgres\"\n");
    put("ours/build.rs", "fn main() {\n    schemalane_build::compile(\"migrations\");\n}\n");
    put(
        "ours/src/main.rs",
        "schemalane::embed_migrations!(\"./migrations\");\n\n#[tokio::main]\nasync fn main() {\n    \
         let _db = migrations::runner().start(&schemalane::StartupArgs::default()).await;\n}\n",
    );
    put(
        "theirs/Cargo.toml",
        &package(
            THEIRS,
            &format!(
                "[dependencies]\nsqlx = {{ version = \"0.9\", default-features = false, features = [\"postgres\", \
                 \"sqlite\", \"macros\", \"migrate\", \"runtime-tokio\"] }}\n{tokio}"
            ),
        ),
    );
    put(
        "theirs/build.rs",
        "fn main() {\n    println!(\"cargo:rerun-if-changed=migrations\");\n}\n",
    );
    put(
        "theirs/src/main.rs",
        "#[tokio::main]\nasync fn main() {\n    let url = std::env::var(\"DATABASE_URL\").expect(\"a URL\");\n    \
         let pool = sqlx::PgPool::connect(&url).await.expect(\"a pool\");\n    \
         sqlx::migrate!().run(&pool).await.expect(\"a migrated database\");\n}\n",
    );
    for name in [OURS, THEIRS] {
        fs::create_dir_all(folder.join(name).join("migrations")).expect("a folder");
        (1..=count).for_each(|number| add(folder, name, number));
    }
}

/// Builds a package; gives the CPU seconds, of the user and the system, of everything that took part.
fn build(folder: &Path, name: &str, profile: &str) -> f64 {
    let before = children();
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--package", name, "--profile", profile]).current_dir(folder);
    let status = cargo.env("CARGO_TARGET_DIR", target(folder)).status().expect("cargo");
    assert!(status.success(), "cargo has failed");
    children() - before
}

/// Where it is built: the same folder again, where one is named, since all else takes most of the time.
fn target(folder: &Path) -> std::path::PathBuf {
    std::env::var_os("SCHEMALANE_BENCH_TARGET").map_or_else(|| folder.join("target"), Into::into)
}

/// The CPU seconds of all processes that this one has waited for, as the kernel counts them.
fn children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("the kernel's count");
    let behind_name = stat.rsplit_once(')').expect("a name").1;
    let fields: Vec<&str> = behind_name.split_whitespace().collect();
    let ticks = |field: usize| fields[field].parse::<f64>().expect("a count");
    (ticks(13) + ticks(14)) / rustix::param::clock_ticks_per_second() as f64
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}
