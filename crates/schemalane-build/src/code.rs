//! The code that `schemalane codegen` made of what a target's lane comes to.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};

use schemalane_source::{CodeSource, Dialect, Project, TargetName};

use crate::Problem;
use crate::folder::Folder;
use crate::generate::Reading;
use crate::model::from_root;
use crate::sources::Sources;

/// The name of the module that the code of a target is, and of its folder in `generated/`.
#[must_use]
pub fn module(target: &TargetName) -> &str {
    if target.is_default() { "db" } else { target.as_str() }
}

/// The folder of a target's queries.
pub(crate) fn queries(root: &Path, target: &TargetName) -> PathBuf {
    let home = root.join("queries");
    if target.is_default() { home } else { home.join(target.as_str()) }
}

/// The generated code of one target, which is there.
pub(crate) struct Code {
    target: TargetName,
    /// The path of `mod.rs`, which the compiler gets as it is.
    entry: String,
    /// What it was made from; `None` where nothing says it.
    made: Option<Result<Sources, String>>,
}

impl Code {
    /// The folder of everything that is generated, in the package.
    pub(crate) const FOLDER: &str = "generated";

    /// The code of each target that has some.
    pub(crate) fn of(root: &Path, project: &Project) -> Vec<Self> {
        let named = project.targets().filter(|target| !target.is_default()).cloned();
        let targets = iter::once(TargetName::DEFAULT).chain(named);
        let found = targets.filter_map(|target| {
            let folder = root.join(Self::FOLDER).join(module(&target));
            let entry = folder.join("mod.rs");
            let entry = entry.is_file().then(|| entry.to_str().map(str::to_owned)).flatten()?;
            Some(Self { target, entry, made: made(&folder.join(Sources::FILE)) })
        });
        found.collect()
    }

    /// The code that this build has made in a folder of its own.
    #[cfg(feature = "sqlite")]
    pub(crate) fn replayed(target: TargetName, home: &Path) -> Option<Self> {
        let entry = home.join("mod.rs").to_str()?.to_owned();
        Some(Self { target, entry, made: None })
    }

    #[cfg(feature = "sqlite")]
    pub(crate) fn is_of(&self, target: &TargetName) -> bool {
        self.target == *target
    }

    pub(crate) fn module(&self) -> &str {
        module(&self.target)
    }

    /// What `embed_code!` includes.
    pub(crate) fn embedded(&self) -> String {
        format!("schemalane::code!({:?});\n", self.entry)
    }

    /// The folder of its sources, where that is no lane's and so is watched by nobody else.
    pub(crate) fn watched(&self) -> Option<&str> {
        let made = self.made.as_ref()?.as_ref().ok()?;
        (made.source == CodeSource::Schema).then_some(made.folder.as_str())
    }

    /// The folder of its queries, from the package root on, where there is one.
    pub(crate) fn queries_folder(&self, root: &Path) -> Option<String> {
        let home = queries(root, &self.target);
        home.is_dir().then(|| from_root(root, &home))
    }

    /// Why the code cannot be what the files come to now, if that is so.
    pub(crate) fn problem(
        &self,
        root: &Path,
        folder: &Folder,
        reading: &Reading,
    ) -> Option<Problem> {
        let made = match self.made.as_ref()? {
            Ok(made) => made,
            Err(error) => {
                let file = format!("{}/{}/{}", Self::FOLDER, self.module(), Sources::FILE);
                let (error, command) = (error.clone(), self.command());
                return Some(Problem::Sources { file, error, command });
            }
        };
        let now = match self.now(made, root, folder, reading) {
            Ok(now) => now?,
            Err(problem) => return Some(problem),
        };
        let difference = made.difference(&now)?;
        Some(Problem::Stale { difference, command: self.command() })
    }

    /// The same sources as they are now; `None` where they are none of this folder's.
    fn now(
        &self,
        made: &Sources,
        root: &Path,
        folder: &Folder,
        reading: &Reading,
    ) -> Result<Option<Sources>, Problem> {
        let codegen = reading.project.codegen().cloned().unwrap_or_default();
        let home = root.join(&made.folder);
        let now = Sources::new(made.source, &made.dialects, root, &home, codegen);
        let now = self.queries(root, &reading.project).into_iter().fold(now, |now, path| {
            let text = fs::read(&path).unwrap_or_default();
            now.with_file(root, &path, &String::from_utf8_lossy(&text))
        });
        match made.source {
            CodeSource::Lane if made.folder != folder.as_str() => Ok(None),
            CodeSource::Lane => {
                let lane = reading.lanes.iter().find(|lane| *lane.target() == self.target);
                let now = match lane {
                    Some(lane) => now.with_lane(root, lane),
                    None => Ok(now),
                };
                now.map(Some).map_err(|(file, error)| {
                    let file = from_root(root, &file);
                    Problem::Sketch { file, error }
                })
            }
            CodeSource::Schema => {
                let others = reading.project.targets().filter(|_| self.target.is_default());
                let others = others.map(|target| home.join(target.as_str()));
                let files = sql_files(&home, &others.collect::<Vec<_>>());
                let with = |now: Sources, path: PathBuf| {
                    let text = fs::read(&path).unwrap_or_default();
                    now.with_file(root, &path, &String::from_utf8_lossy(&text))
                };
                Ok(Some(files.into_iter().fold(now, with)))
            }
            // A database is asked for by nobody here.
            CodeSource::Database => Ok(Some(Sources { files: made.files.clone(), ..now })),
        }
    }

    /// The files of the target's queries.
    fn queries(&self, root: &Path, project: &Project) -> Vec<PathBuf> {
        let home = queries(root, &self.target);
        let dialects = project.dialects(&self.target);
        let is_ours = |path: &PathBuf| {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let said = stem.rsplit_once('.').and_then(|(_, word)| word.parse::<Dialect>().ok());
            said.is_none_or(|dialect| dialects.contains(&dialect))
        };
        let is_sql = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "sql");
        let entries = fs::read_dir(home).into_iter().flatten().flatten();
        let shown = entries.filter(|it| !it.file_name().to_string_lossy().starts_with('.'));
        let files = shown.map(|entry| entry.path()).filter(|path| path.is_file());
        files.filter(is_sql).filter(is_ours).collect()
    }

    /// What makes the code anew.
    fn command(&self) -> String {
        if self.target.is_default() {
            "schemalane codegen".to_owned()
        } else {
            format!("schemalane codegen --database {}", self.target)
        }
    }
}

/// What code says that it was made from, or why that cannot be understood.
fn made(file: &Path) -> Option<Result<Sources, String>> {
    match fs::read_to_string(file) {
        Ok(text) => {
            let made = toml::from_str(&text);
            Some(made.map_err(|error| error.to_string().trim_end().replace('\n', "; ")))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(Err(error.to_string())),
    }
}

/// The files of a wanted schema, as the command line finds them: every `.sql` file of a folder and the folders in it,
/// but for names that begin with a dot and the `others`. What cannot be read is not there.
fn sql_files(folder: &Path, others: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut seen = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        // Links may lead in a circle.
        if !fs::canonicalize(&folder).is_ok_and(|real| seen.insert(real)) {
            continue;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            if is_hidden || others.contains(&path) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sql") {
                files.push(path);
            }
        }
    }
    files
}
