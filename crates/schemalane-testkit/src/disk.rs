//! A filesystem that is full soon.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::account::Account;
use crate::address::Address;
use crate::client::Client;
use crate::command::Command;
use crate::database::Database;
use crate::guardian::{Duty, Guardian};
use crate::sqlite::Sqlite;

/// A small filesystem in memory. It goes away when this is dropped or when the test process ends, however it ends.
///
/// Root mounts it. Somebody else mounts it where only processes of theirs can go, by way of [`path`](Self::path); a
/// program that follows symbolic links by itself, as SQLite does, must then run [`inside`](Self::inside) of it, and
/// fails otherwise.
///
/// ```no_run
/// use schemalane_testkit::{FullDisk, Server};
///
/// let disk = FullDisk::new(2 << 20);
/// let database = Server::shared().database();
/// let tablespace = disk.tablespace(&database);
/// database.psql(&format!("create table t (text text) tablespace {tablespace}"));
/// let full = database.client().simple("insert into t select repeat('x', 500) from generate_series(1, 9000)");
/// assert_eq!(full.unwrap_err().code(), Some("53100"));
/// ```
pub struct FullDisk {
    // Dropped after `drop` has dropped the tablespaces.
    guardian: Guardian,
    path: PathBuf,
    is_hidden: bool,
    tablespaces: Mutex<Vec<(Address, String)>>,
}

impl FullDisk {
    /// A filesystem with room for this many bytes, in whole pages of the machine's memory. Panics where the machine
    /// lets nobody mount one.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let (guardian, is_hidden) = mount(Duty::Disk, bytes)
            .map(|guardian| (guardian, false))
            .or_else(|plain| match mount(Duty::HiddenDisk, bytes) {
                Ok(guardian) => Ok((guardian, true)),
                Err(hidden) => Err((plain, hidden)),
            })
            .unwrap_or_else(|(plain, hidden)| {
                panic!(
                    "a full disk needs a filesystem of its own, and this machine lets nobody mount one: run the tests \
                     as root, or where `unshare --user --map-root-user --mount` works\nmount: {plain}\nunshare: {hidden}"
                )
            });
        let place = guardian.folder().join("disk");
        let path = if is_hidden {
            let root = PathBuf::from(format!("/proc/{}/root", guardian.process()));
            root.join(place.strip_prefix("/").unwrap_or(&place))
        } else {
            place
        };
        Self { guardian, path, is_hidden, tablespaces: Mutex::default() }
    }

    /// Where it is. Every user may write here.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A place for a SQLite file on it. See [`inside`](Self::inside).
    #[must_use]
    pub fn sqlite(&self) -> Sqlite {
        Sqlite::on(&self.path)
    }

    /// The program, such that its files are on the filesystem for whoever runs the tests.
    #[must_use]
    pub fn inside(&self, command: Command) -> Command {
        if !self.is_hidden {
            return command;
        }
        let process = self.guardian.process().to_string();
        // Who enters stands at the root there, and not where the program is to run.
        let folder = command.working_folder();
        let enter =
            ["nsenter", "--preserve-credentials", "--user", "--mount", "--target", &process];
        let stay = ["--", "sh", "-c", "cd -- \"$0\" && exec \"$@\""];
        let wrapper = enter.iter().chain(&stay).map(OsStr::new).chain([folder.as_os_str()]);
        command.under(&wrapper.collect::<Vec<_>>())
    }

    /// Creates a tablespace on it, for the server of this database, and gives its name. It is dropped with the
    /// filesystem, when nothing is in it any more: let the database go first.
    #[must_use]
    pub fn tablespace(&self, database: &Database) -> String {
        let mut tablespaces = self.tablespaces.lock().unwrap_or_else(PoisonError::into_inner);
        let name = format!("{}_disk_{}", database.name(), tablespaces.len() + 1);
        let folder = self.path.join(&name);
        fs::create_dir(&folder)
            .and_then(|()| Account::is_needed_for(&folder))
            .and_then(
                |is_needed| if is_needed { Account::unprivileged().take(&folder) } else { Ok(()) },
            )
            .unwrap_or_else(|error| panic!("no folder on the new filesystem: {error}"));
        database.psql(&format!("create tablespace \"{name}\" location '{}'", folder.display()));
        tablespaces.push((database.address().clone(), name.clone()));
        name
    }

    /// Fills it to the last byte with a file of its own. [`free`](Self::free) takes the file away.
    pub fn fill(&self) {
        const CHUNK: [u8; 4096] = [0; 4096];
        let mut file =
            File::create(self.ballast()).expect("a file of no length has room everywhere");
        let mut chunk = &CHUNK[..];
        while !chunk.is_empty() {
            match file.write(chunk) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => {
                    chunk = &chunk[..chunk.len() / 2]
                }
                Err(error) => panic!("the new filesystem cannot be filled: {error}"),
            }
        }
    }

    /// Takes away what [`fill`](Self::fill) has written.
    pub fn free(&self) {
        fs::remove_file(self.ballast()).expect("the filesystem was filled before it is freed");
    }

    fn ballast(&self) -> PathBuf {
        self.path.join("ballast")
    }
}

impl Drop for FullDisk {
    fn drop(&mut self) {
        for (address, name) in self.tablespaces.get_mut().unwrap_or_else(PoisonError::into_inner) {
            let home = Address { database: "postgres".to_owned(), ..address.clone() };
            // A test may have crashed the server by now.
            let _ = Client::connect(&home.to_string())
                .and_then(|mut client| client.simple(&format!("drop tablespace \"{name}\"")));
        }
        self.guardian.finish();
    }
}

fn mount(duty: Duty, bytes: u64) -> Result<Guardian, String> {
    let guardian = Guardian::new(duty, "", &[]).map_err(|error| error.to_string())?;
    guardian.order("prepare")?;
    guardian.order(&format!("attach {bytes}"))?;
    Ok(guardian)
}
