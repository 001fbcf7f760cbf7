//! The types of PostgreSQL.

use super::{Passing, Rust, Type};
use crate::Settings;
use crate::sql::quote;
use schemalane_schema::{Details, Domain, Kind, ObjectId, Schema};

/// A type that is built in, or of a well-known extension.
pub(crate) struct Known {
    /// Its number; an extension's type gets one where it is created.
    oid: Option<u32>,
    /// Its name as `format_type` writes it, without a length; an extension's without its schema.
    pub(crate) name: &'static str,
    pub(crate) rust: Rust,
    /// What the column is cast with when it is read; empty where its binary format is read.
    read: &'static str,
    /// What a parameter is cast with; empty where it has the type, or one that is assigned to it.
    cast: &'static str,
}

/// How a value goes that stands within a composite one, where nothing can be cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nested {
    /// As a column of its type.
    Plain,
    /// It says the number of a domain; what it is made of, itself or its elements, has this one.
    Domain(u32),
}

const fn known(
    oid: u32,
    name: &'static str,
    rust: Rust,
    read: &'static str,
    cast: &'static str,
) -> Known {
    Known { oid: Some(oid), name, rust, read, cast }
}

const fn extension(name: &'static str, rust: Rust) -> Known {
    Known { oid: None, name, rust, read: "", cast: "" }
}

/// The driver does not know multiranges: they come as arrays of their ranges.
const RANGES: &str = "CASE WHEN {} IS NOT NULL THEN ARRAY(SELECT unnest({})) END";

const TEXT: Rust = Rust::Plain("String");

