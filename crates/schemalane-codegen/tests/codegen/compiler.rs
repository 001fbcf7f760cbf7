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
        std::fs::write(folder.join(file), text).unwrap();
    }
}

/// Compiles `lib.rs` of a folder.
pub(crate) fn rustc(folder: &Path) -> Output {
    against(&runtime(folder), folder)
}

fn against(runtime: &Path, folder: &Path) -> Output {
    let place = runtime.parent().unwrap();
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "-o"])
        .arg(folder.join("out.rmeta"))
        .arg("-L")
        .arg(format!("dependency={}", place.display()))
        .arg("--extern")
        .arg(format!("schemalane_data={}", runtime.display()))
        .arg(folder.join("lib.rs"))
        .output()
        .unwrap()
}

/// The library beside this program that has every feature.
fn runtime(folder: &Path) -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let entries = std::fs::read_dir(program.parent().unwrap()).unwrap();
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("libschemalane_data-") && name.ends_with(".rlib")
    };
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(is_ours).collect();
    found.sort_by_key(|path| std::fs::metadata(path).unwrap().modified().unwrap());
    let probe = folder.join("probe");
    std::fs::create_dir_all(&probe).unwrap();
    let uses = "pub use schemalane_data::{Json, chrono, rust_decimal, sea_orm, sqlx, time, uuid};";
    std::fs::write(probe.join("lib.rs"), uses).unwrap();
    let fits = |path: &PathBuf| against(path, &probe).status.success();
    found.into_iter().rev().find(fits).expect("the library that this program is linked with")
}
