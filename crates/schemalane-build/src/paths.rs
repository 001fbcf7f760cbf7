//! How the generated file finds the files of the folder.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

/// How the generated file finds the files of the folder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Paths<'a> {
    /// From the package being built: SQL by `env!("CARGO_MANIFEST_DIR")`, Rust by an absolute
    /// path, since `#[path]` takes nothing but a literal. For a file in `OUT_DIR`.
    Manifest,
    /// From the folder of the generated file, by a prefix that leads to the package root: `..`
    /// for `generated/migrations.rs`. For a file that is checked in.
    Relative(&'a str),
}

impl Paths<'_> {
    /// The text of a SQL file; `file` is relative to the package root.
    pub(crate) fn text(self, file: &str) -> TokenStream {
        match self {
            Self::Manifest => {
                let file = format!("/{file}");
                quote!(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), #file)))
            }
            Self::Relative(prefix) => {
                let file = format!("{prefix}/{file}");
                quote!(include_str!(#file))
            }
        }
    }

    /// The place of a Rust module for `#[path]`, or nothing where the root has no UTF-8 name.
    pub(crate) fn module(self, root: &Path, file: &str) -> Option<String> {
        match self {
            Self::Manifest => root.join(file).to_str().map(str::to_owned),
            Self::Relative(prefix) => Some(format!("{prefix}/{file}")),
        }
    }
}
