//! Which column of a table a value is.

use super::node::{Node, Object};
use super::scope::{Entry, outputs};

/// A column of a relation: its `oid`, and the number of the column, from 1.
pub(super) type Place = (u32, usize);

/// How many names a column is followed through.
const STEPS: usize = 100;

/// The column that an output is, unchanged.
pub(super) fn output(query: &Object, place: usize) -> Option<Place> {
    result(query, place, &[], STEPS)
}

/// The column that a variable of the last of these queries is; each is within the one before.
pub(super) fn variable(expr: &Object, queries: &[&Object]) -> Option<Place> {
    follow(expr, queries, STEPS)
}

/// What an output of a query is, which stands within others.
fn result(query: &Object, place: usize, outer: &[&Object], steps: usize) -> Option<Place> {
    if query.get("setOperations").is_there() {
        return None;
    }
    let entry = outputs(query).nth(place)?;
    let queries: Vec<&Object> = outer.iter().copied().chain([query]).collect();
    follow(entry.get("expr").tagged("VAR")?, &queries, steps)
}

fn follow(variable: &Object, queries: &[&Object], steps: usize) -> Option<Place> {
    let steps = steps.checked_sub(1)?;
    if variable.tag != "VAR" {
        return None;
    }
    let queries = within(queries, variable.number("varlevelsup").unwrap_or_default())?;
    let entry = entry(queries.last()?, variable.number("varno")?)?;
    let number: usize = variable.number("varattno").filter(|number| *number > 0)?;
    let listed = |name| entry.get(name).list().get(number - 1).and_then(Node::object);
    match Entry::of(entry) {
        Entry::Relation => Some((entry.number("relid")?, number)),
        Entry::Join => follow(listed("joinaliasvars")?, queries, steps),
        Entry::Group => follow(listed("groupexprs")?, queries, steps),
        Entry::Subquery => result(entry.get("subquery").object()?, number - 1, queries, steps),
        Entry::Cte => {
            let (query, queries) = cte(entry, queries)?;
            result(query, number - 1, queries, steps)
        }
        Entry::Function | Entry::Table | Entry::Values | Entry::Unknown => None,
    }
}

/// The queries without so many levels of them.
fn within<'q, 'n>(queries: &'q [&'n Object], levels: usize) -> Option<&'q [&'n Object]> {
    queries.get(..queries.len().checked_sub(levels)?)
}

fn entry(query: &Object, place: usize) -> Option<&Object> {
    query.get("rtable").list().get(place.checked_sub(1)?)?.object()
}

/// A common table expression, and the queries that it stands within.
pub(super) fn cte<'q, 'n>(
    entry: &Object,
    queries: &'q [&'n Object],
) -> Option<(&'n Object, &'q [&'n Object])> {
    let queries = within(queries, entry.number("ctelevelsup").unwrap_or_default())?;
    let name = entry.word("ctename");
    let owner: &'n Object = queries.last()?;
    let found = owner.objects("cteList").find(|cte| cte.word("ctename") == name)?;
    Some((found.get("ctequery").object()?, queries))
}

/// The values that a variable stands for, where they are written in a query or a list of rows; with the queries that
/// they stand within.
pub(super) fn written<'n>(
    variable: &Object,
    queries: &[&'n Object],
) -> Vec<(&'n Node, Vec<&'n Object>)> {
    let found = || {
        let queries = within(queries, variable.number("varlevelsup").unwrap_or_default())?;
        let owner: &'n Object = queries.last()?;
        let entry = entry(owner, variable.number("varno")?)?;
        let index = variable.number::<usize>("varattno")?.checked_sub(1)?;
        Some(match Entry::of(entry) {
            Entry::Subquery => {
                let query = entry.get("subquery").object()?;
                arms(query, index, queries)
            }
            Entry::Cte => {
                let (query, queries) = cte(entry, queries)?;
                arms(query, index, queries)
            }
            Entry::Values => {
                let rows = entry.get("values_lists").list().iter();
                rows.filter_map(|row| Some((row.list().get(index)?, queries.to_vec()))).collect()
            }
            Entry::Relation
            | Entry::Join
            | Entry::Function
            | Entry::Table
            | Entry::Group
            | Entry::Unknown => Vec::new(),
        })
    };
    found().unwrap_or_default()
}

/// An output of a query, or of each of those that a set operation takes.
fn arms<'n>(
    query: &'n Object,
    index: usize,
    outer: &[&'n Object],
) -> Vec<(&'n Node, Vec<&'n Object>)> {
    let queries: Vec<&Object> = outer.iter().copied().chain([query]).collect();
    if query.get("setOperations").is_there() {
        let entries = query.objects("rtable").filter_map(|entry| entry.get("subquery").object());
        return entries.flat_map(|arm| arms(arm, index, &queries)).collect();
    }
    outputs(query).nth(index).map(|entry| (entry.get("expr"), queries)).into_iter().collect()
}
