//! The reviewed copy of the ledger's manifest is current.
//!
//! It is compared and not compiled here: a copy that names a file which is
//! gone must still be rewritten by the test that finds it stale.

use std::path::Path;

#[test]
fn the_reviewed_copy_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = Path::new("generated/migrations.rs");
    if let Err(error) = schemalane_build::check_copy(root, "migrations", copy) {
        panic!("{error}");
    }
}
