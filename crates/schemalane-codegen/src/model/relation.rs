//! What a foreign key lets one find.

/// A way from the rows of a table to those of another.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    /// The function.
    pub(crate) name: String,
    /// The place of the other table in the model.
    pub(crate) table: usize,
    /// How many rows of it there are for one.
    pub(crate) count: Count,
    pub(crate) direction: Direction,
    /// The columns of this table that are compared.
    pub(crate) own: Vec<usize>,
    /// The columns of the other that they are compared with.
    pub(crate) other: Vec<usize>,
    /// The foreign key, in words.
    pub(crate) label: String,
}

/// Which way along a foreign key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the row that refers.
    Forward,
    /// From the row that is referred to.
    Back,
}

/// How many rows there are for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// Exactly one.
    One,
    /// One or none.
    Optional,
    /// Any number.
    Many,
}

/// A way through a table that holds nothing but pairs of keys.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// The function that gives the others.
    pub(crate) many: String,
    /// The name of one of them, in the functions that add and remove.
    pub(crate) one: String,
    /// The place of the table of pairs.
    pub(crate) pairs: usize,
    /// The place of the other table.
    pub(crate) table: usize,
    /// The columns of this table, and those of the pairs that hold them.
    pub(crate) own: Vec<(usize, usize)>,
    /// The columns of the other table, and those of the pairs that hold them.
    pub(crate) other: Vec<(usize, usize)>,
}

impl Relation {
    /// The function that joins.
    pub(crate) fn with(&self) -> String {
        format!("with_{}", self.name.trim_start_matches("r#"))
    }

    /// The function that gives the lists of many rows.
    pub(crate) fn of(&self) -> String {
        format!("{}_of", self.name.trim_start_matches("r#"))
    }
}

impl Link {
    /// The function that links two rows.
    pub(crate) fn add(&self) -> String {
        format!("add_{}", self.one)
    }

    /// The function that ends a link.
    pub(crate) fn remove(&self) -> String {
        format!("remove_{}", self.one)
    }
}
