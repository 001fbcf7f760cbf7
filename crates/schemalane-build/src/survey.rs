//! What this crate finds wrong in a folder in which the scan found something already.

use std::fs;
use std::iter;
use std::path::Path;

use schemalane_source::{Kind, Name, Naming, TargetName};

use crate::Problem;
use crate::folder::Folder;
use crate::model::reserved;
use crate::step::Step;

/// What is wrong with the targets' names and the Rust files of a folder that is not a lane, so that
/// a developer reads it together with the rest.
///
/// It says less rather than too much: what cannot be read, or has no name that fits, is another
/// problem's subject and passed over.
pub(crate) fn survey(root: &Path, folder: &Folder, naming: Naming) -> Vec<Problem> {
    let home = root.join(folder.as_str());
    let is_folder = |name: &String| home.join(name).is_dir();
    let folders = names(&home).into_iter().filter(is_folder);
    let named = folders.filter_map(|name| TargetName::parse(&name).ok());
    let targets: Vec<_> = iter::once(TargetName::DEFAULT).chain(named).collect();
    let reserved = targets.iter().filter_map(|target| reserved(folder, target));
    let steps = targets.iter().flat_map(|target| steps(root, &folder.of(target), naming));
    reserved.chain(steps).collect()
}

fn steps(root: &Path, folder: &str, naming: Naming) -> Vec<Problem> {
    let migrations = names(&root.join(folder))
        .into_iter()
        .filter(|name| Name::parse(name, naming).is_ok_and(|name| name.kind == Kind::Rust));
    migrations.filter_map(|script| step(root, format!("{folder}/{script}"))).collect()
}

fn step(root: &Path, file: String) -> Option<Problem> {
    let path = root.join(&file);
    let plain = fs::symlink_metadata(&path).ok()?.is_file();
    let text = plain.then(|| fs::read_to_string(&path).ok()).flatten()?;
    let error = Step::parse(&text).err()?;
    Some(Problem::Step { file, error })
}

/// The names in a folder, sorted; none where it cannot be read.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}
