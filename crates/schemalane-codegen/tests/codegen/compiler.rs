//! The compiler, on what was generated.
//!
//! It is one call of rustc, against the crate that this program is linked with: cargo would resolve features anew, and
//! compile the drivers a second time.

use schemalane_codegen::Generated;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Writes the files of a module below a folder.
pub(crate) fn write(folder: &Path, module: &str, generated: &Generated) {
    let folder = folder.join(module);
    std::fs::create_dir(&folder).unwrap();
    for (file, text) in &generated.files {
        let file = folder.join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
}

/// The libraries that generated code names.
struct Libraries {
    runtime: PathBuf,
    sea_orm: PathBuf,
}

/// Compiles `lib.rs` of a folder.
pub(crate) fn rustc(folder: &Path) -> Output {
    against(&libraries(folder), folder)
}

fn against(libraries: &Libraries, folder: &Path) -> Output {
    let place = libraries.runtime.parent().unwrap();
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "-o"])
        .arg(folder.join("out.rmeta"))
        .arg("-L")
        .arg(format!("dependency={}", place.display()))
        .arg("--extern")
        .arg(format!("schemalane_data={}", libraries.runtime.display()))
        .arg("--extern")
        .arg(format!("sea_orm={}", libraries.sea_orm.display()))
        .arg(folder.join("lib.rs"))
        .output()
        .unwrap()
}

/// The libraries beside this program that have every feature.
fn libraries(folder: &Path) -> Libraries {
    let probe = folder.join("probe");
    std::fs::create_dir_all(&probe).unwrap();
    let uses = "pub use schemalane_data::{Json, chrono, rust_decimal, sqlx, time, uuid};
        pub use sea_orm::{DeriveEntityModel, prelude::{DateTimeUtc, Decimal, Json as _, Uuid}};
        pub fn one<'a, T: sea_orm::ConnectionTrait>(db: &'a T) -> impl schemalane_data::sea_orm::Executor<'a> { db }";
    std::fs::write(probe.join("lib.rs"), uses).unwrap();
    let [runtimes, sea_orms] = ["libschemalane_data-", "libsea_orm-"].map(beside);
    let pairs = runtimes.iter().flat_map(|runtime| sea_orms.iter().map(move |it| (runtime, it)));
    let mut pairs = pairs
        .map(|(runtime, sea_orm)| Libraries { runtime: runtime.clone(), sea_orm: sea_orm.clone() });
    let fits = |libraries: &Libraries| against(libraries, &probe).status.success();
    pairs.find(fits).expect("the libraries that this program is linked with")
}

/// The libraries of a name beside this program, the newest first.
fn beside(name: &str) -> Vec<PathBuf> {
    let program = std::env::current_exe().unwrap();
    let entries = std::fs::read_dir(program.parent().unwrap()).unwrap();
    let is_it = |path: &PathBuf| {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        file.starts_with(name) && file.ends_with(".rlib")
    };
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(is_it).collect();
    found.sort_by_key(|path| std::fs::metadata(path).unwrap().modified().unwrap());
    found.reverse();
    found
}
