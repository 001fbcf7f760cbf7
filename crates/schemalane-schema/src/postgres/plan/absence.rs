//! What is away for a while, between two commits of a plan.

use super::super::read::{Present, Scope};
use super::draft::Draft;
use crate::plan::parts;
use crate::{Address, Error, Hazard, HazardKind, Schema, Severity};
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// Looks at each commit what is away of what was there and will be.
pub(super) struct Watch<'w> {
    scope: &'w Scope,
    /// What was there and will be.
    lasting: Vec<Address>,
    away: BTreeMap<Address, Absence>,
    /// Whether every look was possible.
    seen: Result<(), Error>,
}

/// Behind the commit of which step, by its place, something is away first, and behind which it is there again.
struct Absence {
    from: usize,
    until: Option<usize>,
}

impl<'w> Watch<'w> {
    pub(super) async fn begin(
        connection: &mut PgConnection,
        scope: &'w Scope,
        (actual, wanted): (&Schema, &Schema),
    ) -> Result<Self, Error> {
        let before = Present::read(connection, scope).await?;
        let mut lasting = Vec::new();
        for (id, object) in &actual.objects {
            let Some(after) = wanted.get(id) else { continue };
            lasting.push(Address::from(id));
            let wanted = parts(after);
            let kept = parts(object).into_iter().filter(|part| wanted.contains(part));
            lasting.extend(kept.map(|part| Address::of(id.clone(), part)));
        }
        // What has no name that is looked for, such as an operator, is never away.
        lasting.retain(|address| before.has(address));
        Ok(Self { scope, lasting, away: BTreeMap::new(), seen: Ok(()) })
    }

    /// Looks at what is committed with the step at a place.
    pub(super) async fn look(&mut self, connection: &mut PgConnection, place: usize) {
        match Present::read(connection, self.scope).await {
            Ok(now) => self.compare(&now, place),
            Err(error) => self.seen = Err(error),
        }
    }

    fn compare(&mut self, now: &Present, place: usize) {
        for address in &self.lasting {
            if now.has(address) {
                if let Some(Absence { until: until @ None, .. }) = self.away.get_mut(address) {
                    *until = Some(place);
                }
                continue;
            }
            // It goes with the whole of it.
            let whole = Address::from(&address.object);
            if address.part.is_none() || now.has(&whole) {
                let absence = Absence { from: place, until: None };
                self.away.entry(address.clone()).or_insert(absence);
            }
        }
    }

    /// Says of each step after which something is away what, and until when. `first` is the number of the first step.
    pub(super) fn tell(self, drafts: &mut [Draft], first: usize) -> Result<(), Error> {
        self.seen?;
        for (about, Absence { from, until }) in self.away {
            let end = match until {
                Some(place) => format!("that of step {}", place + first),
                None => "that of the plan".to_owned(),
            };
            let message = format!(
                "others do not find it from the end of step {} until {end}; where the plan is stopped between them, until \
                 the next run",
                from + first
            );
            let hazard =
                Hazard::new(HazardKind::BehaviourChange, about, Severity::Warning, message);
            drafts[from].step.hazards.push(hazard);
        }
        Ok(())
    }
}
