//! The types of PostgreSQL.

use super::{Passing, Rust, Type};
use crate::Settings;
use crate::sql::quote;

/// A type that is built in, or of a well-known extension.
pub(crate) struct Known {
    /// Its name as `format_type` writes it, without a length; an extension's without its schema.
    pub(crate) name: &'static str,
    pub(crate) rust: Rust,
    /// What the column is cast with when it is read; empty where its binary format is read.
    read: &'static str,
    /// What a parameter is cast with; empty where it has the type, or one that is assigned to it.
    cast: &'static str,
    /// Whether it is an extension's, which has a schema.
    is_extension: bool,
}

const fn known(name: &'static str, rust: Rust, read: &'static str, cast: &'static str) -> Known {
    Known { name, rust, read, cast, is_extension: false }
}

const fn extension(name: &'static str, rust: Rust) -> Known {
    Known { name, rust, read: "", cast: "", is_extension: true }
}

/// The driver does not know multiranges: they come as arrays of their ranges.
const RANGES: &str = "CASE WHEN {} IS NOT NULL THEN ARRAY(SELECT unnest({})) END";

const TEXT: Rust = Rust::Plain("String");

/// The types that have a Rust one. A cast to a type with a length would cut silently, so there is none to such a type.
pub(crate) const KNOWN: &[Known] = &[
    known("\"char\"", Rust::Copy("i8"), "", "::int4::\"char\""),
    known("bigint", Rust::Copy("i64"), "", ""),
    known("bit", Rust::Data("Bits"), "", "::varbit"),
    known("bit varying", Rust::Data("Bits"), "", "::varbit"),
    known("boolean", Rust::Copy("bool"), "", ""),
    known("bytea", Rust::Plain("Vec<u8>"), "", ""),
    known("character", TEXT, "", "::bpchar"),
    known("character varying", TEXT, "", ""),
    known("cidr", Rust::Data("Network"), "", "::cidr"),
    known("date", Rust::Date, "", "::date"),
    known("datemultirange", Rust::Multirange(&Rust::Date), RANGES, "::datemultirange"),
    known("daterange", Rust::Range(&Rust::Date), "", "::daterange"),
    known("double precision", Rust::Copy("f64"), "", ""),
    known("inet", Rust::Data("Network"), "", "::inet"),
    known("int4multirange", Rust::Multirange(&Rust::Copy("i32")), RANGES, "::int4multirange"),
    known("int4range", Rust::Range(&Rust::Copy("i32")), "", "::int4range"),
    known("int8multirange", Rust::Multirange(&Rust::Copy("i64")), RANGES, "::int8multirange"),
    known("int8range", Rust::Range(&Rust::Copy("i64")), "", "::int8range"),
    known("integer", Rust::Copy("i32"), "", ""),
    known("interval", Rust::Data("Interval"), "", "::interval"),
    known("json", Rust::Json, "", "::json"),
    known("jsonb", Rust::Json, "", "::jsonb"),
    known("macaddr", Rust::Data("MacAddress"), "", "::macaddr"),
    known("macaddr8", Rust::Data("MacAddress<8>"), "", "::macaddr8"),
    known("money", Rust::Decimal, "::numeric", "::numeric::money"),
    known("name", TEXT, "", "::name"),
    known("numeric", Rust::Decimal, "", "::numeric"),
    known("nummultirange", Rust::Multirange(&Rust::Decimal), RANGES, "::nummultirange"),
    known("numrange", Rust::Range(&Rust::Decimal), "", "::numrange"),
    known("oid", Rust::Copy("u32"), "", "::oid"),
    known("real", Rust::Copy("f32"), "", ""),
    known("smallint", Rust::Copy("i16"), "", ""),
    known("text", TEXT, "", ""),
    known("time without time zone", Rust::Time, "", "::time"),
    known("timestamp with time zone", Rust::Moment, "", "::timestamptz"),
    known("timestamp without time zone", Rust::DateTime, "", "::timestamp"),
    known("tsmultirange", Rust::Multirange(&Rust::DateTime), RANGES, "::tsmultirange"),
    known("tsquery", TEXT, "::text", "::tsquery"),
    known("tsrange", Rust::Range(&Rust::DateTime), "", "::tsrange"),
    known("tstzmultirange", Rust::Multirange(&Rust::Moment), RANGES, "::tstzmultirange"),
    known("tstzrange", Rust::Range(&Rust::Moment), "", "::tstzrange"),
    known("tsvector", TEXT, "::text", "::tsvector"),
    known("uuid", Rust::Uuid, "", "::uuid"),
    known("xml", TEXT, "::text", "::xml"),
    extension("citext", TEXT),
    extension("hstore", Rust::Plain("::std::collections::BTreeMap<String, Option<String>>")),
];

/// A type as `format_type` writes it, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// The schema of a type that is not built in.
    pub(crate) schema: Option<String>,
    /// The name without quotes, length and brackets; that of `"char"` keeps its quotes.
    pub(crate) name: String,
    /// Whether it is an array.
    pub(crate) is_array: bool,
}

