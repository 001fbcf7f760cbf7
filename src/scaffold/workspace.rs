//! The workspace of cargo that a new crate lies in.

use std::{fs, path::Path};

use serde::Serialize;

/// A workspace of cargo around a scaffold, which has one of its own: cargo
/// takes no workspace within another unless the outer one excludes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Workspace {
    /// The `Cargo.toml` that has the workspace.
    pub manifest: std::path::PathBuf,
    /// The scaffold's folder as that file names it: from its own folder on,
    /// with `/`.
    pub member: String,
}

impl Workspace {
    /// Looks for the nearest one above a folder. A `Cargo.toml` that cannot
    /// be read or understood is cargo's to complain about.
    pub(super) fn around(folder: &Path) -> Option<Self> {
        let folder = fs::canonicalize(folder).ok()?;
        folder.ancestors().skip(1).find_map(|above| {
            let manifest = above.join("Cargo.toml");
            let text = fs::read_to_string(&manifest).ok()?;
            let table: toml::Table = text.parse().ok()?;
            table.get("workspace")?.as_table()?;
            let parts = folder.strip_prefix(above).ok()?.iter();
            let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
            Some(Self { manifest, member: parts.join("/") })
        })
    }
}
