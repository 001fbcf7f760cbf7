//! What goes wrong, and at which message.

/// A fault that waits for its message. Numbers say how many messages from now, the next one is 1.
pub(super) enum Fault {
    Before(usize),
    Inside(usize),
    After(usize),
    /// The reply to the statement that contains this text in lower case.
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
}

impl Fault {
    /// Judges the next message, which runs the statement `text` if it runs one.
    pub(super) fn judge(&mut self, text: Option<&str>) -> Verdict {
        let (left, verdict) = match self {
            Self::Before(left) => (left, Verdict::CutBefore),
            Self::Inside(left) => (left, Verdict::CutInside),
            Self::After(left) => (left, Verdict::CutAfter),
            Self::Reply(pattern) => {
                let hit = text.is_some_and(|text| text.to_lowercase().contains(&*pattern));
                return if hit { Verdict::Withhold } else { Verdict::Pass };
            }
        };
        *left -= 1;
        if *left == 0 { verdict } else { Verdict::Pass }
    }
}
