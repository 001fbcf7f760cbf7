//! What this crate finds wrong in a folder in which the scan found something already.

use std::fs;
use std::iter;
use std::path::{Path, PathBuf};

use schemalane_source::{Kind, Name, Rules, TargetName, files};

use crate::Problem;
use crate::folder::Folder;
use crate::function::Function;
use crate::model::{from_root, reserved};

/// What is wrong with the targets' names and the Rust files of a folder that is not a lane, so that
/// a developer reads it together with the rest.
///
/// It says less rather than too much: what cannot be read, or has no name that fits, is another
/// problem's subject and passed over.
pub(crate) fn survey(root: &Path, folder: &Folder, rules: &Rules<'_>) -> Vec<Problem> {
    let home = root.join(folder.as_str());
    let is_there = |target: &&TargetName| rules.layout.folder(&home, target).is_dir();
    let named = rules.layout.targets().filter(is_there);
    let targets: Vec<_> = iter::once(&TargetName::DEFAULT).chain(named).collect();
    let reserved = targets.iter().filter_map(|target| reserved(folder, target));
    let files = targets.iter().flat_map(|target| files(&home, target, rules.layout));
    let is_rust = |file: &PathBuf| {
        let name = file.file_name().and_then(|name| name.to_str());
        let name = name.and_then(|name| Name::parse(name, rules.naming).ok());
        name.is_some_and(|name| name.kind == Kind::Rust)
    };
    reserved.chain(files.filter(is_rust).filter_map(|file| function(root, &file))).collect()
}

fn function(root: &Path, path: &Path) -> Option<Problem> {
    let plain = fs::symlink_metadata(path).ok()?.is_file();
    let text = plain.then(|| fs::read_to_string(path).ok()).flatten()?;
    let error = Function::parse(&text).err()?;
    let excerpt = error.excerpt(&text);
    Some(Problem::Function { file: from_root(root, path), error, excerpt })
}
