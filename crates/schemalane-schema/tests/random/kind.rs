//! Types, and the values, defaults, conditions and formulas that fit them.

use super::model::{Column, Schema, Table};
use schemalane_source::Dialect;

/// What can be done with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Number,
    Text,
    Truth,
    Day,
    Label,
    Bytes,
    Json,
    List,
    Any,
}

/// A type as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) family: Family,
}

pub(crate) const LABELS: [&str; 4] = ["low", "mid", "high", "top"];

const SQLITE: &[(&str, Family)] = &[
    ("INTEGER", Family::Number),
    ("TEXT", Family::Text),
    ("REAL", Family::Number),
    ("", Family::Any),
    ("BLOB", Family::Bytes),
    ("NUMERIC", Family::Number),
    ("VARCHAR(20)", Family::Text),
    ("INT", Family::Number),
];

/// `mood` is an enum, and `amount` a domain.
const POSTGRES: &[(&str, Family)] = &[
    ("integer", Family::Number),
    ("text", Family::Text),
    ("bigint", Family::Number),
    ("varchar(20)", Family::Text),
    ("numeric(8,2)", Family::Number),
    ("boolean", Family::Truth),
    ("date", Family::Day),
    ("varchar(5)", Family::Text),
    ("mood", Family::Label),
    ("amount", Family::Number),
    ("jsonb", Family::Json),
    ("smallint", Family::Number),
    ("double precision", Family::Number),
    ("integer[]", Family::List),
    ("bytea", Family::Bytes),
    ("numeric", Family::Number),
    ("character(3)", Family::Text),
];

/// What a domain may be made of.
const BASES: &[&str] = &["integer", "bigint", "numeric(8,2)"];

pub(crate) fn base(number: u8) -> &'static str {
    pick(BASES, number)
}

/// One of a list, whatever the number.
pub(crate) fn pick<T: Copy>(list: &[T], number: u8) -> T {
    list[usize::from(number) % list.len()]
}

impl Schema {
    pub(crate) fn is_sqlite(&self) -> bool {
        self.dialect == Dialect::Sqlite
    }

    /// The type of a column: one that fits the kind of table, and that is there.
    pub(crate) fn kind(&self, table: &Table, column: &Column) -> Kind {
        let (name, family) = if self.is_sqlite() {
            match pick(SQLITE, column.kind) {
                ("", family) if table.traits.strict => ("ANY", family),
                ("NUMERIC", family) if table.traits.strict => ("REAL", family),
                ("VARCHAR(20)", family) if table.traits.strict => ("TEXT", family),
                found => found,
            }
        } else {
            match pick(POSTGRES, column.kind) {
                ("mood", _) if self.types.labels.is_none() => ("text", Family::Text),
                ("amount", _) if self.types.domain.is_none() => ("integer", Family::Number),
                found => found,
            }
        };
        Kind { name, family }
    }

