//! What came of the code of one target.

use std::path::PathBuf;

use schemalane_codegen::{LeftOut, Reason};
use schemalane_source::TargetName;
use serde::Serialize;

use super::output::{Changes, Output};

/// What came of the code of one target.
#[derive(Serialize)]
pub(in crate::cli::schema) struct Report {
    target: TargetName,
    folder: PathBuf,
    /// Whether everything was as it should be before.
    current: bool,
    /// The files that were written, or with `--check` would be.
    written: Vec<PathBuf>,
    removed: Vec<PathBuf>,
    left_out: Vec<String>,
}

impl Report {
    pub(super) fn new(target: &TargetName, output: &Output, changes: Changes) -> Self {
        Self {
            target: target.clone(),
            folder: output.folder.clone(),
            current: changes.is_empty(),
            left_out: output.left_out.iter().map(left_out).collect(),
            written: changes.written,
            removed: changes.removed,
        }
    }

    pub(in crate::cli::schema) fn text(&self, check: bool) -> String {
        let Self { target, folder, written, removed, .. } = self;
        let folder = folder.display();
        let mut lines = match (written.first().or(removed.first()), check) {
            (None, _) => vec![format!("{target}: {folder} is current")],
            (Some(first), true) => vec![format!(
                "{target}: {folder} is stale, first {}: run schemalane codegen",
                first.display()
            )],
            (Some(_), false) => {
                let verb = |verb: &str, path: &PathBuf| format!("{verb} {}", path.display());
                let wrote = written.iter().map(|path| verb("wrote", path));
                wrote.chain(removed.iter().map(|path| verb("removed", path))).collect()
            }
        };
        lines.extend(self.left_out.iter().map(|line| format!("{target}: {line}")));
        lines.join("\n")
    }
}

fn left_out(left: &LeftOut) -> String {
    let why = match left.reason {
        Reason::NotChosen => "`tables` of [codegen] does not name it",
        Reason::Excepted => "`except` of [codegen] names it",
        Reason::Partition => "its rows are those of the partitioned table",
        Reason::NoColumns => "it has no columns",
        Reason::OtherEnd => "there is none for the other table",
        Reason::NoKey => "SeaORM needs a primary key, of at most twelve columns and of no arrays",
        _ => "there is no code for what it is",
    };
    format!("no code for {}: {why}", left.object)
}
