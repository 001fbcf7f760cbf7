//! What was typed: reading it, and saying how it is to be typed.

use std::{any::TypeId, ffi::OsString};

use clap::{ArgMatches, Command, CommandFactory, Parser, ValueEnum as _, builder::StyledStr};
use schemalane_source::{is_hidden, may_hold_secret};

use crate::{
    console::{self, ColourChoice, Palette, Voice},
    exit,
    flag::no_secret,
    url::Secret,
};

/// Reads the command line. A mistake in it is a configuration error, so the
/// exit code is 1 and not clap's 2, which means invalid migrations here.
pub(super) fn parse<A: Parser>(typed: &[OsString]) -> Result<A, u8> {
    let mut command = A::command();
    let read = command.try_get_matches_from_mut(typed).and_then(|mut matches| {
        match misplaced(&command, &matches) {
            Some(error) => Err(error),
            None => A::from_arg_matches_mut(&mut matches),
        }
    });
    read.map_err(|error| {
        raise_voice(typed);
        if error.use_stderr() {
            console::insist(mistake(&error.render(), typed).trim_end());
            exit::ERROR
        } else {
            console::show(&Palette::of_stdout().adopt(&error.render().ansi().to_string()));
            exit::SUCCESS
        }
    })
}

/// What is said of a mistake: in colours only where nothing of what was typed
/// has to be kept out of it, since colours are commands to a terminal too.
fn mistake(said: &StyledStr, typed: &[OsString]) -> String {
    let styled = said.ansi().to_string();
    let plain = Palette::none().adopt(&styled);
    let shown = without_secrets(&plain, typed);
    let is_hidden = |typed: &OsString| typed.to_string_lossy().contains(is_hidden);
    if shown != plain || typed.iter().any(is_hidden) {
        return shown;
    }
    Palette::of_stderr().adopt(&styled)
}

/// Speaks in the colours that were typed, also where the rest cannot be read.
fn raise_voice(typed: &[OsString]) {
    let typed: Vec<_> = typed.iter().map(|word| word.to_string_lossy()).collect();
    let flags = typed.iter().take_while(|word| *word != "--").enumerate();
    let said = flags.filter_map(|(place, word)| match word.strip_prefix("--color")? {
        "" => typed.get(place + 1).map(AsRef::as_ref),
        value => value.strip_prefix('='),
    });
    let colour = said.filter_map(|word| ColourChoice::from_str(word, true).ok()).last();
    Voice { colour: colour.unwrap_or_default(), ..Voice::default() }.raise();
}

/// Shows the help to who said nothing, which is a mistake.
pub(super) fn help<A: CommandFactory>(typed: &[OsString]) -> u8 {
    let mut command = A::command();
    if let Some(name) = typed.first().map(std::path::Path::new).and_then(|path| path.file_name()) {
        command.set_bin_name(name.to_string_lossy());
    }
    raise_voice(typed);
    let help = command.render_help().ansi().to_string();
    console::insist(Palette::of_stderr().adopt(&help).trim_end());
    exit::ERROR
}

/// A value that may hold a password where no URL belongs: it would be written
/// down, in a history, a file name or a message. Only arguments of the type
/// [`Secret`] take one.
fn misplaced(command: &Command, matches: &ArgMatches) -> Option<clap::Error> {
    let secret = TypeId::of::<Secret>();
    let found = command.get_arguments().find(|argument| {
        let values = matches.try_get_raw(argument.get_id().as_str()).ok().flatten();
        argument.get_value_parser().type_id() != secret
            && values.is_some_and(|mut values| {
                values.any(|value| may_hold_secret(&value.to_string_lossy()))
            })
    });
    if let Some(argument) = found {
        return Some(no_secret(argument).with_cmd(command));
    }
    let (name, matches) = matches.subcommand()?;
    misplaced(command.find_subcommand(name)?, matches)
}

/// clap repeats what it does not understand, which may be a URL in the wrong
/// place with a password in it.
fn without_secrets(text: &str, typed: &[OsString]) -> String {
    let mut text = text.to_owned();
    for argument in typed {
        let argument = argument.to_string_lossy();
        let value = argument.split_once('=').map_or(&*argument, |(flag, value)| {
            if flag.starts_with("--") { value } else { &*argument }
        });
        for said in [&*argument, value] {
            if let Some((_, rest)) = said.split_once("://").filter(|(_, rest)| !rest.is_empty()) {
                text = text.replace(rest, "...");
            } else if may_hold_secret(said) {
                text = text.replace(said, "...");
            }
        }
    }
    // What was repeated in another spelling ends at the next space.
    let words = text.split(' ').map(|word| match word.split_once("://") {
        Some((scheme, rest)) if !rest.starts_with("...") => format!("{scheme}://..."),
        _ if may_hold_secret(word) => "...".to_owned(),
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
            without_secrets(&text, &typed),
            "error: invalid value 'postgres://...' for '--database': \"postgres://...\"\nsay --help"
        );
        assert_eq!(without_secrets("a 'x://p\\\"w' b", &[]), "a 'x://... b");
        let typed = ["schemalane", "postgres:u:hun ter2@h/d"].map(OsString::from);
        let text = "error: unrecognized subcommand 'postgres:u:hun ter2@h/d'";
        assert_eq!(without_secrets(text, &typed), "error: unrecognized subcommand '...'");
    }
}
