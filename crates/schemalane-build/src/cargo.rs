//! The build script's side: the only module that reads cargo's variables, writes into `OUT_DIR`
//! and prints.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use schemalane_source::{Project, is_hidden};

use crate::folder::Folder;
use crate::generate::generate_folder;
use crate::{Paths, Problem, Problems};

/// Makes the manifests of a folder of migrations, for `embed_migrations!`; to be called by a
/// build script.
///
/// `dir` is the folder relative to the package root: `migrations`, `./migrations` and
/// `db/migrations` are fine. A package with several folders calls this once for each. The
/// manifests go to `OUT_DIR/schemalane/<dir>.rs`; cargo is told to come back when a file in the
/// folder or `schemalane.toml` changes.
///
/// Whatever is wrong fails the build with one line per problem, all at once:
///
/// ```text
/// error: shop@0.1.0: migrations/V3_oops.sql: <the rule, and the way out>
/// ```
///
/// It never panics, and a build script needs nothing after it.
pub fn compile(dir: &str) {
    let mut lines = Vec::new();
    if let Err(problems) = build(dir, &mut lines) {
        lines.extend(problems.into_iter().map(|problem| error(&problem)));
    }
    let mut text = lines.join("\n");
    text.push('\n');
    // Nobody is left to be told where cargo has closed the pipe.
    #[expect(clippy::disallowed_methods, reason = "cargo reads this, and no terminal")]
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

fn build(dir: &str, lines: &mut Vec<String>) -> Result<(), Problems> {
    let root = variable("CARGO_MANIFEST_DIR")?;
    let out = variable("OUT_DIR")?;
    let folder = Folder::parse(dir).map_err(Problem::from)?;
    lines.push(watch(folder.as_str()));
    lines.extend(["", "./"].map(|prefix| mark(&format!("{prefix}{folder}"))));
    // A file that does not exist would count as changed at every build.
    if root.join(Project::FILE).exists() {
        lines.push(watch(Project::FILE));
    }
    let text = generate_folder(&root, &folder, Paths::Manifest)?;
    let file = out.join("schemalane").join(format!("{folder}.rs"));
    write(&file, &text).map_err(|error| Problem::Unwritable { file, error })?;
    Ok(())
}

fn variable(variable: &'static str) -> Result<PathBuf, Problem> {
    env::var_os(variable).map(PathBuf::from).ok_or(Problem::NotABuildScript { variable })
}

/// The line by which `embed_migrations!` knows that a folder was compiled, written this way.
fn mark(folder: &str) -> String {
    format!("cargo::rustc-env=SCHEMALANE_FOLDER_{folder}=compiled")
}

/// The line that has cargo come back when a file, or any file of a folder, changes.
fn watch(path: &str) -> String {
    format!("cargo::rerun-if-changed={path}")
}

/// The line that fails the build. Cargo ends a message with its line, so what would break the
/// line, in a file's name or a parser's words, is escaped.
fn error(problem: &Problem) -> String {
    let mut line = "cargo::error=".to_owned();
    for character in problem.to_string().chars() {
        if is_hidden(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

/// Writes a file unless it has this text already, so that its time of change means something.
fn write(file: &Path, text: &str) -> io::Result<()> {
    if fs::read(file).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text)
}

#[cfg(test)]
mod tests;
