//! The folder `template/`, and what is filled into it.
//!
//! `common/` belongs to every scaffold, the folder named for a dialect to
//! those of that dialect. A file whose name would mean something here, or
//! that cannot be what it is before it is filled in, has `.in` at its end.

use std::path::PathBuf;

use include_dir::{Dir, include_dir};
use schemalane_source::Dialect;

use super::name;

static TEMPLATE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/template");

/// What the template leaves open.
pub(super) struct Values {
    /// The package's name.
    pub(super) name: String,
    pub(super) dialect: Dialect,
    /// Which Schemalane it is, as `Cargo.toml` says it.
    pub(super) schemalane: String,
    /// The same for `schemalane-build`.
    pub(super) schemalane_build: String,
    /// The same for `schemalane-data`.
    pub(super) schemalane_data: String,
}

/// A file of the scaffold.
pub(crate) struct File {
    /// Relative to the scaffold's folder.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// The files of a scaffold, in the order of their paths.
pub(super) fn files(values: &Values) -> Vec<File> {
    let mut files = Vec::new();
    for root in ["common", values.dialect.name()] {
        let folder = TEMPLATE.get_dir(root).expect("the template has a folder for each dialect");
        collect(folder, root, values, &mut files);
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn collect(folder: &Dir<'_>, root: &str, values: &Values, files: &mut Vec<File>) {
    for folder in folder.dirs() {
        collect(folder, root, values, files);
    }
    for file in folder.files() {
        let path = file.path().strip_prefix(root).expect("a file lies in its folder");
        let text = file.contents_utf8().expect("the template is text");
        let path = match path.extension() {
            Some(extension) if extension == "in" => path.with_extension(""),
            _ => path.to_owned(),
        };
        files.push(File { path, text: values.fill(text) });
    }
}

impl Values {
    /// Rust has the crate's name as `scaffold_crate`, so that it is Rust
    /// before it is filled in; other files have `{{...}}`.
    fn fill(&self, text: &str) -> String {
        let crate_name = name::crate_of(&self.name);
        let (database_url, default, test) = match self.dialect {
            Dialect::Sqlite => (
                format!("sqlite://{}.db", self.name),
                format!("Else it is the SQLite file `{}.db`, as `src/main.rs` says.", self.name),
                "cargo test                           # applies everything in memory",
            ),
            Dialect::Postgres => (
                format!("postgres://postgres@localhost/{crate_name}"),
                "Where none of them names one, it leaves with an error.".to_owned(),
                "cargo test -- --ignored              # applies everything in databases of its own",
            ),
        };
        let values: [(&str, &str); 10] = [
            ("scaffold_crate", &crate_name),
            ("{{crate}}", &crate_name),
            ("{{name}}", &self.name),
            ("{{dialect}}", self.dialect.name()),
            ("{{database_url}}", &database_url),
            ("{{default}}", &default),
            ("{{test}}", test),
            ("{{schemalane}}", &self.schemalane),
            ("{{schemalane_build}}", &self.schemalane_build),
            ("{{schemalane_data}}", &self.schemalane_data),
        ];
        values.iter().fold(text.to_owned(), |text, (place, value)| text.replace(place, value))
    }
}
