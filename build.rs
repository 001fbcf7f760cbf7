//! Compiles the ledger's migrations: the same line that every application writes.

fn main() {
    schemalane_build::compile("migrations");
}
