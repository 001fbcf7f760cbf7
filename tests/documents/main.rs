//! What the documents say, compared with what the program does.

#![allow(clippy::unwrap_used, reason = "what is not as it should be fails the test")]

mod architecture;
mod contributing;
#[path = "../shared/document.rs"]
mod document;
mod flyway;
#[path = "../shared/flyway_history.rs"]
mod flyway_history;
mod library;
mod links;
mod markdown;
mod operations;
mod pools;
mod program;
mod reference;
mod sources;
mod tenants;
mod tour;

schemalane::embed_migrations!("./migrations");

/// Fails unless a document shows this code, whose beginning and end are marked.
#[track_caller]
fn is_shown(document: &str, source: &str) {
    let blocks = source.split("// shown: begin\n").skip(1);
    let blocks: Vec<_> = blocks.map(|rest| rest.split("// shown: end").next().unwrap()).collect();
    assert!(!blocks.is_empty(), "nothing is marked");
    for block in blocks {
        assert!(
            document.contains(&format!("```rust\n{}```", block.trim_start())),
            "not shown:\n{block}"
        );
    }
}