/// The types that have a Rust one. A cast to a type with a length would cut silently, so there is none to such a type.
pub(crate) const KNOWN: &[Known] = &[
    known(18, "\"char\"", Rust::Copy("i8"), "", "::int4::\"char\""),
    known(20, "bigint", Rust::Copy("i64"), "", ""),
    known(1560, "bit", Rust::Data("Bits"), "", "::varbit"),
    known(1562, "bit varying", Rust::Data("Bits"), "", "::varbit"),
    known(16, "boolean", Rust::Copy("bool"), "", ""),
    known(603, "box", Rust::Data("Rectangle"), "", "::text::box"),
    known(17, "bytea", Rust::Plain("Vec<u8>"), "", ""),
    known(1042, "character", TEXT, "", "::bpchar"),
    known(1043, "character varying", TEXT, "", ""),
    known(29, "cid", Rust::Copy("u32"), "", "::text::cid"),
    known(650, "cidr", Rust::Data("Network"), "", "::cidr"),
    known(718, "circle", Rust::Data("Circle"), "", "::circle"),
    known(1082, "date", Rust::Date, "", "::date"),
    known(4535, "datemultirange", Rust::Multirange(&Rust::Date), RANGES, "::datemultirange"),
    known(3912, "daterange", Rust::Range(&Rust::Date), "", "::daterange"),
    known(701, "double precision", Rust::Copy("f64"), "", ""),
    known(869, "inet", Rust::Data("Network"), "", "::inet"),
    known(4451, "int4multirange", Rust::Multirange(&Rust::Copy("i32")), RANGES, "::int4multirange"),
    known(3904, "int4range", Rust::Range(&Rust::Copy("i32")), "", "::int4range"),
    known(4536, "int8multirange", Rust::Multirange(&Rust::Copy("i64")), RANGES, "::int8multirange"),
    known(3926, "int8range", Rust::Range(&Rust::Copy("i64")), "", "::int8range"),
    known(23, "integer", Rust::Copy("i32"), "", ""),
    known(1186, "interval", Rust::Data("Interval"), "", "::interval"),
    known(114, "json", Rust::Json, "", "::json"),
    known(3802, "jsonb", Rust::Json, "", "::jsonb"),
    known(4072, "jsonpath", TEXT, "", "::jsonpath"),
    known(628, "line", Rust::Data("Line"), "", "::line"),
    known(601, "lseg", Rust::Data("Segment"), "", "::lseg"),
    known(829, "macaddr", Rust::Data("MacAddress"), "", "::macaddr"),
    known(774, "macaddr8", Rust::Data("MacAddress<8>"), "", "::macaddr8"),
    known(790, "money", Rust::Decimal, "::numeric", "::numeric::money"),
    known(19, "name", TEXT, "", "::name"),
    known(1700, "numeric", Rust::Decimal, "", "::numeric"),
    known(4532, "nummultirange", Rust::Multirange(&Rust::Decimal), RANGES, "::nummultirange"),
    known(3906, "numrange", Rust::Range(&Rust::Decimal), "", "::numrange"),
    known(26, "oid", Rust::Copy("u32"), "", "::oid"),
    known(602, "path", Rust::Data("Path"), "", "::path"),
    known(3220, "pg_lsn", Rust::Data("Lsn"), "", "::pg_lsn"),
    known(5038, "pg_snapshot", TEXT, "::text", "::pg_snapshot"),
    known(600, "point", Rust::Data("Point"), "", "::point"),
    known(604, "polygon", Rust::Data("Polygon"), "", "::polygon"),
    known(700, "real", Rust::Copy("f32"), "", ""),
    known(1790, "refcursor", TEXT, "", "::refcursor"),
    known(2205, "regclass", Rust::Copy("u32"), "", "::oid::regclass"),
    known(4191, "regcollation", Rust::Copy("u32"), "", "::oid::regcollation"),
    known(3734, "regconfig", Rust::Copy("u32"), "", "::oid::regconfig"),
    known(3769, "regdictionary", Rust::Copy("u32"), "", "::oid::regdictionary"),
    known(4089, "regnamespace", Rust::Copy("u32"), "", "::oid::regnamespace"),
    known(2203, "regoper", Rust::Copy("u32"), "", "::oid::regoper"),
    known(2204, "regoperator", Rust::Copy("u32"), "", "::oid::regoperator"),
    known(24, "regproc", Rust::Copy("u32"), "", "::oid::regproc"),
    known(2202, "regprocedure", Rust::Copy("u32"), "", "::oid::regprocedure"),
    known(4096, "regrole", Rust::Copy("u32"), "", "::oid::regrole"),
    known(2206, "regtype", Rust::Copy("u32"), "", "::oid::regtype"),
    known(21, "smallint", Rust::Copy("i16"), "", ""),
    known(25, "text", TEXT, "", ""),
    known(27, "tid", Rust::Data("Tid"), "", "::tid"),
    known(1266, "time with time zone", Rust::Data("OffsetTime"), "", "::timetz"),
    known(1083, "time without time zone", Rust::Time, "", "::time"),
    known(1184, "timestamp with time zone", Rust::Moment, "", "::timestamptz"),
    known(1114, "timestamp without time zone", Rust::DateTime, "", "::timestamp"),
    known(4533, "tsmultirange", Rust::Multirange(&Rust::DateTime), RANGES, "::tsmultirange"),
    known(3615, "tsquery", TEXT, "::text", "::tsquery"),
    known(3908, "tsrange", Rust::Range(&Rust::DateTime), "", "::tsrange"),
    known(4534, "tstzmultirange", Rust::Multirange(&Rust::Moment), RANGES, "::tstzmultirange"),
    known(3910, "tstzrange", Rust::Range(&Rust::Moment), "", "::tstzrange"),
    known(3614, "tsvector", TEXT, "::text", "::tsvector"),
    known(2970, "txid_snapshot", TEXT, "::text", "::txid_snapshot"),
    known(2950, "uuid", Rust::Uuid, "", "::uuid"),
    known(28, "xid", Rust::Copy("u32"), "", "::text::xid"),
    known(5069, "xid8", Rust::Data("TransactionId"), "", "::xid8"),
    known(142, "xml", TEXT, "::text", "::xml"),
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
    /// What stands in brackets: a length, or a precision and a scale.
    pub(crate) lengths: Vec<u32>,
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
            return Self { schema: None, name: text.to_owned(), lengths: Vec::new(), is_array };
        }
        let (mut parts, lengths) = parts(text);
        let name = parts.pop().unwrap_or_default();
        let name = match name.starts_with("interval ") {
            true => "interval".to_owned(),
            false => name,
        };
        Self { schema: parts.pop(), name, lengths, is_array }
    }

    /// What a parameter is cast to, without its length.
    pub(crate) fn to_sql(&self) -> String {
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

    /// The number of a type that is built in.
    pub(crate) fn oid(&self) -> Option<u32> {
        self.known()?.oid.filter(|_| !self.is_array)
    }

    /// How a value of the tables above goes within a composite one; `None` where it is read or written by a cast that
    /// its own text or bytes cannot do without.
    pub(crate) fn nested(&self) -> Option<Nested> {
        let known = self.known()?;
        let is_cast = match known.name {
            // Its text is a character, not the number.
            "\"char\"" => true,
            // Arrays of it have another separator than all others.
            "box" => self.is_array,
            _ => !known.read.is_empty(),
        };
        (!is_cast).then_some(Nested::Plain)
    }

    fn known(&self) -> Option<&'static Known> {
        KNOWN
            .iter()
            .find(|known| known.name == self.name && known.oid.is_none() == self.schema.is_some())
    }

    /// The type of the tables above.
    pub(crate) fn find(&self, settings: &Settings) -> Option<Type> {
        let known = self.known().filter(|known| !self.is_array || known.read != RANGES)?;
        let rust = known.rust.path(settings);
        if known.oid.is_none() {
            return Some(self.with(rust, known.rust.passing()));
        }
        let (read, cast) = (known.read.to_owned(), known.cast.to_owned());
        let passing = known.rust.passing();
        Some(self.finished(Type { rust, name: self.to_sql(), passing, read, cast }))
    }

    /// How an array of a domain goes whose elements are of this type, and are read in this way.
    pub(crate) fn array_of_domain(&self, read: String, element: Type) -> Type {
        let cast = format!("::{}", self.to_sql());
        self.finished(Type { read, cast, name: self.to_sql(), ..element })
    }

    /// The domain, if it or its elements are of one.
    pub(crate) fn domain<'a>(&self, schema: &'a Schema) -> Option<&'a Domain> {
        let id = ObjectId::new(Kind::Domain, self.schema.as_ref()?, &self.name);
        match &schema.get(&id)?.details {
            Details::Domain(domain) => Some(domain),
            _ => None,
        }
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

