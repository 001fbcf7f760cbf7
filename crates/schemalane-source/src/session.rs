//! What the session of a file is set to, beside time limits.

use std::borrow::Cow;
use std::fmt;
use std::mem;
use std::str::FromStr;

/// What a file asks of its session on PostgreSQL. What it does not ask for is what the run says,
/// and else what every migration runs under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SessionSettings {
    /// How far its transactions are kept apart from others.
    pub isolation: Option<Isolation>,
    /// Whether row level security hides rows from it, instead of refusing its statements.
    pub row_security: Option<Switch>,
    /// How dates are written and read, such as `ISO, DMY`.
    pub date_style: Option<Cow<'static, str>>,
    /// The time zone, such as `Europe/Berlin`.
    pub time_zone: Option<Cow<'static, str>>,
    /// The schemas that are searched behind the lane's own, in order; empty where it says nothing.
    pub extra_search_path: Names,
}

impl SessionSettings {
    /// The file asks for nothing.
    pub const NONE: Self = Self {
        isolation: None,
        row_security: None,
        date_style: None,
        time_zone: None,
        extra_search_path: Names::NONE,
    };

    /// What the file says, and of the rest what `fallback` says.
    #[must_use]
    pub fn or(&self, fallback: &Self) -> Self {
        let path = if self.extra_search_path.is_empty() { fallback } else { self }
            .extra_search_path
            .clone();
        Self {
            isolation: self.isolation.or(fallback.isolation),
            row_security: self.row_security.or(fallback.row_security),
            date_style: self.date_style.clone().or_else(|| fallback.date_style.clone()),
            time_zone: self.time_zone.clone().or_else(|| fallback.time_zone.clone()),
            extra_search_path: path,
        }
    }

    /// With transactions that are kept apart so far.
    #[must_use]
    pub const fn with_isolation(mut self, isolation: Isolation) -> Self {
        self.isolation = Some(isolation);
        self
    }

    /// With row level security that hides rows (`On`) or refuses statements (`Off`).
    #[must_use]
    pub const fn with_row_security(mut self, row_security: Switch) -> Self {
        self.row_security = Some(row_security);
        self
    }

    /// With a style of dates.
    #[must_use]
    pub const fn with_date_style(mut self, style: &'static str) -> Self {
        mem::forget(self.date_style.replace(Cow::Borrowed(style)));
        self
    }

    /// With a time zone.
    #[must_use]
    pub const fn with_time_zone(mut self, zone: &'static str) -> Self {
        mem::forget(self.time_zone.replace(Cow::Borrowed(zone)));
        self
    }

    /// With schemas that are searched behind the lane's own.
    #[must_use]
    pub const fn with_extra_search_path(mut self, schemas: &'static [&'static str]) -> Self {
        mem::forget(mem::replace(&mut self.extra_search_path, Names::Static(schemas)));
        self
    }
}

/// Names in order, in the binary or read at run time.
#[derive(Clone, Debug)]
pub enum Names {
    /// In the binary.
    Static(&'static [&'static str]),
    /// Read at run time.
    Owned(Vec<String>),
}

impl Names {
    /// No name.
    pub const NONE: Self = Self::Static(&[]);

    /// The names.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (fixed, read) = match self {
            Self::Static(names) => (*names, [].as_slice()),
            Self::Owned(names) => ([].as_slice(), names.as_slice()),
        };
        fixed.iter().copied().chain(read.iter().map(String::as_str))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl Default for Names {
    fn default() -> Self {
        Self::NONE
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Names {}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// It holds.
    On,
    /// It does not hold.
    Off,
}

impl Switch {
    /// `on` or `off`, as PostgreSQL writes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

impl FromStr for Switch {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        [Self::On, Self::Off].into_iter().find(|switch| switch.word() == text).ok_or(UnknownWord)
    }
}

/// How far a transaction is kept apart from others, PostgreSQL's four levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolation {
    /// To PostgreSQL the same as read committed.
    ReadUncommitted,
    /// Each statement sees what is committed when it begins. The one of most files.
    ReadCommitted,
    /// All statements see what was committed when the first one began.
    RepeatableRead,
    /// As if transactions ran one after the other.
    Serializable,
}

impl Isolation {
    const ALL: [Self; 4] =
        [Self::ReadUncommitted, Self::ReadCommitted, Self::RepeatableRead, Self::Serializable];

    /// The level in the key words of SQL, such as `REPEATABLE READ`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::ReadUncommitted => "READ UNCOMMITTED",
            Self::ReadCommitted => "READ COMMITTED",
            Self::RepeatableRead => "REPEATABLE READ",
            Self::Serializable => "SERIALIZABLE",
        }
    }
}

impl fmt::Display for Isolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.words().to_ascii_lowercase())
    }
}

impl FromStr for Isolation {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let words = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let named = |level: &Self| level.words().eq_ignore_ascii_case(&words);
        Self::ALL.into_iter().find(named).ok_or(UnknownWord)
    }
}

/// A word that names none of the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such value")]
pub struct UnknownWord;
