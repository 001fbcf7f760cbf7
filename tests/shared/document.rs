//! Blocks of code in a document.

use serde::Deserialize as _;
use serde_json::Value;

/// The block whose first line is a comment with this file's name.
pub(crate) fn file<'d>(document: &'d str, name: &str) -> &'d str {
    let mut blocks = document.split("```").skip(1).step_by(2);
    let found = blocks.find_map(|block| {
        let (_, text) = block.split_once('\n')?;
        let heading = text.lines().next()?;
        let is_named = ["# ", "// "].iter().any(|mark| heading.strip_prefix(mark) == Some(name));
        is_named.then_some(text)
    });
    found.unwrap_or_else(|| panic!("no document shows {name}"))
}

/// What a block of YAML says.
#[allow(dead_code, reason = "not every suite has YAML to read")]
pub(crate) fn yaml(document: &str, name: &str) -> Value {
    Value::deserialize(serde_norway::Deserializer::from_str(file(document, name)))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}
