//! Where the migrations of a command come from: a folder, or this binary.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use schemalane_source::{Dialect, Layout, Naming, Project, Settings, TargetName, Version};

use super::args::{CommonArgs, TargetArgs};
use crate::{
    Config, Error, Folder, Manifest, Migration, Migrator, Runner,
    onlooker::Onlooker,
    resolve::{Fallback, Keeper, Workplace},
    url::DatabaseUrl,
};

/// Whose commands these are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'r> {
    /// Of `schemalane`: without `--dir` it takes the folder of the project. What is compiled into
    /// it are the lanes of the ledger.
    #[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "it is the program's"))]
    CommandLine(&'static [&'static Manifest]),
    /// Of an application: without `--dir` it takes the lanes in its binary.
    Application(&'r Runner),
}

/// The lanes that a command chooses from.
pub(super) enum Lanes {
    /// A folder, with its path.
    Folder(Folder, PathBuf),
    /// What is compiled in.
    Embedded(&'static [&'static Manifest]),
}

impl<'r> Source<'r> {
    const fn compiled(self) -> &'static [&'static Manifest] {
        match self {
            Self::CommandLine(compiled) => compiled,
            Self::Application(runner) => runner.manifests,
        }
    }

    fn manifest(self, target: &TargetName) -> Option<&'static Manifest> {
        match self {
            Self::CommandLine(_) => None,
            Self::Application(runner) => {
                runner.manifests.iter().copied().find(|manifest| manifest.target() == target)
            }
        }
    }

    /// What lies around the command.
    pub(super) fn workplace(self) -> Result<Workplace, Error> {
        match self {
            Self::CommandLine(_) => Workplace::of_command_line(),
            Self::Application(runner) => runner.workplace(),
        }
    }

    /// The versions of a target that are compiled in and stand in for a folder.
    pub(super) fn versions(self, target: &TargetName) -> impl Iterator<Item = &'static Version> {
        let migrations = self.manifest(target).map_or(&[][..], Manifest::migrations);
        migrations.iter().map(Migration::version)
    }

    /// The folder that is meant.
    pub(super) fn dir(self, args: &TargetArgs, workplace: &Workplace) -> Result<PathBuf, Error> {
        match (&args.dir, self) {
            (Some(dir), _) => Ok(dir.clone()),
            (None, Self::CommandLine(_)) => workplace.migrations(),
            (None, Self::Application(_)) => Ok(PathBuf::from("./migrations")),
        }
    }

    pub(super) fn lanes(self, args: &TargetArgs, workplace: &Workplace) -> Result<Lanes, Error> {
        if let (None, Self::Application(runner)) = (&args.dir, self) {
            return Ok(Lanes::Embedded(runner.manifests));
        }
        let path = self.dir(args, workplace)?;
        let naming = self.naming(workplace);
        let folder = Folder::new(&path).naming(naming).layout(self.layout(workplace));
        let targets = folder.declared().cloned().collect::<Vec<_>>();
        let folder = targets.into_iter().fold(folder, |folder, target| {
            let dialects = self.dialects(&target, workplace);
            folder.written_for(target, dialects)
        });
        let folder = folder.compiled(self.compiled());
        Ok(Lanes::Folder(folder, path))
    }

    /// Where the files of each target lie: as the project says. What an application has compiled in
    /// are targets as well.
    pub(super) fn layout(self, workplace: &Workplace) -> Layout {
        self.named(workplace).into_iter().fold(workplace.layout(), Layout::with_target)
    }

    /// Which names migrations have: as the project says, or as it did when this binary was built.
    pub(super) fn naming(self, workplace: &Workplace) -> Naming {
        match self {
            Self::CommandLine(_) => workplace.naming(),
            Self::Application(_) => {
                let default = self.manifest(&TargetName::DEFAULT);
                default.map(|manifest| manifest.settings().naming()).unwrap_or_default()
            }
        }
    }

    /// What the lane of a target is written for: as the project says, or as it did when this binary
    /// was built; empty where nothing says it.
    pub(super) fn dialects<'w>(
        self,
        target: &TargetName,
        workplace: &'w Workplace,
    ) -> &'w [Dialect] {
        match self {
            Self::CommandLine(_) => workplace.dialects(target),
            Self::Application(_) => self.manifest(target).map_or(&[], Manifest::dialects),
        }
    }

    /// How the lane of a target is kept, and who says so: the project, or the project when this
    /// binary was built.
    pub(super) fn settings(
        self,
        target: &TargetName,
        workplace: &Workplace,
    ) -> Result<(Settings, Keeper), Error> {
        if let Self::CommandLine(_) = self {
            return workplace.settings(target);
        }
        // A target that has no lane in the binary may have a folder all the same, of the same
        // project.
        let settings = match (self.manifest(target), self.manifest(&TargetName::DEFAULT)) {
            (Some(own), _) => own.settings().clone(),
            (None, Some(default)) => default
                .settings()
                .clone()
                .of_target(target)
                .map_err(|source| Error::BadName { target: target.clone(), source })?,
            (None, None) => Settings::NONE,
        };
        Ok((settings, Keeper::Compiled))
    }

    /// What is meant where nothing names the database of a target.
    pub(super) fn fallback(self, target: &TargetName, workplace: &'r Workplace) -> Fallback<'r> {
        match self {
            Self::CommandLine(_) => Fallback::BuiltIn(workplace.dialects(target)),
            Self::Application(runner) => {
                let dialects: &[Dialect] = self.manifest(target).map_or(&[], Manifest::dialects);
                Fallback::Application(runner.default_for(target, dialects))
            }
        }
    }

    /// What the project's file says otherwise than this binary, or than the database that was named.
    pub(super) fn difference(
        self,
        target: &TargetName,
        url: &DatabaseUrl,
        workplace: &Workplace,
    ) -> Option<String> {
        match self {
            Self::CommandLine(_) => workplace.misfit(target, url),
            // A lane that was compiled for another kind of database is refused.
            Self::Application(_) => {
                self.manifest(target).and_then(|manifest| workplace.difference(manifest))
            }
        }
    }

    /// The targets that the project names, and where it does.
    pub(super) fn named(self, workplace: &Workplace) -> BTreeSet<TargetName> {
        let project = workplace.project().into_iter().flat_map(|project| project.targets());
        let declared = match self {
            Self::CommandLine(_) => &[],
            Self::Application(runner) => runner.declared,
        };
        let declared = declared.iter().copied().map(TargetName::from_static);
        project.cloned().chain(declared).collect()
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
                has(folder, &config.target)?;
                Ok(Migrator::new(folder.manifest(&config.target, url.dialect())?, config))
            }
            Self::Embedded(manifests) => Ok(Migrator::embedded(manifests, config)),
        }
    }

    /// The same for a command that executes nothing, and needs no texts.
    pub(super) fn onlooker(&self, url: &DatabaseUrl, config: Config) -> Result<Onlooker, Error> {
        match self {
            Self::Folder(folder, _) => {
                has(folder, &config.target)?;
                folder.onlooker(url.dialect(), config)
            }
            Self::Embedded(manifests) => Ok(Onlooker::new(Migrator::embedded(manifests, config))),
        }
    }
}

fn has(folder: &Folder, target: &TargetName) -> Result<(), Error> {
    if folder.path(target).is_dir() {
        return Ok(());
    }
    Err(Error::UnknownTarget { target: target.clone(), known: folder.targets()? })
}

/// Refuses a folder that is not there, and the one of a project around its migrations.
pub(super) fn exists(path: &Path) -> Result<(), Error> {
    if !path.is_dir() {
        return Err(Error::NoFolder { path: path.to_owned() });
    }
    let is_project = [Project::FILE, "Cargo.toml"].iter().any(|file| path.join(file).is_file());
    let migrations = path.join("migrations");
    if is_project && migrations.is_dir() {
        return Err(Error::AroundFolder { path: path.to_owned(), migrations });
    }
    Ok(())
}
