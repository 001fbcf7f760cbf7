//! Where the migrations of a command come from: a folder, or this binary.

use std::path::{Path, PathBuf};

use schemalane_source::{Project, TargetName, Version};

use super::args::{CommonArgs, TargetArgs};
use crate::{Config, Error, Folder, Manifest, Migration, Migrator, url::DatabaseUrl};

/// Where the migrations of a command can come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    /// What is compiled into this binary.
    pub(super) compiled: &'static [&'static Manifest],
    /// What to take where no folder is named.
    pub(super) unnamed: Unnamed,
}

/// What `--dir` stands for where it is not said.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unnamed {
    /// The folder `./migrations`.
    Folder,
    /// The lanes in this binary.
    Embedded,
}

/// The lanes that a command chooses from.
pub(super) enum Lanes {
    /// A folder, with its path.
    Folder(Folder, PathBuf),
    /// What is compiled in.
    Embedded(&'static [&'static Manifest]),
}

/// The folder that is meant.
pub(super) fn dir(args: &TargetArgs) -> PathBuf {
    args.dir.clone().unwrap_or_else(|| PathBuf::from("./migrations"))
}

impl Source {
    /// The versions of a target that are compiled in and stand in for a folder.
    pub(super) fn versions(self, target: &TargetName) -> impl Iterator<Item = &'static Version> {
        let lanes = match self.unnamed {
            Unnamed::Folder => &[],
            Unnamed::Embedded => self.compiled,
        };
        let own = lanes.iter().filter(move |manifest| manifest.target() == target);
        own.flat_map(|manifest| manifest.migrations()).map(Migration::version)
    }

    pub(super) fn lanes(self, args: &TargetArgs, project: &Project) -> Lanes {
        if let (None, Unnamed::Embedded) = (&args.dir, self.unnamed) {
            return Lanes::Embedded(self.compiled);
        }
        let path = dir(args);
        let folder = Folder::new(&path).naming(project.naming()).compiled(self.compiled);
        Lanes::Folder(folder, path)
    }
}

impl Lanes {
    /// The targets that the flags name, in order.
    pub(super) fn targets(&self, args: &CommonArgs) -> Result<Vec<TargetName>, Error> {
        if let Self::Folder(_, path) = self {
            exists(path)?;
        }
        if !args.all_databases {
            return Ok(vec![args.target.name()]);
        }
        match self {
            Self::Folder(folder, _) => folder.targets(),
            Self::Embedded(manifests) => {
                let full = manifests.iter().filter(|manifest| !manifest.migrations().is_empty());
                Ok(full.map(|manifest| manifest.target().clone()).collect())
            }
        }
    }

    /// What to remark of a target that `schemalane.toml` names and that has no
    /// migrations here: to pass over it in silence would be to take it for done.
    pub(super) fn without(&self, target: &TargetName) -> String {
        let table = format!("[databases.{target}] in schemalane.toml has no migrations");
        match self {
            Self::Folder(folder, _) => {
                format!("{table}: there is no folder {}", folder.path(target).display())
            }
            Self::Embedded(_) => format!("{table}: none are compiled into this binary"),
        }
    }

    /// A migrator for one target.
    pub(super) fn migrator(&self, url: &DatabaseUrl, config: Config) -> Result<Migrator, Error> {
        match self {
            Self::Folder(folder, _) => {
                let target = config.target.clone();
                if !folder.path(&target).is_dir() {
                    return Err(Error::UnknownTarget { target, known: folder.targets()? });
                }
                Ok(Migrator::new(folder.manifest(&target, url.dialect())?, config))
            }
            Self::Embedded(manifests) => Ok(Migrator::embedded(manifests, config)),
        }
    }
}

fn exists(path: &Path) -> Result<(), Error> {
    if path.is_dir() { Ok(()) } else { Err(Error::NoFolder { path: path.to_owned() }) }
}
