//! The file of passwords of PostgreSQL's clients, `~/.pgpass`.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

/// A file of passwords that is there and was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IgnoredPassfile {
    path: PathBuf,
    why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    WideRights,
    NoFile,
    Unreadable,
}

impl fmt::Display for IgnoredPassfile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.why {
            Why::WideRights => write!(
                formatter,
                "the file of passwords {path} was not read, since others than its owner have \
                 rights to it: take them away (chmod 600)"
            ),
            Why::NoFile => {
                write!(formatter, "the file of passwords {path} is no file: name another")
            }
            Why::Unreadable => write!(
                formatter,
                "the file of passwords {path} cannot be read: give the rights to it"
            ),
        }
    }
}

/// Who asks for a password.
pub(super) struct Asker<'a> {
    pub(super) hosts: &'a [String],
    pub(super) port: u16,
    pub(super) database: &'a str,
    pub(super) user: &'a str,
}

/// The lines of a file that only its owner can read; none where there is no file.
pub(super) fn read(path: &Path) -> Result<String, IgnoredPassfile> {
    let ignored = |why| IgnoredPassfile { path: path.to_owned(), why };
    let Ok(found) = path.metadata() else { return Ok(String::new()) };
    if !found.is_file() {
        return Err(ignored(Why::NoFile));
    }
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o077 != 0 {
        return Err(ignored(Why::WideRights));
    }
    fs::read_to_string(path).map_err(|_| ignored(Why::Unreadable))
}

/// The password of the first line that fits.
pub(super) fn find(lines: &str, asker: &Asker<'_>) -> Option<String> {
    lines.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let fields = fields(line.trim_end_matches('\r'));
        let [host, port, database, user, password] = <[String; 5]>::try_from(fields).ok()?;
        let fits = |field: &str, value: &str| field == "*" || field == value;
        let is_meant = (asker.hosts.iter().any(|name| fits(&host, name)))
            && fits(&port, &asker.port.to_string())
            && fits(&database, asker.database)
            && fits(&user, asker.user);
        is_meant.then_some(password)
    })
}

/// The fields of a line; the last one is the rest of it. A backslash takes
/// from what follows what it means.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        let literal = match character {
            '\\' => characters.next().unwrap_or('\\'),
            ':' if fields.len() < 5 => {
                fields.push(String::new());
                continue;
            }
            character => character,
        };
        if let Some(last) = fields.last_mut() {
            last.push(literal);
        }
    }
    fields
}
