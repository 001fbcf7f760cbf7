//! A database that a test may do anything with.

#[path = "../shared/place.rs"]
mod shared;

use schemalane_testkit::{Server, Sqlite};

pub(crate) use self::shared::{Place, connect};

impl Place {
    /// A database of the kind that a history was written on.
    pub(crate) fn of(dialect: &str) -> Self {
        match dialect {
            "postgres" => Self::Postgres(Box::new(Server::shared().database())),
            _ => Self::Sqlite(Sqlite::new()),
        }
    }

    /// The tables and indexes of the database, by name.
    pub(crate) async fn catalog(&self) -> String {
        self.sql(match self {
            Self::Postgres(_) => {
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
            }
            Self::Sqlite(_) => "SELECT name FROM sqlite_schema ORDER BY 1",
        })
        .await
    }
}
