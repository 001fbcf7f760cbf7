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

    /// Whether it is left to the database.
    pub const fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

/// What is there is set, null as well; for what is absent a field has `#[serde(default)]`.
#[cfg(feature = "serde")]
impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Maybe<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::Set)
    }
}

/// The value; nothing where it is left to the database, which a field passes over that has
/// `#[serde(skip_serializing_if = "Maybe::is_unset")]`.
#[cfg(feature = "serde")]
impl<T: serde::Serialize> serde::Serialize for Maybe<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unset => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}
