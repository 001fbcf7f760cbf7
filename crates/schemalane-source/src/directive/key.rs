//! The keys of a header.

/// What a header comment can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Transaction,
    LockTimeout,
    StatementTimeout,
    ForeignKeys,
    Isolation,
    RowSecurity,
    DateStyle,
    TimeZone,
    ExtraSearchPath,
}

impl Key {
    pub(super) const ALL: [Self; 9] = [
        Self::Transaction,
        Self::LockTimeout,
        Self::StatementTimeout,
        Self::ForeignKeys,
        Self::Isolation,
        Self::RowSecurity,
        Self::DateStyle,
        Self::TimeZone,
        Self::ExtraSearchPath,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Transaction => "transaction",
            Self::LockTimeout => "lock_timeout",
            Self::StatementTimeout => "statement_timeout",
            Self::ForeignKeys => "foreign_keys",
            Self::Isolation => "isolation",
            Self::RowSecurity => "row_security",
            Self::DateStyle => "date_style",
            Self::TimeZone => "time_zone",
            Self::ExtraSearchPath => "extra_search_path",
        }
    }

    /// What values there are, for an error.
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Transaction => "`true` or `false`",
            Self::LockTimeout | Self::StatementTimeout => {
                "a time such as `500ms`, `3s`, `5min` or `1h`, or `0` for no limit"
            }
            Self::ForeignKeys | Self::RowSecurity => "`on` or `off`",
            Self::Isolation => {
                "`read uncommitted`, `read committed`, `repeatable read` or `serializable`"
            }
            Self::DateStyle => "a style such as `ISO, DMY`",
            Self::TimeZone => "a time zone such as `Europe/Berlin`",
            Self::ExtraSearchPath => {
                "names of schemas such as `extensions, \"Odd one\"`, in double quotes unless they \
                 are lower-case letters, digits and `_`"
            }
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// All names in words.
    pub(super) fn list() -> String {
        let names: Vec<_> = Self::ALL.iter().map(|key| format!("`{}`", key.name())).collect();
        let (last, rest) =
            names.split_last().map_or(("", [].as_slice()), |(last, rest)| (last.as_str(), rest));
        format!("{} or {last}", rest.join(", "))
    }
}
