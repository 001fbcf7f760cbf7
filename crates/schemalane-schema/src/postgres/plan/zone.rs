//! Times with a zone and times without: to get from one to the other takes a zone, and nobody says which.

/// A way between the two. Both take UTC for the zone, and say so, since without that the session's would be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Crossing {
    /// A moment becomes what a clock shows.
    Lost,
    /// What a clock shows becomes a moment.
    Guessed,
}

impl Crossing {
    /// The way from one type to another, if there is a zone on one side only.
    pub(in super::super) fn between(from: &str, to: &str) -> Option<Self> {
        match (has_zone(from)?, has_zone(to)?) {
            (true, false) => Some(Self::Lost),
            (false, true) => Some(Self::Guessed),
            _ => None,
        }
    }

    /// The value in the other type.
    pub(super) fn using(self, name: &str, from: &str, to: &str) -> String {
        let cast = |value: String| match to {
            "timestamp without time zone" | "timestamp with time zone" => value,
            _ => format!("({value})::{to}"),
        };
        match (self, from.starts_with("time ") || from.starts_with("time(")) {
            // A time of day keeps what the clock showed.
            (Self::Lost, true) => format!("{name}::{to}"),
            (Self::Guessed, true) => format!("({name}::text || '+00')::{to}"),
            (Self::Lost, false) => cast(format!("{name} AT TIME ZONE 'UTC'")),
            (Self::Guessed, false) if from == "date" => {
                cast(format!("{name}::timestamp AT TIME ZONE 'UTC'"))
            }
            (Self::Guessed, false) => cast(format!("{name} AT TIME ZONE 'UTC'")),
        }
    }

    /// What applications see of it.
    pub(super) const fn behaviour(self) -> &'static str {
        match self {
            Self::Lost => {
                "what was shown in the zone of each session is shown as it was in UTC, to all of them"
            }
            Self::Guessed => "what was shown to all sessions alike is shown in the zone of each",
        }
    }
}

/// Whether a type of times has a zone; nothing for other types.
fn has_zone(name: &str) -> Option<bool> {
    let is_time = name == "date" || name.starts_with("time");
    let is_known = name == "date" || name.ends_with(" time zone");
    (is_time && is_known).then(|| name.ends_with("with time zone"))
}

#[cfg(test)]
mod tests {
    use super::Crossing::{self, Guessed, Lost};

    #[test]
    fn the_zone_is_said() {
        let using = |from: &str, to: &str| {
            Crossing::between(from, to).map(|crossing| (crossing, crossing.using("x", from, to)))
        };
        let (with, without) = ("timestamp with time zone", "timestamp without time zone");
        assert_eq!(using(with, without), Some((Lost, "x AT TIME ZONE 'UTC'".into())));
        assert_eq!(using(without, with), Some((Guessed, "x AT TIME ZONE 'UTC'".into())));
        assert_eq!(using(with, "date"), Some((Lost, "(x AT TIME ZONE 'UTC')::date".into())));
        assert_eq!(using("date", with), Some((Guessed, "x::timestamp AT TIME ZONE 'UTC'".into())));
        assert_eq!(
            using(with, "timestamp(3) without time zone"),
            Some((Lost, "(x AT TIME ZONE 'UTC')::timestamp(3) without time zone".into()))
        );
        assert_eq!(
            using("time without time zone", "time with time zone"),
            Some((Guessed, "(x::text || '+00')::time with time zone".into()))
        );
        assert_eq!(using(with, "timestamp(0) with time zone"), None);
        assert_eq!(using(with, "text"), None);
    }
}
