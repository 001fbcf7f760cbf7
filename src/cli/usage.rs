//! What was typed: reading it, and saying how it is to be typed.

use std::ffi::OsString;

use clap::{CommandFactory, Parser};

use crate::{console, exit};

/// Reads the command line. A mistake in it is a configuration error, so the
/// exit code is 1 and not clap's 2, which means invalid migrations here.
pub(super) fn parse<A: Parser>(typed: &[OsString]) -> Result<A, u8> {
    A::try_parse_from(typed).map_err(|error| {
        let text = error.render().to_string();
        if error.use_stderr() && text.contains("://") {
            console::note(without_urls(&text, typed).trim_end());
        } else {
            let _closed = error.print();
        }
        if error.use_stderr() { exit::ERROR } else { exit::SUCCESS }
    })
}

/// Shows the help to who said nothing, which is a mistake.
pub(super) fn help<A: CommandFactory>(typed: &[OsString]) -> u8 {
    let mut command = A::command();
    if let Some(name) = typed.first().map(std::path::Path::new).and_then(|path| path.file_name()) {
        command.set_bin_name(name.to_string_lossy());
    }
    console::note(command.render_help().to_string().trim_end());
    exit::ERROR
}

/// clap repeats what it does not understand, which may be a URL in the wrong
/// place with a password in it.
fn without_urls(text: &str, typed: &[OsString]) -> String {
    let mut text = text.to_owned();
    for argument in typed {
        let argument = argument.to_string_lossy();
        if let Some((_, secret)) =
            argument.split_once("://").filter(|(_, secret)| !secret.is_empty())
        {
            text = text.replace(secret, "...");
        }
    }
    // What was repeated in another spelling ends at the next space.
    let words = text.split(' ').map(|word| match word.split_once("://") {
        Some((scheme, rest)) if !rest.starts_with("...") => format!("{scheme}://..."),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_in_the_wrong_place_are_not_repeated() {
        let url = "postgres://shop:hun ter2@db/shop";
        let typed = ["schemalane", &format!("--database={url}")].map(OsString::from);
        let text = format!("error: invalid value '{url}' for '--database': {url:?}\nsay --help");
        assert_eq!(
            without_urls(&text, &typed),
            "error: invalid value 'postgres://...' for '--database': \"postgres://...\"\nsay --help"
        );
        assert_eq!(without_urls("a 'x://p\\\"w' b", &[]), "a 'x://... b");
    }
}
