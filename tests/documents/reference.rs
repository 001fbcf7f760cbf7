//! Everything that has a name is in the reference, and everything in the reference is there.

use std::collections::{BTreeMap, BTreeSet};

use schemalane::{StartupArgs, exit};
use schemalane_schema::HazardKind;
use schemalane_source::Project;

use crate::{
    markdown,
    program::{self, Flags},
};

const REFERENCE: &str = include_str!("../../docs/reference.md");
const DECLARATIVE: &str = include_str!("../../docs/declarative.md");
const CODEGEN: &str = include_str!("../../docs/codegen.md");
const OPERATIONS: &str = include_str!("../../docs/operations.md");

/// Who has a flag, beside the commands of `migrate`.
const PROGRAM: &str = "the program";
const APPLICATION: &str = "an application";

/// The first words in back ticks of a table's rows.
fn names<'d>(text: &'d str, first: &str) -> Vec<&'d str> {
    let rows = markdown::table(text, first);
    rows.iter().flat_map(|row| markdown::code(row[0]).collect::<Vec<_>>()).collect()
}

/// The flags of each command, by the table `flag | of | meaning`; `all` are those that a flag of
/// all commands belongs to, and `groups` the names of several of them.
fn documented(
    text: &str,
    all: &[&str],
    groups: &BTreeMap<&str, Vec<String>>,
) -> BTreeMap<String, Flags> {
    let mut found: BTreeMap<String, Flags> = BTreeMap::new();
    for row in markdown::table(text, "flag") {
        let is_flag = |words: &&str| words.starts_with("--");
        // `--allow <hazard>:<object>` takes one value.
        let flags = markdown::code(row[0]).filter(is_flag).map(|flag| flag.replace(">:<", ":"));
        let flags: Vec<_> = flags.collect();
        for owner in owners(row[1], all, groups) {
            found.entry(owner).or_default().extend(flags.iter().cloned());
        }
    }
    found
}

/// The commands that a cell names.
fn owners(cell: &str, all: &[&str], groups: &BTreeMap<&str, Vec<String>>) -> Vec<String> {
    let listed = |text: &str| text.split(", ").map(str::to_owned).collect::<Vec<_>>();
    if cell == "all" {
        return all.iter().map(|name| (*name).to_owned()).collect();
    }
    if let Some(others) = cell.strip_prefix("all but ") {
        let others = listed(others);
        let rest = all.iter().filter(|name| !others.contains(&(**name).to_owned()));
        return rest.map(|name| (*name).to_owned()).collect();
    }
    let names = listed(cell).into_iter();
    names.flat_map(|name| groups.get(&*name).cloned().unwrap_or_else(|| vec![name])).collect()
}

/// The flags that an application takes with `StartupArgs`.
fn of_an_application() -> Flags {
    let command = <StartupArgs as clap::Args>::augment_args(clap::Command::new("application"));
    let flags = command.get_arguments().filter_map(|argument| {
        let value = argument.get_value_names().filter(|_| argument.get_action().takes_values());
        let value = value.map(|names| format!(" <{}>", names[0].to_lowercase()));
        Some(format!("--{}{}", argument.get_long()?, value.unwrap_or_default()))
    });
    flags.collect()
}

#[test]
fn each_command_and_each_flag_of_it_is_in_the_reference() {
    let section = markdown::section(REFERENCE, "## Command line");
    let mut there = program::flags_of_group("migrate");
    assert_eq!(
        names(section, "command").into_iter().collect::<BTreeSet<_>>(),
        there.keys().map(String::as_str).collect(),
        "the commands of `migrate`"
    );
    for name in program::commands(&[]) {
        if name != "migrate" && name != "schema" {
            assert!(section.contains(&format!("`schemalane {name}")), "the reference lacks {name}");
            if name == "queries" {
                let group = program::flags_of_group(&name).into_iter();
                there.extend(group.map(|(command, flags)| (format!("{name} {command}"), flags)));
            } else {
                there.insert(name.clone(), program::flags(&[&name]));
            }
        }
    }
    there.insert(PROGRAM.to_owned(), program::flags(&[]));
    let all: Vec<_> = there.keys().cloned().collect();
    let all: Vec<_> = all.iter().map(String::as_str).collect();
    there.insert(APPLICATION.to_owned(), of_an_application());

    let (_, said) = section.split_once("*On a database* are ").unwrap();
    let (said, _) = said.split_once(';').unwrap();
    let on_a_database = markdown::code(said).map(str::to_owned).collect();
    let groups = BTreeMap::from([("on a database", on_a_database)]);
    assert_eq!(documented(section, &all, &groups), there);
}

#[test]
fn each_command_and_each_flag_of_the_schema_is_in_its_document() {
    let section = markdown::section(DECLARATIVE, "## Commands");
    let there = program::flags_of_group("schema");
    let commands = names(section, "command").into_iter();
    let commands: BTreeSet<_> =
        commands.filter_map(|words| words.split(' ').next()).filter(|it| !it.is_empty()).collect();
    let all: Vec<_> = there.keys().map(String::as_str).collect();
    assert_eq!(commands, all.iter().copied().collect());
    assert_eq!(documented(section, &all, &BTreeMap::new()), there);
    let hazards = HazardKind::ALL.iter().map(ToString::to_string);
    assert_eq!(
        names(markdown::section(DECLARATIVE, "## Hazards"), "code"),
        hazards.collect::<Vec<_>>()
    );
}

