//! Which of several servers is meant: the first that can be reached and is of
//! the kind that `target_session_attrs` asks for.

use std::{fmt, time::Duration};

use sqlx::{ConnectOptions as _, Connection as _, PgConnection, Row as _};

use super::{
    UrlError,
    parameter::Key,
    postgres::{Candidate, Postgres},
    settings::Settings,
};

/// How long a server is waited for where the URL does not say it.
const WAIT: Duration = Duration::from_secs(5);

/// The kind of server, in PostgreSQL's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}

impl Wanted {
    pub(super) fn of(settings: &Settings) -> Result<Self, UrlError> {
        let Some(word) = settings.get(Key::TargetSession) else { return Ok(Self::Any) };
        Ok(match word {
            "any" => Self::Any,
            "read-write" => Self::ReadWrite,
            "read-only" => Self::ReadOnly,
            "primary" => Self::Primary,
            "standby" => Self::Standby,
            "prefer-standby" => Self::PreferStandby,
            _ => {
                let expected = "any, read-write, read-only, primary, standby or prefer-standby";
                return Err(settings.wrong(Key::TargetSession, expected));
            }
        })
    }

    const fn takes(self, kind: Kind) -> bool {
        match self {
            Self::Any => true,
            Self::ReadWrite => !kind.only_reads,
            Self::ReadOnly => kind.only_reads,
            Self::Primary => !kind.is_standby,
            Self::Standby | Self::PreferStandby => kind.is_standby,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::ReadWrite => "read-write",
            Self::ReadOnly => "read-only",
            Self::Primary => "primary",
            Self::Standby => "standby",
            Self::PreferStandby => "prefer-standby",
        }
    }
}

/// What a server said of itself.
#[derive(Clone, Copy)]
struct Kind {
    is_standby: bool,
    only_reads: bool,
}

/// None of the hosts was the right one.
#[derive(Debug, thiserror::Error)]
pub(crate) struct NoHost {
    tried: Vec<(String, String)>,
    /// Whether one of them may be there in a moment.
    is_arriving: bool,
}

impl NoHost {
    pub(crate) const fn is_arriving(&self) -> bool {
        self.is_arriving
    }
}

impl fmt::Display for NoHost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("none of its hosts will do")?;
        for (host, why) in &self.tried {
            write!(formatter, "; {host}: {why}")?;
        }
        Ok(())
    }
}

impl Postgres {
    /// Whether there is anything to choose.
    pub(super) fn is_settled(&self) -> bool {
        self.candidates.len() == 1 && self.wanted == Wanted::Any && self.timeout.is_none()
    }

    /// The same with the one server that is meant. Each is asked by a
    /// connection of its own, in their order.
    pub(super) async fn settle(&self) -> Result<Self, sqlx::Error> {
        let mut tried = Vec::new();
        let (mut second_best, mut arriving) = (None, false);
        for candidate in &self.candidates {
            let failed = match self.ask(candidate).await {
                Ok(kind) if self.wanted.takes(kind) => return Ok(self.on(candidate)),
                Ok(_) => {
                    second_best.get_or_insert(candidate);
                    format!("not what target_session_attrs={} asks for", self.wanted.word())
                }
                Err(error) if is_final(&error) || self.candidates.len() == 1 => return Err(error),
                Err(error) => {
                    arriving |= crate::error::is_arriving(&error);
                    crate::error::driver(&error)
                }
            };
            tried.push((candidate.host.to_string(), failed));
        }
        match (self.wanted, second_best) {
            (Wanted::PreferStandby, Some(candidate)) => Ok(self.on(candidate)),
            _ => Err(sqlx::Error::Configuration(Box::new(NoHost { tried, is_arriving: arriving }))),
        }
    }

    fn on(&self, candidate: &Candidate) -> Self {
        Self {
            candidates: vec![candidate.clone()],
            wanted: Wanted::Any,
            timeout: None,
            ..self.clone()
        }
    }

    async fn ask(&self, candidate: &Candidate) -> Result<Kind, sqlx::Error> {
        let asked = async {
            let options = candidate.options.clone().disable_statement_logging();
            // A pooler takes few settings at the start of a connection.
            let mut connection = options.extra_float_digits(None).connect().await?;
            let kind = kind(&mut connection).await;
            let _gone_either_way = connection.close().await;
            kind
        };
        let wait = self.timeout.unwrap_or(WAIT);
        tokio::time::timeout(wait, asked).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }
}

async fn kind(connection: &mut PgConnection) -> Result<Kind, sqlx::Error> {
    let question = "SELECT pg_catalog.pg_is_in_recovery(), \
        pg_catalog.current_setting('transaction_read_only') OPERATOR(pg_catalog.=) 'on'";
    let row = sqlx::raw_sql(question).fetch_one(connection).await?;
    Ok(Kind { is_standby: row.try_get(0)?, only_reads: row.try_get(1)? })
}

/// Whether a server has said a word that another would say, too: one that
/// refuses the user is the right one, and one that starts or stops is not.
fn is_final(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| !matches!(&*code, "57P01" | "57P02" | "57P03" | "53300"))
}
