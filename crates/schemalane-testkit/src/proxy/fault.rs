//! What goes wrong, and at which message.

/// A fault that waits for its message.
pub(super) enum Fault {
    /// Strikes at the message that is this many messages away; the next one is 1.
    At(usize, Verdict),
    /// Strikes at the statement that contains this text in lower case: its reply is withheld.
    Reply(String),
}

/// What happens to one message and its connection.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verdict {
    /// It is passed on.
    Pass,
    /// It is passed on; the reply is read to its end, withheld, and the connection cut.
    Withhold,
    CutBefore,
    CutInside,
    CutAfter,
    /// It is not passed on, and the connection knows nothing of it.
    Drop,
    /// Nothing passes any more on any connection, and neither does this message.
    StallBefore,
    /// It is passed on, and then nothing passes any more on any connection.
    StallAfter,
}

impl Fault {
    /// Judges the next message, which runs the statement `text` if it runs one.
    pub(super) fn judge(&mut self, text: Option<&str>) -> Verdict {
        match self {
            Self::At(left, verdict) => {
                *left -= 1;
                if *left == 0 { *verdict } else { Verdict::Pass }
            }
            Self::Reply(pattern) => {
                let hit = text.is_some_and(|text| text.to_lowercase().contains(&*pattern));
                if hit { Verdict::Withhold } else { Verdict::Pass }
            }
        }
    }
}
