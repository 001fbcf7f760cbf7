//! What type values have.

/// What is known of the type of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing.
    #[default]
    Unknown,
    /// That of a parameter, which has it from what is around it.
    Open,
    /// It is null, and so has any type.
    Null,
    /// A type, as a schema writes it.
    Known(String),
}

impl Kind {
    pub(super) fn of(name: &str) -> Self {
        Self::Known(name.to_owned())
    }

    /// The type of a column that a schema declares so.
    pub(super) fn declared(written: &str) -> Self {
        match written.trim() {
            "" => Self::of("ANY"),
            written => Self::of(written),
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Known(name) => Some(name),
            Self::Unknown | Self::Open | Self::Null => None,
        }
    }

    pub(super) fn meaning(&self) -> Option<Meaning> {
        self.name().and_then(Meaning::of)
    }

    /// The type of values that are some of this type and some of that.
    pub(super) fn common(self, other: Self) -> Self {
        match (&self, &other) {
            (Self::Null, _) => other,
            (_, Self::Null) => self,
            (Self::Open, _) => other,
            (_, Self::Open) => self,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Known(left), Self::Known(right)) if left.eq_ignore_ascii_case(right) => self,
            (Self::Known(_), Self::Known(_)) => match (self.meaning(), other.meaning()) {
                (Some(left), Some(right)) if left == right => self,
                (Some(Meaning::Integer), Some(Meaning::Boolean))
                | (Some(Meaning::Real), Some(Meaning::Integer | Meaning::Boolean)) => self,
                (Some(Meaning::Boolean), Some(Meaning::Integer))
                | (Some(Meaning::Integer | Meaning::Boolean), Some(Meaning::Real)) => other,
                _ => Self::Unknown,
            },
        }
    }
}

/// What a declared type means to a program: two types of one meaning have one type in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Whatever SQLite can store.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// A day and a time of the world.
    Moment,
    /// A time of the day.
    Time,
    /// A JSON document.
    Json,
    /// A UUID.
    Uuid,
    /// A whole number.
    Integer,
    /// A text.
    Text,
    /// Bytes.
    Blob,
    /// A number.
    Real,
}

/// The names that say more than their affinity.
const NAMED: &[(&str, Meaning)] = &[
    ("ANY", Meaning::Any),
    ("BOOL", Meaning::Boolean),
    ("BOOLEAN", Meaning::Boolean),
    ("DATE", Meaning::Date),
    ("DATETIME", Meaning::DateTime),
    ("JSON", Meaning::Json),
    ("TIME", Meaning::Time),
    ("TIMESTAMP", Meaning::DateTime),
    ("TIMESTAMP WITH TIME ZONE", Meaning::Moment),
    ("TIMESTAMPTZ", Meaning::Moment),
    ("UUID", Meaning::Uuid),
];

/// What a name contains, and the meaning of its affinity, in SQLite's order.
const AFFINITIES: &[(&[&str], Meaning)] = &[
    (&["INT"], Meaning::Integer),
    (&["CHAR", "CLOB", "TEXT"], Meaning::Text),
    (&["BLOB"], Meaning::Blob),
    (&["REAL", "FLOA", "DOUB"], Meaning::Real),
    (&["NUMERIC", "DECIMAL"], Meaning::Real),
];

impl Meaning {
    /// The meaning of a declared type; `None` where its name says none.
    pub(super) fn of(declared: &str) -> Option<Self> {
        let name = base(declared);
        if name.is_empty() {
            return Some(Self::Any);
        }
        if let Some((_, meaning)) = NAMED.iter().find(|(known, _)| *known == name) {
            return Some(*meaning);
        }
        let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        AFFINITIES.iter().find(|(parts, _)| has(parts)).map(|(_, meaning)| *meaning)
    }
}

/// The type of what `CAST` makes of a value: that of the affinity, and the written one where it means the same.
pub(super) fn cast(written: &str) -> Kind {
    let name = base(written);
    let of_affinity = AFFINITIES.iter().take(4).find_map(|(parts, meaning)| {
        parts.iter().any(|part| name.contains(part)).then_some(*meaning)
    });
    match (of_affinity, Meaning::of(written)) {
        (Some(affinity), Some(meaning)) if affinity == meaning => Kind::of(written),
        (None, Some(Meaning::Boolean | Meaning::Real)) => Kind::of(written),
        (Some(_), _) | (None, _) => Kind::of("NUMERIC"),
    }
}

/// The name in capitals, without a length in brackets.
fn base(declared: &str) -> String {
    declared.split('(').next().unwrap_or_default().trim().to_ascii_uppercase()
}
