//! Documentation in generated code.

use proc_macro2::TokenStream;
use quote::quote;

/// `///` lines.
pub(super) fn lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let lines = lines.into_iter().map(|line| match line.trim_end() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// A comment of the database, or a sentence where there is none.
pub(super) fn comment(comment: Option<&String>, otherwise: &str) -> TokenStream {
    match comment {
        Some(comment) => {
            lines(comment.lines().map(plain).collect::<Vec<_>>().iter().map(String::as_str))
        }
        None => lines([otherwise]),
    }
}

/// A comment is no markup: what Markdown and rustdoc would make something of is shown as it is.
fn plain(line: &str) -> String {
    let mut text = String::new();
    for character in line.trim().chars() {
        if matches!(character, '[' | ']' | '<' | '>' | '`' | '*' | '_' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
    text
}
