//! What passed through a proxy.

use std::collections::HashMap;

use crate::wire::{Message, field, take_text};

/// What passed through a [`Proxy`](super::Proxy).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Traffic {
    /// Sessions that were begun, whether or not the server let them in.
    pub connections: usize,
    /// Requests to cancel a statement, each on a connection of its own, which is not among `connections`.
    pub cancels: usize,
    /// Frontend messages after the opening of each session.
    pub messages: usize,
    /// How often a frontend handed over to the server: Query, Sync and Flush messages. Logging in is not counted.
    pub round_trips: usize,
    /// The texts of Query and Parse messages.
    pub queries: Vec<String>,
    /// CopyData messages of frontends.
    pub copied: usize,
    /// The bytes of the longest frontend message.
    pub longest: usize,
    /// The texts of notices and warnings.
    pub notices: Vec<String>,
    /// Errors that the server sent: SQLSTATE and message.
    pub errors: Vec<(String, String)>,
}

impl Traffic {
    pub(super) fn sent(&mut self, message: &Message) {
        self.messages += 1;
        self.longest = self.longest.max(message.body.len());
        match message.kind {
            b'Q' => {
                self.round_trips += 1;
                self.queries.push(take_text(&mut message.body.as_slice()));
            }
            b'P' => {
                let mut body = message.body.as_slice();
                take_text(&mut body);
                self.queries.push(take_text(&mut body));
            }
            b'S' | b'H' => self.round_trips += 1,
            b'd' => self.copied += 1,
            _ => {}
        }
    }

    pub(super) fn received(&mut self, message: &Message) {
        let text = |letter| field(&message.body, letter).unwrap_or_default();
        match message.kind {
            b'N' => self.notices.push(text(b'M')),
            b'E' => self.errors.push((text(b'C'), text(b'M'))),
            _ => {}
        }
    }
}

/// What a session has prepared: needed to say which text an Execute message runs.
#[derive(Default)]
pub(super) struct Prepared {
    statements: HashMap<String, String>,
    portals: HashMap<String, String>,
}

impl Prepared {
    /// The text of the statement that this message runs, if it runs one.
    pub(super) fn run_by(&mut self, message: &Message) -> Option<String> {
        let mut body = message.body.as_slice();
        let first = take_text(&mut body);
        match message.kind {
            b'Q' => return Some(first),
            b'E' => return self.portals.get(&first).cloned(),
            b'P' => drop(self.statements.insert(first, take_text(&mut body))),
            b'B' => {
                let text = self.statements.get(&take_text(&mut body)).cloned().unwrap_or_default();
                self.portals.insert(first, text);
            }
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_that_is_bound_again_is_still_known() {
        let mut prepared = Prepared::default();
        assert_eq!(prepared.run_by(&Message::new(b'P', *b"s1\0select 1\0\0\0")), None);
        assert_eq!(prepared.run_by(&Message::new(b'P', *b"s2\0COMMIT\0\0\0")), None);
        for (bind, text) in
            [(b"\0s1\0", "select 1"), (b"\0s2\0", "COMMIT"), (b"\0s1\0", "select 1")]
        {
            assert_eq!(prepared.run_by(&Message::new(b'B', *bind)), None);
            assert_eq!(prepared.run_by(&Message::new(b'E', *b"\0\0\0\0\0")).as_deref(), Some(text));
        }
        assert_eq!(
            prepared.run_by(&Message::new(b'Q', *b"select 2\0")).as_deref(),
            Some("select 2")
        );
    }
}
