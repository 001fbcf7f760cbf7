//! A tiny application in a folder of its own, built by the real cargo.
//!
//! All applications share one target folder, so that this crate is compiled for them once, and
//! differ in their names, so that they do not undo each other's builds. They depend on this crate
//! and on the stand-in for the root package; nothing comes from the network.
//!
//! Cargo compares a file's time of change with the start of the last build, so that nothing has to
//! wait: a compiler's run lies between that start and the next change of a test.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

const CRATE: &str = env!("CARGO_MANIFEST_DIR");
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

pub(crate) struct Application {
    name: &'static str,
    root: PathBuf,
}

impl Application {
    /// An application that compiles `dirs`, without any files in these yet.
    pub(crate) fn new(name: &'static str, dirs: &[&str]) -> Self {
        let root = Path::new(SCRATCH).join("applications").join(name);
        if root.exists() {
            fs::remove_dir_all(&root).unwrap();
        }
        let application = Self { name, root };
        let calls: String =
            dirs.iter().map(|dir| format!("    schemalane_build::compile({dir:?});\n")).collect();
        application.write("build.rs", format!("fn main() {{\n{calls}}}\n"));
        application.write("src/main.rs", "fn main() {}\n");
        application.write("Cargo.toml", application.manifest());
        let lock = Path::new(CRATE).join("../../Cargo.lock");
        application.write("Cargo.lock", fs::read(lock).unwrap());
        application
    }

    fn manifest(&self) -> String {
        self.depending(&format!("schemalane = {{ path = {:?} }}", stand_in()))
    }

    /// A manifest with this line of dependencies.
    pub(crate) fn depending(&self, dependencies: &str) -> String {
        let name = self.name;
        format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n\
             [dependencies]\n{dependencies}\n\n\
             [build-dependencies]\nschemalane-build = {{ path = {CRATE:?} }}\n"
        )
    }

    /// The same package in another folder: a second checkout.
    pub(crate) fn checkout(&self, folder: &str) -> Self {
        let checkout = self.elsewhere(folder);
        copy(&self.root, &checkout.root);
        checkout
    }

    /// An empty folder for the same package.
    pub(crate) fn elsewhere(&self, folder: &str) -> Self {
        let root = Path::new(SCRATCH).join("applications").join(folder);
        if root.exists() {
            fs::remove_dir_all(&root).unwrap();
        }
        fs::create_dir_all(&root).unwrap();
        Self { name: self.name, root }
    }

    /// Copies a file, or with `.` all of them, with the times that they have here.
    pub(crate) fn copy(&self, file: &str, to: &Self) {
        copy(&self.path(file), &to.path(file));
    }

    /// Runs a line of a shell in the folder, with this cargo.
    pub(crate) fn shell(&self, line: &str) {
        let cargo = Path::new(env!("CARGO")).parent().unwrap();
        let path = format!("{}:{}", cargo.display(), env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.args(["-eu", "-c", line]).env("PATH", path).env("CARGO_NET_OFFLINE", "true");
        let output = self.surround(&mut shell).output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    pub(crate) fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Gives a file or folder a time of change so many seconds ago.
    pub(crate) fn date(&self, file: &str, seconds: u64) {
        let time = SystemTime::now() - Duration::from_secs(seconds);
        fs::File::open(self.path(file)).unwrap().set_modified(time).unwrap();
    }

    pub(crate) fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    pub(crate) fn build(&self) -> Build {
        self.cargo("build")
    }

    /// What clippy says, which must be nothing.
    pub(crate) fn lint(&self) -> Build {
        self.cargo("clippy")
    }

    fn cargo(&self, command: &str) -> Build {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([
            command,
            "--offline",
            "--color=never",
            "--message-format=json-render-diagnostics",
        ]);
        Build::new(self.name, self.surround(&mut cargo).output().unwrap())
    }

    /// A program in the folder, with the target folder of all applications.
    fn surround<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WORKSPACE_WRAPPER"] {
            command.env_remove(variable);
        }
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", target())
    }

    /// The bytes of the binary.
    pub(crate) fn binary(&self) -> Vec<u8> {
        fs::read(target().join("debug").join(self.name)).unwrap()
    }

    /// Runs what was built, in another folder.
    pub(crate) fn run(&self) -> String {
        let binary = target().join("debug").join(self.name);
        let output = Command::new(binary).current_dir(env::temp_dir()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

/// What a run of `cargo build` came to.
pub(crate) struct Build {
    success: bool,
    /// What our build script said, without the package's name.
    lines: Vec<String>,
    /// The facts among these.
    problems: Vec<String>,
    /// How many units were compiled rather than found fresh.
    compiled: usize,
    messages: String,
}

impl Build {
    fn new(name: &str, output: Output) -> Self {
        let messages = String::from_utf8(output.stderr).unwrap();
        let prefix = format!("error: {name}@0.0.0: ");
        let lines = messages.lines().filter_map(|line| line.strip_prefix(&prefix));
        let lines: Vec<_> = lines.map(str::to_owned).collect();
        let problems = lines.iter().filter(|line| !line.starts_with(' '));
        let artifacts = String::from_utf8(output.stdout).unwrap();
        let compiled = artifacts.lines().filter(|line| {
            line.contains(r#""reason":"compiler-artifact""#) && line.contains(r#""fresh":false"#)
        });
        Self {
            success: output.status.success(),
            problems: problems.cloned().collect(),
            lines,
            compiled: compiled.count(),
            messages,
        }
    }

    /// How many units a build that must succeed compiled.
    pub(crate) fn compiled(&self) -> usize {
        assert!(self.success, "{}", self.messages);
        self.compiled
    }

    /// Every line of a build that must fail, with the places and the ways out.
    pub(crate) fn lines(&self) -> &[String] {
        let _nothing_else = self.problems();
        &self.lines
    }

    /// What is wrong with a build that must fail, after making sure that it says nothing else of ours.
    pub(crate) fn problems(&self) -> &[String] {
        assert!(!self.success, "{}", self.messages);
        // Cargo says this or not, by whether another unit is still compiled when the script fails.
        let said =
            self.messages.replace("warning: build failed, waiting for other jobs to finish...", "");
        for noise in ["panicked", "warning:", "\ncargo::", "stderr"] {
            assert!(!said.contains(noise), "{}", self.messages);
        }
        &self.problems
    }

    pub(crate) const fn succeeded(&self) -> bool {
        self.success
    }

    /// Whether nothing was warned of.
    pub(crate) fn is_quiet(&self) -> bool {
        !self.messages.contains("warning")
    }

    pub(crate) fn messages(&self) -> &str {
        &self.messages
    }
}

/// The folder of the stand-in for the root package.
pub(crate) fn stand_in() -> PathBuf {
    Path::new(CRATE).join("tests/fixtures/schemalane")
}

/// Copies a file, or a folder with all that is in it, with its times, as `cp -a` does.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
    let time = fs::metadata(from).unwrap().modified().unwrap();
    fs::File::open(to).unwrap().set_modified(time).unwrap();
}

fn target() -> PathBuf {
    Path::new(SCRATCH).join("target")
}
