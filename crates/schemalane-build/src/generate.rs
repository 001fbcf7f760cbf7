//! From a folder to the text of its manifests.

use std::path::Path;

use schemalane_source::{Lane, Project, Rules, read};

use crate::folder::Folder;
use crate::model::{Body, Form, Model, from_root};
use crate::render::{render, tables};
use crate::survey::survey;
use crate::{Paths, Problem, Problems};

/// Makes the Rust text of a folder's manifests: pure apart from reading, and the same bytes for
/// the same files.
///
/// `root` is the package root, where `schemalane.toml` is looked for, as an absolute path if
/// `paths` is [`Paths::OutDir`]; `dir` is the folder of migrations, relative to it.
///
/// # Errors
///
/// Everything that is wrong with the folder, its files and `schemalane.toml`, all at once.
pub fn generate(root: &Path, dir: &str, paths: Paths<'_>) -> Result<String, Problems> {
    let folder = Folder::parse(dir).map_err(Problem::from)?;
    Reading::of(root, &folder)?.generate(root, &folder, paths).map(|generated| generated.code)
}

/// A folder and its project as they were read, once for everything that is made of them.
pub(crate) struct Reading {
    pub(crate) project: Project,
    pub(crate) lanes: Vec<Lane>,
}

/// What a folder became, all of it from one reading.
pub(crate) struct Generated {
    /// The Rust text of the manifests.
    pub(crate) code: String,
    /// Whether no lane has a migration.
    pub(crate) is_empty: bool,
    /// What is told and fails nothing, a line each.
    pub(crate) warnings: Vec<String>,
    /// The texts of the SQL migrations, which the code includes from `OUT_DIR`.
    pub(crate) texts: Vec<Text>,
}

/// The text of one SQL migration as it is executed, or a table of many.
pub(crate) struct Text {
    /// Where it goes: as the file that it was read from, from the package root on.
    pub(crate) path: String,
    /// The text; that of a migration is the one to which its statements and its checksum belong.
    pub(crate) text: String,
}

impl Reading {
    pub(crate) fn of(root: &Path, folder: &Folder) -> Result<Self, Problems> {
        let found = Project::read(root).map_err(Problem::from)?;
        let is_there = found.is_some();
        let project = found.unwrap_or_default();
        let dialects = |target: &_| project.dialects(target).to_vec();
        let layout = project.layout(root).with_label(folder.as_str());
        let naming = project.naming();
        let rules = Rules { naming, dialects: &dialects, database: None, layout: &layout };
        let lanes = read(&root.join(folder.as_str()), &rules).map_err(|problems| {
            with_survey(told(problems, folder, is_there), root, folder, &rules)
        })?;
        Ok(Self { project, lanes })
    }

    pub(crate) fn generate(
        &self,
        root: &Path,
        folder: &Folder,
        paths: Paths<'_>,
    ) -> Result<Generated, Problems> {
        let Self { project, lanes } = self;
        let model = Model::new(root, folder, lanes, project)?;
        let is_empty = model.manifests.iter().all(|manifest| manifest.migrations.is_empty());
        let drafts = model.manifests.iter().flat_map(|manifest| &manifest.drafts);
        let drafts = drafts.map(|(_, path)| {
            format!("{path}: it has no statement yet, and is left out until it has one")
        });
        let doubts = lanes.iter().flat_map(Lane::warnings).map(|warning| {
            format!("{}:{}: {}", from_root(root, &warning.path), warning.line, warning.concern)
        });
        let warnings = drafts.chain(doubts).collect();
        let code = render(&model, root, paths)?;
        Ok(Generated { code, is_empty, warnings, texts: texts(&model) })
    }
}

fn texts(model: &Model<'_>) -> Vec<Text> {
    let together = model.manifests.iter().flat_map(|manifest| tables(model.folder, manifest));
    let migrations = model.manifests.iter().flat_map(|manifest| &manifest.migrations);
    let alone = migrations.filter_map(|migration| match (&migration.body, migration.form) {
        (Body::Sql(sql), Form::Call) => {
            Some(Text { path: migration.path.clone(), text: sql.text.clone() })
        }
        (Body::Sql(_), Form::Row) | (Body::Rust { .. }, _) => None,
    });
    together.chain(alone).collect()
}

/// The problems of a folder. Where there is no project file, no lane has a dialect for that one
/// reason.
fn told(problems: schemalane_source::Problems, folder: &Folder, is_there: bool) -> Vec<Problem> {
    let without = |problem: &_| matches!(problem, schemalane_source::Problem::NoDialect { .. });
    let (reason, others): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|problem| !is_there && without(problem));
    let missing = Problem::NoProject { folder: folder.to_string() };
    let missing = (!reason.is_empty()).then_some(missing);
    missing.into_iter().chain(others.into_iter().map(Problem::Source)).collect()
}

/// These problems, with those of the folder's Rust files that have none yet.
fn with_survey(
    mut problems: Vec<Problem>,
    root: &Path,
    folder: &Folder,
    rules: &Rules<'_>,
) -> Problems {
    let lines: Vec<_> = problems.iter().map(Problem::to_string).collect();
    let known = |file: &str| {
        lines.iter().any(|line| line.strip_prefix(file).is_some_and(|rest| rest.starts_with(':')))
    };
    let mut functions = survey(root, folder, rules);
    functions.retain(|problem| !matches!(problem, Problem::Function { file, .. } if known(file)));
    problems.extend(functions);
    Problems(problems)
}
