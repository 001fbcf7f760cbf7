//! Sequences, and those of identity columns.

use super::fact::{flag, property};
use crate::{Difference, Identity, Persistence, Sequence};

pub(super) fn compare(found: &mut Vec<Difference>, before: &Sequence, after: &Sequence) {
    let Sequence {
        data_type,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        persistence,
        owned_by: _,
    } = before;
    property(found, "type", Some(data_type), Some(&after.data_type));
    property(found, "start", Some(start), Some(&after.start));
    property(found, "increment", Some(increment), Some(&after.increment));
    property(found, "minimum", Some(minimum), Some(&after.minimum));
    property(found, "maximum", Some(maximum), Some(&after.maximum));
    property(found, "cache", Some(cache), Some(&after.cache));
    flag(found, "CYCLE", *cycle, after.cycle);
    property(found, "persistence", Some(persistence), Some(&after.persistence));
    property(found, "owner column", owner(before).as_ref(), owner(after).as_ref());
}

fn owner(sequence: &Sequence) -> Option<String> {
    let (table, column) = sequence.owned_by.as_ref()?;
    Some(format!("{}.{column}", table.short()))
}

/// What differs between two identities, in the words of SQL.
pub(super) fn identities(
    before: Option<&Identity>,
    after: Option<&Identity>,
) -> (Option<String>, Option<String>) {
    match (before, after) {
        (Some(before), Some(after)) => {
            let (one, other) = (clauses(before), clauses(after));
            let differs = one.iter().zip(&other).filter(|(one, other)| one != other);
            let (one, other): (Vec<_>, Vec<_>) =
                differs.map(|(one, other)| (&**one, &**other)).unzip();
            (Some(one.join(" ")), Some(other.join(" ")))
        }
        (before, after) => (before.map(alone), after.map(alone)),
    }
}

/// An identity without what is as always.
fn alone(identity: &Identity) -> String {
    let Identity { always, sequence } = identity;
    let usual = Identity { always: *always, sequence: usual(sequence) };
    let ([when, options @ ..], [_, usual @ ..]) = (clauses(identity), clauses(&usual));
    let options = options.into_iter().zip(usual).filter(|(option, usual)| option != usual);
    options.fold(when, |said, (option, _)| said + " " + &option)
}

/// What a sequence of this type is where nothing is said.
fn usual(sequence: &Sequence) -> Sequence {
    let maximum = match sequence.data_type.as_str() {
        "smallint" => i64::from(i16::MAX),
        "integer" => i64::from(i32::MAX),
        _ => i64::MAX,
    };
    Sequence {
        data_type: sequence.data_type.clone(),
        start: 1,
        increment: 1,
        minimum: 1,
        maximum,
        cache: 1,
        cycle: false,
        persistence: Persistence::Permanent,
        owned_by: None,
    }
}

/// The clauses of an identity, each kind at a place of its own.
fn clauses(identity: &Identity) -> [String; 10] {
    let Identity { always, sequence } = identity;
    let Sequence {
        data_type,
        start,
        increment,
        minimum,
        maximum,
        cache,
        cycle,
        persistence,
        owned_by: _,
    } = sequence;
    [
        if *always { "ALWAYS" } else { "BY DEFAULT" }.to_owned(),
        format!("AS {data_type}"),
        format!("START WITH {start}"),
        format!("INCREMENT BY {increment}"),
        format!("MINVALUE {minimum}"),
        format!("MAXVALUE {maximum}"),
        format!("CACHE {cache}"),
        if *cycle { "CYCLE" } else { "NO CYCLE" }.to_owned(),
        match persistence {
            Persistence::Permanent => "LOGGED",
            Persistence::Unlogged => "UNLOGGED",
        }
        .to_owned(),
        format!("OWNED BY {}", owner(sequence).as_deref().unwrap_or("NONE")),
    ]
}
