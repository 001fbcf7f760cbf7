//! The files of a schema.

use super::{FilesError, Header, Hint, hint, unquote, walk};
use crate::{Digest, Kind, Origin};
use schemalane_source::{Dialect, Excerpt, Statement, Token, TokenKind, split, tokens};
use std::path::Path;

/// The files of a schema, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    files: Vec<(String, String)>,
}

/// A statement of the wanted schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its text, without the final `;`.
    pub text: String,
    /// What it begins with.
    pub header: Header,
    /// Where it begins.
    pub origin: Origin,
    /// What its comments say of renames.
    pub hints: Vec<Hint>,
}

impl Wanted {
    /// Whether it says who may do what with something.
    pub(crate) fn is_about_rights(&self) -> bool {
        matches!(self.header.words.first().map(String::as_str), Some("GRANT" | "REVOKE"))
    }

    /// The table that it makes, or that what it makes belongs to, without its schema.
    pub(crate) fn table(&self, dialect: Dialect) -> Option<String> {
        match self.header.kind? {
            Kind::Table => self.header.name.clone(),
            Kind::Index | Kind::Trigger | Kind::Policy => self.table_behind_on(dialect),
            _ => None,
        }
    }

    fn table_behind_on(&self, dialect: Dialect) -> Option<String> {
        let text = self.text.as_str();
        let tokens = tokens(text, dialect).ok()?;
        let is = |token: &&Token, word: &str| {
            token.kind == TokenKind::Word && token.text(text).eq_ignore_ascii_case(word)
        };
        let mut rest = tokens
            .iter()
            .filter(|token| !token.is_comment())
            .skip_while(|token| !is(token, "ON"))
            .skip(1)
            .skip_while(|token| is(token, "ONLY"));
        let first = rest.next()?;
        let name = match rest.next() {
            Some(dot) if dot.text(text) == "." => rest.next()?,
            _ => first,
        };
        Some(unquote(name.text(text), dialect))
    }
}

impl Files {
    /// Reads every `.sql` file of a folder and its sub folders, in the order of their paths. Names with a dot at their
    /// beginning are passed over. Symbolic links are followed as long as they stay in the folder; pipes and devices are
    /// never opened, and a file has at most 64 MiB.
    ///
    /// # Errors
    ///
    /// The folder or a file cannot be read, a file is not text in UTF-8, or there is none: all that is wrong at once.
    pub fn read(folder: &Path) -> Result<Self, FilesError> {
        let files = walk::texts(folder)?;
        if files.is_empty() {
            return Err(FilesError::Empty { folder: folder.to_owned() });
        }
        Ok(Self { files })
    }

    /// Files that are not on a disk: pairs of a path, which errors name, and a text.
    pub fn from_texts<P: Into<String>, T: Into<String>>(
        files: impl IntoIterator<Item = (P, T)>,
    ) -> Self {
        Self { files: files.into_iter().map(|(path, text)| (path.into(), text.into())).collect() }
    }

    /// The digest of all texts and their names.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&serde_json::to_vec(&self.files).unwrap_or_default())
    }

    /// The paths and texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.trim_start_matches('\u{feff}')))
    }

    /// The statements of all files, in their order, with what their comments say of renames.
    ///
    /// # Errors
    ///
    /// Everything that is wrong: a file holds a NUL byte or cannot be split into statements, no file has a statement, or a hint is written in a way
    /// that means nothing.
    pub fn statements(&self, dialect: Dialect) -> Result<Vec<Wanted>, FilesError> {
        let (mut all, mut errors) = (Vec::new(), Vec::new());
        for (path, text) in self.iter() {
            match of_file(path, text, dialect) {
                Ok(statements) => all.extend(statements),
                Err(error) => errors.push(error),
            }
        }
        match errors.len() {
            0 => {}
            1 => return Err(errors.remove(0)),
            _ => return Err(FilesError::Several(errors)),
        }
        if all.is_empty() {
            let paths = self.files.iter().map(|(path, _)| path.clone()).collect();
            return Err(FilesError::Blank { paths });
        }
        Ok(all)
    }
}

/// The statements of one file.
fn of_file(path: &str, text: &str, dialect: Dialect) -> Result<Vec<Wanted>, FilesError> {
    no_nul(path, text)?;
    let statements = split(text, dialect).map_err(|source| {
        let excerpt = Box::new(Excerpt::of(text, source.place));
        FilesError::Split { path: path.to_owned(), source, excerpt }
    })?;
    let mut hints = hint::read(text, &statements, dialect)
        .map_err(|(line, hint)| FilesError::Hint { path: path.to_owned(), line, hint })?;
    let wanted = |(index, statement): (usize, &Statement)| {
        let body = statement.text(text);
        Wanted {
            text: body.to_owned(),
            header: Header::read(body, dialect),
            origin: Origin { file: path.to_owned(), line: statement.line() },
            hints: hints.remove(&index).unwrap_or_default(),
        }
    };
    Ok(statements.iter().enumerate().map(wanted).collect())
}

/// SQLite takes it for the end of the text, and PostgreSQL for a message that is broken; neither says what is wrong.
fn no_nul(path: &str, text: &str) -> Result<(), FilesError> {
    match text.lines().position(|line| line.contains('\0')) {
        Some(lines_before) => {
            Err(FilesError::Nul { path: path.to_owned(), line: lines_before + 1 })
        }
        None => Ok(()),
    }
}
