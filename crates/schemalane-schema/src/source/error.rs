//! Why the files of a schema cannot be used.

use schemalane_source::{EntryError, Excerpt, SplitError, TextError, Told};
use std::path::PathBuf;
use std::{fmt, io};

/// Why the files of a schema cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FilesError {
    /// A folder or file cannot be read.
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder is none that is read.
    Entry {
        /// The file or folder.
        path: String,
        /// Why.
        source: EntryError,
    },
    /// Characters of a file are not what they look like.
    Text {
        /// The file.
        path: String,
        /// What does not fit, beginning with the place.
        source: TextError,
    },
    /// All files together are longer than what is read.
    TooLong {
        /// The folder.
        folder: PathBuf,
        /// The most bytes.
        most: u64,
    },
    /// Several things are wrong.
    Several(Vec<Self>),
    /// A file is not text.
    NotUtf8 {
        /// The file.
        path: PathBuf,
    },
    /// A file holds a NUL byte, which no statement can.
    Nul {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// There is no file.
    Empty {
        /// The folder.
        folder: PathBuf,
    },
    /// No file has a statement.
    Blank {
        /// The files.
        paths: Vec<String>,
    },
    /// A file cannot be split into statements.
    Split {
        /// The file.
        path: String,
        /// What is wrong, and where.
        source: SplitError,
        /// The line of the file.
        excerpt: Box<Excerpt>,
    },
    /// A hint is written in a way that means nothing.
    Hint {
        /// The file.
        path: String,
        /// The line, from 1.
        line: u32,
        /// The comment.
        hint: String,
    },
}

impl FilesError {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Unreadable { path, source } => {
                let way = match source.kind() {
                    io::ErrorKind::NotFound => {
                        "name the folder with `--dir`, or write a first one with `schemalane schema init`"
                    }
                    _ => "give the rights to read it",
                };
                Told::new(format!("{}: {source}", path.display())).help(way)
            }
            Self::Entry { path, source } => source.told().at(format_args!("{path}: ")),
            Self::Text { path, source } => source.told().at(format_args!("{path}:")),
            Self::TooLong { folder, most } => Told::new(format!(
                "{}: its files have more than {most} bytes, which are the most that is read",
                folder.display()
            ))
            .help("see whether all of them are meant, and move out what is no schema"),
            Self::Several(errors) => {
                Told::new(format!("{} things are wrong with the files", errors.len()))
                    .parts(errors.iter().map(Self::told))
            }
            Self::NotUtf8 { path } => {
                Told::new(format!("{}: it is not text in UTF-8", path.display()))
                    .help("save it as UTF-8")
            }
            Self::Nul { path, line } => Told::new(format!(
                "{path}:{line}: it holds a NUL byte, which no database takes in a statement"
            ))
            .help("delete it there, or save the file as UTF-8 where it was UTF-16"),
            Self::Empty { folder } => Told::new(format!(
                "{}: there is no .sql file in it, and a schema of nothing would drop everything",
                folder.display()
            ))
            .help(WRITE),
            Self::Blank { paths } => Told::new(format!(
                "{}there is no statement, and a schema of nothing would drop everything",
                place(paths)
            ))
            .help(WRITE),
            Self::Split { path, source, excerpt } => {
                source.told().at(format_args!("{path}:")).showing(Some(excerpt))
            }
            Self::Hint { path, line, hint } => Told::new(format!(
                "{path}:{line}: `{hint}` is no hint"
            ))
            .help("write `-- @renamed from=old_name` on the line of what is renamed, or above it"),
        }
    }
}

const WRITE: &str = "write the wanted schema there";

impl fmt::Display for FilesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

/// Where nothing is.
fn place(paths: &[String]) -> String {
    match paths {
        [] => String::new(),
        [path] => format!("{path}: "),
        [path, others @ ..] => format!("{path} and {} more: ", others.len()),
    }
}
