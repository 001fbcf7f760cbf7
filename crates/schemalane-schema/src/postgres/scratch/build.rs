//! Builds a schema in a scratch database.

use super::allowed::{self, Role};
use super::run::{self, Failed, Pending};
use super::{Scratch, origin, rights, words};
use crate::postgres::connection;
use crate::postgres::message::{sentence, way_out};
use crate::postgres::read::Scope;
use crate::{Details, Error, Kind, Options, Schema, Wanted, order};
use sqlx::PgConnection;
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;

/// What is managed: `public`, the schemas of what is wanted, and those that the options name.
pub(crate) fn managed(wanted: &Schema, options: &Options) -> Scope {
    let mut schemas = BTreeSet::from(["public".to_owned()]);
    let mut versions = BTreeSet::new();
    schemas.extend(options.schemas.iter().cloned());
    for (id, object) in &wanted.objects {
        match &object.details {
            Details::Schema => {
                schemas.insert(id.name.clone());
            }
            Details::Extension(extension) => {
                schemas.insert(extension.schema.clone());
                versions.extend(extension.version.as_ref().map(|_| id.name.clone()));
            }
            _ if id.schema.is_empty() => {}
            _ => {
                schemas.insert(id.schema.clone());
            }
        }
    }
    Scope { schemas: Some(schemas.into_iter().collect()), versions, options: options.clone() }
}

/// Executes the statements of files in a scratch database, and reads what they made.
///
/// # Errors
///
/// A statement has no place in a schema file, or the server refuses it.
pub(crate) async fn of_statements(
    connect: &PgConnectOptions,
    statements: &[Wanted],
    options: &Options,
) -> Result<Schema, Error> {
    let pending = pending(statements)?;
    let mut scratch = Scratch::create(connect, options).await?;
    let schema = wanted(&mut scratch, pending, statements, options).await;
    scratch.drop().await;
    schema
}

async fn wanted(
    scratch: &mut Scratch,
    pending: Vec<Pending>,
    statements: &[Wanted],
    options: &Options,
) -> Result<Schema, Error> {
    build(scratch, pending).await?;
    let versions = statements.iter().filter_map(pinned).collect();
    let scope = Scope { schemas: None, versions, options: options.clone() };
    let mut schema = scratch.read(&scope).await?;
    origin::set(&mut schema, statements);
    check_bodies(scratch.connection(), &schema).await?;
    Ok(schema)
}

/// Makes a scratch database with a schema that was read elsewhere. What is known by its text only may be missing.
///
/// # Errors
///
/// The server refuses to make it again.
pub(crate) async fn of_schema(
    connect: &PgConnectOptions,
    schema: &Schema,
    options: &Options,
) -> Result<Scratch, Error> {
    let order = order::creation(schema)?;
    let objects: Vec<_> = order.iter().filter_map(|id| schema.get(id)).collect();
    let finish =
        objects.iter().flat_map(|object| object.finish.iter().map(move |text| (object, text)));
    let all = objects
        .iter()
        .flat_map(|object| object.create.iter().map(move |text| (object, text)))
        .chain(finish);
    let pending = all
        .map(|(object, text)| Pending {
            text: if object.id.kind == Kind::MaterializedView { empty(text) } else { text.clone() },
            origin: None,
            search: run::search(""),
            optional: matches!(object.details, Details::Other { .. }),
        })
        .collect();
    let mut scratch = Scratch::create(connect, options).await?;
    let built = match build(&mut scratch, pending).await {
        Ok(()) => rights::restore(&mut scratch, schema, options).await,
        Err(error) => Err(error),
    };
    match built {
        Ok(()) => Ok(scratch),
        Err(error) => {
            scratch.drop().await;
            Err(error)
        }
    }
}

async fn build(scratch: &mut Scratch, pending: Vec<Pending>) -> Result<(), Error> {
    connection::run(scratch.connection(), "SET check_function_bodies = off").await?;
    let failed = run::all(scratch, pending).await?;
    let failed: Vec<Failed> =
        failed.into_iter().filter(|failed| !failed.pending.optional).collect();
    if let Some(cause) = run::cause(failed) {
        return Err(run::describe(cause));
    }
    let settings = "SET search_path = ''; SET check_function_bodies = on";
    connection::run(scratch.connection(), settings).await?;
    Ok(())
}

