//! Where a scratch database comes from.

use super::confinement::Confinement;
use super::{Scratch, connection};
use crate::postgres::connection::{quote, run};
use crate::postgres::message::sentence;
use crate::postgres::read::{self, Scope};
use crate::{Error, Kind, Options};
use sqlx::PgConnection;
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;

/// Where a scratch database comes from.
pub(super) enum Home {
    /// It was made, and is dropped over this connection to the real database.
    Own {
        /// The connection.
        admin: PgConnection,
        /// The name of the scratch database.
        name: String,
    },
    /// Somebody lends it.
    Borrowed,
}

/// The name of one, under which its maker holds a lock as long as it lives, and the statement that makes it like the
/// current database.
const MAKE: &str = "SELECT n.name, pg_catalog.pg_try_advisory_lock(1936876392, ('x' || n.mark)::bit(32)::integer),
    pg_catalog.format(
        'CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L',
        n.name, pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype
    ) || CASE pg_catalog.to_jsonb(d) ->> 'datlocprovider'
        WHEN 'i' THEN ' LOCALE_PROVIDER icu' || coalesce(pg_catalog.format(' ICU_LOCALE %L',
            coalesce(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale')), '')
            || coalesce(pg_catalog.format(' ICU_RULES %L', pg_catalog.to_jsonb(d) ->> 'daticurules'), '')
        WHEN 'b' THEN pg_catalog.format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L',
            pg_catalog.to_jsonb(d) ->> 'datlocale')
        WHEN 'c' THEN ' LOCALE_PROVIDER libc'
        ELSE ''
    END
    FROM pg_catalog.pg_database AS d,
        LATERAL (SELECT pg_catalog.substr(pg_catalog.md5(
            pg_catalog.random()::text || pg_catalog.pg_backend_pid() || pg_catalog.clock_timestamp()
        ), 1, 8) AS mark) AS m,
        LATERAL (SELECT m.mark, pg_catalog.format('schemalane_scratch_%s_%s',
            pg_catalog.floor(extract(epoch FROM pg_catalog.clock_timestamp()))::bigint, m.mark) AS name) AS n
    WHERE d.datname = pg_catalog.current_database()";

/// What dead runs left: no session of the server holds the lock of its maker, which ends with the maker whatever ends it.
const DEAD: &str = "SELECT d.datname::text FROM pg_catalog.pg_database AS d
    WHERE d.datname ~ '^schemalane_scratch_[0-9]{1,12}_[0-9a-f]{8}$'
      AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks AS l
          WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted AND l.classid = 1936876392
            AND l.objid = ('x' || pg_catalog.split_part(d.datname, '_', 4))::bit(32)::integer::oid)";

pub(super) async fn make(connect: &PgConnectOptions) -> Result<Scratch, Error> {
    let mut admin = connection::open(connect).await?;
    let dead: Vec<String> = sqlx::query_scalar(DEAD).fetch_all(&mut admin).await?;
    for name in dead {
        // Somebody may be faster. A session of the dead one may be there a little longer.
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quote(&name));
        let _ = run(&mut admin, &drop).await;
    }
    let (name, create) = loop {
        // The lock comes before the database, so that nobody takes this one for a dead one's.
        let (name, is_ours, create): (String, bool, String) =
            sqlx::query_as(MAKE).fetch_one(&mut admin).await?;
        if is_ours {
            break (name, create);
        }
    };
    run(&mut admin, &create).await.map_err(no_room)?;
    match open(&connect.clone().database(&name)).await {
        Ok((connection, confinement)) => {
            Ok(Scratch { connection, home: Home::Own { admin, name }, confinement })
        }
        Err(error) => {
            let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quote(&name));
            let _ = run(&mut admin, &drop).await;
            Err(error)
        }
    }
}

async fn open(connect: &PgConnectOptions) -> Result<(PgConnection, Confinement), Error> {
    let mut connection = connection::open(connect).await?;
    let confinement = Confinement::begin(&mut connection).await?;
    Ok((connection, confinement))
}

