//! Views, triggers and foreign keys that name what is not there. SQLite takes them, and fails only where somebody uses
//! them.

use super::trial::Trial;
use crate::sqlite::reach::is_virtual;
use crate::sqlite::rebuild::text;
use crate::sqlite::token::{self, identifier};
use crate::{Cycle, Error, Kind, Object, ObjectId, Options, Origin, Rule, Schema, order};
use rusqlite::Connection;
use schemalane_source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// What SQLite says of each view, trigger and table that it cannot use.
pub(super) type Broken = BTreeMap<ObjectId, String>;

/// The table whose renaming has SQLite look at every trigger.
const LOOK: &str = "schemalane look";

impl Trial<'_> {
    /// The views, triggers and tables of a schema that this copy has and that do not work in it, but for those that need
    /// what only the application has.
    pub(super) fn broken(&self, schema: &Schema) -> Result<Broken, Error> {
        let missing_here = |message: &str| {
            let name = missing(message).unwrap_or_default().to_ascii_lowercase();
            schema.get(&ObjectId::new(Kind::Table, "", name)).is_some_and(is_virtual)
        };
        let mut broken = self.unusable(schema)?;
        broken.retain(|_, message| !is_of_the_application(message) && !missing_here(message));
        Ok(broken)
    }

    /// The views, triggers and tables of a schema that this copy has and that this SQLite cannot use in it.
    pub(super) fn unusable(&self, schema: &Schema) -> Result<Broken, Error> {
        let mut broken = Broken::new();
        let of_kind = |kind| schema.objects.values().filter(move |object| object.id.kind == kind);
        for view in of_kind(Kind::View) {
            let sql = format!("SELECT * FROM main.{}", identifier(&view.name));
            if let Err(error) = self.connection.prepare(&sql) {
                broken.insert(view.id.clone(), said(&error));
            }
        }
        for table in of_kind(Kind::Table) {
            let sql = format!("PRAGMA main.foreign_key_check({})", text(&table.name));
            let look = |_: &rusqlite::Row<'_>| Ok(());
            let rows = self.connection.prepare(&sql).and_then(|mut all| all.query_row([], look));
            // There are no rows; an error says that a key fits no key of the other table.
            if let Err(error @ rusqlite::Error::SqliteFailure(..)) = rows {
                broken.insert(table.id.clone(), said(&error));
            }
        }
        let triggers: Vec<&Object> = of_kind(Kind::Trigger).collect();
        if !triggers.is_empty() {
            self.connection.execute_batch("SAVEPOINT schemalane_look")?;
            let found = look(&self.connection, &broken, &triggers);
            self.connection.execute_batch("ROLLBACK TO schemalane_look")?;
            self.connection.execute_batch("RELEASE schemalane_look")?;
            broken.extend(found?);
        }
        Ok(broken)
    }
}

/// Whether something is missing that only the application has.
fn is_of_the_application(message: &str) -> bool {
    ["no such function", "no such collation sequence", "no such module"]
        .iter()
        .any(|missing| message.starts_with(missing))
}

/// Has SQLite read all triggers, again and again without the one that it complained about.
fn look(connection: &Connection, views: &Broken, triggers: &[&Object]) -> rusqlite::Result<Broken> {
    // It would complain about them first. Some may be gone already.
    for view in views.keys().filter(|id| id.kind == Kind::View) {
        connection
            .execute_batch(&format!("DROP VIEW IF EXISTS main.{}", identifier(&view.name)))?;
    }
    connection.execute_batch(&format!("CREATE TABLE main.{} (a)", identifier(LOOK)))?;
    let mut broken = Broken::new();
    let rename = format!("ALTER TABLE main.{0} RENAME TO \"{LOOK} 2\"", identifier(LOOK));
    while let Err(error) = connection.execute_batch(&format!("SAVEPOINT look; {rename}")) {
        connection.execute_batch("ROLLBACK TO look; RELEASE look")?;
        let message = said(&error);
        let complaint = triggers.iter().find_map(|trigger| {
            let words = message.strip_prefix(&format!("error in trigger {}", trigger.name))?;
            Some((trigger, words.split_once(": ")?.1))
        });
        let Some((trigger, words)) = complaint else { break };
        broken.insert(trigger.id.clone(), words.to_owned());
        connection.execute_batch(&format!("DROP TRIGGER main.{}", identifier(&trigger.name)))?;
    }
    Ok(broken)
}

fn said(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        other => other.to_string(),
    }
}

