//! Whether a declared type is the one that the engine says.

use schemalane_source::Dialect;

/// How a declared type stands to the one that the engine says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The same, perhaps in another spelling.
    Same,
    /// On SQLite, a type whose values are kept in the other: dates in texts.
    Finer,
    /// Another.
    Other,
}

/// Compares a type that a note declares with what the engine says.
pub(super) fn compare(dialect: Dialect, declared: &str, found: &str) -> Likeness {
    if declared.eq_ignore_ascii_case(found) {
        return Likeness::Same;
    }
    match dialect {
        Dialect::Postgres => {
            let (declared, found) = (postgres(declared), postgres(found));
            let is_same = declared == found
                || !found.contains('.') && declared.rsplit('.').next() == Some(&found)
                || !declared.contains('.') && found.rsplit('.').next() == Some(&declared);
            if is_same { Likeness::Same } else { Likeness::Other }
        }
        Dialect::Sqlite => sqlite(declared, found),
    }
}

/// One spelling of a type of PostgreSQL, without its length.
fn postgres(written: &str) -> String {
    let mut name = String::new();
    let mut depth = 0usize;
    for character in written.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '"' => {}
            character if depth == 0 => name.extend(character.to_lowercase()),
            _ => {}
        }
    }
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.strip_prefix("pg_catalog.").unwrap_or(&name);
    let (element, is_array) = match name.split_once('[') {
        Some((element, _)) => (element.trim(), true),
        None => match name.strip_prefix('_') {
            Some(element) => (element, true),
            None => (name, false),
        },
    };
    let element = match element {
        "int" | "int4" | "serial" => "integer",
        "int8" | "bigserial" => "bigint",
        "int2" | "smallserial" => "smallint",
        "bool" => "boolean",
        "float4" => "real",
        "float8" | "float" | "double" => "double precision",
        "decimal" => "numeric",
        "varchar" => "character varying",
        "char" | "bpchar" => "character",
        "varbit" => "bit varying",
        "timestamptz" => "timestamp with time zone",
        "timestamp" => "timestamp without time zone",
        "timetz" => "time with time zone",
        "time" => "time without time zone",
        other => other,
    };
    if is_array { format!("{element}[]") } else { element.to_owned() }
}

/// What SQLite keeps of a type.
fn affinity(written: &str) -> &'static str {
    let name = written.to_uppercase();
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if has(&["INT"]) {
        "INTEGER"
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        "TEXT"
    } else if name.is_empty() || has(&["BLOB"]) {
        "BLOB"
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        "REAL"
    } else {
        "NUMERIC"
    }
}

fn sqlite(declared: &str, found: &str) -> Likeness {
    if found.eq_ignore_ascii_case("any") {
        return Likeness::Finer;
    }
    let word = |text: &str| text.split('(').next().unwrap_or_default().trim().to_lowercase();
    let kept: &[&str] = match word(declared).as_str() {
        "date" | "time" | "datetime" | "timestamp" => &["TEXT", "INTEGER", "REAL", "NUMERIC"],
        "json" | "jsonb" | "uuid" => &["TEXT", "BLOB"],
        "bool" | "boolean" => &["INTEGER", "NUMERIC"],
        "decimal" | "numeric" => &["INTEGER", "REAL", "NUMERIC", "TEXT"],
        _ => &[],
    };
    // What the column is declared as says more than its affinity: a date is no boolean.
    let is_plain = ["INTEGER", "TEXT", "REAL", "BLOB", "NUMERIC"]
        .iter()
        .any(|name| found.eq_ignore_ascii_case(name));
    if is_plain && kept.contains(&affinity(found)) {
        return Likeness::Finer;
    }
    let is_same = affinity(declared) == affinity(found)
        && (affinity(found) != "NUMERIC" || word(declared) == word(found));
    if is_same { Likeness::Same } else { Likeness::Other }
}

/// Compares a type of a declared contract, which names families, with what the engine says.
pub(super) fn fits_contract(dialect: Dialect, declared: &str, found: &str) -> bool {
    let name = match dialect {
        Dialect::Postgres => postgres(found),
        Dialect::Sqlite => match affinity(found) {
            "NUMERIC" => found.to_lowercase(),
            affinity => affinity.to_lowercase(),
        },
    };
    let is = |names: &[&str]| names.contains(&name.as_str());
    let is_integer = is(&["integer", "bigint", "smallint"]);
    let is_number = is_integer || is(&["real", "double precision", "numeric", "decimal"]);
    let is_text = is(&["text", "character varying", "character", "citext", "name", "uuid"]);
    let fits = match declared.to_lowercase().as_str() {
        "text" | "string" => is_text,
        "uuid" => is_text || name == "blob",
        "int" | "integer" => is_integer,
        "number" => is_number,
        "bool" | "boolean" => is(&["boolean", "bool"]) || dialect == Dialect::Sqlite && is_integer,
        "json" => is(&["json", "jsonb"]) || dialect == Dialect::Sqlite && name == "text",
        _ => false,
    };
    fits || compare(dialect, declared, found) != Likeness::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_type_are_one() {
        for (declared, found, expected) in [
            ("int", "integer", Likeness::Same),
            ("INT4", "integer", Likeness::Same),
            ("int8[]", "bigint[]", Likeness::Same),
            ("_text", "text[]", Likeness::Same),
            ("numeric(10, 2)", "numeric", Likeness::Same),
            ("varchar(20)", "character varying", Likeness::Same),
            ("timestamp(3) with  time zone", "timestamptz", Likeness::Same),
            ("kind", "shop.kind", Likeness::Same),
            ("shop.\"Kind\"", "shop.\"Kind\"", Likeness::Same),
            ("other.kind", "shop.kind", Likeness::Other),
            ("int", "bigint", Likeness::Other),
            ("int", "integer[]", Likeness::Other),
        ] {
            assert_eq!(compare(Dialect::Postgres, declared, found), expected, "{declared} {found}");
        }
        for (declared, found, expected) in [
            ("bigint", "INTEGER", Likeness::Same),
            ("varchar(20)", "TEXT", Likeness::Same),
            ("boolean", "INTEGER", Likeness::Finer),
            ("datetime", "TEXT", Likeness::Finer),
            ("date", "BOOLEAN", Likeness::Other),
            ("text", "INTEGER", Likeness::Other),
            ("real", "INTEGER", Likeness::Other),
        ] {
            assert_eq!(compare(Dialect::Sqlite, declared, found), expected, "{declared} {found}");
        }
    }

    #[test]
    fn contracts_name_families() {
        for (declared, found, fits) in [
            ("text", "character varying(20)", true),
            ("string", "uuid", true),
            ("int", "bigint", true),
            ("int", "numeric", false),
            ("number", "numeric(3)", true),
            ("bool", "integer", false),
            ("json", "jsonb", true),
            ("date", "date", true),
        ] {
            assert_eq!(
                fits_contract(Dialect::Postgres, declared, found),
                fits,
                "{declared} {found}"
            );
        }
        assert!(fits_contract(Dialect::Sqlite, "bool", "INTEGER"));
        assert!(!fits_contract(Dialect::Sqlite, "int", "TEXT"));
    }
}
