//! Every link of a document leads to a file or a heading that is there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::markdown;

/// Every document of the repository.
fn documents(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if name.ends_with(".md") || name.ends_with(".md.in") {
                found.push(path);
            }
        }
    }
    found
}

/// What is wrong with a link.
fn fault(document: &Path, link: &str) -> Option<String> {
    if link.contains("://") {
        return None;
    }
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, it)| (file, Some(it)));
    let path = match file {
        "" => document.to_owned(),
        file => document.parent()?.join(file),
    };
    if !path.exists() {
        return Some("nothing is there".to_owned());
    }
    let anchor = anchor?;
    let anchors = markdown::anchors(&fs::read_to_string(&path).unwrap());
    let is_there = anchors.iter().any(|it| it == anchor);
    (!is_there).then(|| format!("no heading has it, only {anchors:?}"))
}

#[test]
fn every_link_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let documents = documents(root);
    for name in ["README.md", "ARCHITECTURE.md", "docs/reference.md", "examples/bookshop/README.md"]
    {
        assert!(documents.contains(&root.join(name)), "{name} is not among {documents:?}");
    }
    let mut count = 0;
    let mut faults = Vec::new();
    for document in &documents {
        let text = fs::read_to_string(document).unwrap();
        for (number, line) in markdown::prose(&text) {
            for link in markdown::links(line) {
                count += 1;
                let fault = fault(document, link);
                faults.extend(
                    fault.map(|it| format!("{}:{number}: {link}: {it}", document.display())),
                );
            }
        }
    }
    assert!(count > 40, "only {count} links were found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
