//! The only reader of the disk.

mod walk;

use self::walk::Walk;
use crate::edition::Audience;
use crate::lane::Candidate;
use crate::layout::{Home, Presence};
use crate::text::{decode, plain, printable};
use crate::{
    Content, Dialect, Directives, Fingerprint, Kind, Lane, Layout, Measures, Name, NameError,
    Naming, Problem, Problems, RustFile, TargetName, checksum, sql,
};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(test)]
mod tests;

/// What a project says about its folders.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Which names a migration may have.
    pub naming: Naming,
    /// What a target's SQL is written for; empty where nothing says it.
    pub dialects: &'a dyn Fn(&TargetName) -> Vec<Dialect>,
    /// The only database whose texts are read, where just one is at hand; `None` for all.
    pub database: Option<Dialect>,
    /// Which targets there are, and where their files lie.
    pub layout: &'a Layout,
}

/// Reads a folder of migrations: the default target's lane first, then one for each declared
/// target that has a folder, by name.
///
/// Every entry is a migration, the folder of a target, or on the list of what may lie beside them:
/// `README*`, `.gitkeep` and other dotfiles, and folders that hold nothing like a migration.
/// Symbolic links are followed as long as they stay in the folder.
///
/// # Errors
///
/// Every problem of every file.
pub fn read(dir: &Path, rules: &Rules<'_>) -> Result<Vec<Lane>, Problems> {
    let mut scan = Scan::new(dir, rules);
    let lanes = scan.lanes();
    match Problems::new(scan.problems) {
        Some(problems) => Err(problems),
        None => Ok(lanes),
    }
}

/// Reads the lane of one target alone, declared or not. Nothing else in the folder is looked at.
///
/// # Errors
///
/// Every problem of every file of the lane.
pub fn read_target(dir: &Path, target: &TargetName, rules: &Rules<'_>) -> Result<Lane, Problems> {
    read_one(dir, target, rules)
}

/// As [`read_target`], for who only compares: each file's text goes before the next is read, so that
/// there is never more than one.
///
/// # Errors
///
/// The same.
pub fn measure_target(
    dir: &Path,
    target: &TargetName,
    rules: &Rules<'_>,
) -> Result<Lane<Measures>, Problems> {
    read_one(dir, target, rules)
}

fn read_one<C: From<Content>>(
    dir: &Path,
    target: &TargetName,
    rules: &Rules<'_>,
) -> Result<Lane<C>, Problems> {
    let mut scan = Scan::new(dir, rules);
    let roots = scan.open(target, Presence::Said);
    let lane = scan.lane(target.clone(), &roots);
    match Problems::new(scan.problems) {
        Some(problems) => Err(problems),
        None => Ok(lane.unwrap_or_else(|| Lane::empty(target.clone()))),
    }
}

/// The targets of a folder, in the order in which [`read`] gives their lanes; the default one only if it has
/// migrations.
///
/// # Errors
///
/// A folder cannot be read, or holds migrations and is no target's.
pub fn targets(dir: &Path, layout: &Layout) -> Result<Vec<TargetName>, Problems> {
    let rules =
        Rules { naming: Naming::Specification, dialects: &|_| Vec::new(), database: None, layout };
    let mut scan = Scan::new(dir, &rules);
    let default = scan.open(&TargetName::DEFAULT, Presence::Said);
    let mut targets = Vec::new();
    let has_files = !scan.walk(&TargetName::DEFAULT, &default).is_empty();
    targets.extend(has_files.then_some(TargetName::DEFAULT));
    for target in layout.targets() {
        let is_there = !scan.open(target, Presence::Optional).is_empty();
        targets.extend(is_there.then(|| target.clone()));
    }
    Problems::new(scan.problems).map_or(Ok(targets), Err)
}

/// The files of a target's lane, whatever is wrong with them: all but what may lie beside
/// migrations.
#[must_use]
pub fn files(dir: &Path, target: &TargetName, layout: &Layout) -> Vec<PathBuf> {
    let rules =
        Rules { naming: Naming::Specification, dialects: &|_| Vec::new(), database: None, layout };
    let mut scan = Scan::new(dir, &rules);
    let roots = scan.open(target, Presence::Optional);
    let scripts = scan.walk(target, &roots).into_iter();
    scripts.map(|(index, script)| roots[index].home.path.join(script)).collect()
}

struct Scan<'a> {
    dir: &'a Path,
    /// What problems call the folder.
    label: String,
    rules: &'a Rules<'a>,
    problems: Vec<Problem>,
}

/// A folder of a lane that is there.
struct Root {
    home: Home,
    /// Where it really is, without symbolic links.
    real: PathBuf,
}

impl<'a> Scan<'a> {
    fn new(dir: &'a Path, rules: &'a Rules<'a>) -> Self {
        let label = rules.layout.label().map(str::to_owned).or_else(|| folder_name(dir));
        let label = label.unwrap_or_else(|| printable(&dir.to_string_lossy()));
        Self { dir, label, rules, problems: Vec::new() }
    }

    fn lanes(&mut self) -> Vec<Lane> {
        let default = self.open(&TargetName::DEFAULT, Presence::Said);
        if default.is_empty() {
            return Vec::new();
        }
        let mut opened = vec![(TargetName::DEFAULT, default)];
        for target in self.rules.layout.targets() {
            let roots = self.open(target, Presence::Optional);
            if !roots.is_empty() {
                opened.push((target.clone(), roots));
            }
        }
        opened.into_iter().filter_map(|(target, roots)| self.lane(target, &roots)).collect()
    }

