//! A folder of migrations that is read at run time, into the same manifest
//! that a build would have made of it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

#[cfg(feature = "schema")]
use schemalane_build::Sources;
use schemalane_source::{
    Content, Depth, Dialect, File, Lane, Layout, Measures, Naming, Problems, Rules, TargetName,
};

#[cfg(feature = "cli")]
use crate::{Config, Migrator, onlooker::Onlooker};
use crate::{
    Error,
    manifest::{Body, Draft, Manifest, Migration, Sql},
};

/// A folder with a lane for each target: the folder itself is the lane of the
/// target `default`, a folder in it that of the target it is named for.
///
/// SQL is read from the folder. A Rust migration cannot be: it must be
/// compiled into this binary, in one of the manifests that are
/// [given](Self::compiled), with the same contents.
#[derive(Clone, Debug)]
#[must_use]
pub struct Folder {
    dir: PathBuf,
    naming: Naming,
    layout: Layout,
    dialects: BTreeMap<TargetName, Vec<Dialect>>,
    compiled: &'static [&'static Manifest],
}

impl Folder {
    /// The folder with its targets' folders, such as `./migrations`.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        let (naming, layout) = (Naming::Specification, Layout::default());
        Self { dir: dir.into(), naming, layout, dialects: BTreeMap::new(), compiled: &[] }
    }

    /// Where the files of each target lie.
    #[cfg(feature = "cli")]
    pub(crate) fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Declares a named target. The default one need not be declared, and one
    /// whose [manifest](Self::manifest) is asked for is; any other folder in
    /// this one that holds migrations is an error.
    pub fn target(mut self, target: TargetName) -> Self {
        self.layout = self.layout.with_target(target);
        self
    }

    /// Takes the folders in a lane's folder for a part of the lane, as Flyway
    /// does; a migration's script is then its path in the lane.
    pub fn recursive(mut self) -> Self {
        self.layout = self.layout.with_depth(Depth::Recursive);
        self
    }

    /// Which file names are migrations.
    pub const fn naming(mut self, naming: Naming) -> Self {
        self.naming = naming;
        self
    }

    /// What the lane of a target is written for: a version that has a text for
    /// one of these databases, such as `V1__a.sqlite.sql`, must have one for
    /// each. Without it that is asked of the database at hand alone.
    pub fn written_for(mut self, target: TargetName, dialects: &[Dialect]) -> Self {
        self.dialects.insert(target, dialects.to_vec());
        self
    }

    /// Where the Rust migrations of the folder are compiled in.
    pub const fn compiled(mut self, manifests: &'static [&'static Manifest]) -> Self {
        self.compiled = manifests;
        self
    }

    /// The folder of one target, into which its next migration goes.
    #[must_use]
    pub fn path(&self, target: &TargetName) -> PathBuf {
        self.layout.folder(&self.dir, target)
    }

    /// Whether this is a target.
    #[must_use]
    pub fn declares(&self, target: &TargetName) -> bool {
        self.layout.declares(target)
    }

    /// The default target, and the declared ones.
    #[cfg(feature = "cli")]
    pub(crate) fn declared(&self) -> impl Iterator<Item = &TargetName> {
        std::iter::once(&TargetName::DEFAULT).chain(self.layout.targets())
    }

    /// The files of a target, whatever is wrong with them.
    #[cfg(feature = "cli")]
    pub(crate) fn files(&self, target: &TargetName) -> Vec<PathBuf> {
        schemalane_source::files(&self.dir, target, &self.layout)
    }

    /// The targets that have a lane here: the default one, if the folder
    /// itself has migrations, then the declared ones in order.
    ///
    /// # Errors
    ///
    /// The folder cannot be read, or a folder in it holds migrations and is
    /// no target's.
    pub fn targets(&self) -> Result<Vec<TargetName>, Error> {
        Ok(schemalane_source::targets(&self.dir, &self.layout)?)
    }

    /// Reads the lane of one target, for a database of one dialect.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with every problem of every file of the lane, and
    /// [`Error::NotCompiledIn`] for a Rust migration that this binary lacks.
    pub fn manifest(&self, target: &TargetName, dialect: Dialect) -> Result<Manifest, Error> {
        let lane = self.lane(target, dialect, schemalane_source::read_target)?;
        let digest = lane.digest();
        self.assemble(lane, dialect, digest)
    }

    /// The lane of one target for who only compares it with a history: no text
    /// is kept, so what comes of it cannot run.
    ///
    /// # Errors
    ///
    /// As [`manifest`](Self::manifest).
    #[cfg(feature = "cli")]
    pub(crate) fn onlooker(&self, dialect: Dialect, config: Config) -> Result<Onlooker, Error> {
        let lane = self.lane(&config.target, dialect, schemalane_source::measure_target)?;
        // The digest is over the texts, and no onlooker tells it.
        let manifest = self.assemble(lane, dialect, String::new())?;
        Ok(Onlooker::new(Migrator::new(manifest, config)))
    }

    /// The lane of one target as it changes the schema: what a Rust migration says of that takes its place, and one that
    /// says nothing is left out. `sources` get the files, from `root` on; `None` where there are none.
    #[cfg(feature = "schema")]
    pub(crate) fn sketch(
        &self,
        target: &TargetName,
        dialect: Dialect,
        root: &Path,
        sources: Sources,
    ) -> Result<Option<(Manifest, Sources)>, Error> {
        let lane = self.lane(target, dialect, schemalane_source::read_target)?;
        if lane.files().is_empty() {
            return Ok(None);
        }
        let refused = |(path, source)| Error::Sketch { path, source };
        let sources = sources.with_lane(root, &lane).map_err(refused)?;
        let (target, digest) = (lane.target().clone(), lane.digest());
        let mut migrations = Vec::new();
        for file in lane.into_files() {
            let (file, content) = apart(file);
            let sql = match content {
                Content::Sql(sql) => Some(sql),
                Content::Rust(rust) => schemalane_build::sketch(&rust, dialect)
                    .map_err(|source| refused((file.path.clone(), source)))?,
                Content::Draft => None,
            };
            migrations.extend(sql.map(|sql| migration(file, Body::Sql(Sql::read(sql)))));
        }
        let manifest = Manifest::assembled(target, vec![dialect], digest, migrations);
        Ok(Some((manifest, sources)))
    }

    fn lane<C>(
        &self,
        target: &TargetName,
        dialect: Dialect,
        read: impl Fn(&Path, &TargetName, &Rules<'_>) -> Result<Lane<C>, Problems>,
    ) -> Result<Lane<C>, Error> {
        let layout = self.layout.clone().with_target(target.clone());
        let declared = self.dialects.get(target).cloned().unwrap_or_default();
        let rules = Rules {
            naming: self.naming,
            dialects: &|_| declared.clone(),
            database: Some(dialect),
            layout: &layout,
        };
        Ok(read(&self.dir, target, &rules)?)
    }

    fn assemble<C: Into<Entry>>(
        &self,
        lane: Lane<C>,
        dialect: Dialect,
        digest: String,
    ) -> Result<Manifest, Error> {
        let target = lane.target().clone();
        let (mut migrations, mut drafts) = (Vec::new(), Vec::new());
        for file in lane.into_files() {
            let (file, content) = apart(file);
            match content.into() {
                Entry::Draft => drafts.push(Draft::read(file)),
                Entry::Sql(sql) => migrations.push(migration(file, Body::Sql(sql))),
                Entry::Rust => {
                    let body = self.compiled_body(&file)?;
                    migrations.push(migration(file, body));
                }
            }
        }
        let manifest = Manifest::assembled(target, vec![dialect], digest, migrations);
        Ok(manifest.drafted(drafts))
    }

    /// The compiled function of a file with this name and these contents.
    fn compiled_body(&self, file: &File<()>) -> Result<Body, Error> {
        let all = self.compiled.iter().flat_map(|manifest| manifest.migrations());
        let same = |migration: &&Migration| {
            migration.script() == file.script && migration.checksum() == file.checksum
        };
        all.into_iter()
            .find(same)
            .map(|migration| migration.body().clone())
            .ok_or_else(|| Error::NotCompiledIn { script: display(&file.path) })
    }
}

/// What a lane has to say of one file.
enum Entry {
    Sql(Sql),
    Rust,
    Draft,
}

impl From<Content> for Entry {
    fn from(content: Content) -> Self {
        match content {
            Content::Sql(sql) => Self::Sql(Sql::read(sql)),
            Content::Rust(_) => Self::Rust,
            Content::Draft => Self::Draft,
        }
    }
}

impl From<Measures> for Entry {
    fn from(measures: Measures) -> Self {
        match measures {
            Measures::Sql(mode) => Self::Sql(Sql::measured(mode)),
            Measures::Rust => Self::Rust,
            Measures::Draft => Self::Draft,
        }
    }
}

/// What a file is called, and what is in it.
fn apart<C>(file: File<C>) -> (File<()>, C) {
    let File { version, description, script, dialect, checksum, path, content } = file;
    (File { version, description, script, dialect, checksum, path, content: () }, content)
}

fn migration(file: File<()>, body: Body) -> Migration {
    Migration::read(file.version, file.description, file.script, file.checksum, body)
}

fn display(path: &Path) -> String {
    path.display().to_string()
}
