//! Constraints, which may have no name.

use crate::{Constraint, Difference};

/// Pairs what is the same; then what demands the same under another name; then what has the same name. The rest comes
/// or goes.
pub(super) fn compare(found: &mut Vec<Difference>, before: &[Constraint], after: &[Constraint]) {
    let mut actual: Vec<&Constraint> = before.iter().collect();
    let mut wanted: Vec<&Constraint> = after.iter().collect();
    pair(&mut actual, &mut wanted, |one, other| one == other, |_, _| {});
    pair(&mut actual, &mut wanted, is_renamed, |one, other| {
        if let (Some(from), Some(to)) = (&one.name, &other.name) {
            found.push(Difference::ConstraintRenamed { from: from.clone(), to: to.clone() });
        }
    });
    pair(
        &mut actual,
        &mut wanted,
        |one, other| one.name.is_some() && one.name == other.name,
        |one, other| {
            found.push(Difference::ConstraintChanged {
                before: Box::new(one.clone()),
                after: Box::new(other.clone()),
            });
        },
    );
    found.extend(
        actual
            .into_iter()
            .map(|constraint| Difference::ConstraintDropped { constraint: constraint.clone() }),
    );
    found.extend(
        wanted
            .into_iter()
            .map(|constraint| Difference::ConstraintAdded { constraint: constraint.clone() }),
    );
}

/// Takes the pairs that fit out of both lists.
fn pair<'c>(
    actual: &mut Vec<&'c Constraint>,
    wanted: &mut Vec<&'c Constraint>,
    fits: impl Fn(&Constraint, &Constraint) -> bool,
    mut paired: impl FnMut(&Constraint, &Constraint),
) {
    wanted.retain(|other| match actual.iter().position(|one| fits(one, other)) {
        Some(position) => {
            paired(actual.remove(position), other);
            false
        }
        None => true,
    });
}

/// Whether two constraints differ in nothing but their names, which both have.
fn is_renamed(one: &Constraint, other: &Constraint) -> bool {
    let Constraint {
        rule,
        name,
        deferrable,
        on_conflict,
        not_valid,
        definition,
        parameters,
        clustered,
        comment,
    } = one;
    name.is_some()
        && other.name.is_some()
        && *rule == other.rule
        && *deferrable == other.deferrable
        && *on_conflict == other.on_conflict
        && *not_valid == other.not_valid
        && *definition == other.definition
        && *parameters == other.parameters
        && *clustered == other.clustered
        && *comment == other.comment
}
