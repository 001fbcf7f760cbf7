//! A lane for SQLite, replayed in memory by the build script, and the code of what it comes to.

mod queries;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use schemalane_schema::{Options, Schema, Script};
use schemalane_source::{CodeSource, Codegen, Content, Dialect, Lane, SqlFile, TargetName};

use crate::folder::Folder;
use crate::generate::Reading;
use crate::model::from_root;
use crate::sketch::sketch;
use crate::{Problem, Problems};

/// The code of one lane.
pub(crate) struct Replayed {
    pub(crate) target: TargetName,
    /// The text of each file, by its name.
    pub(crate) files: BTreeMap<String, String>,
}

impl Replayed {
    /// The code of each lane of the folder that is for SQLite alone, where the project asks for code of its lanes.
    pub(crate) fn of(
        root: &Path,
        folder: &Folder,
        reading: &Reading,
    ) -> Result<Vec<Self>, Problems> {
        let Some(codegen) = reading.project.codegen() else { return Ok(Vec::new()) };
        let home = reading.project.layout(root).first();
        let home = home.unwrap_or_else(|| root.join("migrations"));
        let is_meant = matches!(codegen.source, None | Some(CodeSource::Lane));
        if !is_meant || home != root.join(folder.as_str()) {
            return Ok(Vec::new());
        }
        let lanes = reading.lanes.iter();
        let lanes = lanes.filter(|lane| lane.dialects() == [Dialect::Sqlite]);
        let lanes = lanes.filter(|lane| !lane.files().is_empty());
        lanes.map(|lane| Self::lane(root, lane, codegen)).collect()
    }

    fn lane(root: &Path, lane: &Lane, codegen: &Codegen) -> Result<Self, Problems> {
        let mut files: Vec<(String, Cow<'_, SqlFile>)> = Vec::new();
        for file in lane.files() {
            let path = from_root(root, &file.path);
            match &file.content {
                Content::Draft => {}
                Content::Sql(sql) => files.push((path, Cow::Borrowed(sql))),
                Content::Rust(rust) => match sketch(rust, Dialect::Sqlite) {
                    Ok(said) => files.extend(said.map(|sql| (path, Cow::Owned(sql)))),
                    Err(error) => return Err(Problem::Sketch { file: path, error }.into()),
                },
            }
        }
        let scripts = files.iter().map(|(file, sql)| Script {
            file,
            text: &sql.text,
            statements: &sql.statements,
            mode: sql.mode,
        });
        let schema = Schema::replay(scripts, &Options::new())
            .map_err(|error| Problem::Replay { error: Box::new(error) })?;
        let digest = format!("lane {}", lane.digest());
        let mut codegen = codegen.clone();
        if codegen.prefix.is_none() && !lane.target().is_default() {
            codegen.prefix = schemalane_codegen::prefix(lane.target().as_str());
        }
        let read = queries::of(root, lane, &schema)?;
        let modules: Vec<_> = read.iter().map(queries::Read::module).collect();
        let queries = schemalane_codegen::Queries::new(&modules, &[]);
        let generated = schemalane_codegen::generate_with(&schema, queries, &codegen, &digest);
        let files = generated.map_err(|problems| told(&problems))?.files;
        Ok(Self { target: lane.target().clone(), files })
    }
}

fn told(problems: &schemalane_codegen::Problems) -> Problems {
    Problems(problems.as_slice().iter().cloned().map(Box::new).map(Problem::Code).collect())
}

#[cfg(test)]
mod tests;