/// The statements as they are executed, with where names without a schema are searched.
fn pending(statements: &[Wanted]) -> Result<Vec<Pending>, Error> {
    let mut pending = Vec::new();
    let (mut search, mut file) = (run::search("public"), "");
    for wanted in statements {
        if wanted.origin.file != file {
            (search, file) = (run::search("public"), &wanted.origin.file);
        }
        match allowed::role(wanted)? {
            Role::Statement => pending.push(Pending {
                text: sheltered(wanted),
                origin: Some(wanted.origin.clone()),
                search: search.clone(),
                optional: false,
            }),
            Role::Search => search.clone_from(&wanted.text),
            Role::Nothing => {}
        }
    }
    Ok(pending)
}

/// The statement as it can run in a transaction and without any rows.
fn sheltered(wanted: &Wanted) -> String {
    if wanted.header.kind == Some(Kind::MaterializedView) {
        return empty(&wanted.text);
    }
    if !wanted.header.words.iter().any(|word| word == "CONCURRENTLY") {
        return wanted.text.clone();
    }
    let mut text = wanted.text.clone();
    let word = words(&text)
        .into_iter()
        .find(|token| token.text(&text).eq_ignore_ascii_case("CONCURRENTLY"));
    if let Some(token) = word {
        text.replace_range(token.start..token.end, &" ".repeat(token.end - token.start));
    }
    text
}

/// `CREATE MATERIALIZED VIEW` such that its query does not run.
fn empty(text: &str) -> String {
    let words = words(text);
    let is_create =
        words.first().is_some_and(|token| token.text(text).eq_ignore_ascii_case("CREATE"));
    if !is_create {
        return text.to_owned();
    }
    let last: Vec<String> =
        words.iter().rev().take(3).map(|token| token.text(text).to_ascii_uppercase()).collect();
    match last.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["DATA", "NO", "WITH"] => text.to_owned(),
        ["DATA", "WITH", ..] => format!("{}\nWITH NO DATA", &text[..words[words.len() - 2].start]),
        _ => format!("{text}\nWITH NO DATA"),
    }
}

/// The extension whose version the statement says.
fn pinned(wanted: &Wanted) -> Option<String> {
    let says = words(&wanted.text)
        .iter()
        .any(|token| token.text(&wanted.text).eq_ignore_ascii_case("VERSION"));
    wanted.header.name.clone().filter(|_| wanted.header.kind == Some(Kind::Extension) && says)
}

const ROUTINES: &str = "SELECT n.nspname::text, p.proname::text,
        pg_catalog.format('SELECT %s(%s)', l.lanvalidator::regproc, p.oid)
    FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE p.oid >= 16384 AND l.lanvalidator <> 0 AND p.prokind <> 'a'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
    ORDER BY p.oid";

/// Looks at the bodies of routines, now that everything is there that they may name.
async fn check_bodies(connection: &mut PgConnection, schema: &Schema) -> Result<(), Error> {
    let routines: Vec<(String, String, String)> =
        sqlx::query_as(ROUTINES).fetch_all(&mut *connection).await?;
    // As the files see it.
    connection::run(connection, &run::search("public")).await?;
    for (space, name, validate) in routines {
        let Err(error) = connection::run(connection, &validate).await else { continue };
        let start = format!("{name}(");
        let origin = schema.objects.values().find_map(|object| {
            let id = &object.id;
            let is_it =
                id.kind == Kind::Routine && id.schema == space && id.name.starts_with(&start);
            object.origin.clone().filter(|_| is_it)
        });
        return Err(match origin {
            Some(origin) if error.as_database_error().is_some() => {
                Error::Statement { origin, message: sentence(&error), help: way_out(&error) }
            }
            _ => error.into(),
        });
    }
    connection::run(connection, "SET search_path = ''").await?;
    Ok(())
}
