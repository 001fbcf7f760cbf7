//! Checks the migrations and makes the manifest of them.

fn main() {
    schemalane_build::compile("migrations");
}
