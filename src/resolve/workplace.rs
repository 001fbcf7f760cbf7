//! What lies around a command and chooses its database.

use std::path::Path;
#[cfg(feature = "cli")]
use std::path::PathBuf;
use std::{env, ffi::OsStr};

use schemalane_source::{Dialect, Project, TargetName};
#[cfg(feature = "cli")]
use schemalane_source::{Layout, Naming, Settings};

#[cfg(feature = "cli")]
use super::Keeper;
use super::{
    NoDefault, Origin, Searched, file::ProjectFile, origin::Address, variables::Variables,
};
#[cfg(feature = "cli")]
use crate::url::DatabaseUrl;
use crate::{Error, Manifest};

/// The file that the command line uses where nothing names a database.
const EMBEDDED: &str = "sqlite://schemalane.db";

/// What a URL that nobody names means.
#[derive(Debug)]
pub(crate) enum Fallback<'f> {
    /// The command line's own file, which is for SQLite and for who does not say a dialect.
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "it is the command line's"))]
    BuiltIn(&'f [Dialect]),
    /// What the application says, or why it says nothing.
    Application(Result<&'f str, NoDefault>),
}

/// The project's file and the variables around a command.
#[derive(Clone, Debug)]
pub(crate) struct Workplace {
    file: Option<ProjectFile>,
    variables: Variables,
}

impl Workplace {
    /// Of the command line: the file that `SCHEMALANE_CONFIG` names, or the first one from the
    /// current folder upwards; and so the file `.env`.
    #[cfg(feature = "cli")]
    pub(crate) fn of_command_line() -> Result<Self, Error> {
        let current = super::file::current();
        let file = match (ProjectFile::named()?, &current) {
            (Some(named), _) => Some(named),
            (None, Some(folder)) => ProjectFile::above(folder)?,
            (None, None) => None,
        };
        Ok(Self { file, variables: Variables::new(current) })
    }

    /// Of an application: the file that `SCHEMALANE_CONFIG` names, or, while cargo runs the
    /// package that the lanes belong to, the one beside them. What lies in the current folder may
    /// be anybody's, and chooses nothing.
    pub(crate) fn of_application(package: Option<&str>) -> Result<Self, Error> {
        let is_run_by_cargo = env::var_os("CARGO_PKG_NAME").as_deref() == package.map(OsStr::new);
        let home =
            env::var_os("CARGO_MANIFEST_DIR").filter(|_| package.is_some() && is_run_by_cargo);
        let file = match (ProjectFile::named()?, &home) {
            (Some(named), _) => Some(named),
            (None, Some(home)) => ProjectFile::of(Path::new(home))?,
            (None, None) => None,
        };
        Ok(Self { file, variables: Variables::new(home.map(Into::into)) })
    }

    /// What the project's file says.
    pub(crate) fn project(&self) -> Option<&Project> {
        self.file.as_ref().map(|file| &file.project)
    }

    /// The database of a target, in the order of specification 000, section 2: the flag, the
    /// target's own variable, the common one, `DATABASE_URL` (for the default target only), the
    /// project's file, the default.
    ///
    /// # Errors
    ///
    /// [`Error::BadUrl`], and [`Error::NoDatabase`] where nothing names one.
    pub(crate) fn address(
        &self,
        target: &TargetName,
        flag: Option<&str>,
        fallback: Fallback<'_>,
    ) -> Result<Address, Error> {
        if let Some(url) = flag {
            return Address::parse(url, Origin::Flag);
        }
        let names = names(target);
        let mut searched = Searched::default();
        for name in &names {
            match self.variables.get(name)? {
                Ok(set) => return within(set.folder.as_deref(), &set.text, set.origin),
                Err(absent) => searched.variables.push(absent),
            }
        }
        if let Some(file) = &self.file {
            let path = file.found.path.clone();
            if let Some(url) = file.project.database(target).and_then(|it| it.url.as_deref()) {
                let origin = Origin::Project { target: target.clone(), file: path };
                return within(file.found.folder.as_deref(), url, origin);
            }
            searched.project = Some((path, target.clone()));
        }
        searched.dotenv = self.variables.file()?.map(super::dotenv::DotEnv::path);
        searched.strays = self.variables.strays(&names);
        self.fallback(target, fallback, searched)
    }

    fn fallback(
        &self,
        target: &TargetName,
        fallback: Fallback<'_>,
        searched: Searched,
    ) -> Result<Address, Error> {
        let found = match fallback {
            Fallback::BuiltIn([]) => Ok(self.embedded()?),
            Fallback::BuiltIn(dialects) if dialects.contains(&Dialect::Sqlite) => {
                Ok(self.embedded()?)
            }
            Fallback::BuiltIn(dialects) => {
                Err(NoDefault::OtherDialect { dialects: dialects.to_vec() })
            }
            Fallback::Application(Ok(url)) => Ok(Address::parse(url, Origin::Application)?),
            Fallback::Application(Err(why)) => Err(why),
        };
        match found {
            Ok(address) => Ok(Address { searched, ..address }),
            Err(why) => {
                let searched = Box::new(searched);
                Err(Error::NoDatabase { target: target.clone(), searched, why })
            }
        }
    }

    /// The command line's own file lies beside the project's.
    fn embedded(&self) -> Result<Address, Error> {
        let folder = self.file.as_ref().and_then(|file| file.found.folder.as_deref());
        within(folder, EMBEDDED, Origin::Default)
    }

    /// How many connections the project's file gives an application.
    pub(crate) fn pool_size(&self, target: &TargetName) -> Option<u32> {
        self.project()?.database(target)?.pool_size
    }

    /// What the file says of a lane otherwise than it was compiled in, as a sentence.
    pub(crate) fn difference(&self, manifest: &Manifest) -> Option<String> {
        let file = self.file.as_ref()?;
        let keys =
            file.project.differences(manifest.target(), manifest.settings(), manifest.dialects());
        let file = file.found.path.display();
        (!keys.is_empty()).then(|| {
            format!(
                "{file} says something else of the target {} than when this binary was built ({}): \
                 what was compiled in counts; build again, or keep URLs and pool sizes alone in \
                 that file",
                manifest.target(),
                keys.join(", ")
            )
        })
    }
}

#[cfg(feature = "cli")]
impl Workplace {
    /// That the file says another kind of database for a target than the one that was named, as a sentence.
    pub(crate) fn misfit(&self, target: &TargetName, url: &DatabaseUrl) -> Option<String> {
        let file = self.file.as_ref()?;
        let (dialects, found) = (self.dialects(target), url.dialect());
        let is_misfit = !dialects.is_empty() && !dialects.contains(&found);
        is_misfit.then(|| {
            let dialects: Vec<_> = dialects.iter().map(ToString::to_string).collect();
            format!(
                "{} says that the SQL of the target {target} is written for {}, and this is {found}",
                file.found.path.display(),
                dialects.join(" and ")
            )
        })
    }

    /// What the project's file says of a target's lane, and its name.
    pub(crate) fn settings(&self, target: &TargetName) -> Result<(Settings, Keeper), Error> {
        let Some(file) = &self.file else { return Ok((Settings::NONE, Keeper::Usual)) };
        let path = file.found.path.clone();
        match file.project.settings(target) {
            Ok(settings) => Ok((settings, Keeper::Project(path))),
            Err(source) => Err(Error::Project { file: path, source }),
        }
    }

    /// The database of a server that was started for the command.
    #[cfg(feature = "schema")]
    pub(crate) fn lent(url: &str) -> Result<Address, Error> {
        Address::parse(url, Origin::Throwaway)
    }

    /// Which names the project's file gives migrations.
    pub(crate) fn naming(&self) -> Naming {
        self.project().map(Project::naming).unwrap_or_default()
    }

    /// The dialects that the project's file names for a target.
    pub(crate) fn dialects(&self, target: &TargetName) -> &[Dialect] {
        self.project().map_or(&[], |project| project.dialects(target))
    }

    /// Where the project's file says that the files of each target lie.
    pub(crate) fn layout(&self) -> Layout {
        self.project().map(|project| project.layout(self.root())).unwrap_or_default()
    }

    /// The folder of the project's file, or the current one.
    pub(crate) fn root(&self) -> &Path {
        let folder = self.file.as_ref().and_then(|file| file.found.folder.as_deref());
        folder.unwrap_or(Path::new("."))
    }

    /// The folder of migrations where no flag names one.
    ///
    /// # Errors
    ///
    /// As [`folder`](Self::folder).
    pub(crate) fn migrations(&self) -> Result<PathBuf, Error> {
        self.layout().first().map_or_else(|| self.folder("migrations"), Ok)
    }

    /// A folder of the project where no flag names one: it lies beside the project's file.
    ///
    /// # Errors
    ///
    /// [`Error::TwoFolders`]: there is one here as well, which the project's file further up does
    /// not mean.
    pub(crate) fn folder(&self, name: &str) -> Result<PathBuf, Error> {
        let here = Path::new(".").join(name);
        let found = self.file.as_ref().map(|file| &file.found);
        let Some((file, folder)) = found.and_then(|it| Some((&it.path, it.folder.as_ref()?)))
        else {
            return Ok(here);
        };
        let there = folder.join(name);
        if here.is_dir() && here.canonicalize().ok() != there.canonicalize().ok() {
            return Err(Error::TwoFolders { here, there, file: file.clone() });
        }
        Ok(there)
    }
}

/// The variables that may name a target's database, the nearest first.
fn names(target: &TargetName) -> Vec<String> {
    let common = "SCHEMALANE_DATABASE_URL".to_owned();
    if target.is_default() {
        vec![common, "DATABASE_URL".to_owned()]
    } else {
        vec![format!("{common}_{}", target.as_str().to_ascii_uppercase()), common]
    }
}

/// A URL from a file: a relative path of a SQLite database counts from its folder.
fn within(folder: Option<&Path>, text: &str, origin: Origin) -> Result<Address, Error> {
    let mut address = Address::parse(text, origin)?;
    if let Some(folder) = folder {
        address.url = address.url.anchored_in(folder);
    }
    Ok(address)
}
