//! SQLite's own functions: when each is null, and what type it has.

use super::name::same;
use crate::algebra::Rule;

/// What is known of a function, called with a number of arguments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Function {
    name: &'static str,
    least: usize,
    most: usize,
    pub(super) form: Form,
    pub(super) rule: Rule,
    pub(super) gives: Gives,
    /// What its arguments usually are; the last stands for all behind it.
    pub(super) takes: &'static [Takes],
}

/// What a function is computed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Its arguments, and always the same.
    Plain,
    /// Its arguments, and perhaps something else each time.
    Changing,
    /// The rows of a group, or of the frame of a window.
    Aggregate,
    /// Other rows of a window.
    Window,
    /// The first of its arguments that is not null.
    Coalesce,
    /// The values behind conditions.
    Choice,
    /// Its first argument, unless it equals the second.
    Unless,
    /// Its first argument.
    Same,
}

/// The type of what a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    /// `INTEGER`.
    Integer,
    /// `REAL`.
    Real,
    /// `TEXT`.
    Text,
    /// `BLOB`.
    Blob,
    /// `BOOLEAN`.
    Boolean,
    /// That of its first argument.
    First,
    /// That of all of its arguments.
    Common,
    /// That of its first argument, where it is a number.
    Number,
    /// `BLOB` of one, else `TEXT`.
    Part,
    /// What it is cannot be told.
    Unknown,
}

/// What an argument usually is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// Bytes.
    Blob,
    /// What the others are.
    Others,
    /// Anything.
    Any,
}

/// The function of a name with so many arguments.
pub(super) fn find(name: &str, arguments: usize) -> Option<&'static Function> {
    let is_it = |function: &&Function| {
        same(function.name, name) && (function.least..=function.most).contains(&arguments)
    };
    FUNCTIONS.iter().find(is_it)
}

impl Function {
    /// Whether an argument has a say in whether the result is null, by its place.
    pub(super) fn is_decided_by(&self, place: usize) -> bool {
        match self.name {
            "concat_ws" | "format" | "group_concat" | "likelihood" | "printf" | "string_agg" => {
                place == 0
            }
            "lag" | "lead" => place != 1,
            "json_insert" | "json_replace" | "json_set" | "jsonb_insert" | "jsonb_replace"
            | "jsonb_set" => place == 0 || place % 2 == 1,
            _ => true,
        }
    }
}

const fn function(
    name: &'static str,
    (least, most): (usize, usize),
    form: Form,
    rule: Rule,
    gives: Gives,
    takes: &'static [Takes],
) -> Function {
    Function { name, least, most, form, rule, gives, takes }
}

/// As many arguments as somebody likes.
const MANY: usize = 1000;

use Form::{Aggregate, Changing, Choice, Coalesce, Plain, Same, Unless, Window};
use Gives::{Blob, Boolean, Common, First, Integer, Number, Part, Real, Text, Unknown};
use Rule::{Exact, Maybe, Never, Strict, Total};

/// What a JSON function takes: a document, and paths.
const DOCUMENT: &[Takes] = &[Takes::Text, Takes::Text];
/// What a JSON function takes that writes: a document, and a path before each value.
const WRITTEN: &[Takes] = &[Takes::Text, Takes::Text, Takes::Any];
/// What a function of times takes: a time, and what to do with it.
const TIMES: &[Takes] = &[Takes::Text];

