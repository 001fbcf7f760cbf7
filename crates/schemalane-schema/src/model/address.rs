//! What names an object, or a part of one, and how people write that.

use super::{Kind, ObjectId};
use serde::Serialize;
use std::fmt;

/// What names an object, or a part of one: what a hazard is about, and what an approval approves.
///
/// ```
/// use schemalane_schema::{Address, Element, Kind, ObjectId};
///
/// let users = ObjectId::new(Kind::Table, "public", "users");
/// let nickname = Address::of(users, Element::Column("nick.name".to_owned()));
/// assert_eq!(nickname.short(), r#"users."nick.name""#);
/// assert_eq!(nickname.to_string(), r#"column:public.users."nick.name""#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Address {
    /// The object.
    pub object: ObjectId,
    /// The part; `None` for the object as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Element>,
}

/// A part of an object that can be in danger by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Element {
    /// A column of a table or view, or an attribute of a composite type.
    Column(String),
    /// A constraint of a table or a domain.
    Constraint(String),
    /// A label of an enumerated type.
    Label(String),
}

impl Element {
    /// Its name within the object.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Column(name) | Self::Constraint(name) | Self::Label(name) => name,
        }
    }
}

/// What objects are called that are compared by their text; one that begins like another comes before it.
const OTHERS: [&str; 13] = [
    "rule",
    "statistics",
    "collation",
    "range type",
    "base type",
    "operator class",
    "operator",
    "cast",
    "text search configuration",
    "text search dictionary",
    "foreign table",
    "event trigger",
    "publication",
];

impl Address {
    /// The words that may stand before a name, to say what it is; one that begins like another comes before it.
    pub(crate) fn words() -> impl Iterator<Item = &'static str> {
        const WORDS: [&str; 17] = [
            "schema",
            "extension",
            "type",
            "domain",
            "sequence",
            "routine",
            "table",
            "view",
            "materialized view",
            "index",
            "trigger",
            "policy",
            "object",
            "column",
            "attribute",
            "constraint",
            "label",
        ];
        WORDS.into_iter().chain(OTHERS)
    }

    /// A part of an object.
    #[must_use]
    pub const fn of(object: ObjectId, part: Element) -> Self {
        Self { object, part: Some(part) }
    }

    /// A column of a table, or an attribute of a composite type.
    pub fn column(object: &ObjectId, name: impl Into<String>) -> Self {
        Self::of(object.clone(), Element::Column(name.into()))
    }

    /// A constraint of a table or a domain.
    pub fn constraint(object: &ObjectId, name: impl Into<String>) -> Self {
        Self::of(object.clone(), Element::Constraint(name.into()))
    }

    /// The word that says what it is, and the name of the object without what the word says.
    fn split(&self) -> (&'static str, &str) {
        let name = self.object.name.as_str();
        let word = match (&self.part, self.object.kind) {
            (Some(Element::Column(_)), Kind::Composite) => "attribute",
            (Some(Element::Column(_)), _) => "column",
            (Some(Element::Constraint(_)), _) => "constraint",
            (Some(Element::Label(_)), _) => "label",
            (None, Kind::Schema) => "schema",
            (None, Kind::Extension) => "extension",
            (None, Kind::Enum | Kind::Composite) => "type",
            (None, Kind::Domain) => "domain",
            (None, Kind::Sequence) => "sequence",
            (None, Kind::Routine) => "routine",
            (None, Kind::Table) => "table",
            (None, Kind::View) => "view",
            (None, Kind::MaterializedView) => "materialized view",
            (None, Kind::Index) => "index",
            (None, Kind::Trigger) => "trigger",
            (None, Kind::Policy) => "policy",
            (None, Kind::Other) => {
                let rest = |what: &&'static str| name.strip_prefix(*what)?.strip_prefix(' ');
                let found = OTHERS.iter().find_map(|what| Some((*what, rest(what)?)));
                return found.unwrap_or(("object", name));
            }
        };
        (word, name)
    }

    /// The word that says what it is.
    pub(crate) fn word(&self) -> &'static str {
        self.split().0
    }

    /// The names from the schema down: a schema or an extension lies in none, and neither does anything of SQLite.
    pub(crate) fn path(&self) -> Vec<&str> {
        let ObjectId { schema, table, .. } = &self.object;
        let schema = Some(schema.as_str()).filter(|schema| !schema.is_empty());
        let part = self.part.as_ref().map(Element::name);
        let names = [schema, table.as_deref(), Some(self.split().1), part];
        names.into_iter().flatten().collect()
    }

    /// How many names at the beginning of the path go without saying.
    pub(crate) fn silent(&self) -> usize {
        usize::from(self.object.schema == "public")
    }

    /// The names without `public`, as SQL writes them, with what an object is called that is compared by its text. It
    /// may mean something else, too, where a schema is called as a table is.
    #[must_use]
    pub fn short(&self) -> String {
        let names = self.written(self.silent());
        match self.object.kind {
            Kind::Other => format!("{} {names}", self.word()),
            _ => names,
        }
    }

    fn written(&self, begin: usize) -> String {
        let path = self.path();
        let last = path.len() - 1;
        let write = |(index, name): (usize, &&str)| match (self.object.kind, name.rfind('(')) {
            (Kind::Routine, Some(arguments)) if index == last => {
                format!("{}{}", quoted(&name[..arguments]), &name[arguments..])
            }
            _ => quoted(name),
        };
        path.iter().enumerate().skip(begin).map(write).collect::<Vec<_>>().join(".")
    }
}

/// With what it is and all names, so that it means nothing else: `column:public.users.nickname`.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.word().replace(' ', "-"), self.written(0))
    }
}

impl From<ObjectId> for Address {
    fn from(object: ObjectId) -> Self {
        Self { object, part: None }
    }
}

impl From<&ObjectId> for Address {
    fn from(object: &ObjectId) -> Self {
        object.clone().into()
    }
}

/// A name in double quotes, where it would be taken for something else without them.
fn quoted(name: &str) -> String {
    let is_plain = |next: char| {
        matches!(next, 'a'..='z' | '0'..='9' | '_') || (!next.is_ascii() && next.is_alphanumeric())
    };
    if !name.is_empty() && name.chars().all(is_plain) {
        return name.to_owned();
    }
    format!("\"{}\"", name.replace('"', "\"\""))
}