/// The keys that a sentence of the parser's own names, each in back ticks.
fn keys(sentence: &str) -> BTreeSet<&str> {
    markdown::code(sentence).collect()
}

#[test]
fn each_key_of_the_project_file_is_in_the_reference() {
    let section = markdown::section(REFERENCE, "## schemalane.toml");
    let (_, shown) = section.split_once("```toml\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    Project::parse(shown).unwrap();
    let assigned = |text: &'static str| {
        let keys = text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
        keys.filter(|key| !key.starts_with('#')).collect::<BTreeSet<_>>()
    };
    let (top, tables) = shown.split_once("\n[").unwrap();
    let mut top = assigned(top);
    top.extend(["codegen", "databases"]);
    assert_eq!(top, keys(&refusal("nothing = 1")));
    assert_eq!(assigned(tables), keys(&refusal("[databases.default]\nnothing = 1")));
}

#[test]
fn each_key_of_codegen_is_in_its_document() {
    let section = markdown::section(CODEGEN, "## Configuration");
    let (_, shown) = section.split_once("```toml\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    Project::parse(shown).unwrap();
    let (own, tables) = shown.split_once("\n[codegen.").unwrap();
    let own = own.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
    let tables = tables.split("\n[codegen.").filter_map(|table| table.split_once(']'));
    let documented: BTreeSet<_> = own.chain(tables.map(|(name, _)| name)).collect();
    assert_eq!(documented, keys(&refusal("[codegen]\nnothing = 1")));
}

/// What the parser expects, which it says of a key that it does not know.
fn refusal(text: &str) -> String {
    let error = Project::parse(text).unwrap_err().to_string();
    error.split_once("expected").expect("it says what it expects").1.to_owned()
}

#[test]
fn each_key_of_a_header_is_in_the_reference() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("migrations/V1__a.sql");
    std::fs::create_dir(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "-- schemalane: nothing = 1\nSELECT 1;\n").unwrap();
    let status = program::schemalane(&["migrate", "status"]).folder(folder.path());
    let refused = status.run().expect(exit::INVALID.into()).stderr;
    // What the parser expects, it says of a key that it does not know.
    let (_, told) = refused.split_once("unknown key `nothing`\n").unwrap();
    let (_, expected) = told.split_once("\nhelp: expected").unwrap();
    let section = markdown::section(REFERENCE, "## Header keys");
    assert_eq!(names(section, "key").into_iter().collect::<BTreeSet<_>>(), keys(expected));
}

#[test]
fn each_exit_code_is_in_the_reference() {
    let there = include_str!("../../src/exit.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub const ")?.split_once(" = ")?.1.strip_suffix(';'));
    let table = markdown::table(markdown::section(REFERENCE, "## Exit codes"), "code");
    let documented = table.iter().flat_map(|row| row[0].split(", "));
    assert_eq!(documented.collect::<BTreeSet<_>>(), there.collect::<BTreeSet<_>>());
}

#[test]
fn each_state_is_in_the_reference_and_has_its_next_step() {
    let (_, there) =
        include_str!("../../src/status/entry.rs").split_once("pub enum State {\n").unwrap();
    let (there, _) = there.split_once("\n}").unwrap();
    let there = there.lines().map(|line| line.trim().trim_end_matches(','));
    let there: BTreeSet<_> = there.filter(|line| !line.starts_with('/')).collect();
    let reference = markdown::section(REFERENCE, "## States");
    assert_eq!(names(reference, "state").into_iter().collect::<BTreeSet<_>>(), there);
    let operations = markdown::section(OPERATIONS, "## Every state, and the next step");
    assert_eq!(names(operations, "state").into_iter().collect::<BTreeSet<_>>(), there);
}

/// What is no variable to set: the beginnings of two that a build script tells its crate, and one
/// that is nearly right, which is told.
const NOT_TO_BE_SET: [&str; 3] = ["SCHEMALANE_FOLDER_", "SCHEMALANE_CODE_", "SCHEMALANE_URL"];

/// Those that the sources ask for are in the reference; the documents name no others.
#[test]
fn each_variable_is_in_the_reference() {
    let section = markdown::section(REFERENCE, "## Environment variables");
    let documented: BTreeSet<_> = names(section, "variable").into_iter().collect();
    let said = [REFERENCE, OPERATIONS, DECLARATIVE, include_str!("../../README.md")];
    let words = said.iter().flat_map(|text| text.split(|sign: char| !is_of_a_name(sign)));
    let named: BTreeSet<_> = words.filter(|word| word.starts_with("SCHEMALANE_")).collect();
    let unknown: Vec<_> = named.iter().filter(|name| !documented.contains(*name)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are not in {documented:?}");

    let sources = crate::sources::all();
    let texts = sources.split('"').filter(|text| text.chars().all(is_of_a_name));
    let asked: BTreeSet<_> = texts.filter(|text| text.starts_with("SCHEMALANE_")).collect();
    assert!(asked.contains("SCHEMALANE_LEDGER"), "{asked:?}");
    let is_missing = |name: &&&str| !documented.contains(**name) && !NOT_TO_BE_SET.contains(*name);
    let missing: Vec<_> = asked.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "the reference lacks {missing:?}");
}

/// Of a variable's name, `SCHEMALANE_DATABASE_URL_<TARGET>` too.
fn is_of_a_name(sign: char) -> bool {
    sign.is_ascii_uppercase() || sign == '_' || sign == '<' || sign == '>'
}