/// The table. [`Rule::Exact`] is what a test tries on the engine itself.
const FUNCTIONS: &[Function] = &[
    function("abs", (1, 1), Plain, Exact, Number, &[Takes::Others]),
    function("changes", (0, 0), Changing, Never, Integer, &[]),
    function("char", (0, MANY), Plain, Never, Text, &[Takes::Integer]),
    function("coalesce", (2, MANY), Coalesce, Maybe, Common, &[Takes::Others]),
    function("concat", (1, MANY), Plain, Never, Text, &[Takes::Text]),
    function("concat_ws", (2, MANY), Plain, Exact, Text, &[Takes::Text]),
    function("current_date", (0, 0), Plain, Never, Text, &[]),
    function("current_time", (0, 0), Plain, Never, Text, &[]),
    function("current_timestamp", (0, 0), Plain, Never, Text, &[]),
    function("date", (0, 0), Plain, Never, Text, &[]),
    function("date", (1, MANY), Plain, Strict, Text, TIMES),
    function("datetime", (0, 0), Plain, Never, Text, &[]),
    function("datetime", (1, MANY), Plain, Strict, Text, TIMES),
    function("format", (1, MANY), Plain, Strict, Text, &[Takes::Text, Takes::Any]),
    function("glob", (2, 2), Plain, Exact, Boolean, &[Takes::Text]),
    function("hex", (1, 1), Plain, Never, Text, &[Takes::Blob]),
    function("if", (2, MANY), Choice, Maybe, Common, &[]),
    function("ifnull", (2, 2), Coalesce, Maybe, Common, &[Takes::Others]),
    function("iif", (2, MANY), Choice, Maybe, Common, &[]),
    function("instr", (2, 2), Plain, Exact, Integer, &[Takes::Text]),
    function("json", (1, 1), Plain, Exact, Text, DOCUMENT),
    function("json_array", (0, MANY), Plain, Never, Text, &[Takes::Any]),
    function("json_array_length", (1, 1), Plain, Exact, Integer, DOCUMENT),
    function("json_array_length", (2, 2), Plain, Strict, Integer, DOCUMENT),
    function("json_error_position", (1, 1), Plain, Exact, Integer, DOCUMENT),
    function("json_extract", (2, MANY), Plain, Strict, Unknown, DOCUMENT),
    function("json_group_array", (1, 1), Aggregate, Never, Text, &[Takes::Any]),
    function("json_group_object", (2, 2), Aggregate, Never, Text, &[Takes::Text, Takes::Any]),
    function("json_insert", (1, MANY), Plain, Total, Text, WRITTEN),
    function("json_object", (0, MANY), Plain, Never, Text, &[]),
    function("json_patch", (2, 2), Plain, Exact, Text, DOCUMENT),
    function("json_pretty", (1, 1), Plain, Exact, Text, DOCUMENT),
    function("json_pretty", (2, 2), Plain, Maybe, Text, DOCUMENT),
    function("json_quote", (1, 1), Plain, Never, Text, &[Takes::Any]),
    function("json_remove", (1, MANY), Plain, Maybe, Text, DOCUMENT),
    function("json_replace", (1, MANY), Plain, Total, Text, WRITTEN),
    function("json_set", (1, MANY), Plain, Total, Text, WRITTEN),
    function("json_type", (1, 1), Plain, Exact, Text, DOCUMENT),
    function("json_type", (2, 2), Plain, Strict, Text, DOCUMENT),
    function("json_valid", (1, 1), Plain, Exact, Boolean, DOCUMENT),
    function("json_valid", (2, 2), Plain, Exact, Boolean, &[Takes::Text, Takes::Integer]),
    function("jsonb", (1, 1), Plain, Exact, Blob, DOCUMENT),
    function("jsonb_array", (0, MANY), Plain, Never, Blob, &[Takes::Any]),
    function("jsonb_extract", (2, MANY), Plain, Strict, Unknown, DOCUMENT),
    function("jsonb_group_array", (1, 1), Aggregate, Never, Blob, &[Takes::Any]),
    function("jsonb_group_object", (2, 2), Aggregate, Never, Blob, &[Takes::Text, Takes::Any]),
    function("jsonb_insert", (1, MANY), Plain, Total, Blob, WRITTEN),
    function("jsonb_object", (0, MANY), Plain, Never, Blob, &[]),
    function("jsonb_patch", (2, 2), Plain, Exact, Blob, DOCUMENT),
    function("jsonb_remove", (1, MANY), Plain, Maybe, Blob, DOCUMENT),
    function("jsonb_replace", (1, MANY), Plain, Total, Blob, WRITTEN),
    function("jsonb_set", (1, MANY), Plain, Total, Blob, WRITTEN),
    function("julianday", (0, 0), Plain, Never, Real, &[]),
    function("julianday", (1, MANY), Plain, Strict, Real, TIMES),
    function("last_insert_rowid", (0, 0), Changing, Never, Integer, &[]),
    function("length", (1, 1), Plain, Exact, Integer, &[Takes::Text]),
    function("like", (2, 3), Plain, Exact, Boolean, &[Takes::Text]),
    function("likelihood", (2, 2), Same, Exact, First, &[Takes::Others]),
    function("likely", (1, 1), Same, Exact, First, &[Takes::Others]),
    function("lower", (1, 1), Plain, Exact, Text, &[Takes::Text]),
    function("ltrim", (1, 2), Plain, Exact, Text, &[Takes::Text]),
    function("max", (2, MANY), Plain, Exact, Common, &[Takes::Others]),
    function("min", (2, MANY), Plain, Exact, Common, &[Takes::Others]),
    function("nullif", (2, 2), Unless, Maybe, First, &[Takes::Others]),
    function("octet_length", (1, 1), Plain, Exact, Integer, &[Takes::Text]),
    function("printf", (1, MANY), Plain, Strict, Text, &[Takes::Text, Takes::Any]),
    function("quote", (1, 1), Plain, Never, Text, &[Takes::Any]),
    function("random", (0, 0), Changing, Never, Integer, &[]),
    function("randomblob", (1, 1), Changing, Never, Blob, &[Takes::Integer]),
    function("replace", (3, 3), Plain, Total, Text, &[Takes::Text]),
    function("round", (1, 2), Plain, Exact, Real, &[Takes::Real, Takes::Integer]),
    function("rtrim", (1, 2), Plain, Exact, Text, &[Takes::Text]),
    function("sign", (1, 1), Plain, Strict, Integer, &[Takes::Real]),
    function("soundex", (1, 1), Plain, Never, Text, &[Takes::Text]),
    function("sqlite_source_id", (0, 0), Plain, Never, Text, &[]),
    function("sqlite_version", (0, 0), Plain, Never, Text, &[]),
    function("strftime", (1, MANY), Plain, Strict, Text, TIMES),
    function("substr", (2, 3), Plain, Strict, Part, &[Takes::Text, Takes::Integer]),
    function("substring", (2, 3), Plain, Strict, Part, &[Takes::Text, Takes::Integer]),
    function("time", (0, 0), Plain, Never, Text, &[]),
    function("time", (1, MANY), Plain, Strict, Text, TIMES),
    function("timediff", (2, 2), Plain, Strict, Text, TIMES),
    function("total_changes", (0, 0), Changing, Never, Integer, &[]),
    function("trim", (1, 2), Plain, Exact, Text, &[Takes::Text]),
    function("typeof", (1, 1), Plain, Never, Text, &[Takes::Any]),
    function("unhex", (1, 2), Plain, Strict, Blob, &[Takes::Text]),
    function("unicode", (1, 1), Plain, Strict, Integer, &[Takes::Text]),
    function("unistr", (1, 1), Plain, Exact, Text, &[Takes::Text]),
    function("unistr_quote", (1, 1), Plain, Never, Text, &[Takes::Any]),
    function("unixepoch", (0, 0), Plain, Never, Integer, &[]),
    function("unixepoch", (1, MANY), Plain, Strict, Integer, TIMES),
    function("unlikely", (1, 1), Same, Exact, First, &[Takes::Others]),
    function("upper", (1, 1), Plain, Exact, Text, &[Takes::Text]),
    function("zeroblob", (1, 1), Plain, Never, Blob, &[Takes::Integer]),
    // Of the rows of a group, or of a frame.
    function("avg", (1, 1), Aggregate, Exact, Real, &[Takes::Real]),
    function("count", (0, 1), Aggregate, Never, Integer, &[Takes::Any]),
    function("group_concat", (1, 2), Aggregate, Exact, Text, &[Takes::Text]),
    function("max", (1, 1), Aggregate, Exact, First, &[Takes::Others]),
    function("min", (1, 1), Aggregate, Exact, First, &[Takes::Others]),
    function("string_agg", (2, 2), Aggregate, Exact, Text, &[Takes::Text]),
    function("sum", (1, 1), Aggregate, Exact, Number, &[Takes::Others]),
    function("total", (1, 1), Aggregate, Never, Real, &[Takes::Real]),
    // Of a window alone.
    function("cume_dist", (0, 0), Window, Never, Real, &[]),
    function("dense_rank", (0, 0), Window, Never, Integer, &[]),
    function("first_value", (1, 1), Window, Exact, First, &[Takes::Others]),
    function("lag", (1, 2), Window, Maybe, First, &[Takes::Others, Takes::Integer]),
    function("lag", (3, 3), Window, Exact, First, &[Takes::Others, Takes::Integer, Takes::Others]),
    function("last_value", (1, 1), Window, Exact, First, &[Takes::Others]),
    function("lead", (1, 2), Window, Maybe, First, &[Takes::Others, Takes::Integer]),
    function("lead", (3, 3), Window, Exact, First, &[Takes::Others, Takes::Integer, Takes::Others]),
    function("nth_value", (2, 2), Window, Maybe, First, &[Takes::Others, Takes::Integer]),
    function("ntile", (1, 1), Window, Never, Integer, &[Takes::Integer]),
    function("percent_rank", (0, 0), Window, Never, Real, &[]),
    function("rank", (0, 0), Window, Never, Integer, &[]),
    function("row_number", (0, 0), Window, Never, Integer, &[]),
];

#[cfg(test)]
mod tests;
