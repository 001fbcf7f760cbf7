//! The commands and flags of the program, as its own help has them.

use std::collections::{BTreeMap, BTreeSet};

use schemalane_testkit::Command;

/// Flags, each with what its value is called, such as `--dir <path>`.
pub(crate) type Flags = BTreeSet<String>;

/// The program, with these arguments.
pub(crate) fn schemalane(arguments: &[&str]) -> Command {
    Command::new(env!("CARGO_BIN_EXE_schemalane")).args(arguments)
}

fn help(path: &[&str]) -> String {
    schemalane(path).arg("--help").run().expect(0).stdout
}

/// The commands of a group, such as `migrate`; of the program itself for the empty one.
pub(crate) fn commands(group: &[&str]) -> Vec<String> {
    let text = help(group);
    let (_, listed) = text.split_once("Commands:\n").expect("a group lists its commands");
    let names = listed
        .lines()
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The flags of a command, but for `--help` and `--version`.
pub(crate) fn flags(path: &[&str]) -> Flags {
    let text = help(path);
    let lines = text.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    lines.filter_map(flag).filter(|flag| !["--help", "--version"].contains(&&**flag)).collect()
}

/// The flag at the beginning of a line of help, such as `-n, --last <COUNT>  How many`.
fn flag(line: &str) -> Option<String> {
    let described = &line[line.find("--")?..];
    let name = described.split([' ', '.', '[', '=']).next()?;
    let value = described[name.len()..].strip_prefix(" <").and_then(|rest| rest.split_once('>'));
    Some(match value {
        Some((value, _)) => format!("{name} <{}>", value.to_lowercase()),
        None => name.to_owned(),
    })
}

/// The flags of each command of a group.
pub(crate) fn flags_of_group(group: &str) -> BTreeMap<String, Flags> {
    let commands = commands(&[group]).into_iter();
    commands.map(|name| (name.clone(), flags(&[group, &name]))).collect()
}