fn no_room(error: sqlx::Error) -> Error {
    let code = error.as_database_error().and_then(|error| error.code());
    if code.as_deref() == Some("42501") {
        return Error::server(
            "the role may not create a database to try things in",
            "give it `CREATEDB`, or name an empty database with `--scratch-url`",
        );
    }
    Error::server(
        format!("the server refused a database to try things in: {}", sentence(&error)),
        "mend what it names, or name an empty database with `--scratch-url`",
    )
}

pub(super) async fn borrow(
    real: &PgConnectOptions,
    connect: &PgConnectOptions,
    options: &Options,
) -> Result<Scratch, Error> {
    let place = |of: &PgConnectOptions| {
        let name = of.get_database().unwrap_or_else(|| of.get_username()).to_owned();
        (of.get_host().to_owned(), of.get_port(), name)
    };
    let refuse = |reason: String| Err(Error::server(reason, "name an empty one"));
    if place(real) == place(connect) {
        let reason = "`--scratch-url` names the real database, and everything in a scratch database is dropped";
        return refuse(reason.to_owned());
    }
    let mut connection = connection::open(connect).await.map_err(|error| match error {
        Error::Connect { source, .. } => Error::Scratch { source },
        other => other,
    })?;
    let is_free: bool =
        sqlx::query_scalar("SELECT pg_catalog.pg_try_advisory_lock(7162830154117210::bigint)")
            .fetch_one(&mut connection)
            .await?;
    if !is_free {
        let reason = "another run uses the database that `--scratch-url` names";
        return Err(Error::busy(reason, "wait for its end, or name another one"));
    }
    let scope = Scope { schemas: None, versions: BTreeSet::new(), options: all(options) };
    let found = read::schema(&mut connection, &scope).await?;
    if let Some(id) = found.objects.keys().find(|id| id.kind != Kind::Schema || id.name != "public")
    {
        return refuse(format!(
            "the database that `--scratch-url` names has {id}, and everything in a scratch database is dropped"
        ));
    }
    let confinement = Confinement::begin(&mut connection).await?;
    Ok(Scratch { connection, home: Home::Borrowed, confinement })
}

/// Tables that are left in peace elsewhere are not to be dropped here either.
fn all(options: &Options) -> Options {
    Options { ignored: Vec::new(), ..options.clone() }
}

/// Drops everything in a database that somebody lends.
pub(super) async fn clean(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    run(connection, "ROLLBACK").await?;
    let drops: Vec<String> = sqlx::query_scalar(
        "SELECT d.text FROM (
            SELECT 1 AS place, pg_catalog.format('DROP EVENT TRIGGER %I', e.evtname) AS text
            FROM pg_catalog.pg_event_trigger AS e
            UNION ALL
            SELECT 2, pg_catalog.format('DROP PUBLICATION %I', p.pubname) FROM pg_catalog.pg_publication AS p
            UNION ALL
            SELECT 3, pg_catalog.format('DROP EXTENSION IF EXISTS %I CASCADE', e.extname)
            FROM pg_catalog.pg_extension AS e WHERE e.extname <> 'plpgsql'
            UNION ALL
            SELECT 4, pg_catalog.format('DROP SCHEMA IF EXISTS %I CASCADE', n.nspname)
            FROM pg_catalog.pg_namespace AS n
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        ) AS d ORDER BY d.place",
    )
    .fetch_all(&mut *connection)
    .await?;
    for drop in drops {
        run(connection, &drop).await?;
    }
    run(connection, "CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC").await?;
    let is_open_to_all: bool = sqlx::query_scalar(
        "SELECT pg_catalog.current_setting('server_version_num')::integer < 150000",
    )
    .fetch_one(&mut *connection)
    .await?;
    if is_open_to_all {
        run(connection, "GRANT CREATE ON SCHEMA public TO PUBLIC").await?;
    }
    // Only the owner of the database may.
    let _ = run(connection, "ALTER SCHEMA public OWNER TO pg_database_owner").await;
    Ok(())
}