    /// The folders of a target that are there; one that must be and is not is a problem.
    fn open(&mut self, target: &TargetName, presence: Presence) -> Vec<Root> {
        let homes = self.rules.layout.homes(self.dir, &self.label, target);
        let mut roots = Vec::with_capacity(homes.len());
        for home in homes {
            match fs::canonicalize(&home.path) {
                Ok(real) if real.is_dir() => roots.push(Root { home, real }),
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    self.problems.push(Problem::Unreadable { path: home.label, source });
                }
                _ if (home.presence, presence) == (Presence::Optional, Presence::Optional) => {}
                _ => self.problems.push(Problem::NoFolder { path: home.label }),
            }
        }
        roots
    }

    /// Each file of a lane: the number of its folder, and its path from there on.
    fn walk(&mut self, target: &TargetName, roots: &[Root]) -> Vec<(usize, String)> {
        let layout = self.rules.layout;
        let others = layout.targets().flat_map(|t| layout.homes(self.dir, &self.label, t));
        let mut claimed: Vec<_> =
            others.filter_map(|home| fs::canonicalize(home.path).ok()).collect();
        claimed.extend(roots.iter().map(|root| root.real.clone()));
        let main = fs::canonicalize(self.dir).ok();
        let mut files = Vec::new();
        for (index, root) in roots.iter().enumerate() {
            let within: Vec<_> = main.iter().cloned().chain([root.real.clone()]).collect();
            let walk = Walk {
                home: &root.home,
                target,
                real: &root.real,
                within: &within,
                claimed: &claimed,
                depth: layout.depth(),
            };
            let found = walk.files(&mut self.problems);
            files.extend(found.into_iter().map(|script| (index, script)));
        }
        files
    }

    /// The lane of a target, or nothing where something is wrong with it.
    fn lane<C: From<Content>>(&mut self, target: TargetName, roots: &[Root]) -> Option<Lane<C>> {
        let scripts = self.walk(&target, roots);
        let audience = Audience::new((self.rules.dialects)(&target), self.rules.database);
        if let (true, Some((first, _))) = (audience.dialects().is_empty(), scripts.first()) {
            let path = roots[*first].home.label.clone();
            self.problems.push(Problem::NoDialect { path, target: target.clone() });
        }
        let candidates = scripts
            .iter()
            .filter_map(|(index, script)| self.candidate(&roots[*index].home, script, &audience))
            .collect();
        Lane::new(target, &audience, candidates)
            .map_err(|problems| self.problems.extend(problems))
            .ok()
    }

    fn candidate<C: From<Content>>(
        &mut self,
        home: &Home,
        script: &str,
        audience: &Audience,
    ) -> Option<Candidate<C>> {
        let label = format!("{}/{}", home.label, printable(script));
        let name = match printable(script) == script {
            true => Name::parse(base(script), self.rules.naming),
            false => Err(NameError::Unprintable),
        };
        match name {
            Ok(mut name) => {
                if self.rules.naming == Naming::Flyway && !audience.is_several() {
                    name.dialect = None;
                }
                let path = home.path.join(script);
                let readers = audience.readers(name.dialect);
                let read = |dialects: Vec<_>| read_content(&path, name.kind, &dialects, &label);
                let keep = |(checksum, content)| (checksum, C::from(content));
                let content = readers.map(|dialects| read(dialects).map(keep));
                Some(Candidate { name, script: script.to_owned(), path, label, content })
            }
            Err(error) => {
                self.problems.push(Problem::Name { path: label, error });
                None
            }
        }
    }
}

/// The file's own name.
fn base(script: &str) -> &str {
    script.rsplit_once('/').map_or(script, |(_, name)| name)
}

/// The checksum and the content of a migration's file, or everything that is wrong with it.
fn read_content(
    file: &Path,
    kind: Kind,
    dialects: &[Dialect],
    path: &str,
) -> Result<(i32, Content), Vec<Problem>> {
    let unreadable = |source| vec![Problem::Unreadable { path: path.to_owned(), source }];
    let bytes = fs::read(file).map_err(unreadable)?;
    let fingerprint = Fingerprint::of(&bytes);
    let decoded = decode(bytes);
    let text = decoded.map_err(|error| vec![Problem::Text { path: path.to_owned(), error }])?;
    let checksum = checksum(&text);
    let text = plain(text);
    let content = match kind {
        Kind::Sql => sql::read(text, dialects, path)?.map_or(Content::Draft, Content::Sql),
        Kind::Rust if text.trim().is_empty() => {
            return Err(vec![Problem::EmptyRust { path: path.to_owned() }]);
        }
        Kind::Rust => match Directives::refuse_in_rust(&text) {
            errors if errors.is_empty() => Content::Rust(RustFile { text, fingerprint }),
            errors => return Err(sql::directive_problems(errors, path, &text)),
        },
    };
    Ok((checksum, content))
}

/// The last part of a folder's path, which `.` and `..` only have once they are resolved.
fn folder_name(dir: &Path) -> Option<String> {
    let name = |path: &Path| path.file_name().map(|name| printable(&name.to_string_lossy()));
    name(dir).or_else(|| name(&fs::canonicalize(dir).ok()?))
}
