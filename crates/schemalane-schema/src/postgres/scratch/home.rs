//! Where a scratch database comes from.

use super::{Scratch, connection};
use crate::postgres::connection::{quote, run};
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

/// The statement that makes one like the current database, with the time in its name.
const MAKE: &str = "SELECT n.name, pg_catalog.format(
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
        LATERAL (SELECT pg_catalog.format('schemalane_scratch_%s_%s',
            pg_catalog.floor(extract(epoch FROM pg_catalog.clock_timestamp()))::bigint,
            pg_catalog.substr(pg_catalog.md5(pg_catalog.random()::text || pg_catalog.pg_backend_pid()), 1, 8)) AS name) AS n
    WHERE d.datname = pg_catalog.current_database()";

/// What dead runs left: older than an hour by their name, and nobody in it.
const DEAD: &str = "SELECT d.datname::text FROM pg_catalog.pg_database AS d
    WHERE d.datname ~ '^schemalane_scratch_[0-9]{1,12}_[0-9a-f]{8}$'
      AND pg_catalog.split_part(d.datname, '_', 3)::bigint
          < extract(epoch FROM pg_catalog.clock_timestamp()) - 3600
      AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a WHERE a.datid = d.oid)";

pub(super) async fn make(connect: &PgConnectOptions) -> Result<Scratch, Error> {
    let mut admin = connection::open(connect).await?;
    let dead: Vec<String> = sqlx::query_scalar(DEAD).fetch_all(&mut admin).await?;
    for name in dead {
        // Somebody may be faster, or may be in it again: then it is not ours to drop.
        let _ = run(&mut admin, &format!("DROP DATABASE IF EXISTS {}", quote(&name))).await;
    }
    let (name, create): (String, String) = sqlx::query_as(MAKE).fetch_one(&mut admin).await?;
    run(&mut admin, &create).await.map_err(no_room)?;
    match connection::open(&connect.clone().database(&name)).await {
        Ok(connection) => Ok(Scratch { connection, home: Home::Own { admin, name } }),
        Err(error) => {
            let _ = run(&mut admin, &format!("DROP DATABASE IF EXISTS {}", quote(&name))).await;
            Err(error)
        }
    }
}

fn no_room(error: sqlx::Error) -> Error {
    let code = error.as_database_error().and_then(|error| error.code());
    if code.as_deref() == Some("42501") {
        return Error::Server {
            reason: "the role may not create a database to try things in: give it `CREATEDB`, or name an empty \
                     database with `--scratch-url`"
                .to_owned(),
        };
    }
    Error::Database {
        doing: "create a database to try things in (`--scratch-url` names another)",
        source: Box::new(error),
    }
}

pub(super) async fn borrow(
    real: &PgConnectOptions,
    url: &str,
    options: &Options,
) -> Result<Scratch, Error> {
    let connect: PgConnectOptions =
        url.parse().map_err(|source| Error::Scratch { source: Box::new(source) })?;
    let place = |of: &PgConnectOptions| {
        let name = of.get_database().unwrap_or_else(|| of.get_username()).to_owned();
        (of.get_host().to_owned(), of.get_port(), name)
    };
    let refuse = |reason: &str| Err(Error::Server { reason: reason.to_owned() });
    if place(real) == place(&connect) {
        return refuse(
            "`--scratch-url` names the real database, and everything in a scratch database is dropped: name an empty one",
        );
    }
    let mut connection = connection::open(&connect).await.map_err(|error| match error {
        Error::Connect { source } => Error::Scratch { source },
        other => other,
    })?;
    let is_free: bool =
        sqlx::query_scalar("SELECT pg_catalog.pg_try_advisory_lock(7162830154117210::bigint)")
            .fetch_one(&mut connection)
            .await?;
    if !is_free {
        let reason = "another run uses the database that `--scratch-url` names: wait for its end, or name another one";
        return Err(Error::Busy { reason: reason.to_owned() });
    }
    let scope = Scope { schemas: None, versions: BTreeSet::new(), options: all(options) };
    let found = read::schema(&mut connection, &scope).await?;
    if let Some(id) = found.objects.keys().find(|id| id.kind != Kind::Schema || id.name != "public")
    {
        return refuse(&format!(
            "the database that `--scratch-url` names has {id}, and everything in a scratch database is dropped: name an \
             empty one"
        ));
    }
    Ok(Scratch { connection, home: Home::Borrowed })
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