/// The parts between points outside of quotes, without quotes, and the numbers that stand in brackets.
fn parts(text: &str) -> (Vec<String>, Vec<u32>) {
    let mut parts = vec![String::new()];
    let mut brackets = String::new();
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
            _ if depth > 0 => brackets.push(character),
            _ => part.push(character),
        }
    }
    parts.iter_mut().for_each(|part| *part = part.trim().to_owned());
    let lengths = brackets.split(',').filter_map(|number| number.trim().parse().ok()).collect();
    (parts, lengths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_types_are_taken_apart() {
        let written = |schema: Option<&str>, name: &str, is_array| Written {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
            lengths: Vec::new(),
            is_array,
        };
        let sized = |name: &str, lengths: &[u32], is_array| Written {
            lengths: lengths.to_vec(),
            ..written(None, name, is_array)
        };
        for (text, expected) in [
            ("integer", written(None, "integer", false)),
            ("character varying(10)[]", sized("character varying", &[10], true)),
            ("timestamp(3) without time zone", sized("timestamp without time zone", &[3], false)),
            ("interval day to second(3)", sized("interval", &[3], false)),
            ("\"char\"[]", written(None, "\"char\"", true)),
            ("public.\"A \"\"b\"\" (c)\"", written(Some("public"), "A \"b\" (c)", false)),
            ("numeric(10,2)", sized("numeric", &[10, 2], false)),
        ] {
            assert_eq!(Written::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted_within_its_parts() {
        let names: Vec<_> = KNOWN.iter().map(|known| (known.oid.is_none(), known.name)).collect();
        assert!(names.is_sorted());
    }
}
