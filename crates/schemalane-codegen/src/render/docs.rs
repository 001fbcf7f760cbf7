//! Documentation in generated code.

use proc_macro2::TokenStream;
use quote::quote;

/// What stands between two lines of documentation until they are text: an attribute for each is slow to parse.
const BREAK: char = '\u{1f}';

/// `///` lines.
pub(super) fn lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let mut text: Option<String> = None;
    for line in lines {
        match &mut text {
            Some(text) => text.push(BREAK),
            None => text = Some(String::new()),
        }
        let line = line.trim_end();
        if let Some(text) = text.as_mut().filter(|_| !line.is_empty()) {
            text.push(' ');
            text.push_str(line);
        }
    }
    match text {
        Some(text) => quote!(#[doc = #text]),
        None => TokenStream::new(),
    }
}

/// Adds a line of formatted text, or the several that it is where it is documentation.
pub(super) fn push(text: &mut String, line: &str) {
    let (indentation, rest) = line.split_at(line.len() - line.trim_start().len());
    match rest.strip_prefix("///") {
        Some(lines) => {
            lines.split(BREAK).for_each(|line| text.extend([indentation, "///", line, "\n"]));
        }
        None => text.extend([line, "\n"]),
    }
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
        // The compiler refuses some of them.
        let is_kept = !character.is_control() || character == '\t';
        text.push(if is_kept { character } else { ' ' });
    }
    text
}