/// The name that SQLite does not find.
fn missing(message: &str) -> Option<&str> {
    let name = message.strip_prefix("no such table: ")?;
    Some(name.strip_prefix("main.").unwrap_or(name))
}

/// Refuses a wanted schema in which something is broken, unless it was so before and stays as it was: that is only told.
///
/// # Errors
///
/// The first that is broken by the files, or a circle of views.
pub(super) fn judge(
    before: &Broken,
    (actual, renamed): (&Schema, &Schema),
    (after, wanted): (&Broken, &Schema),
    options: &Options,
) -> Result<Vec<String>, Error> {
    let mut notes = strays(actual, wanted, options);
    let mut faults: Vec<Fault<'_>> = Vec::new();
    for (id, message) in after {
        let is_old = before.contains_key(id);
        // A table may change, and a key of it be as wrong as it was.
        let stays = |object| match id.kind {
            Kind::Table => before.get(id) == Some(message),
            _ => is_old && is_any([actual, renamed], object),
        };
        match wanted.get(id).and_then(|object| object.origin.as_ref().map(|at| (at, object))) {
            Some((_, object)) if stays(object) => notes.push(format!(
                "The {id} is broken, and was before: {message}. Correct it, or take it away."
            )),
            Some((origin, object)) => {
                faults.push(Fault { origin, object, message, line: line(object, message) });
            }
            None if is_old => {}
            None => {
                notes.push(format!("The {id} is left in peace, and will be broken: {message}."))
            }
        }
    }
    // What names the missing thing itself, and not by way of another view, is what has to be changed.
    let first = faults.into_iter().min_by_key(|fault| (fault.line.is_none(), fault.origin));
    let Some(Fault { origin, object, message, line }) = first else { return Ok(notes) };
    if message.contains("circularly defined") {
        circle(wanted)?;
    }
    Err(Error::Statement {
        origin: Origin { file: origin.file.clone(), line: origin.line + line.unwrap_or(0) },
        message: format!("the {} would be broken: {message}", object.id),
        help: Some("change it with what it names, or take it away"),
    })
}

/// Foreign keys to tables that are nowhere, now and then.
fn strays(actual: &Schema, wanted: &Schema, options: &Options) -> Vec<String> {
    let mut notes = Vec::new();
    for object in wanted.objects.values() {
        for constraint in object.as_table().iter().flat_map(|table| &table.constraints) {
            let Rule::ForeignKey { table, .. } = &constraint.rule else { continue };
            let is_there = |schema: &Schema| schema.get(table).is_some();
            if !is_there(actual) && !is_there(wanted) && !options.leaves_folded(&table.name) {
                notes.push(format!(
                    "The {} refers to {table}, which is not there: no row can refer to anything.",
                    object.id
                ));
            }
        }
    }
    notes
}

/// Something that the files break.
struct Fault<'f> {
    origin: &'f Origin,
    object: &'f Object,
    message: &'f str,
    /// How many lines below its beginning the statement names what is missing.
    line: Option<u32>,
}

fn is_any(schemas: [&Schema; 2], wanted: &Object) -> bool {
    let facts = crate::schema::facts(wanted);
    let same = |schema: &Schema| {
        schema.get(&wanted.id).is_some_and(|actual| crate::schema::facts(actual) == facts)
    };
    schemas.into_iter().any(same)
}

fn line(object: &Object, message: &str) -> Option<u32> {
    let name = message.rsplit([' ', '.']).next()?.to_ascii_lowercase();
    let sql = object.create.first()?;
    let tokens = token::read(sql);
    let token = tokens.iter().skip(3).find(|token| token.name() == name)?;
    Some(Place::of(sql, token.start).line.saturating_sub(1))
}

/// Finds the circle among views by the names in their texts, since SQLite cannot say what they need.
fn circle(wanted: &Schema) -> Result<(), Cycle> {
    let views: BTreeMap<&ObjectId, &Object> =
        wanted.objects.iter().filter(|(id, _)| id.kind == Kind::View).collect();
    let needs = views
        .iter()
        .map(|(id, object)| {
            let text = object.create.first().map_or("", String::as_str);
            let named: BTreeSet<String> =
                token::rest(text).iter().map(token::Token::name).collect();
            let needed = views.keys().filter(|other| named.contains(&other.name));
            ((*id).clone(), needed.map(|other| (*other).clone()).collect())
        })
        .collect();
    order::sort(&needs, ObjectId::clone).map(|_| ()).map_err(|members| Cycle::of(members, wanted))
}
