//! The copy of the manifest that is looked at in a review.

use std::path::Path;

#[test]
fn the_reviewed_copy_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = Path::new("generated/migrations.rs");
    if let Err(error) = schemalane_build::check_copy(root, "migrations", copy) {
        panic!("{error}");
    }
}
