//! Tries a plan on a copy, until one is found that the server accepts.

use super::super::message::{sentence, way_out};
use super::super::{drift, probe, read, scratch};
use super::absence::Watch;
use super::draft::{Draft, Force};
use super::{fixed, lower, partition, permission, rename, trial};
use crate::{
    Change, Details, Error, Object, ObjectId, Options, Renames, Schema, Transaction, diff,
};
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;

/// More tries than there are kinds of refusals in any sane schema.
const TRIES: usize = 32;

/// What every attempt needs.
pub(super) struct Planner<'p> {
    pub(super) connect: &'p PgConnectOptions,
    pub(super) authority: &'p read::Authority,
    pub(super) options: &'p Options,
    pub(super) scope: &'p read::Scope,
    pub(super) actual: &'p Schema,
    pub(super) wanted: &'p Schema,
    pub(super) renames: &'p Renames,
    /// Whether the texts of what is wanted are as they are when they are read once more, as those of the copy are.
    pub(super) is_read_again: bool,
}

/// What came of an attempt.
pub(super) enum Attempt {
    /// Steps that lead to the wanted schema.
    Done(Box<Drafted>),
    /// A step was refused after others had been committed, or did more than was asked: another copy has to be made, and
    /// more is forced there.
    Spoilt,
    /// The texts of what is wanted have to be read once more first.
    Drifted,
}

/// What the copy is after all steps.
enum Verdict {
    /// The wanted schema.
    Reached,
    /// Perhaps the wanted schema, in other texts.
    Drifted,
    /// Indexes of partitions are others than before, since the server made them anew.
    Replaced(BTreeSet<Force>),
}

/// A copy that is ready to be tried on.
struct Prepared {
    /// Its schema after the renames.
    renamed: Schema,
    /// What could not be copied.
    uncopied: BTreeSet<ObjectId>,
    /// What is to be said of it.
    notes: Vec<String>,
}

/// Steps that were tried.
pub(super) struct Drafted {
    pub(super) drafts: Vec<Draft>,
    pub(super) changes: Vec<Change>,
    /// The actual schema after the renames.
    pub(super) renamed: Schema,
    pub(super) notes: Vec<String>,
}

