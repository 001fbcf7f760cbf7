//! What lies in a folder of migrations, made sense of.
//!
//! This is the ground floor of Schemalane. It knows file names, versions, checksums and where one
//! SQL statement ends and the next begins; it knows no database, makes no Rust code and prints
//! nothing. A build script reads a folder through it, and so does the command line when it is given
//! one with `--dir`.
//!
//! The way of a folder: [`read`] looks at every entry, [`Name`] parses its name, [`checksum`] reads
//! it as Flyway does, [`split`] finds its statements, [`Mode`] says whether they can share a
//! transaction, and a [`Lane`] is what is left when nothing is wrong. Whatever is wrong is a
//! [`Problem`] of one line, and all of them are found at once.

mod checksum;
mod codegen;
mod dialect;
mod digest;
mod directive;
mod edition;
mod entry;
mod excerpt;
mod fingerprint;
mod identifier;
mod lane;
mod layout;
mod mode;
mod name;
mod place;
mod problem;
mod project;
mod rust_type;
mod scan;
mod secret;
mod session;
mod settings;
mod sql;
mod statement;
mod target;
mod text;
mod timeouts;
mod told;
mod version;
mod warning;

pub use checksum::checksum;
pub use codegen::{Backend, CodeSource, Codegen, Dates, Derives};
pub use dialect::{Dialect, DialectError};
pub use directive::{DirectiveError, DirectiveErrorKind, Directives};
pub use entry::{Entry, EntryError, read_text};
pub use excerpt::Excerpt;
pub use fingerprint::Fingerprint;
pub use identifier::{Identifier, IdentifierError};
pub use lane::{Content, File, Lane, Measures, RustFile, SqlFile};
pub use layout::{Depth, Layout};
pub use mode::{Mode, ModeError, SQLITE_PROCESS_PRAGMAS};
pub use name::{Kind, Name, NameError, Naming};
pub use place::Place;
pub use problem::{Problem, Problems};
pub use project::{Database, Project, ProjectError};
pub use rust_type::{RustType, RustTypeError};
pub use scan::{Rules, files, measure_target, read, read_target, targets};
pub use secret::{may_hold_secret, without_secret};
pub use session::{Isolation, Names, SessionSettings, Switch, UnknownWord};
pub use settings::Settings;
pub use statement::{SplitError, SplitErrorKind, Statement, Token, TokenKind, split, tokens};
pub use target::{TargetName, TargetNameError};
pub use text::{TextError, is_hidden, printable};
pub use timeouts::Timeouts;
pub use told::{Saying, Told};
pub use version::{Version, VersionError};
pub use warning::{Concern, Warning};
