//! What is known of a query beside its types.

/// What is known of a query beside its types: a router reads whether it may go to a replica, a cache which tables it
/// depends on.
///
/// # Examples
///
/// ```
/// use schemalane_data::Query;
///
/// const LIST_AUTHORS: Query =
///     Query { name: "ListAuthors", is_reading: true, tables: &["public.author"] };
/// assert!(LIST_AUTHORS.is_reading);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query {
    /// Its name, as its file has it.
    pub name: &'static str,
    /// Whether it only reads.
    pub is_reading: bool,
    /// The tables and views that it touches, as the catalogue calls them.
    pub tables: &'static [&'static str],
}
