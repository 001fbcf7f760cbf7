//! The build script's side: the only module that reads cargo's variables, writes into `OUT_DIR`
//! and prints.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use schemalane_source::{Project, is_hidden};

use crate::code::Code;
#[cfg(feature = "sqlite")]
use crate::code::module;
use crate::folder::Folder;
use crate::generate::{Reading, Text};
use crate::paths::TEXTS;
use crate::{Paths, Problem, Problems};

/// Makes the manifests of a folder of migrations, for `embed_migrations!`; to be called by a
/// build script.
///
/// `dir` is the folder relative to the package root: `migrations`, `./migrations` and
/// `db/migrations/` are fine. A package with several folders calls this once for each. The
/// manifests go to `OUT_DIR/schemalane/<dir>.rs`, the SQL as it was read beside them; cargo is told
/// to come back when a file in the folder or `schemalane.toml` changes.
///
/// Whatever is wrong fails the build, all at once, with the line of the file where there is one:
///
/// ```text
/// error: shop@0.1.0: migrations/V3__open.sql:1:8: the quote that opens here is not closed
/// error: shop@0.1.0:    |
/// error: shop@0.1.0:  1 | SELECT 'a;
/// error: shop@0.1.0:    |        ^
/// error: shop@0.1.0:   help: add the closing `'`
/// ```
///
/// It never panics, and a build script needs nothing after it.
pub fn compile(dir: &str) {
    let mut lines = Vec::new();
    if let Err(problems) = build(dir, &mut lines) {
        lines.extend(problems.into_iter().flat_map(|problem| error(&problem)));
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
    lines.push(watch(&root, folder.as_str()));
    lines.extend(marks(&folder));
    // A file that does not exist would count as changed at every build.
    if root.join(Project::FILE).exists() {
        lines.push(watch(&root, Project::FILE));
    }
    // What is wrong with the file is told below.
    if let Ok(Some(project)) = Project::read(&root) {
        lines.extend(project.layout(&root).said().map(|dir| watch(&root, dir)));
    }
    let reading = Reading::of(&root, &folder)?;
    let generated = reading.generate(&root, &folder, Paths::OutDir)?;
    if generated.is_empty {
        lines.push(watch(&out, NOWHERE));
    }
    lines.extend(generated.warnings.iter().map(|warning| one_line("cargo::warning=", warning)));
    for Text { path, text } in &generated.texts {
        write(out.join(TEXTS).join(path), text)?;
    }
    write(out.join("schemalane").join(format!("{folder}.rs")), &generated.code)?;
    code(&root, &out, &folder, &reading, lines)
}

/// The code that `schemalane codegen` made, for `embed_code!`.
fn code(
    root: &Path,
    out: &Path,
    folder: &Folder,
    reading: &Reading,
    lines: &mut Vec<String>,
) -> Result<(), Problems> {
    let mut lying = Code::of(root, &reading.project);
    let mut all = Vec::new();
    #[cfg(feature = "sqlite")]
    for replayed in crate::replay::Replayed::of(root, folder, reading)? {
        let home = out.join("schemalane.code").join(module(&replayed.target));
        for (name, text) in &replayed.files {
            write(home.join(name), text)?;
        }
        // What is reviewed in generated/ is nobody's to compile then, and the command's to compare.
        lying.retain(|code| !code.is_of(&replayed.target));
        all.extend(Code::replayed(replayed.target, &home));
    }
    // Where there is none yet it is waited for.
    let is_awaited = reading.project.codegen().is_some() && all.is_empty();
    if is_awaited || !lying.is_empty() {
        lines.push(watch(root, Code::FOLDER));
    }
    all.append(&mut lying);
    let mut problems = Vec::new();
    for code in &all {
        lines.push(format!("cargo::rustc-env=SCHEMALANE_CODE_{0}={0}", code.module()));
        write(out.join("schemalane.code").join(format!("{}.rs", code.module())), &code.embedded())?;
        lines.extend(code.watched().map(|dir| watch(root, dir)));
        lines.extend(code.queries_folder(root).map(|dir| watch(root, &dir)));
        problems.extend(code.problem(root, folder, reading));
    }
    Problems::none_or(problems, ())
}

/// A file that never exists, so that cargo comes back at every build. A folder without migrations
/// is asked for: it may be the one of an image's layer in which only the dependencies are built,
/// and the files that follow are older than that build.
const NOWHERE: &str = "schemalane.nowhere";

fn variable(variable: &'static str) -> Result<PathBuf, Problem> {
    env::var_os(variable).map(PathBuf::from).ok_or(Problem::NotABuildScript { variable })
}

/// The lines by which `embed_migrations!` knows that a folder was compiled, in whichever way it
/// writes the folder, and under which name.
fn marks(folder: &Folder) -> impl Iterator<Item = String> {
    let spellings = ["", "./"].map(|before| ["", "/"].map(|behind| (before, behind)));
    spellings.into_iter().flatten().map(move |(before, behind)| {
        format!("cargo::rustc-env=SCHEMALANE_FOLDER_{before}{folder}{behind}={folder}")
    })
}

/// The line that has cargo come back when a file, or any file of a folder, changes.
///
/// The path is absolute where cargo can read it: then another checkout that shares the target
/// folder, and a copy of the whole tree, are other places and not the same one unchanged.
fn watch(root: &Path, path: &str) -> String {
    let place = root.join(path);
    format!("cargo::rerun-if-changed={}", place.to_str().unwrap_or(path))
}

/// The lines that fail the build. Cargo ends a message with its line and puts the package before
/// each, so a problem is several messages, one below the other; what would break a line, in a file's
/// name or a parser's words, is escaped.
fn error(problem: &Problem) -> Vec<String> {
    problem.lines().iter().map(|line| one_line("cargo::error=", line)).collect()
}

fn one_line(key: &str, text: &str) -> String {
    let mut line = key.to_owned();
    for character in text.chars() {
        if is_hidden(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

/// Writes a file unless it has this text already, so that its time of change means something.
fn write(file: PathBuf, text: &str) -> Result<(), Problems> {
    if fs::read(&file).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    let written = match file.parent() {
        Some(folder) => fs::create_dir_all(folder).and_then(|()| fs::write(&file, text)),
        None => fs::write(&file, text),
    };
    written.map_err(|error| Problem::Unwritable { file, error }.into())
}

#[cfg(test)]
mod tests;
