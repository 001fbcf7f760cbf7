//! What a type of PostgreSQL comes to in Rust.

use super::enums::Of;
use super::{Context, composites, listed};
use crate::types::postgres::{Nested, Written};
use crate::types::{Passing, Type};
use schemalane_schema::{Domain, Kind, ObjectId};

/// What a type of PostgreSQL comes to in Rust.
pub(super) struct Resolved {
    pub(super) data_type: Type,
    /// Whether it refuses nulls by itself.
    pub(super) refuses_null: bool,
    /// How it goes within a composite value; `None` where it cannot stand there.
    pub(super) nested: Option<Nested>,
}

impl Resolved {
    const fn plain(data_type: Type) -> Self {
        Self { data_type, refuses_null: false, nested: Some(Nested::Plain) }
    }
}

/// The type of what `[codegen.types]` may call `key`; `None` where there is none.
pub(super) fn find(context: &mut Context<'_>, key: &str, text: &str) -> Option<Resolved> {
    let settings = context.settings;
    let written = Written::parse(text);
    // That a column is an enum is said by its type.
    let said =
        |name: &str| settings.types.get(name).filter(|text| listed::is_asked(text).is_none());
    let short = text.strip_prefix("public.").unwrap_or(text);
    let base = match (&written.schema, written.is_array) {
        (None, false) => written.name.clone(),
        (None, true) => format!("{}[]", written.name),
        (Some(_), _) => text.to_owned(),
    };
    if let Some(rust) =
        said(key).or_else(|| said(text)).or_else(|| said(short)).or_else(|| said(&base))
    {
        let data_type = written.overridden(rust);
        let nested = data_type.read.is_empty().then_some(Nested::Plain);
        return Some(Resolved { data_type, refuses_null: false, nested });
    }
    let Some(schema) = &written.schema else {
        let nested = written.nested();
        return written.find(settings).map(|data_type| Resolved {
            data_type,
            refuses_null: false,
            nested,
        });
    };
    let facts = context.schema;
    if let Some(domain) = written.domain(facts) {
        return of_domain(context, &written, domain);
    }
    let of = |rust: &str, passing| {
        Some(Resolved::plain(written.with(format!("super::{rust}"), passing)))
    };
    let is_it = |of: &Of<'_>| match of {
        Of::Type(id) => id.schema == *schema && id.name == written.name,
        Of::Columns(_) => false,
    };
    if let Some(named) = context.enums.iter().find(|named| is_it(&named.of)) {
        return of(&named.made.rust, Passing::Value);
    }
    if let Some(object) = facts.get(&ObjectId::new(Kind::Composite, schema, &written.name)) {
        return of(&composites::name(context, object)?, Passing::Reference);
    }
    written.find(settings).map(Resolved::plain)
}

/// A domain, or an array of one, by what it is made of.
fn of_domain(context: &mut Context<'_>, written: &Written, domain: &Domain) -> Option<Resolved> {
    let facts = context.schema;
    let (mut text, mut refuses_null) = (&domain.data_type, domain.not_null);
    let mut base = Written::parse(text);
    while let Some(below) = base.domain(facts).filter(|_| !base.is_array) {
        (text, refuses_null) = (&below.data_type, refuses_null || below.not_null);
        base = Written::parse(text);
    }
    let inner = find(context, "", text)?;
    let nested = match (inner.nested, base.oid()) {
        (Some(Nested::Plain), Some(oid)) => Some(Nested::Domain(oid)),
        (nested, _) => nested,
    };
    if !written.is_array {
        let refuses_null = refuses_null || inner.refuses_null;
        return Some(Resolved { data_type: inner.data_type, refuses_null, nested });
    }
    let read = match base.oid() {
        // An expression, which has no array.
        _ if inner.data_type.read.contains("{}") => return None,
        // The elements would say the number of the domain.
        Some(_) => format!("::{}{}", base.to_sql(), inner.data_type.read),
        // Arrays in an array are no columns: nothing can be cast, and each says itself what it holds.
        None if base.is_array => {
            (inner.nested? == Nested::Plain).then_some(())?;
            String::new()
        }
        None => inner.data_type.read.clone(),
    };
    let data_type = written.array_of_domain(read, inner.data_type);
    Some(Resolved { data_type, refuses_null: false, nested })
}
