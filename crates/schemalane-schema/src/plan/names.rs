//! What names mean in a plan.

use super::approval::Meaning;
use super::name::{Name, keys};
use super::{Approval, Hazard, HazardKind, Plan, Severity};
use crate::{Address, Details, Element, Kind, Object, ObjectId, Schema};
use schemalane_source::Dialect;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a name may mean: what the database has, what it shall have, and what hazards are about.
pub(crate) struct Names {
    dialect: Dialect,
    addresses: BTreeMap<Vec<String>, BTreeSet<Address>>,
}

impl Names {
    /// The names of what these schemas have, with their parts.
    pub(crate) fn of(dialect: Dialect, schemas: &[&Schema]) -> Self {
        let mut names = Self { dialect, addresses: BTreeMap::new() };
        for object in schemas.iter().flat_map(|schema| schema.objects.values()) {
            names.add((&object.id).into());
            let parts = parts(object).into_iter();
            parts.for_each(|part| names.add(Address::of(object.id.clone(), part)));
        }
        names
    }

    /// With objects of which only the names are known.
    pub(crate) fn with(mut self, ids: impl Iterator<Item = ObjectId>) -> Self {
        ids.for_each(|id| self.add(id.into()));
        self
    }

    fn add(&mut self, address: Address) {
        for key in keys(&address, self.dialect) {
            self.addresses.entry(key).or_default().insert(address.clone());
        }
    }

    /// What a name may mean where it stands behind a hazard. `certain` is what there is such a hazard of.
    fn candidates(
        &self,
        kind: HazardKind,
        name: &Name,
        certain: &BTreeSet<&Address>,
    ) -> BTreeSet<&Address> {
        let found = self.addresses.get(&name.key(self.dialect)).into_iter().flatten();
        let is_meant = |address: &&Address| {
            name.allows(address) && (certain.contains(address) || kind.may_concern(address))
        };
        found.filter(is_meant).collect()
    }

    /// What an approval calls something: the short name, or the whole one where that could mean something else.
    fn call(&self, kind: HazardKind, about: &Address, certain: &BTreeSet<&Address>) -> String {
        let short = about.short();
        let candidates = Name::parse(&short).map(|name| self.candidates(kind, &name, certain));
        let is_unique = candidates.is_ok_and(|found| found.into_iter().eq([about]));
        if is_unique { short } else { about.to_string() }
    }
}

impl HazardKind {
    /// Whether there may be such a hazard of it somewhere: a routine has no rows that could be lost.
    const fn may_concern(self, about: &Address) -> bool {
        match self {
            Self::DeleteData
            | Self::LossyConversion
            | Self::MayFail
            | Self::FillNulls
            | Self::RewriteTable => match about.object.kind {
                Kind::Table
                | Kind::Sequence
                | Kind::Index
                | Kind::MaterializedView
                | Kind::Enum
                | Kind::Domain
                | Kind::Composite => true,
                Kind::Schema
                | Kind::Extension
                | Kind::Routine
                | Kind::View
                | Kind::Trigger
                | Kind::Policy
                | Kind::Other => false,
            },
            Self::Lock
            | Self::IndexBuild
            | Self::IndexDrop
            | Self::NotTransactional
            | Self::BehaviourChange
            | Self::UntrackedDependency
            | Self::Authorisation
            | Self::ExtensionVersion
            | Self::Rename => true,
        }
    }
}

/// The parts of an object that have names.
pub(crate) fn parts(object: &Object) -> Vec<Element> {
    let constraint =
        |constraint: &crate::Constraint| constraint.name.clone().map(Element::Constraint);
    match &object.details {
        Details::Table(table) => {
            let columns = table.columns.iter().map(|column| Element::Column(column.name.clone()));
            columns.chain(table.constraints.iter().filter_map(constraint)).collect()
        }
        Details::View(view) => {
            view.columns.iter().map(|column| Element::Column(column.name.clone())).collect()
        }
        Details::Composite(composite) => {
            composite.fields.iter().map(|field| Element::Column(field.name.clone())).collect()
        }
        Details::Domain(domain) => domain.constraints.iter().filter_map(constraint).collect(),
        Details::Enum(labels) => labels.labels.iter().cloned().map(Element::Label).collect(),
        Details::Schema
        | Details::Extension(_)
        | Details::Sequence(_)
        | Details::Routine(_)
        | Details::Index(_)
        | Details::Trigger(_)
        | Details::Policy(_)
        | Details::Other { .. } => Vec::new(),
    }
}

