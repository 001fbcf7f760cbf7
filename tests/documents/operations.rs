//! The operator's messages against what the program says.

use crate::sources;

const OPERATIONS: &str = include_str!("../../docs/operations.md");

/// The parts of a message between what is different each time.
fn fixed_parts(message: &str) -> impl Iterator<Item = &str> {
    let parts = message.split("...").flat_map(|part| part.split(['<', '>']));
    let parts = parts.map(|part| part.trim_matches([' ', ':', '(', ')']));
    // What cannot be done is put in by the sentence's caller.
    parts.map(|part| part.trim_start_matches("cannot ")).filter(|part| part.len() > 11)
}

#[test]
fn every_message_of_the_operators_is_one_that_the_program_has() {
    let sources = sources::all();
    let (_, errors) = OPERATIONS.split_once("## Every error").unwrap();
    let (errors, _) = errors.split_once("## Replicas").unwrap();
    let cells = errors.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let messages: Vec<_> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(messages.len() > 40, "{messages:?}");
    let parts = messages.iter().flat_map(|message| fixed_parts(message));
    let unknown: Vec<_> = parts.filter(|part| !sources.contains(part)).collect();
    assert!(unknown.is_empty(), "no message has {unknown:?}");
}
