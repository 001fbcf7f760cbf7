//! The wanted schema as somebody wrote it.

mod files;
mod header;
mod hint;
mod walk;

pub use files::{Files, FilesError, Wanted};
pub use header::Header;
pub(crate) use header::unquote;
pub use hint::{Hint, Subject};
