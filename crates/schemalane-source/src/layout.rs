//! Where the files of each target lie.

use crate::{Project, TargetName};
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Where the files of a project's targets lie: what `schemalane.toml` says beyond the folder of
/// migrations itself.
///
/// The folder itself is the default target's, a folder in it that bears a target's name that
/// target's. Only what is declared is a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The folder from which the paths of the file count.
    root: PathBuf,
    dirs: Vec<Dir>,
    depth: Depth,
    targets: BTreeMap<TargetName, Option<Dir>>,
    /// What problems call the folder of migrations.
    label: Option<String>,
}

/// Whether the folders in a lane's folder belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// Only the folder's own files are migrations.
    #[default]
    Flat,
    /// The files of every folder below it are, too, as Flyway has it.
    Recursive,
}

/// A folder inside of the project: relative, without `.` and `..`, its parts joined by `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dir(String);

/// One folder of a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    pub(crate) path: PathBuf,
    /// What problems call it.
    pub(crate) label: String,
    /// Whether somebody has said that it is there.
    pub(crate) presence: Presence,
}

/// Whether a folder must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Said,
    Optional,
}

impl Layout {
    pub(crate) fn new(project: &Project, root: &Path) -> Self {
        let named = project.targets();
        let dir = |target: &TargetName| {
            let own = project.database(target).and_then(|own| own.dir.as_ref());
            own.map(|dir| dir.get_ref().clone())
        };
        Self {
            root: root.to_owned(),
            dirs: project.dirs.clone(),
            depth: if project.recursive { Depth::Recursive } else { Depth::Flat },
            targets: named.map(|target| (target.clone(), dir(target))).collect(),
            label: None,
        }
    }

    /// Declares a target whose files lie in the folder that bears its name.
    #[must_use]
    pub fn with_target(mut self, target: TargetName) -> Self {
        if !target.is_default() {
            self.targets.entry(target).or_insert(None);
        }
        self
    }

    /// Takes the folders in a lane's folder for a part of it, or not.
    #[must_use]
    pub fn with_depth(mut self, depth: Depth) -> Self {
        self.depth = depth;
        self
    }

    /// What problems call the folder of migrations; without it, that is the last part of its path.
    #[must_use]
    pub fn with_label(mut self, label: &str) -> Self {
        self.label = Some(label.to_owned());
        self
    }

    /// Whether this is a target.
    #[must_use]
    pub fn declares(&self, target: &TargetName) -> bool {
        target.is_default() || self.targets.contains_key(target)
    }

    /// The folder of migrations where none is named: the first of `dirs`.
    #[must_use]
    pub fn first(&self) -> Option<PathBuf> {
        self.dirs.first().map(|dir| self.root.join(&dir.0))
    }

    /// The folders that the file names, from it on.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        let own = self.targets.values().flatten();
        self.dirs.iter().chain(own).map(|dir| dir.0.as_str())
    }

    /// The folder of a target in the folder of migrations `dir`, into which its next file goes.
    #[must_use]
    pub fn folder(&self, dir: &Path, target: &TargetName) -> PathBuf {
        match self.targets.get(target) {
            _ if target.is_default() => dir.to_owned(),
            Some(Some(own)) => self.root.join(&own.0),
            _ => dir.join(target.as_str()),
        }
    }

    pub(crate) fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    pub(crate) const fn depth(&self) -> Depth {
        self.depth
    }

    /// The named targets, in the order of their names.
    pub fn targets(&self) -> impl Iterator<Item = &TargetName> {
        self.targets.keys()
    }

    /// The folders of a target's lane, where `dir` is the folder of migrations and `label` what
    /// problems call it. Where the file lists it among others, the lane has all of them.
    pub(crate) fn homes(&self, dir: &Path, label: &str, target: &TargetName) -> Vec<Home> {
        if let Some(Some(own)) = self.targets.get(target) {
            return vec![self.home(own)];
        }
        if !target.is_default() {
            let (path, label) = (dir.join(target.as_str()), format!("{label}/{target}"));
            return vec![Home { path, label, presence: Presence::Optional }];
        }
        let is_this = |other: &Dir| same_folder(&self.root.join(&other.0), dir);
        if self.dirs.iter().any(is_this) {
            return self.dirs.iter().map(|dir| self.home(dir)).collect();
        }
        vec![Home { path: dir.to_owned(), label: label.to_owned(), presence: Presence::Said }]
    }

    fn home(&self, dir: &Dir) -> Home {
        let path = self.root.join(&dir.0);
        Home { path, label: dir.0.clone(), presence: Presence::Said }
    }
}

fn same_folder(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

impl Dir {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = Vec::new();
        for component in Path::new(text).components() {
            match component {
                Component::Normal(part) => parts.push(part.to_str()?),
                Component::CurDir => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
            }
        }
        let is_one_line = !text.contains(char::is_control);
        (!parts.is_empty() && is_one_line).then(|| Self(parts.join("/")))
    }
}

impl<'de> Deserialize<'de> for Dir {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format_args!(
                "`{}` is no folder below this file: expected one such as `db/migrations`",
                text.escape_debug()
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_lie_below_the_file() {
        for text in ["db/a", "./db/a", "db//a/", "db/./a"] {
            assert_eq!(Dir::parse(text).unwrap().0, "db/a", "{text}");
        }
        for text in ["", ".", "..", "../a", "a/../b", "/a", "a\nb"] {
            assert_eq!(Dir::parse(text), None, "{text}");
        }
    }

    #[test]
    fn only_what_is_declared_is_a_target() {
        let project =
            Project::parse("[databases.default]\n[databases.a]\n[databases.b]\ndir = 'x/b'");
        let layout = Layout::new(&project.unwrap(), Path::new("root"));
        let target = |name: &'static str| TargetName::from_static(name);
        assert!(layout.declares(&target("a")) && !layout.declares(&target("c")));
        let dir = Path::new("m");
        assert_eq!(layout.folder(dir, &TargetName::DEFAULT), Path::new("m"));
        assert_eq!(layout.folder(dir, &target("a")), Path::new("m/a"));
        assert_eq!(layout.folder(dir, &target("b")), Path::new("root/x/b"));
        assert_eq!(layout.folder(dir, &target("c")), Path::new("m/c"));
    }
}
