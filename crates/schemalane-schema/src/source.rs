//! The wanted schema as somebody wrote it.

mod error;
mod files;
mod header;
mod hint;
mod walk;

pub use error::FilesError;
pub use files::{Files, Wanted};
pub use header::Header;
pub(crate) use header::unquote;
pub use hint::{Hint, Subject};
