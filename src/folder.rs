//! A folder of migrations that is read at run time, into the same manifest
//! that a build would have made of it.

use std::{
    collections::BTreeMap,
    mem,
    path::{Path, PathBuf},
};

use schemalane_source::{Content, Depth, Dialect, File, Layout, Naming, Rules, TargetName};

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
        let layout = self.layout.clone().with_target(target.clone());
        let declared = self.dialects.get(target).cloned().unwrap_or_default();
        let rules = Rules {
            naming: self.naming,
            dialects: &|_| declared.clone(),
            database: Some(dialect),
            layout: &layout,
        };
        let lane = schemalane_source::read_target(&self.dir, target, &rules)?;
        let digest = lane.digest();
        let (mut migrations, mut drafts) = (Vec::new(), Vec::new());
        for mut file in lane.into_files() {
            match mem::replace(&mut file.content, Content::Draft) {
                Content::Draft => drafts.push(Draft::read(file)),
                Content::Sql(sql) => migrations.push(migration(file, Body::Sql(Sql::read(sql)))),
                Content::Rust(_) => {
                    let body = self.compiled_body(&file)?;
                    migrations.push(migration(file, body));
                }
            }
        }
        let manifest = Manifest::assembled(target.clone(), vec![dialect], digest, migrations);
        Ok(manifest.drafted(drafts))
    }

    /// The compiled function of a file with this name and these contents.
    fn compiled_body(&self, file: &File) -> Result<Body, Error> {
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

fn migration(file: File, body: Body) -> Migration {
    Migration::read(file.version, file.description, file.script, file.checksum, body)
}

fn display(path: &Path) -> String {
    path.display().to_string()
}
