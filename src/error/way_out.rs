//! What to do next about an error of the driver's.

use std::{borrow::Cow, io};

use sqlx::postgres::PgDatabaseError;

use super::certificate;
use crate::url::{DatabaseUrl, NoHost};

/// The next action about a database that cannot be reached. A password that
/// was not looked for is the first thing to think of.
pub(super) fn way_to(url: &DatabaseUrl, source: &sqlx::Error) -> Cow<'static, str> {
    let code = source.as_database_error().and_then(|error| error.code());
    let is_refused = matches!(code.as_deref(), Some("28P01" | "28000"));
    match url.ignored_passfile().filter(|_| is_refused) {
        Some(ignored) => Cow::Owned(ignored.to_string()),
        None if code.as_deref() == Some("28P01") && url.lacks_password() => {
            Cow::Borrowed(NO_PASSWORD)
        }
        None => Cow::Borrowed(way_out(source)),
    }
}

const NO_PASSWORD: &str =
    "nothing says a password: put it into the URL, into PGPASSWORD, or into ~/.pgpass";

/// The next action, by what the database or the driver said.
pub(super) fn way_out(source: &sqlx::Error) -> &'static str {
    if let Some(refused) = certificate::refused(source) {
        return refused.way;
    }
    match source.as_database_error() {
        Some(error) => match error.code().as_deref() {
            Some(code) => of_code(code),
            None => LOOK,
        },
        None => match source {
            sqlx::Error::Io(error) if is_without_address(error) => {
                "correct the host in the URL, or see whether its name is known here"
            }
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => {
                "see whether the database runs there and can be reached, then run again"
            }
            sqlx::Error::Configuration(source) if source.is::<NoHost>() => {
                "see which of them runs and is of that kind, or correct the URL"
            }
            sqlx::Error::Configuration(_) => "correct the URL",
            sqlx::Error::Tls(_) => "correct sslmode and sslrootcert in the URL",
            _ => LOOK,
        },
    }
}

/// Whether a name has no address. The standard library has a kind for it that has no name, and no code of the system,
/// which every error of a connection has.
fn is_without_address(error: &io::Error) -> bool {
    let unnamed = io::Error::from_raw_os_error(i32::MAX).kind();
    error.kind() == unnamed && error.raw_os_error().is_none()
}

const LOOK: &str = "look with `migrate status`, mend what it names, then run again";

/// The next action, by what kind of error it was. A SQLSTATE has five
/// characters; SQLite counts its own codes.
pub(super) fn of_code(code: &str) -> &'static str {
    if code.len() == 5 { of_postgres(code) } else { of_sqlite(code) }
}

fn of_postgres(code: &str) -> &'static str {
    match code {
        "42501" => "give this role the right to it, or use a role that has it",
        "28P01" => "correct the user and the password in the URL",
        "28000" => {
            "correct the user in the URL, or let it in by a line of the server's pg_hba.conf"
        }
        "3D000" => "create the database, or correct its name in the URL",
        "53300" => "leave it a connection, or raise max_connections, then run again",
        "53100" => "make room on the server's disk, then run again",
        "25006" => "give the URL of a server that takes writes",
        "57P01" | "57P02" | "57P03" | "55P03" | "40P01" | "40001" => "run again",
        code if code.starts_with("08") => "run again when the server can be reached",
        _ => LOOK,
    }
}

fn of_sqlite(code: &str) -> &'static str {
    match primary(code) {
        Some(BUSY | LOCKED) => "let it finish, or end it, then run again",
        Some(8) => "give the rights to write the file and its folder",
        Some(10) => "see whether the disk is in order, then run again",
        Some(11) => "restore the file from a backup",
        Some(13) => "make room on the disk, then run again",
        Some(14) => "its folder must exist and be writable",
        Some(26) => "name a SQLite database, or a file that does not exist yet",
        _ => LOOK,
    }
}

const BUSY: u32 = 5;
const LOCKED: u32 = 6;
/// Another connection to the same database in memory.
const LOCKED_IN_MEMORY: &str = "262";

/// SQLite's result code without what it adds to it.
pub(crate) fn primary(code: &str) -> Option<u32> {
    code.parse::<u32>().ok().map(|code| code & 0xFF)
}

/// Whether another connection held the lock of a SQLite database for too long.
pub(crate) fn is_busy(source: &sqlx::Error) -> bool {
    let code = source.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| {
        code == LOCKED_IN_MEMORY || (code.len() < 5 && primary(&code) == Some(BUSY))
    })
}

/// Whether row level security refuses a statement that it would hide rows
/// from. The code is that of every right that lacks, and the words are in the
/// language of the server; the function that raises it is neither.
pub(crate) fn hides_rows(source: &sqlx::Error) -> bool {
    let error = source.as_database_error();
    let error = error.and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
    error
        .is_some_and(|error| error.code() == "42501" && error.routine() == Some("check_enable_rls"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::ToSocketAddrs as _;

    #[test]
    fn a_name_without_an_address_is_no_database_that_does_not_run() {
        let nobody = ("no such host", 5432).to_socket_addrs().map(drop).unwrap_err();
        assert!(way_out(&sqlx::Error::Io(nobody)).starts_with("correct the host"));
        for kind in [io::ErrorKind::ConnectionRefused, io::ErrorKind::UnexpectedEof] {
            assert!(way_out(&sqlx::Error::Io(kind.into())).contains("runs there"), "{kind}");
        }
    }
}
