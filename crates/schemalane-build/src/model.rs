//! What is rendered: plain data in which nothing is left to check.

use std::path::Path;

use schemalane_source::{
    Content, Dialect, File, Lane, Mode, Project, SessionSettings, Settings, SqlFile, TargetName,
    Timeouts,
};

use crate::folder::Folder;
use crate::function::Function;
use crate::{Problem, Problems};

/// The manifests of a folder: the default target's first, then the named ones in order.
pub(crate) struct Model<'a> {
    pub(crate) folder: &'a Folder,
    pub(crate) manifests: Vec<Manifest<'a>>,
    /// The targets that the project names and that have no folder here.
    pub(crate) declared: Vec<&'a TargetName>,
}

/// One lane on its way to a static.
pub(crate) struct Manifest<'a> {
    pub(crate) target: &'a TargetName,
    /// The name of the static.
    pub(crate) item: String,
    pub(crate) dialects: &'a [Dialect],
    pub(crate) settings: Settings,
    pub(crate) digest: String,
    pub(crate) migrations: Vec<Migration<'a>>,
    /// What is still to be written, with the files' paths.
    pub(crate) drafts: Vec<(&'a File, String)>,
}

/// One migration whose Rust function, if it needs one, was found.
pub(crate) struct Migration<'a> {
    pub(crate) source: &'a File,
    /// The file's path from the package root on.
    pub(crate) path: String,
    pub(crate) body: Body<'a>,
    pub(crate) form: Form,
}

/// How a migration is said where no person reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As a row of a table, with its text among others.
    Row,
    /// By a call of its own: it asks for more than a row can say.
    Call,
}

/// How many rows and statements stand in tables: the compiler warns of what takes it long to work
/// out, in millions of steps, and each of these takes some ten.
const LONGEST_TABLE: usize = 20_000;
/// How many statements of a file do.
const MOST_STATEMENTS: usize = 100;

impl Form {
    /// The form of a migration behind so many rows and statements.
    fn of(file: &File, body: &Body<'_>, behind: usize) -> Self {
        let Body::Sql(sql) = body else { return Self::Call };
        let is_plain = file.dialect.is_none()
            && sql.mode == Mode::Transactional
            && sql.timeouts == Timeouts::NONE
            && sql.settings == SessionSettings::NONE
            && !sql.text.starts_with('\u{feff}')
            && sql.statements.iter().all(|statement| statement.data().is_none());
        let is_short = sql.statements.len() <= MOST_STATEMENTS && behind < LONGEST_TABLE;
        if is_plain && is_short { Self::Row } else { Self::Call }
    }
}

impl Migration<'_> {
    /// The file of a migration that is a row.
    pub(crate) fn row(&self) -> Option<&SqlFile> {
        match (&self.body, self.form) {
            (Body::Sql(sql), Form::Row) => Some(sql),
            _ => None,
        }
    }
}

/// What a migration runs.
pub(crate) enum Body<'a> {
    Sql(&'a SqlFile),
    Rust {
        /// The name of the module, unique because a version is within its target.
        module: String,
        function: Function,
    },
}

impl<'a> Model<'a> {
    /// Looks into the Rust files of the lanes: every one that is not a migration is a problem.
    pub(crate) fn new(
        root: &Path,
        folder: &'a Folder,
        lanes: &'a [Lane],
        project: &'a Project,
    ) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let manifests = lanes
            .iter()
            .map(|lane| Manifest::new(root, folder, lane, project, &mut problems))
            .collect();
        let has_lane = |target: &TargetName| lanes.iter().any(|lane| lane.target() == target);
        let declared = project.targets().filter(|target| !has_lane(target)).collect();
        Problems::none_or(problems, Self { folder, manifests, declared })
    }
}

impl<'a> Manifest<'a> {
    fn new(
        root: &Path,
        folder: &Folder,
        lane: &'a Lane,
        project: &Project,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let (target, dialects) = (lane.target(), lane.dialects());
        problems.extend(reserved(folder, target));
        let settings = project.settings(target).unwrap_or_else(|error| {
            problems.push(error.into());
            Settings::NONE
        });
        let mut migrations = Vec::with_capacity(lane.files().len());
        let mut drafts = Vec::new();
        let mut length = 0;
        for file in lane.files() {
            match Migration::new(root, target, file, length) {
                Ok(Some(migration)) => {
                    length += migration.row().map_or(0, |sql| 1 + sql.statements.len());
                    migrations.push(migration);
                }
                Ok(None) => drafts.push((file, from_root(root, &file.path))),
                Err(problem) => problems.push(problem),
            }
        }
        let (item, digest) = (item(target), lane.digest());
        Self { target, item, dialects, settings, digest, migrations, drafts }
    }
}

/// The name of a target's static.
fn item(target: &TargetName) -> String {
    if target.is_default() { "MANIFEST".to_owned() } else { target.as_str().to_ascii_uppercase() }
}

/// The problem of a named target whose static would have the name of another item of the file.
pub(crate) fn reserved(folder: &Folder, target: &TargetName) -> Option<Problem> {
    let item = item(target);
    let taken = ["MANIFEST", "MANIFESTS", "MIGRATIONS_DIR"].contains(&item.as_str());
    (taken && !target.is_default())
        .then(|| Problem::ReservedTarget { folder: folder.of(target), item })
}

/// The path of a file from the package root on, with `/` between its parts.
pub(crate) fn from_root(root: &Path, file: &Path) -> String {
    let parts = file.strip_prefix(root).unwrap_or(file).iter();
    parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

impl<'a> Migration<'a> {
    /// `None` for a file that is still to be written.
    fn new(
        root: &Path,
        target: &TargetName,
        file: &'a File,
        behind: usize,
    ) -> Result<Option<Self>, Problem> {
        let path = from_root(root, &file.path);
        let body = match &file.content {
            Content::Draft => return Ok(None),
            Content::Sql(sql) => Body::Sql(sql),
            Content::Rust(rust) => {
                let function = Function::parse(&rust.text).map_err(|error| {
                    let excerpt = error.excerpt(&rust.text);
                    Problem::Function { file: path.clone(), error, excerpt }
                })?;
                let version = file.version.as_str().replace('.', "_");
                let module = if target.is_default() {
                    format!("v{version}")
                } else {
                    format!("{target}_v{version}")
                };
                Body::Rust { module, function }
            }
        };
        let form = Form::of(file, &body, behind);
        Ok(Some(Self { source: file, path, body, form }))
    }
}
