//! Whether anything changed that nobody was asked to touch.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::Address;
use crate::client::Client;
use crate::database::Database;

/// All objects of a database and all rows of its tables, at one moment.
///
/// ```no_run
/// use schemalane_testkit::{Server, Snapshot};
///
/// let database = Server::shared().database();
/// database.psql("create schema shop; create table canary (id int); insert into canary values (1)");
/// let before = Snapshot::of(&database);
/// database.psql("create table shop.account (id int)");
/// before.assert_unchanged_outside("shop");
/// ```
pub struct Snapshot {
    address: Address,
    /// Schema and object, and what is to be said of it.
    objects: BTreeMap<(String, String), String>,
}

impl Snapshot {
    /// What there is now.
    #[must_use]
    pub fn of(database: &Database) -> Self {
        Self::at(database.address().clone())
    }

    /// Panics with what has come, gone or changed since then in any other schema than this one, or in the database as a
    /// whole: schemas, extensions, settings. The named schema itself may have come.
    pub fn assert_unchanged_outside(&self, schema: &str) {
        let now = Self::at(self.address.clone());
        let outside = |(place, name): &&(String, String)| {
            place != schema && !(place.is_empty() && *name == format!("schema {schema}"))
        };
        let keys: BTreeSet<_> =
            self.objects.keys().chain(now.objects.keys()).filter(outside).collect();
        let changes: Vec<_> = keys
            .into_iter()
            .filter_map(|key| {
                let change = match (self.objects.get(key), now.objects.get(key)) {
                    (None, Some(_)) => "has come",
                    (Some(_), None) => "has gone",
                    (before, after) if before != after => "is not what it was",
                    _ => return None,
                };
                let (place, name) = key;
                let place = if place.is_empty() { "the database" } else { place };
                Some(format!("{place}: {name} {change}"))
            })
            .collect();
        assert!(
            changes.is_empty(),
            "changed outside of the schema {schema}:\n  {}",
            changes.join("\n  ")
        );
    }

    fn at(address: Address) -> Self {
        let mut client = Client::connect(&address.to_string())
            .unwrap_or_else(|failure| panic!("{}: {failure}", address.database));
        let mut ask = |sql: &str| {
            client.simple(sql).unwrap_or_else(|failure| panic!("{failure}, in: {sql}")).rows
        };
        let mut objects = BTreeMap::new();
        for row in ask(OBJECTS) {
            let [place, name, text] =
                <[_; 3]>::try_from(row).expect("three columns").map(Option::unwrap_or_default);
            objects.insert((place, name), text);
        }
        for row in ask(TABLES) {
            let [place, name, quoted] =
                <[_; 3]>::try_from(row).expect("three columns").map(Option::unwrap_or_default);
            let sum = format!(
                "select count(*), md5(string_agg(it::text, ',' order by it::text)) from {quoted} it"
            );
            objects.insert((place, format!("rows of {name}")), format!("{:?}", ask(&sum)));
        }
        Self { address, objects }
    }
}

/// The schemas that are nobody's and come and go with what is in the others.
macro_rules! place {
    () => {
        "nspname not like 'pg\\_toast%' and nspname not like 'pg\\_temp%'"
    };
}

/// Schema, kind and name, and what is to be said of it; no schema for what belongs to the database as a whole. The
/// numbers (oid) of objects are part of it: what was dropped and made again has changed.
const OBJECTS: &str = concat!(
    "select nspname, 'relation ' || relname, concat_ws(' ', c.oid, relkind, relowner, relacl::text, (select \
     string_agg(concat_ws(' ', attname, atttypid, atttypmod, attnotnull), ', ' order by attnum) from \
     pg_catalog.pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped)) \
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = relnamespace where ",
    place!(),
    " union all select nspname, 'function ' || p.oid::regprocedure, concat_ws(' ', p.oid, proowner, md5(prosrc), \
     proacl::text) from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = pronamespace where ",
    place!(),
    " union all select nspname, 'type ' || typname, concat_ws(' ', t.oid, typowner, (select string_agg(enumlabel, ',' \
     order by enumsortorder) from pg_catalog.pg_enum where enumtypid = t.oid)) \
     from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = typnamespace where ",
    place!(),
    " union all select nspname, 'constraint ' || conname || ' of ' || conrelid::regclass, \
     pg_get_constraintdef(c.oid) from pg_catalog.pg_constraint c join pg_catalog.pg_namespace n on n.oid = \
     connamespace where ",
    place!(),
    " union all select nspname, 'trigger ' || tgname || ' of ' || tgrelid::regclass, pg_get_triggerdef(t.oid) \
     from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = tgrelid join pg_catalog.pg_namespace n on \
     n.oid = relnamespace where not tgisinternal and ",
    place!(),
    " union all select nspname, 'operator ' || o.oid::regoperator, o.oid::text \
     from pg_catalog.pg_operator o join pg_catalog.pg_namespace n on n.oid = oprnamespace where ",
    place!(),
    " union all select '', 'schema ' || nspname, concat_ws(' ', oid, nspowner, nspacl::text) \
     from pg_catalog.pg_namespace where ",
    place!(),
    " union all select '', 'extension ' || extname, extversion from pg_catalog.pg_extension \
     union all select '', 'event trigger ' || evtname, evtenabled::text from pg_catalog.pg_event_trigger \
     union all select '', 'publication ' || pubname, oid::text from pg_catalog.pg_publication \
     union all select '', 'setting of role ' || setrole, setconfig::text from pg_catalog.pg_db_role_setting \
     where setdatabase = (select oid from pg_catalog.pg_database where datname = current_database()) \
     union all select '', 'large objects', count(*)::text from pg_catalog.pg_largeobject_metadata"
);

/// The tables and materialised views of users: schema, name, and both as they stand in a statement.
const TABLES: &str = concat!(
    "select nspname, relname, format('%I.%I', nspname, relname) from pg_catalog.pg_class c join \
     pg_catalog.pg_namespace n on n.oid = relnamespace where relkind in ('r', 'm') and nspname not in ('pg_catalog', \
     'information_schema') and ",
    place!()
);
