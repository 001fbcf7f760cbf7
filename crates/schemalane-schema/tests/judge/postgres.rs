//! Compares two PostgreSQL databases by what pg_dump writes of them, and by what the catalogue says that a dump does not.

use schemalane_testkit::{Database, Server};
use std::collections::BTreeMap;
use std::process::Command;

/// Two readings of one schema, each by what a fact is about. What has the same name is kept as often as it is there.
#[derive(Debug)]
pub(crate) struct Schema(BTreeMap<String, Vec<String>>);

/// What a judge looks at beside the schema itself.
#[derive(Clone, Copy)]
pub(crate) struct Sight {
    /// Owners and grants.
    pub(crate) rights: bool,
    /// The order of columns.
    pub(crate) column_order: bool,
}

impl Schema {
    fn read(database: &Database, sight: Sight) -> Self {
        let mut facts = BTreeMap::<String, Vec<String>>::new();
        for (about, text) in entries(&pg_dump(database, sight), sight) {
            facts.entry(about).or_default().push(text);
        }
        for (about, text) in catalogue(database, sight) {
            facts.entry(about).or_default().push(text);
        }
        for texts in facts.values_mut() {
            texts.sort();
        }
        Self(facts)
    }

    /// What differs, in words; empty where nothing does.
    pub(crate) fn differences(&self, wanted: &Self) -> Vec<String> {
        let mut found = Vec::new();
        for (about, texts) in &wanted.0 {
            match self.0.get(about) {
                None => found.push(format!("{about} is missing: {}", texts.join("\n"))),
                Some(actual) if actual != texts => found.push(format!(
                    "{about}\n    is     {}\n    wanted {}",
                    actual.join("\n"),
                    texts.join("\n")
                )),
                Some(_) => {}
            }
        }
        let unwanted = self.0.keys().filter(|about| !wanted.0.contains_key(*about));
        found.extend(unwanted.map(|about| format!("{about} is not wanted")));
        found
    }
}

/// A database, and what was read of it: reading takes long, so it is done once.
pub(crate) struct Seen<'d> {
    database: &'d Database,
    sight: Sight,
    pub(crate) schema: Schema,
}

impl<'d> Seen<'d> {
    pub(crate) fn read(database: &'d Database, sight: Sight) -> Self {
        Self { database, sight, schema: Schema::read(database, sight) }
    }

    /// What differs from another database, in words; empty where nothing does. The server writes some expressions in
    /// another way once it has read them again, so where something differs, both are read again.
    pub(crate) fn differences(&self, wanted: &Self) -> Vec<String> {
        let found = self.schema.differences(&wanted.schema);
        if found.is_empty() || self.sight.rights {
            return found;
        }
        let again = |seen: &Self| Schema::read(&restored(seen.database), seen.sight);
        again(self).differences(&again(wanted))
    }
}

/// A database that is made from the dump of another.
fn restored(database: &Database) -> Database {
    let sight = Sight { rights: false, column_order: true };
    let text = pg_dump(database, sight);
    // What psql alone understands.
    let text: Vec<&str> = text.lines().filter(|line| !line.starts_with('\\')).collect();
    let copy = Server::shared().database();
    copy.psql(&text.join("\n").replace("CREATE SCHEMA public;", ""));
    copy
}

fn pg_dump(database: &Database, sight: Sight) -> String {
    let mut arguments = vec!["--schema-only"];
    if !sight.rights {
        arguments.extend(["--no-owner", "--no-privileges"]);
    }
    let output = Command::new(Server::shared().programs().join("pg_dump"))
        .args(["--exclude-table=_schema_migration", "--exclude-table=_schema_migration_id_seq"])
        .args(arguments)
        .arg(database.url())
        .output()
        .expect("pg_dump lies beside the server's programs");
    assert!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a dump is UTF-8")
}

/// What begins the comment that a dump puts before each object.
const HEADER: &str = "-- Name: ";

/// The objects of a dump: the line that names each, and its statements.
fn entries(dump: &str, sight: Sight) -> Vec<(String, String)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for line in dump.lines().map(without_name_of_not_null) {
        if line.starts_with(HEADER) {
            found.push((line, Vec::new()));
        } else if let Some((_, lines)) = found.last_mut()
            && is_said_of_the_object(&line)
        {
            lines.push(line);
        }
    }
    let statements = |about: &str, mut lines: Vec<String>| {
        if about.contains("; Type: TABLE; ") && !sight.column_order {
            lines = lines.into_iter().map(|line| line.trim_end_matches(',').to_owned()).collect();
            lines.sort_unstable();
        }
        options_sorted(&lines.join("\n"))
    };
    found
        .into_iter()
        // What new objects are born with is no fact of these.
        .filter(|(about, _)| !about.contains("; Type: DEFAULT ACL; "))
        .map(|(about, lines)| {
            let text = statements(&about, lines);
            (about, text)
        })
        .collect()
}

/// From PostgreSQL 18 on `NOT NULL` has a name. Those of a table's own are compared in the catalogue; one that is
/// inherited is called as it came about.
fn without_name_of_not_null(line: &str) -> String {
    let Some((before, rest)) = line.split_once(" CONSTRAINT ") else { return line.to_owned() };
    match rest.split_once(" NOT NULL") {
        Some((_, after)) => format!("{before} NOT NULL{after}"),
        None => line.to_owned(),
    }
}

/// The text with what stands in each `WITH (...)` in one order.
fn options_sorted(text: &str) -> String {
    let mut parts = text.split("WITH (");
    let mut sorted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inner, rest) = part.split_once(')').unwrap_or((part, ""));
        let mut options: Vec<&str> = inner.split(", ").collect();
        options.sort_unstable();
        sorted.push_str(&format!("WITH ({}){rest}", options.join(", ")));
    }
    sorted
}

/// Whether a line is none that a dump puts between two objects.
fn is_said_of_the_object(line: &str) -> bool {
    const BETWEEN: &[&str] = &[
        "SET default_table",
        "-- PostgreSQL database dump complete",
        // Newer versions write a random word into each dump.
        "\\restrict ",
        "\\unrestrict ",
    ];
    !(line.is_empty() || line == "--" || BETWEEN.iter().any(|start| line.starts_with(start)))
}

/// What the catalogue says of each thing; a dump leaves out, for instance, what is invalid or not yet filled.
fn catalogue(database: &Database, sight: Sight) -> Vec<(String, String)> {
    let place = if sight.column_order {
        "count(*) OVER (PARTITION BY a.attrelid ORDER BY a.attnum)"
    } else {
        "NULL"
    };
    let query = include_str!("postgres/catalogue.sql").replace("{place}", place);
    let reply = database
        .client()
        .simple(&format!("SET search_path = ''; {query}"))
        .unwrap_or_else(|error| panic!("the judge's look at the catalogue: {error}"));
    reply
        .rows
        .into_iter()
        .map(|row| {
            let mut row = row.into_iter().map(Option::unwrap_or_default);
            let about = row.next().unwrap_or_default();
            (about, options_sorted(&row.next().unwrap_or_default()))
        })
        .collect()
}