impl Plan {
    /// Says of each hazard what an approval calls it, turns refusals into what was approved, and notes the approvals that
    /// change nothing. That rows break a rule is a fact which no approval changes.
    pub(crate) fn approve(&mut self, approvals: &[Approval], mut names: Names) {
        let hazards = || self.steps.iter().flat_map(|step| &step.hazards);
        hazards().for_each(|hazard| names.add(hazard.about.clone()));
        let mut certain: BTreeMap<HazardKind, BTreeSet<&Address>> = BTreeMap::new();
        for hazard in hazards() {
            certain.entry(hazard.kind).or_default().insert(&hazard.about);
        }
        let none = BTreeSet::new();
        let certain_of = |kind| certain.get(&kind).unwrap_or(&none);
        let called: Vec<String> = hazards()
            .map(|hazard| names.call(hazard.kind, &hazard.about, certain_of(hazard.kind)))
            .collect();
        let mut meant: BTreeSet<(HazardKind, Address)> = BTreeSet::new();
        let mut doubts = Vec::new();
        for approval in approvals {
            let kind = approval.kind();
            let found: BTreeSet<&Address> = match &approval.meaning {
                Meaning::Exact(address) => BTreeSet::from([address]),
                Meaning::Named { name, .. } => names.candidates(kind, name, certain_of(kind)),
            };
            match found.iter().collect::<Vec<_>>().as_slice() {
                [about] if certain_of(kind).contains(**about) => {
                    meant.insert((kind, (**about).clone()));
                    doubts.extend(hopeless(approval, kind, about, hazards()));
                }
                [] | [_] => doubts.push(idle(approval, hazards())),
                several => doubts.push(ambiguous(approval, several)),
            }
        }
        let all = self.steps.iter_mut().flat_map(|step| &mut step.hazards);
        for (hazard, called) in all.zip(called) {
            hazard.object = called;
            let is_refused =
                hazard.severity == Severity::Refused && hazard.kind != HazardKind::MayFail;
            if is_refused && meant.contains(&(hazard.kind, hazard.about.clone())) {
                hazard.severity = Severity::Approved;
            }
        }
        self.notes.extend(doubts.iter().cloned());
        self.doubts = doubts;
    }
}

/// What fails on the rows that are there fails with an approval, too.
fn hopeless<'h>(
    approval: &Approval,
    kind: HazardKind,
    about: &Address,
    mut hazards: impl Iterator<Item = &'h Hazard>,
) -> Option<String> {
    let is_certain = kind == HazardKind::MayFail
        && hazards.any(|hazard| {
            (hazard.kind, &hazard.about, hazard.severity) == (kind, about, Severity::Refused)
        });
    is_certain.then(|| {
        format!(
            "The approval {approval} does not help: the step fails as long as such rows are there. Correct them first."
        )
    })
}

/// Nothing of this name is in danger. Perhaps only its capitals are others.
fn idle<'h>(approval: &Approval, hazards: impl Iterator<Item = &'h Hazard>) -> String {
    let typed = approval.to_string();
    let bare = |text: &str| text.replace('"', "").to_lowercase();
    let mut near: Vec<String> = hazards
        .filter(|hazard| hazard.kind == approval.kind())
        .flat_map(|hazard| [hazard.about.short(), hazard.about.to_string()])
        .map(|name| format!("{}:{name}", approval.kind()))
        .filter(|name| bare(name) == bare(&typed))
        .collect();
    near.sort();
    near.dedup();
    let way_out = match near.as_slice() {
        [] => "take it away, or correct its name".to_owned(),
        near => format!(
            "a name with capitals, dots or blanks stands in double quotes; `{}` is there",
            near.join("` and `")
        ),
    };
    format!("The approval {approval} is about nothing in this plan: {way_out}.")
}

fn ambiguous(approval: &Approval, candidates: &[&&Address]) -> String {
    let full: Vec<String> =
        candidates.iter().map(|address| format!("{}:{address}", approval.kind())).collect();
    format!(
        "The approval {approval} could mean {}, and approves none of them: say which.",
        full.join(" or ")
    )
}

#[cfg(test)]
mod tests;
