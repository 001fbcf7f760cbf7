//! When the files that code is made from change.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// How often is looked.
const PACE: Duration = Duration::from_millis(300);

/// Files with the times of their last change and their lengths.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Glance(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Glance {
    /// What lies in these places now, which may be files, folders or nothing.
    pub(super) fn at(places: &[PathBuf]) -> Self {
        let mut files = BTreeMap::new();
        places.iter().for_each(|place| look(place, &mut files));
        Self(files)
    }

    /// Resolves once the places are other than at this glance, and have come to rest.
    pub(super) async fn outdated(&self, places: &[PathBuf]) {
        let mut last = Self::at(places);
        loop {
            tokio::time::sleep(PACE).await;
            let now = Self::at(places);
            if now == last && now != *self {
                return;
            }
            last = now;
        }
    }
}

/// Links are looked at and not followed, since they may lead in a circle.
fn look(place: &Path, files: &mut BTreeMap<PathBuf, (Option<SystemTime>, u64)>) {
    let Ok(found) = fs::symlink_metadata(place) else { return };
    if !found.is_dir() {
        files.insert(place.to_owned(), (found.modified().ok(), found.len()));
        return;
    }
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        look(&entry.path(), files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glance_sees_what_comes_goes_and_changes() {
        let folder = tempfile::tempdir().unwrap();
        let places = [folder.path().join("lane"), folder.path().join("absent")];
        let file = places[0].join("more/V1__a.sql");
        let empty = Glance::at(&places);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "a").unwrap();
        let one = Glance::at(&places);
        assert_ne!(one, empty);
        assert_eq!(one, Glance::at(&places));
        fs::write(&file, "ab").unwrap();
        assert_ne!(one, Glance::at(&places));
        fs::remove_file(&file).unwrap();
        assert_eq!(empty, Glance::at(&places));
    }
}
