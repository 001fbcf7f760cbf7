//! The process that looks after the server, and outlives the test process by the moment it takes to clean up.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::{env, io};

use tempfile::TempDir;

use crate::account::Account;

/// A shell process which owns the server's folder. It stops the server and removes the folder when its standard input
/// ends; the kernel ends it together with this process, whatever this process dies of.
pub(crate) struct Guardian {
    folder: PathBuf,
    shell: Child,
    conversation: Mutex<Option<(ChildStdin, BufReader<ChildStdout>)>>,
}

impl Guardian {
    /// Makes the server's folder and the process that guards it. `programs` is the folder with PostgreSQL's programs.
    pub(crate) fn new(programs: &Path, password: &str, settings: &str) -> io::Result<Self> {
        let folder = new_folder()?;
        fs::write(folder.path().join("password"), format!("{password}\n"))?;
        fs::write(folder.path().join("settings"), settings)?;
        let owner = lend(folder.path())?;
        let mut command = Command::new("sh");
        command
            .args(["-c", include_str!("guardian.sh"), "guardian"])
            .args([programs, folder.path()])
            .args(owner.map_or(<[String; 3]>::default(), |it| {
                [it.name, it.user.to_string(), it.group.to_string()]
            }))
            .current_dir(folder.path())
            .env("LC_ALL", "C")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        env::vars_os()
            .map(|(name, _)| name)
            .filter(|name| name.to_string_lossy().starts_with("PG"))
            .for_each(|name| {
                command.env_remove(name);
            });
        let mut shell = command.spawn()?;
        let orders = shell.stdin.take().expect("the standard input was asked for");
        let answers = shell.stdout.take().expect("the standard output was asked for");
        let conversation = Mutex::new(Some((orders, BufReader::new(answers))));
        Ok(Self { folder: folder.keep(), shell, conversation })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Gives an order and waits until it is carried out. The error is what the programs said.
    pub(crate) fn order(&self, order: &str) -> Result<(), String> {
        let mut conversation = self.conversation.lock().unwrap_or_else(PoisonError::into_inner);
        let (orders, answers) = conversation.as_mut().expect("orders are given before the end");
        let mut answer = String::new();
        writeln!(orders, "{order}")
            .and_then(|()| answers.read_line(&mut answer))
            .map_err(|error| format!("the process that guards the server is gone: {error}"))?;
        if answer == "done\n" {
            Ok(())
        } else {
            Err(self.read("order.log") + &self.read("server.log"))
        }
    }

    /// The text of a file in the folder, empty where there is none.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read(self.folder.join(name))
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .unwrap_or_default()
    }
}

impl Drop for Guardian {
    fn drop(&mut self) {
        self.conversation.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A guard that cannot be waited for cleans up all the same.
        let _ = self.shell.wait();
    }
}

/// A folder whose path leaves room for the name of a socket (about 100 bytes in all), and which an unprivileged user can reach.
fn new_folder() -> io::Result<TempDir> {
    let root = [env::temp_dir(), PathBuf::from("/tmp")]
        .into_iter()
        .find(|root| root.as_os_str().len() <= 64 && reachable(root))
        .ok_or_else(|| {
            io::Error::other("neither TMPDIR nor /tmp is a short path that every user can reach")
        })?;
    tempfile::Builder::new().prefix("schemalane-pg-").tempdir_in(root)
}

fn reachable(folder: &Path) -> bool {
    const PASSABLE_BY_ALL: u32 = 0o001;
    folder
        .ancestors()
        .all(|folder| fs::metadata(folder).is_ok_and(|found| found.mode() & PASSABLE_BY_ALL != 0))
}

/// Gives the folder to an unprivileged account where this process is root: who made the folder tells.
fn lend(folder: &Path) -> io::Result<Option<Account>> {
    const ROOT: u32 = 0;
    if fs::metadata(folder)?.uid() != ROOT {
        return Ok(None);
    }
    let account = Account::unprivileged();
    for path in [folder.to_owned(), folder.join("password"), folder.join("settings")] {
        chown(path, Some(account.user), Some(account.group))?;
    }
    Ok(Some(account))
}
