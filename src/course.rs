//! How far a run has come, for who does not wait for its end.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{
    Error,
    event::{Event, Observer},
    report::Applied,
};

/// The course of a run up to now, as its events tell it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Course(Arc<Mutex<Passed>>);

#[derive(Debug, Default)]
struct Passed {
    under_way: Option<String>,
    applied: Vec<Applied>,
}

impl Course {
    /// An observer that keeps the course up to date, and tells `observer` the same.
    pub(crate) fn followed(&self, observer: Observer) -> Observer {
        let course = self.clone();
        observer.followed_by(move |event| course.take(event))
    }

    fn take(&self, event: &Event<'_>) {
        let mut passed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Started { migration, .. } => {
                passed.under_way = Some(migration.script().to_owned());
            }
            Event::Applied { applied, .. } => {
                passed.under_way = None;
                passed.applied.push((*applied).clone());
            }
            _ => {}
        }
    }

    /// What there is to say where the end is not waited for.
    pub(crate) fn unknown(&self) -> Error {
        let passed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Error::OutcomeUnknown { script: passed.under_way.clone(), applied: passed.applied.clone() }
    }
}