impl Written {
    pub(crate) fn parse(text: &str) -> Self {
        let (text, is_array) = match text.strip_suffix("[]") {
            Some(text) => (text, true),
            None => (text, false),
        };
        if text == "\"char\"" {
            return Self { schema: None, name: text.to_owned(), is_array };
        }
        let mut parts = parts(text);
        let name = parts.pop().unwrap_or_default();
        let name = match name.starts_with("interval ") {
            true => "interval".to_owned(),
            false => name,
        };
        Self { schema: parts.pop(), name, is_array }
    }

    /// What a parameter is cast to, without its length.
    fn to_sql(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{}.{}", quote(schema), quote(&self.name)),
            None if self.name == "character" => "bpchar".to_owned(),
            None if self.name == "bit" => "varbit".to_owned(),
            None => self.name.clone(),
        }
    }

    /// How a Rust type goes between Rust and a column of this type.
    pub(crate) fn with(&self, rust: String, passing: Passing) -> Type {
        let cast = format!("::{}", self.to_sql());
        self.finished(Type { rust, name: self.to_sql(), passing, read: String::new(), cast })
    }

    /// How a Rust type that `[codegen.types]` says goes between Rust and the column: as the database's own text where
    /// that is a text, or no other way is known.
    pub(crate) fn overridden(&self, rust: &str) -> Type {
        let known = self.known();
        let text = if self.is_array { "::text[]" } else { "::text" };
        let suffix = if self.is_array { "[]" } else { "" };
        let is_read_as_text = rust == "String" || (known.is_none() && self.schema.is_none());
        let known_read = known.map_or("", |known| known.read);
        let read = match (is_read_as_text, known_read) {
            (true, _) if rust == "String" => "::text".to_owned(),
            (true, _) => text.to_owned(),
            (false, "") => String::new(),
            (false, read) if read.contains("{}") => read.to_owned(),
            (false, read) => format!("{read}{suffix}"),
        };
        let cast = match known.map_or("", |known| known.cast) {
            "" => format!("::{}{suffix}", self.to_sql()),
            cast => arrays(cast, self.is_array),
        };
        let passing = if rust == "String" { Passing::Text } else { Passing::Reference };
        Type { rust: rust.to_owned(), name: self.to_sql() + suffix, passing, read, cast }
    }

    fn known(&self) -> Option<&'static Known> {
        KNOWN
            .iter()
            .find(|known| known.name == self.name && known.is_extension == self.schema.is_some())
    }

    /// The type of the tables above.
    pub(crate) fn find(&self, settings: &Settings) -> Option<Type> {
        let known = self.known().filter(|known| !self.is_array || known.read != RANGES)?;
        let rust = known.rust.path(settings);
        if known.is_extension {
            return Some(self.with(rust, known.rust.passing()));
        }
        let (read, cast) = (known.read.to_owned(), known.cast.to_owned());
        let passing = known.rust.passing();
        Some(self.finished(Type { rust, name: self.to_sql(), passing, read, cast }))
    }

    /// The type of an element, or of the whole array: any element may be null.
    fn finished(&self, element: Type) -> Type {
        if !self.is_array {
            return element;
        }
        let cast = match element.cast.as_str() {
            "" => format!("::{}[]", self.to_sql()),
            cast => arrays(cast, true),
        };
        Type {
            rust: format!("Vec<Option<{}>>", element.rust),
            name: format!("{}[]", element.name),
            passing: Passing::Reference,
            read: arrays(&element.read, true),
            cast,
        }
    }
}

/// Casts of arrays, `::numeric[]::money[]`, from those of their elements.
fn arrays(casts: &str, is_array: bool) -> String {
    let suffix = if is_array { "[]" } else { "" };
    casts.split("::").skip(1).map(|cast| format!("::{cast}{suffix}")).collect()
}

/// The parts between points outside of quotes, without quotes and without what stands in brackets.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let mut is_quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let Some(part) = parts.last_mut() else { break };
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                part.push('"');
            }
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth -= 1,
            '.' if !is_quoted && depth == 0 => parts.push(String::new()),
            _ if depth > 0 => {}
            _ => part.push(character),
        }
    }
    parts.iter_mut().for_each(|part| *part = part.trim().to_owned());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_types_are_taken_apart() {
        let written = |schema: Option<&str>, name: &str, is_array| Written {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
            is_array,
        };
        for (text, expected) in [
            ("integer", written(None, "integer", false)),
            ("character varying(10)[]", written(None, "character varying", true)),
            ("timestamp(3) without time zone", written(None, "timestamp without time zone", false)),
            ("interval day to second(3)", written(None, "interval", false)),
            ("\"char\"[]", written(None, "\"char\"", true)),
            ("public.\"A \"\"b\"\" (c)\"", written(Some("public"), "A \"b\" (c)", false)),
            ("numeric(10,2)", written(None, "numeric", false)),
        ] {
            assert_eq!(Written::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted_within_its_parts() {
        let names: Vec<_> = KNOWN.iter().map(|known| (known.is_extension, known.name)).collect();
        assert!(names.is_sorted());
    }
}
