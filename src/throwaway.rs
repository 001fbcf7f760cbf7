//! A PostgreSQL server from the programs on this machine, for as long as a command needs one.
//!
//! A shell owns the server and its folder, and takes both away when its standard input ends. That happens at the end of
//! this process, whatever it dies of.

mod account;
mod programs;

use std::{
    env, fs,
    io::{self, BufRead as _, BufReader},
    os::unix::{fs::MetadataExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use self::{account::Account, programs::programs};

/// A server that only who may enter its folder can reach, by a socket there.
#[derive(Debug)]
pub(crate) struct Throwaway {
    shell: Child,
    folder: PathBuf,
}

impl Throwaway {
    /// Starts one; `None` where this machine has no PostgreSQL.
    ///
    /// # Errors
    ///
    /// There is no folder for it, or it does not start: then with what its programs say.
    pub(crate) fn start() -> io::Result<Option<Self>> {
        let Some(programs) = programs() else { return Ok(None) };
        let folder = tempfile::Builder::new().prefix("schemalane-server-").tempdir_in(home()?)?;
        let owner = Account::for_folder(folder.path())?;
        let mut command = Command::new("sh");
        command
            .args(["-c", include_str!("throwaway/server.sh"), "schemalane-server"])
            .arg(folder.path())
            .arg(programs)
            .args(owner.map_or(<[String; 3]>::default(), |it| {
                [it.name, it.user.to_string(), it.group.to_string()]
            }))
            .current_dir(folder.path())
            .env("LC_ALL", "C")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let foreign = env::vars_os().map(|(name, _)| name);
        for name in foreign.filter(|name| name.to_string_lossy().starts_with("PG")) {
            command.env_remove(name);
        }
        let mut shell = command.spawn()?;
        let answer = shell.stdout.take();
        let server = Self { shell, folder: folder.keep() };
        let mut line = String::new();
        answer.map_or(Ok(0), |answer| BufReader::new(answer).read_line(&mut line))?;
        if line.trim_end() == "ready" { Ok(Some(server)) } else { Err(server.failure()) }
    }

    /// The URL of its database `postgres`, for its superuser.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@/postgres?host={}", self.folder.display())
    }

    fn failure(&self) -> io::Error {
        let read = |name| fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        io::Error::other(format!("{}{}", read("begin.log"), read("server.log")).trim().to_owned())
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // It cleans up all the same where it cannot be waited for.
        let _ = self.shell.wait();
    }
}

/// A folder that every user can reach, and whose path leaves room for the name of a socket, about 100 bytes in all.
fn home() -> io::Result<PathBuf> {
    [env::temp_dir(), PathBuf::from("/tmp")]
        .into_iter()
        .find(|home| home.as_os_str().len() <= 64 && is_plain(home) && is_passable(home))
        .ok_or_else(|| io::Error::other("neither TMPDIR nor /tmp is a short path for all users"))
}

/// Whether the path stands in a URL as it is.
fn is_plain(path: &Path) -> bool {
    path.to_str().is_some_and(|path| {
        path.chars()
            .all(|character| character.is_ascii_alphanumeric() || "/._-".contains(character))
    })
}

fn is_passable(folder: &Path) -> bool {
    const BY_ALL: u32 = 0o001;
    let is_passable =
        |folder: &Path| fs::metadata(folder).is_ok_and(|found| found.mode() & BY_ALL != 0);
    folder.ancestors().all(is_passable)
}