    /// The labels of the enum.
    pub(crate) fn labels(&self) -> Vec<&'static str> {
        let bits = self.types.labels.unwrap_or(0);
        (0..4_usize).filter(|bit| bits >> bit & 1 == 1).map(|bit| LABELS[bit]).collect()
    }

    pub(crate) fn default(&self, family: Family, number: u8) -> String {
        let sqlite = self.is_sqlite();
        let list: &[&str] = match family {
            Family::Number if sqlite => &["0", "7", "-1", "(1 + 2)", "1.5", "NULL", "'3'"],
            Family::Number => &["0", "7", "-1", "(1 + 2)"],
            Family::Text if sqlite => &["'x'", "''", "'b'", "(lower('Q'))", "CURRENT_DATE"],
            Family::Text => &["'x'", "''", "'b'", "lower('Q')"],
            Family::Truth => &["true", "false"],
            Family::Day => &["'2020-02-02'", "CURRENT_DATE"],
            Family::Label => return format!("'{}'", pick(&self.labels(), number)),
            Family::Bytes if sqlite => &["x'00'", "'b'"],
            Family::Bytes => &["'\\x00'"],
            Family::Json => &["'{}'", "'[1]'"],
            Family::List => &["'{1,2}'", "ARRAY[3]"],
            Family::Any => &["1", "'x'", "2.5", "x'01'"],
        };
        if family == Family::Number && !sqlite {
            if self.types.function.is_some() && number % 6 == 4 {
                return "twice(3)".to_owned();
            }
            if self.types.sequence.is_some() && number % 6 == 5 {
                return "nextval('ticks')".to_owned();
            }
        }
        pick(list, number).to_owned()
    }

    /// A condition on a column. An index takes only those that depend on nothing else.
    pub(crate) fn condition(&self, name: &str, family: Family, number: u8) -> String {
        let list: &[&str] = match family {
            Family::Number => &["@ > -10", "@ >= 0", "@ <> 3", "@ IS NOT NULL", "@ % 2 < 2"],
            Family::Text => &["length(@) < 8", "@ <> 'b'", "@ IS NOT NULL", "@ > 'A'"],
            Family::Truth => &["@", "@ IS NOT NULL"],
            Family::Day => &["@ > '2000-01-01'", "@ IS NOT NULL"],
            Family::Any => &["@ <> 'b'", "@ IS NOT NULL", "typeof(@) <> 'blob'"],
            Family::Bytes => &["length(@) < 8", "@ IS NOT NULL"],
            Family::Label | Family::Json | Family::List => &["@ IS NOT NULL"],
        };
        let text = pick(list, number);
        if text.contains('%') && !self.is_sqlite() {
            // Not every number can be divided with a rest.
            return format!("{name} < 1000");
        }
        text.replace('@', name)
    }

    /// An expression of a column that depends on nothing else, and has the same family.
    pub(crate) fn formula(&self, name: &str, family: Family, number: u8) -> String {
        let list: &[&str] = match family {
            Family::Number => &["@ + 1", "abs(@)", "@ * 2"],
            Family::Text => &["lower(@)", "@ || '!'", "upper(@)"],
            Family::Any => &["@ || ''", "coalesce(@, 0)"],
            Family::Truth => &["NOT @"],
            _ => &["coalesce(@, @)"],
        };
        pick(list, number).replace('@', name)
    }

    /// A value for a row.
    pub(crate) fn value(&self, family: Family, seed: u8) -> String {
        let sqlite = self.is_sqlite();
        let list: &[&str] = match family {
            Family::Number if sqlite => {
                &["1", "2", "0", "3", "NULL", "-5", "1.5", "'x7'", "9007199254740993", "'12'"]
            }
            Family::Number => &["1", "2", "0", "3", "NULL", "7", "12", "25", "40000", "2.5"],
            Family::Text if sqlite => {
                &["'a'", "'b'", "'A'", "NULL", "''", "'7'", "'abcdefghij'", "' 1.50'", "x'41'"]
            }
            Family::Text => &[
                "'a'",
                "'b'",
                "'A'",
                "NULL",
                "''",
                "'7'",
                "'abcdefghij'",
                "'1.50'",
                "'2020-01-05'",
            ],
            Family::Truth => &["true", "false", "NULL"],
            Family::Day => &["'2020-02-02'", "'1999-12-31'", "NULL"],
            Family::Label => {
                let labels = self.labels();
                return match usize::from(seed) % (labels.len() + 1) {
                    0 => "NULL".to_owned(),
                    label => format!("'{}'", labels[label - 1]),
                };
            }
            Family::Bytes if sqlite => &["x'00'", "x'31'", "NULL", "'b'", "4"],
            Family::Bytes => &["'\\x00'", "'\\x31'", "NULL"],
            Family::Json => &["'{}'", "'[1]'", "'7'", "NULL"],
            Family::List => &["'{}'", "'{1,2}'", "NULL"],
            Family::Any => &["1", "'a'", "NULL", "2.5", "x'61'", "'1'", "'2.0'"],
        };
        pick(list, seed).to_owned()
    }
}
