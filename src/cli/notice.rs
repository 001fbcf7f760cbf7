//! What the server remarks during a run, kept for its JSON.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use crate::event::{Event, Severity};

/// A remark of the server's, as with `RAISE NOTICE`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Notice {
    /// The script of the migration.
    script: String,
    /// The line that its statement begins on.
    line: Option<usize>,
    /// Which statement, from one.
    statement: Option<usize>,
    severity: &'static str,
    message: String,
}

/// The remarks of a run, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Notices(Arc<Mutex<Vec<Notice>>>);

impl Notices {
    /// Keeps a remark. What is tried again is remarked again, and is told once.
    pub(super) fn hear(&self, event: &Event<'_>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match *event {
            Event::Notice { script, line, statement, severity, message } => all.push(Notice {
                script: script.to_owned(),
                line,
                statement,
                severity: word(severity),
                message: message.to_owned(),
            }),
            Event::Retrying { failure, .. } => all.retain(|it| it.script != failure.script),
            _ => {}
        }
    }

    /// Those that have come.
    pub(super) fn so_far(&self) -> Vec<Notice> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Notice => "notice",
        Severity::Info => "info",
        Severity::Debug => "debug",
    }
}
