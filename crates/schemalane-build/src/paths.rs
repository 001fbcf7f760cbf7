//! How the generated file finds the files of the folder.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

/// The folder in `OUT_DIR` that holds the texts that the build script read. It is none that a
/// generated file could have, whatever its folder is called.
pub(crate) const TEXTS: &str = "schemalane.text";

/// How the generated file finds the files of the folder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Paths<'a> {
    /// For the file in `OUT_DIR` that is compiled: SQL lies beside it as the build script read it,
    /// so that text, statements and checksum cannot part. Rust is compiled where it lies, for the
    /// compiler's messages, and must be what the build script read.
    OutDir,
    /// For a file that is checked in and reviewed: from its folder on, by a prefix that leads to
    /// the package root: `..` for `generated/migrations.rs`.
    Relative(&'a str),
}

impl Paths<'_> {
    /// The text of a SQL file; `file` is relative to the package root.
    pub(crate) fn text(self, file: &str) -> TokenStream {
        let place = self.place(file);
        quote!(::core::include_str!(#place))
    }

    /// The expression that is the text of a file.
    pub(crate) fn expression(self, file: &str) -> TokenStream {
        let place = self.place(file);
        quote!(::core::include!(#place))
    }

    fn place(self, file: &str) -> TokenStream {
        match self {
            Self::OutDir => {
                let file = format!("/{TEXTS}/{file}");
                quote!(::core::concat!(::core::env!("OUT_DIR"), #file))
            }
            Self::Relative(prefix) => {
                let file = format!("{prefix}/{file}");
                quote!(#file)
            }
        }
    }

    /// The place of a Rust module for `#[path]`, or nothing where the root has no UTF-8 name.
    /// `#[path]` takes nothing but a literal, so where it is compiled it is absolute.
    pub(crate) fn module(self, root: &Path, file: &str) -> Option<String> {
        match self {
            Self::OutDir => root.join(file).to_str().map(str::to_owned),
            Self::Relative(prefix) => Some(format!("{prefix}/{file}")),
        }
    }
}
