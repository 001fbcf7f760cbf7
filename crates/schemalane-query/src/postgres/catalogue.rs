//! What is read of the system catalogue, once for a connection.

use super::node::Node;
use sqlx::PgConnection;
use std::collections::HashMap;
use std::sync::Arc;

/// The first number that an object gets which is not PostgreSQL's own.
const FIRST_OF_USERS: u32 = 16_384;

/// What is read of the system catalogue.
#[derive(Debug)]
pub(super) struct Catalogue {
    functions: HashMap<u32, Function>,
    operators: HashMap<u32, Operator>,
    types: HashMap<u32, Type>,
    relations: HashMap<u32, Relation>,
    /// The queries of views, as they are needed.
    views: HashMap<u32, Arc<Node>>,
    /// Types as they are written, with their lengths, as they are needed.
    written: HashMap<(u32, i32), String>,
}

#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: String,
    /// The name of its code, if it is the server's own; else its name again.
    pub(super) source: String,
    pub(super) is_builtin: bool,
    pub(super) is_strict: bool,
    /// Of an aggregate: of the functions that it is made of.
    pub(super) is_volatile: bool,
}

#[derive(Debug)]
struct Operator {
    name: String,
    function: u32,
}

#[derive(Debug)]
struct Type {
    /// The type that a domain is made of; 0 for any other.
    base: u32,
    is_not_null: bool,
}

/// A table, a view, or what else has columns.
#[derive(Debug)]
pub(super) struct Relation {
    /// Schema and name.
    pub(super) label: String,
    pub(super) kind: Kind,
    /// Whether rules say what is done in place of `INSERT`, `UPDATE` or `DELETE`.
    pub(super) has_rules: bool,
    /// By their numbers, from 1; `None` for those that were dropped.
    columns: Vec<Option<Attribute>>,
}

/// What a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A table with rows of its own, or of its partitions.
    Table,
    View,
    /// A foreign table, a materialized view, a sequence: nobody holds it to `NOT NULL`.
    Other,
}

#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) name: String,
    /// Whether each row of the table and of those that inherit from it has a value.
    pub(super) is_not_null: bool,
    /// Whether a null can be written to it.
    pub(super) takes_null: bool,
}

impl Catalogue {
    pub(super) async fn read(connection: &mut PgConnection) -> Result<Self, sqlx::Error> {
        Ok(Self {
            functions: functions(connection).await?,
            operators: operators(connection).await?,
            types: types(connection).await?,
            relations: relations(connection).await?,
            views: HashMap::new(),
            written: HashMap::new(),
        })
    }

    pub(super) fn function(&self, oid: u32) -> Option<&Function> {
        self.functions.get(&oid)
    }

    /// The function of an operator.
    pub(super) fn operator(&self, oid: u32) -> Option<u32> {
        self.operators.get(&oid).map(|operator| operator.function)
    }

    pub(super) fn operator_name(&self, oid: u32) -> Option<&str> {
        self.operators.get(&oid).map(|operator| operator.name.as_str())
    }

    pub(super) fn relation(&self, oid: u32) -> Option<&Relation> {
        self.relations.get(&oid)
    }

    /// What a domain is made of, down to a type that is none.
    pub(super) fn base(&self, oid: u32) -> u32 {
        self.domains(oid).last().unwrap_or(oid)
    }

    /// Whether a domain, or one that it is made of, is `NOT NULL`.
    pub(super) fn is_not_null(&self, oid: u32) -> bool {
        std::iter::once(oid)
            .chain(self.domains(oid))
            .any(|oid| self.types.get(&oid).is_some_and(|found| found.is_not_null))
    }

    /// The types that a domain is made of, one after another.
    fn domains(&self, oid: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(oid), |oid| {
            self.types.get(oid).map(|found| found.base).filter(|base| *base != 0)
        })
        .skip(1)
        .take(100)
    }

    /// The tree of a view's query; `None` for what is no view, or could not be read.
    pub(super) fn view(&self, oid: u32) -> Option<&Node> {
        self.views.get(&oid).map(AsRef::as_ref)
    }

    pub(super) fn written(&self, oid: u32, length: i32) -> Option<&str> {
        self.written.get(&(oid, length)).map(String::as_str)
    }

    /// Reads the queries of the views that a tree names, and of those that they name in turn.
    pub(super) async fn learn_views(
        &mut self,
        connection: &mut PgConnection,
        tree: &Node,
    ) -> Result<(), sqlx::Error> {
        let mut wanted = self.unknown_views(tree);
        while !wanted.is_empty() {
            let rows: Vec<(i64, String)> = sqlx::query_as(
                "SELECT r.ev_class::bigint, r.ev_action::text FROM pg_catalog.pg_rewrite AS r \
                 WHERE r.ev_type = '1' AND r.ev_class = ANY ($1::bigint[]::oid[])",
            )
            .bind(wanted.iter().copied().map(i64::from).collect::<Vec<_>>())
            .persistent(false)
            .fetch_all(&mut *connection)
            .await?;
            // What is not found, or not read, is a view of which nothing is known.
            let mut found: HashMap<u32, Arc<Node>> =
                wanted.drain(..).map(|oid| (oid, Arc::new(Node::Nothing))).collect();
            for (oid, text) in rows {
                let node = Node::parse(&text).unwrap_or(Node::Nothing);
                found.insert(number(oid), Arc::new(node));
            }
            self.views.extend(found.iter().map(|(oid, node)| (*oid, Arc::clone(node))));
            for node in found.values() {
                wanted.extend(self.unknown_views(node));
            }
            wanted.sort_unstable();
            wanted.dedup();
        }
        Ok(())
    }

    fn unknown_views(&self, tree: &Node) -> Vec<u32> {
        let mut found = Vec::new();
        tree.walk(&mut |object| {
            let Some(oid) = object.number("relid") else { return };
            let is_view = self.relation(oid).is_some_and(|known| known.kind == Kind::View);
            if is_view && !self.views.contains_key(&oid) && !found.contains(&oid) {
                found.push(oid);
            }
        });
        found
    }

    /// Reads how types are written. A type without a schema is one of PostgreSQL's own.
    pub(super) async fn learn_types(
        &mut self,
        connection: &mut PgConnection,
        types: &[(u32, i32)],
    ) -> Result<(), sqlx::Error> {
        let mut wanted: Vec<(u32, i32)> = types.to_vec();
        wanted.retain(|pair| pair.0 != 0 && !self.written.contains_key(pair));
        if wanted.is_empty() {
            return Ok(());
        }
        sqlx::query("SET LOCAL search_path = ''")
            .persistent(false)
            .execute(&mut *connection)
            .await?;
        let rows: Vec<(i64, i32, String)> = sqlx::query_as(
            "SELECT t.oid, t.length, format_type(t.oid::oid, nullif(t.length, -1)) \
             FROM unnest($1::bigint[], $2::int[]) AS t (oid, length)",
        )
        .bind(wanted.iter().map(|(oid, _)| i64::from(*oid)).collect::<Vec<_>>())
        .bind(wanted.iter().map(|(_, length)| *length).collect::<Vec<_>>())
        .persistent(false)
        .fetch_all(connection)
        .await?;
        self.written
            .extend(rows.into_iter().map(|(oid, length, text)| ((number(oid), length), text)));
        Ok(())
    }
}

