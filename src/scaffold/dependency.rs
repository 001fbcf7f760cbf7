//! Where a scaffold takes Schemalane from.

use std::{
    fmt::Write as _,
    fs, io,
    path::{MAIN_SEPARATOR, Path, PathBuf},
};

use crate::Error;

/// Where the crate takes Schemalane from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Dependency {
    /// From the registry, in the version of this crate.
    #[default]
    Published,
    /// From the folder that has Schemalane's `Cargo.toml`. It is written as it
    /// is given, and cargo reads a relative one from the scaffold's folder on.
    Path(PathBuf),
}

impl Dependency {
    /// A checkout of Schemalane. The path is meant from the current folder,
    /// and cargo reads it from the new crate, so it is made absolute.
    ///
    /// # Errors
    ///
    /// [`Error::File`] where the folder is no such checkout: its `Cargo.toml`
    /// is not there, or is that of another package.
    pub fn checkout(path: &Path) -> Result<Self, Error> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            |source| Error::File { action: "depend on", path, source }
        };
        let root = std::path::absolute(path).map_err(failed(path))?;
        let manifest = root.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).map_err(failed(&manifest))?;
        if package(&text) == Some(env!("CARGO_PKG_NAME")) {
            return Ok(Self::Path(root));
        }
        Err(failed(&manifest)(io::Error::new(
            io::ErrorKind::InvalidData,
            "expected the package `schemalane`: nothing was written; name the folder of a checkout \
             of Schemalane",
        )))
    }

    /// Which Schemalane it is, in the table behind `schemalane = ` in `Cargo.toml`, or
    /// behind another crate of the same release that lies in `folder` of its repository.
    pub(super) fn requirement(&self, folder: &str) -> Result<String, Error> {
        match self {
            Self::Published => Ok(format!("version = \"{}\"", env!("CARGO_PKG_VERSION"))),
            Self::Path(root) => Ok(format!("path = {}", quoted(&root.join(folder))?)),
        }
    }
}

/// The name that a `Cargo.toml` gives its package.
fn package(text: &str) -> Option<&str> {
    let lines = text.lines().map(str::trim).skip_while(|line| *line != "[package]").skip(1);
    let (_, name) = lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .find(|(key, _)| key.trim() == "name")?;
    let name = name.trim();
    let quote = name.chars().next().filter(|first| ['"', '\''].contains(first))?;
    name[1..].split_once(quote).map(|(name, _)| name)
}

/// A path as TOML has it, with `/` on every system.
fn quoted(path: &Path) -> Result<String, Error> {
    let text = path.to_str().ok_or_else(|| Error::File {
        action: "name in Cargo.toml",
        path: path.to_owned(),
        source: io::Error::new(io::ErrorKind::InvalidInput, "expected a path in UTF-8"),
    })?;
    let text = text.trim_end_matches(MAIN_SEPARATOR).replace(MAIN_SEPARATOR, "/");
    Ok(escaped(&text))
}

/// A basic string of TOML.
fn escaped(text: &str) -> String {
    let mut escaped = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => escaped.extend(['\\', character]),
            character if character.is_control() => {
                let _cannot_fail = write!(escaped, "\\u{:04X}", u32::from(character));
            }
            character => escaped.push(character),
        }
    }
    escaped.push('"');
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_or_a_path() {
        let published = Dependency::Published.requirement("crates/schemalane-build").unwrap();
        assert_eq!(published, format!("version = \"{}\"", env!("CARGO_PKG_VERSION")));
        let path = Dependency::Path("../lane".into());
        assert_eq!(path.requirement("").unwrap(), r#"path = "../lane""#);
        assert_eq!(path.requirement("crates/a").unwrap(), r#"path = "../lane/crates/a""#);
    }

    #[test]
    fn the_package_of_a_manifest() {
        assert_eq!(
            package("[package]\nversion = \"1\"\nname = \"lane\" # its name\n"),
            Some("lane")
        );
        assert_eq!(package("[workspace]\n[package]\nname='lane'"), Some("lane"));
        assert_eq!(package("[[bin]]\nname = \"lane\"\n[package]\n[lib]\nname = \"lane\""), None);
        assert_eq!(package(""), None);
    }

    #[test]
    fn toml_reads_the_path_back() {
        assert_eq!(escaped("a\"b\\c\n\u{7f}é"), r#""a\"b\\c\u000A\u007Fé""#);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_is_refused() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
        let path = Dependency::Path(OsStr::from_bytes(b"/lane\xff").into());
        assert!(matches!(path.requirement(""), Err(Error::File { .. })));
    }
}
