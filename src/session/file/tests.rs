use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::*;

#[test]
fn one_at_a_time_and_nothing_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = beside(&folder.path().join("shop.db"));
    let held = FileLock::attempt(&path).unwrap().unwrap();
    assert!(FileLock::attempt(&path).unwrap().is_none());
    assert_eq!(FileLock::holder(&path).process, Some(std::process::id().to_string()));
    drop(held);
    assert!(!path.exists());
    assert!(FileLock::attempt(&path).unwrap().is_some());
}

#[test]
fn what_a_killed_process_left_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = beside(&folder.path().join("shop.db"));
    fs::write(&path, "4294967295").unwrap();
    let held = FileLock::attempt(&path).unwrap().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), std::process::id().to_string());
    drop(held);
    assert!(!path.exists());
}

fn refused(path: &Path) -> UnsafeLock {
    match FileLock::attempt(path) {
        Err(LockError::Unsafe(unsafe_lock)) => unsafe_lock,
        other => panic!("{other:?}"),
    }
}

/// Each is what somebody may have laid out where the lock belongs.
#[test]
fn nothing_is_written_through_what_others_laid_out() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| beside(&folder.path().join(name));
    let victim = folder.path().join("victim");
    fs::write(&victim, "precious").unwrap();
    symlink(&victim, place("link")).unwrap();
    symlink(folder.path().join("nowhere"), place("dangling")).unwrap();
    fs::hard_link(&victim, place("name")).unwrap();
    fs::create_dir(place("folder")).unwrap();
    fs::write(place("text"), "12 apples").unwrap();
    fs::write(place("long"), "1".repeat(20_000)).unwrap();
    let made = std::process::Command::new("mkfifo").arg(place("pipe")).status().unwrap();
    assert!(made.success());
    assert_eq!(refused(&place("link")), UnsafeLock::Link);
    assert_eq!(refused(&place("dangling")), UnsafeLock::Link);
    assert_eq!(refused(&place("name")), UnsafeLock::SecondName);
    assert_eq!(refused(&place("folder")), UnsafeLock::NoFile);
    assert_eq!(refused(&place("pipe")), UnsafeLock::NoFile);
    assert_eq!(refused(&place("text")), UnsafeLock::Contents);
    assert_eq!(refused(&place("long")), UnsafeLock::Contents);
    for name in ["link", "dangling", "name", "folder", "pipe", "text", "long"] {
        assert_eq!(FileLock::holder(&place(name)), Holder::default(), "{name}");
        assert!(place(name).symlink_metadata().is_ok(), "{name} is still there");
    }
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    assert!(!folder.path().join("nowhere").exists());
    assert_eq!(fs::read_to_string(place("text")).unwrap(), "12 apples");
}

#[test]
fn a_lock_that_was_replaced_is_not_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = beside(&folder.path().join("shop.db"));
    let held = FileLock::attempt(&path).unwrap().unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(&path, "77").unwrap();
    drop(held);
    assert_eq!(fs::read_to_string(&path).unwrap(), "77");
}

#[test]
fn a_folder_that_everybody_writes_to_is_refused_unless_it_is_sticky() {
    let folder = tempfile::tempdir().unwrap();
    let path = beside(&folder.path().join("shop.db"));
    let allow = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode));
    allow(0o777).unwrap();
    assert_eq!(refused(&path), UnsafeLock::OpenFolder);
    assert!(!path.exists());
    allow(0o1777).unwrap();
    assert!(FileLock::attempt(&path).unwrap().is_some());
    allow(0o770).unwrap();
    assert!(FileLock::attempt(&path).unwrap().is_some());
}
