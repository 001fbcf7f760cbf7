//! A process that looks after what a test has started, and outlives the test process by the moment it takes to clean up.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::{env, io};

use tempfile::TempDir;

use crate::account::Account;

/// What a guardian looks after: a script that follows `guardian.sh`.
#[derive(Clone, Copy)]
pub(crate) enum Duty {
    /// A PostgreSQL server. The argument is the folder with PostgreSQL's programs.
    Server,
    /// A PgBouncer. The argument is the program.
    Bouncer,
    /// A small filesystem.
    Disk,
    /// A small filesystem that only the guardian sees, and who goes by way of its process: no rights are needed.
    HiddenDisk,
    /// A network namespace, and a link to it. The argument is the program `ip`.
    Network,
}

/// A shell process which owns a folder. It stops what runs there and removes the folder when its standard input ends;
/// the kernel ends it together with this process, whatever this process dies of.
pub(crate) struct Guardian {
    folder: PathBuf,
    shell: Child,
    conversation: Mutex<Option<(ChildStdin, BufReader<ChildStdout>)>>,
}

impl Guardian {
    /// Makes a folder with these files, and the process that guards it. Root lends both to an unprivileged account
    /// where the duty is a program that refuses to run as root.
    pub(crate) fn new(
        duty: Duty,
        argument: impl AsRef<OsStr>,
        files: &[(&str, &str)],
    ) -> io::Result<Self> {
        let folder = new_folder()?;
        for (name, text) in files {
            write_private(&folder.path().join(name), text)?;
        }
        let owner = if duty.is_lent() { lend(folder.path(), files)? } else { None };
        let mut command = duty.shell();
        command
            .args(["-c", &duty.script(), "guardian"])
            .arg(folder.path())
            .args(owner.map_or(<[String; 3]>::default(), |it| {
                [it.name, it.user.to_string(), it.group.to_string()]
            }))
            .arg(argument)
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

    /// The number of the guardian's process.
    pub(crate) fn process(&self) -> u32 {
        self.shell.id()
    }

    /// Gives an order and waits until it is carried out. The error is what the programs said.
    pub(crate) fn order(&self, order: &str) -> Result<(), String> {
        let mut conversation = self.conversation.lock().unwrap_or_else(PoisonError::into_inner);
        let (orders, answers) = conversation.as_mut().expect("orders are given before the end");
        let mut answer = String::new();
        writeln!(orders, "{order}")
            .and_then(|()| answers.read_line(&mut answer))
            .map_err(|error| format!("the process that guards it is gone: {error}"))?;
        match answer.as_str() {
            "done\n" => Ok(()),
            "" => Err("the process that guards it is gone".to_owned()),
            _ => Err(self.read("order.log") + &self.read("server.log")),
        }
    }

    /// The text of a file in the folder, empty where there is none.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read(self.folder.join(name))
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .unwrap_or_default()
    }

    /// Replaces the text of a file that was in the folder from the beginning.
    pub(crate) fn rewrite(&self, name: &str, text: &str) -> io::Result<()> {
        fs::write(self.folder.join(name), text)
    }

    /// Cleans up and waits until that is done, as dropping does.
    pub(crate) fn finish(&mut self) {
        self.conversation.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A guard that cannot be waited for cleans up all the same.
        let _ = self.shell.wait();
        // It is there only where the guard itself could not begin.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Drop for Guardian {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Duty {
    fn script(self) -> String {
        let duty = match self {
            Self::Server => include_str!("guardian/server.sh"),
            Self::Bouncer => include_str!("guardian/bouncer.sh"),
            Self::Disk | Self::HiddenDisk => include_str!("guardian/disk.sh"),
            Self::Network => include_str!("guardian/network.sh"),
        };
        [include_str!("guardian.sh"), duty].concat()
    }

    fn shell(self) -> Command {
        if !matches!(self, Self::HiddenDisk) {
            return Command::new("sh");
        }
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh"]);
        command
    }

    fn is_lent(self) -> bool {
        matches!(self, Self::Server | Self::Bouncer)
    }
}

/// How much has to be free in memory for a server to lie there, in bytes.
const ROOM: u64 = 4 << 30;

/// A folder whose path leaves room for the name of a socket (about 100 bytes in all), and which an unprivileged user can reach.
/// A server that is thrown away needs no disk: where `TMPDIR` says nothing, it lies in memory if there is room.
fn new_folder() -> io::Result<TempDir> {
    let memory = PathBuf::from("/dev/shm");
    let is_meant = env::var_os("TMPDIR").is_none()
        && fs4::available_space(&memory).is_ok_and(|free| free >= ROOM);
    let root = is_meant
        .then_some(memory)
        .into_iter()
        .chain([env::temp_dir(), PathBuf::from("/tmp")])
        .find(|root| root.as_os_str().len() <= 64 && reachable(root))
        .ok_or_else(|| {
            io::Error::other("neither TMPDIR nor /tmp is a short path that every user can reach")
        })?;
    tempfile::Builder::new().prefix("schemalane-kit-").tempdir_in(root)
}

fn reachable(folder: &Path) -> bool {
    const PASSABLE_BY_ALL: u32 = 0o001;
    folder
        .ancestors()
        .all(|folder| fs::metadata(folder).is_ok_and(|found| found.mode() & PASSABLE_BY_ALL != 0))
}

/// Passwords and keys are in these files, and PostgreSQL refuses a key that others can read.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}

/// Gives the folder to an unprivileged account where this process is root: who made the folder tells.
fn lend(folder: &Path, files: &[(&str, &str)]) -> io::Result<Option<Account>> {
    if !Account::is_needed_for(folder)? {
        return Ok(None);
    }
    let account = Account::unprivileged();
    account.take(folder)?;
    files.iter().try_for_each(|(name, _)| account.take(&folder.join(name)))?;
    Ok(Some(account))
}
