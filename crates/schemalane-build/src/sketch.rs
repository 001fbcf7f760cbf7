//! What a Rust migration says that it makes of the schema.
//!
//! Nobody but the application itself can run a Rust migration, so where a lane is replayed by another program, it is
//! taken at its word: the constant `SCHEMA` of its file, or `SCHEMA_SQLITE` and `SCHEMA_POSTGRES`, is the SQL that
//! changes the schema. One that has no such constant changes rows only.

use schemalane_source::{
    Dialect, Mode, RustFile, SessionSettings, SplitError, SqlFile, Timeouts, split,
};
use syn::{Expr, File, Item, Lit};

/// Why what a file says cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SketchError {
    /// The file does not parse.
    #[error("it does not parse as Rust: {0}")]
    Rust(String),
    /// The constant is something else than a text in quotes.
    #[error("`{0}` must be a string literal, such as `pub const {0}: &str = \"ALTER TABLE ...\";`")]
    NoText(&'static str),
    /// The text is no SQL.
    #[error("`{constant}`: {source}")]
    Sql {
        /// The constant.
        constant: &'static str,
        /// What is wrong with it.
        source: SplitError,
    },
}

/// The SQL that a Rust migration says it comes to; `None` where it says nothing.
///
/// # Errors
///
/// What it says is no string literal, or no SQL.
pub fn sketch(file: &RustFile, dialect: Dialect) -> Result<Option<SqlFile>, SketchError> {
    let Some(Constant { name, text }) = constant(&parsed(file)?, dialect)? else { return Ok(None) };
    let statements =
        split(&text, dialect).map_err(|source| SketchError::Sql { constant: name, source })?;
    Ok((!statements.is_empty()).then_some(SqlFile {
        text,
        mode: Mode::Transactional,
        timeouts: Timeouts::NONE,
        settings: SessionSettings::NONE,
        statements,
    }))
}

/// What a Rust migration says to each of these databases.
pub(crate) fn texts(file: &RustFile, dialects: &[Dialect]) -> Result<Vec<String>, SketchError> {
    let parsed = parsed(file)?;
    let mut texts = Vec::new();
    for dialect in dialects {
        texts.extend(constant(&parsed, *dialect)?.map(|constant| constant.text));
    }
    Ok(texts)
}

/// What a file says.
struct Constant {
    name: &'static str,
    text: String,
}

fn parsed(file: &RustFile) -> Result<File, SketchError> {
    syn::parse_file(&file.text).map_err(|error| SketchError::Rust(error.to_string()))
}

/// The constant for a database: its own, else the one for all.
fn constant(file: &File, dialect: Dialect) -> Result<Option<Constant>, SketchError> {
    let own = match dialect {
        Dialect::Sqlite => "SCHEMA_SQLITE",
        Dialect::Postgres => "SCHEMA_POSTGRES",
    };
    let value = |name: &'static str| {
        file.items.iter().find_map(|item| match item {
            Item::Const(item) if item.ident == name => Some((name, &*item.expr)),
            _ => None,
        })
    };
    let Some((name, value)) = value(own).or_else(|| value("SCHEMA")) else { return Ok(None) };
    let Expr::Lit(literal) = value else { return Err(SketchError::NoText(name)) };
    let Lit::Str(text) = &literal.lit else { return Err(SketchError::NoText(name)) };
    Ok(Some(Constant { name, text: text.value() }))
}

#[cfg(test)]
mod tests {
    use schemalane_source::Fingerprint;

    use super::*;

    fn said(text: &str, dialect: Dialect) -> Result<Option<String>, String> {
        let file =
            RustFile { text: text.to_owned(), fingerprint: Fingerprint::of(text.as_bytes()) };
        let sql = sketch(&file, dialect).map_err(|error| error.to_string())?;
        Ok(sql.map(|sql| sql.text))
    }

    #[test]
    fn the_constant_of_the_dialect_comes_first() {
        let text = "const SCHEMA: &str = \"CREATE TABLE a (b)\";\n\
                    pub const SCHEMA_SQLITE: &str = r#\"CREATE TABLE \"c\" (d)\"#;";
        let found = said(text, Dialect::Sqlite);
        assert_eq!(found, Ok(Some("CREATE TABLE \"c\" (d)".to_owned())));
        assert_eq!(said(text, Dialect::Postgres), Ok(Some("CREATE TABLE a (b)".to_owned())));
    }

    #[test]
    fn a_file_without_it_says_nothing() {
        assert_eq!(
            said("pub async fn migrate() {} mod a { const SCHEMA: &str = \"\"; }", Dialect::Sqlite),
            Ok(None)
        );
        assert_eq!(said("const SCHEMA: &str = \"-- nothing\";", Dialect::Sqlite), Ok(None));
    }

    #[test]
    fn what_is_no_text_or_no_sql_is_an_error() {
        for (text, words) in [
            ("const SCHEMA: &str = concat!(\"a\", \"b\");", "`SCHEMA` must be a string literal"),
            ("const SCHEMA: &str = \"SELECT 'a\";", "`SCHEMA`: "),
            ("const SCHEMA", "does not parse as Rust"),
        ] {
            let error = said(text, Dialect::Postgres).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}
