//! A column that a statement may leave alone.

/// What is to become of a column: nothing, or a value; of a column that takes nulls, a value may be `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Maybe<T> {
    /// It is left to the database: its default in an insert, what it is in an update.
    #[default]
    Unset,
    /// This value.
    Set(T),
}

impl<T> Maybe<T> {
    /// The value, if there is one.
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Unset => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}