impl Relation {
    /// How many numbers of columns there are.
    pub(super) const fn width(&self) -> usize {
        self.columns.len()
    }

    /// The column of a number, from 1.
    pub(super) fn column(&self, number: usize) -> Option<&Attribute> {
        self.columns.get(number.checked_sub(1)?)?.as_ref()
    }

    /// Of each column, whether it can be null in a row that is there.
    pub(super) fn nullness(&self) -> Vec<bool> {
        let nullable =
            |column: &Option<Attribute>| column.as_ref().is_none_or(|it| !it.is_not_null);
        self.columns.iter().map(nullable).collect()
    }
}

/// A number of the catalogue, which the driver has as a larger one.
fn number(oid: i64) -> u32 {
    u32::try_from(oid).unwrap_or_default()
}

async fn functions(connection: &mut PgConnection) -> Result<HashMap<u32, Function>, sqlx::Error> {
    let rows: Vec<(i64, String, String, bool, bool, bool)> =
        sqlx::query_as(include_str!("catalogue/functions.sql"))
            .persistent(false)
            .fetch_all(connection)
            .await?;
    let function = |(oid, name, source, is_own, is_strict, is_volatile)| {
        let oid = number(oid);
        let is_builtin = is_own && oid < FIRST_OF_USERS;
        (oid, Function { name, source, is_builtin, is_strict, is_volatile })
    };
    Ok(rows.into_iter().map(function).collect())
}

async fn operators(connection: &mut PgConnection) -> Result<HashMap<u32, Operator>, sqlx::Error> {
    let rows: Vec<(i64, String, i64)> = sqlx::query_as(
        "SELECT oid::bigint, oprname::text, oprcode::oid::bigint FROM pg_catalog.pg_operator",
    )
    .persistent(false)
    .fetch_all(connection)
    .await?;
    let operator =
        |(oid, name, function)| (number(oid), Operator { name, function: number(function) });
    Ok(rows.into_iter().map(operator).collect())
}

async fn types(connection: &mut PgConnection) -> Result<HashMap<u32, Type>, sqlx::Error> {
    let rows: Vec<(i64, i64, bool)> = sqlx::query_as(
        "SELECT oid::bigint, typbasetype::bigint, typnotnull FROM pg_catalog.pg_type WHERE typtype = 'd'",
    )
    .persistent(false)
    .fetch_all(connection)
    .await?;
    let domain = |(oid, base, is_not_null)| (number(oid), Type { base: number(base), is_not_null });
    Ok(rows.into_iter().map(domain).collect())
}

async fn relations(connection: &mut PgConnection) -> Result<HashMap<u32, Relation>, sqlx::Error> {
    let rows: Vec<(i64, String, String, bool)> =
        sqlx::query_as(include_str!("catalogue/relations.sql"))
            .persistent(false)
            .fetch_all(&mut *connection)
            .await?;
    let relation = |(oid, label, kind, has_rules): (i64, String, String, bool)| {
        let kind = match kind.as_str() {
            "r" | "p" => Kind::Table,
            "v" => Kind::View,
            _ => Kind::Other,
        };
        (number(oid), Relation { label, kind, has_rules, columns: Vec::new() })
    };
    let mut relations: HashMap<u32, Relation> = rows.into_iter().map(relation).collect();
    let rows: Vec<(i64, Option<String>, bool, bool)> =
        sqlx::query_as(include_str!("catalogue/attributes.sql"))
            .persistent(false)
            .fetch_all(connection)
            .await?;
    for (oid, name, is_not_null, takes_null) in rows {
        if let Some(relation) = relations.get_mut(&number(oid)) {
            relation.columns.push(name.map(|name| Attribute { name, is_not_null, takes_null }));
        }
    }
    Ok(relations)
}
