//! What generated code was made from, and what of it is other now.

use std::collections::BTreeMap;
use std::path::{self, Path, PathBuf};

use schemalane_source::{CodeSource, Codegen, Content, Dialect, Fingerprint, Lane};
use serde::{Deserialize, Serialize};

use crate::model::from_root;
use crate::sketch::{self, SketchError};

/// What generated code was made from, as the file beside it says: everything that the code depends on, in a form that
/// is computed of files alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Sources {
    /// What kind of source it was.
    pub source: CodeSource,
    /// The databases that the code is for.
    pub dialects: Vec<Dialect>,
    /// The folder of the files, from the package root on.
    pub folder: String,
    /// A digest of each file that says something of the schema, by its path from the package root on.
    pub files: BTreeMap<String, String>,
    /// What `[codegen]` said.
    pub codegen: Codegen,
}

/// Something of the sources that is not as it was when the code was made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// A file says something else.
    Changed(String),
    /// A file was not there.
    New(String),
    /// A file is not there any more.
    Gone(String),
    /// `[codegen]` of `schemalane.toml` says something else.
    Settings,
}

impl Sources {
    /// The name of the file, in the folder of the code.
    pub const FILE: &str = "sources.toml";

    /// Sources without files; `folder` is that of the files to come, and `root` the package root.
    #[must_use]
    pub fn new(
        source: CodeSource,
        dialects: &[Dialect],
        root: &Path,
        folder: &Path,
        codegen: Codegen,
    ) -> Self {
        let (dialects, folder) = (dialects.to_vec(), within(root, folder));
        Self { source, dialects, folder, files: BTreeMap::new(), codegen }
    }

    /// With the files of a lane that concern these databases. A Rust migration is what it says of the schema, and is
    /// none of the sources where it says nothing.
    ///
    /// # Errors
    ///
    /// The path of a Rust migration, and why what it says cannot be used.
    pub fn with_lane(mut self, root: &Path, lane: &Lane) -> Result<Self, (PathBuf, SketchError)> {
        for file in lane.files() {
            if file.dialect.is_some_and(|dialect| !self.dialects.contains(&dialect)) {
                continue;
            }
            match &file.content {
                Content::Sql(sql) => self = self.with_file(root, &file.path, &sql.text),
                Content::Draft => {}
                Content::Rust(rust) => match sketch::texts(rust, &self.dialects) {
                    Ok(texts) if texts.is_empty() => {}
                    Ok(texts) => self = self.with_file(root, &file.path, &texts.join("\0")),
                    Err(error) => return Err((file.path.clone(), error)),
                },
            }
        }
        Ok(self)
    }

    /// With one file more.
    #[must_use]
    pub fn with_file(mut self, root: &Path, path: &Path, text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let digest = format!("{:016x}", Fingerprint::of(text.as_bytes()).hash());
        self.files.insert(within(root, path), digest);
        self
    }

    /// The first thing that is other `now`.
    #[must_use]
    pub fn difference(&self, now: &Self) -> Option<Difference> {
        let known = self.files.iter().filter_map(|(path, digest)| match now.files.get(path) {
            None => Some(Difference::Gone(path.clone())),
            Some(found) if found != digest => Some(Difference::Changed(path.clone())),
            Some(_) => None,
        });
        let new = now.files.keys().filter(|path| !self.files.contains_key(*path));
        let new = new.map(|path| Difference::New(path.clone()));
        let settings = (self.codegen != now.codegen).then_some(Difference::Settings);
        known.chain(new).chain(settings).next()
    }
}

/// A path from the package root on, where it is in the package.
fn within(root: &Path, path: &Path) -> String {
    let absolute = |path: &Path| path::absolute(path).unwrap_or_else(|_| path.to_owned());
    from_root(&absolute(root), &absolute(path))
}

#[cfg(test)]
mod tests;
