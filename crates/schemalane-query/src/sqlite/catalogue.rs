//! The tables and views of a database, as its engine tells them.

use super::name::{is_rowid, same};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A schema, and a name in it.
type Place = (String, String);

/// The tables and views of a database, each asked for when it is needed.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    names: Vec<Entry>,
    known: RefCell<BTreeMap<Place, Option<Rc<Table>>>>,
}

/// A table or view by its name.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) form: Form,
    without_rowid: bool,
}

/// What a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A table with rows of its own.
    Table,
    /// A query with a name.
    View,
    /// A table of a module: nothing holds it to what it declares.
    Virtual,
    /// A module that is a table by itself, and only computes.
    Module,
    /// A table in which a module keeps its data.
    Shadow,
}

/// A table or view.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) columns: Vec<Column>,
    pub(super) rowid: Rowid,
    /// `CREATE VIEW ..`.
    pub(super) sql: Option<String>,
}

/// Whether there is a number of each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rowid {
    /// There is none.
    None,
    /// There is one, behind the columns.
    Own,
    /// There is one, and it is a column.
    Column(usize),
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// Its type as it is written; empty where there is none.
    pub(super) declared: String,
    pub(super) not_null: bool,
    pub(super) form: ColumnForm,
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnForm {
    /// One that is stored.
    Stored,
    /// One that is computed.
    Generated,
    /// One that `*` leaves out.
    Hidden,
}

impl Table {
    /// What its columns are called in an analysis.
    pub(super) fn qualified(&self) -> String {
        qualified(&self.schema, &self.name)
    }

    /// The place of a column; that of the number of a row stands behind all of them.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        let column = self.columns.iter().position(|column| same(&column.name, name));
        column.or_else(|| match self.rowid {
            _ if !is_rowid(name) => None,
            Rowid::None => None,
            Rowid::Own => Some(self.columns.len()),
            Rowid::Column(place) => Some(place),
        })
    }
}

/// What a table is called in an analysis.
pub(super) fn qualified(schema: &str, name: &str) -> String {
    match same(schema, "main") || same(schema, "temp") {
        true => name.to_owned(),
        false => format!("{schema}.{name}"),
    }
}

impl Catalogue {
    /// That of a connection.
    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement =
            connection.prepare("SELECT schema, name, type, wr FROM pragma_table_list")?;
        let names = statement.query_map([], |row| {
            Ok(Entry {
                schema: row.get(0)?,
                name: row.get(1)?,
                form: match row.get::<_, String>(2)?.as_str() {
                    "view" => Form::View,
                    "virtual" => Form::Virtual,
                    "shadow" => Form::Shadow,
                    _ => Form::Table,
                },
                without_rowid: row.get(3)?,
            })
        })?;
        Ok(Self { names: names.collect::<rusqlite::Result<_>>()?, known: RefCell::default() })
    }

    /// All tables and views.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.names
    }

    /// The entry of a name, of a schema or of the first that has one.
    pub(super) fn entry(&self, schema: Option<&str>, name: &str) -> Option<&Entry> {
        let name = match name.to_ascii_lowercase().as_str() {
            "sqlite_master" => "sqlite_schema".to_owned(),
            "sqlite_temp_master" => "sqlite_temp_schema".to_owned(),
            lower => lower.to_owned(),
        };
        let rank = |entry: &&Entry| match entry.schema.as_str() {
            "temp" => 0,
            "main" => 1,
            _ => 2,
        };
        let is_it = |entry: &&Entry| {
            same(&entry.name, &name) && schema.is_none_or(|schema| same(schema, &entry.schema))
        };
        self.names.iter().filter(is_it).min_by_key(rank)
    }

    /// The table of a name, or the module of a name that is a table by itself.
    pub(super) fn table(
        &self,
        connection: &Connection,
        schema: Option<&str>,
        name: &str,
    ) -> Option<Rc<Table>> {
        let entry = self.entry(schema, name).cloned().unwrap_or_else(|| Entry {
            schema: schema.unwrap_or("main").to_owned(),
            name: name.to_ascii_lowercase(),
            form: Form::Module,
            without_rowid: false,
        });
        let key = (entry.schema.clone(), entry.name.clone());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        // What SQLite does not tell is not known: everything of such a table can be null.
        let table = entry.read(connection).ok().flatten().map(Rc::new);
        self.known.borrow_mut().insert(key, table.clone());
        table
    }
}

impl Entry {
    fn read(self, connection: &Connection) -> rusqlite::Result<Option<Table>> {
        let mut columns = self.columns(connection)?;
        if columns.is_empty() {
            return Ok(None);
        }
        let rowid = match self.form {
            Form::View => Rowid::None,
            Form::Table | Form::Shadow if self.without_rowid => Rowid::None,
            Form::Table | Form::Shadow | Form::Virtual | Form::Module => {
                self.rowid(connection, &columns)
            }
        };
        if let (Rowid::Column(place), Form::Table | Form::Shadow) = (rowid, self.form)
            && let Some(column) = columns.get_mut(place)
        {
            column.not_null = true;
        }
        let sql = match self.form {
            Form::View => self.sql(connection)?,
            Form::Table | Form::Virtual | Form::Module | Form::Shadow => None,
        };
        let Self { schema, name, form, .. } = self;
        Ok(Some(Table { schema, name, form, columns, rowid, sql }))
    }

    fn columns(&self, connection: &Connection) -> rusqlite::Result<Vec<Column>> {
        let mut statement = connection
            .prepare("SELECT name, type, \"notnull\", hidden FROM pragma_table_xinfo(?1, ?2)")?;
        let is_held_to_it = matches!(self.form, Form::Table | Form::Shadow);
        let columns = statement.query_map(params![self.name, self.schema], |row| {
            Ok(Column {
                name: row.get(0)?,
                declared: row.get(1)?,
                not_null: is_held_to_it && row.get(2)?,
                form: match row.get::<_, i64>(3)? {
                    0 => ColumnForm::Stored,
                    1 => ColumnForm::Hidden,
                    _ => ColumnForm::Generated,
                },
            })
        })?;
        columns.collect()
    }

    /// SQLite itself says which column stands for the number of a row: there is no telling by the words of a table.
    fn rowid(&self, connection: &Connection, columns: &[Column]) -> Rowid {
        let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let is_taken = |name: &&&str| columns.iter().any(|column| same(&column.name, name));
        let Some(name) = ["rowid", "oid", "_rowid_"].iter().find(|name| !is_taken(name)) else {
            return Rowid::None;
        };
        let sql = format!("SELECT {name} FROM {}.{}", quoted(&self.schema), quoted(&self.name));
        let Ok(statement) = connection.prepare(&sql) else { return Rowid::None };
        let origins = statement.columns_with_metadata();
        let origin = origins.first().and_then(|column| column.origin_name());
        let place =
            origin.and_then(|origin| columns.iter().position(|column| same(&column.name, origin)));
        place.map_or(Rowid::Own, Rowid::Column)
    }

    fn sql(&self, connection: &Connection) -> rusqlite::Result<Option<String>> {
        let schema = self.schema.replace('"', "\"\"");
        connection
            .query_row(
                &format!("SELECT sql FROM \"{schema}\".sqlite_schema WHERE name = ?1"),
                [&self.name],
                |row| row.get(0),
            )
            .optional()
    }
}