impl Planner<'_> {
    /// Tries the steps on a copy, which is gone afterwards: there may be no room for two.
    pub(super) async fn attempt(&self, forced: &mut BTreeSet<Force>) -> Result<Attempt, Error> {
        let mut copy = scratch::of_schema(self.connect, self.actual, self.options).await?;
        let result = self.tries(&mut copy, forced).await;
        copy.drop().await;
        result
    }

    async fn tries(
        &self,
        copy: &mut scratch::Scratch,
        forced: &mut BTreeSet<Force>,
    ) -> Result<Attempt, Error> {
        let Prepared { renamed, uncopied, notes } = self.prepare(copy).await?;
        let changes = diff(&renamed, self.wanted, self.options);
        if !self.is_read_again && drift::may_drift(&renamed, self.wanted, &changes) {
            return Ok(Attempt::Drifted);
        }
        loop {
            let ground = lower::Ground {
                actual: &renamed,
                wanted: self.wanted,
                forced,
                options: self.options,
                authority: self.authority,
            };
            let mut lowered = ground.lower(&changes)?;
            let mut watch = None;
            if lowered.iter().any(|draft| draft.step.transaction != Transaction::Shared) {
                let schemas = (&renamed, self.wanted);
                watch = Some(Watch::begin(copy.connection(), self.scope, schemas).await?);
            }
            let tried = trial::run(copy, &mut lowered, watch.as_mut()).await;
            let Err(refusal) = tried else {
                if let Some(watch) = watch {
                    watch.tell(&mut lowered, self.renames.iter().count() + 1)?;
                }
                let mut drafts = rename::lower(self.renames);
                drafts.extend(lowered);
                match self.verify(copy, &drafts, &uncopied, forced).await? {
                    Verdict::Reached => {}
                    Verdict::Drifted => return Ok(Attempt::Drifted),
                    Verdict::Replaced(rebuilds) => {
                        forced.extend(rebuilds);
                        return Ok(Attempt::Spoilt);
                    }
                }
                permission::check(&mut drafts, &renamed, self.authority);
                let probes = drafts.iter_mut().flat_map(|draft| &mut draft.probes);
                probe::resolve(copy.connection(), probes, self.renames).await?;
                return Ok(Attempt::Done(Box::new(Drafted { drafts, changes, renamed, notes })));
            };
            let draft = &lowered[refusal.index];
            match draft.otherwise.clone().filter(|_| forced.len() < TRIES) {
                Some(force) if !forced.contains(&force) => forced.insert(force),
                _ => return Err(refused(draft, &refusal.error)),
            };
            if !refusal.is_clean {
                return Ok(Attempt::Spoilt);
            }
        }
    }

    /// Checks the copy, and does the renames there.
    async fn prepare(&self, copy: &mut scratch::Scratch) -> Result<Prepared, Error> {
        let mut copied = copy.read(self.scope).await?;
        spoil(&mut copied, |id| self.actual.get(id));
        fixed::restore(&mut copied, |id| self.actual.get(id));
        let mut notes = Vec::new();
        let mut uncopied = BTreeSet::new();
        for change in diff(self.actual, &copied, self.options) {
            let object = self.actual.get(change.id());
            let copy = copied.get(change.id());
            match object.map(|object| &object.details) {
                Some(Details::Other { .. }) => {
                    if let Change::Drop { id } = &change {
                        uncopied.insert(id.clone());
                    }
                    notes.push(format!("{} cannot be tried beforehand", change.id()));
                }
                _ if object.zip(copy).is_some_and(|(one, other)| drift::is_drift(one, other)) => {}
                _ => {
                    let reason =
                        format!("a copy of it cannot be made to try the plan on ({change})");
                    return Err(Error::unsupported(change.id(), reason, "please report this"));
                }
            }
        }
        if self.renames.is_empty() {
            let renamed = self.completed(copied, &uncopied);
            return Ok(Prepared { renamed, uncopied, notes });
        }
        let mut drafts = rename::lower(self.renames);
        trial::run(copy, &mut drafts, None)
            .await
            .map_err(|refusal| refused(&drafts[refusal.index], &refusal.error))?;
        let mut renamed = copy.read(self.scope).await?;
        spoil(&mut renamed, |id| self.actual.get(&rename::before(self.renames, id)));
        let renamed = self.completed(renamed, &uncopied);
        Ok(Prepared { renamed, uncopied, notes })
    }

    /// What cannot be copied is as it was, and so is who may do what.
    fn completed(&self, mut copied: Schema, uncopied: &BTreeSet<ObjectId>) -> Schema {
        for object in uncopied.iter().filter_map(|id| self.actual.get(id)) {
            copied.objects.entry(object.id.clone()).or_insert_with(|| object.clone());
        }
        fixed::restore(&mut copied, |id| self.actual.get(&rename::before(self.renames, id)));
        for (id, object) in &mut copied.objects {
            object.rights = rename::rights(self.renames, self.actual, id);
        }
        copied
    }

    /// The copy has to be the wanted schema now. Gives whether it is; where only texts differ that are not yet read
    /// once more, nobody knows.
    async fn verify(
        &self,
        copy: &mut scratch::Scratch,
        drafts: &[Draft],
        uncopied: &BTreeSet<ObjectId>,
        forced: &BTreeSet<Force>,
    ) -> Result<Verdict, Error> {
        let reached = copy.read(self.scope).await?;
        let reached = self.completed(reached, uncopied);
        let left = diff(&reached, self.wanted, self.options);
        if left.is_empty() {
            return Ok(Verdict::Reached);
        }
        let rebuilds: BTreeSet<Force> = partition::replaced_indexes(&reached, self.wanted, &left)
            .into_iter()
            .map(|id| Force::Rebuild(id.clone()))
            .collect();
        if !rebuilds.is_subset(forced) {
            return Ok(Verdict::Replaced(rebuilds));
        }
        if !self.is_read_again && drift::is_all_drift(&reached, self.wanted, &left) {
            return Ok(Verdict::Drifted);
        }
        if let Some(id) = partition::left_invalid(&reached, self.wanted, &left) {
            let reason = "it stays invalid as long as a partition has no index in it, and that of a partition's own key \
                          cannot be put there by a plan";
            let help = "do it in a migration, with ALTER INDEX ... ATTACH PARTITION";
            return Err(Error::unsupported(id, reason, help));
        }
        let sql: Vec<&str> =
            drafts.iter().flat_map(|draft| &draft.step.sql).map(String::as_str).collect();
        let differences = left.iter().map(ToString::to_string).collect();
        Err(Error::unverified(differences, sql.join(";\n")))
    }
}

/// An index that a concurrent build has left behind is a whole one on the copy, and has to be made anew all the same.
fn spoil<'a>(copied: &mut Schema, original: impl Fn(&ObjectId) -> Option<&'a Object>) {
    for (id, object) in &mut copied.objects {
        if let Details::Index(copy) = &mut object.details
            && let Some(Details::Index(index)) = original(id).map(|object| &object.details)
        {
            copy.invalid = index.invalid;
        }
    }
}

fn refused(draft: &Draft, error: &sqlx::Error) -> Error {
    if is_out_of_locks(error) {
        return Error::server(
            format!(
                "the plan takes more locks in one transaction than the server has room for ({})",
                sentence(error)
            ),
            "raise max_locks_per_transaction and restart the server, or make the change in parts, a few files at a time",
        );
    }
    let reason = format!(
        "PostgreSQL refuses to {} (`{}`): {}",
        draft.step.summary,
        draft.step.sql.join("; "),
        sentence(error),
    );
    let help = way_out(error).unwrap_or("change it in steps that it accepts, or with a migration");
    Error::unsupported(&draft.step.object, reason, help)
}

/// Every object that a transaction makes or changes has locks until its end, and all transactions share one table of
/// them.
fn is_out_of_locks(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| {
        error.code().as_deref() == Some("53200") && error.message().contains("shared memory")
    })
}
