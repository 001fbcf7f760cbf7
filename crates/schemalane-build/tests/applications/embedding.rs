//! Whatever an application calls its dependency, wherever it embeds, and whatever it forbids: generated code compiles
//! without a warning.

use crate::application::{Application, stand_in};

const RUST: &str = "pub async fn migrate(_: &schemalane::DatabaseConnection) -> \
                    Result<(), std::io::Error> { std::future::ready(Ok(())).await }\n";

/// With a checksum of many digits, a Rust migration without a word of documentation, and two lanes.
fn application(name: &'static str, main: &str) -> Application {
    let application = Application::new(name, &["migrations"]);
    application.write("schemalane.toml", "dialect = \"sqlite\"\n[databases.audit]\n");
    application.write(
        "migrations/V1__first.sql",
        format!("SELECT 1;{}\nSELECT 2;\n", " ".repeat(123_456)),
    );
    application.write("migrations/V2__second.rs", RUST);
    application.write("migrations/audit/V1__first.sql", "SELECT 1;\n");
    application.write("src/main.rs", main);
    application
}

const USED: &str = "fn main() { print!(\"{}\", migrations::runner().report()); }\n";

#[test]
fn a_dependency_has_any_name() {
    let main = format!("lanes::embed_migrations!(\"migrations\");\n{USED}");
    let application = application("embedding-renamed", &main);
    let dependency = format!("lanes = {{ package = \"schemalane\", path = {:?} }}", stand_in());
    application.write("Cargo.toml", application.depending(&dependency));
    application.write("migrations/V2__second.rs", RUST.replace("schemalane::", "lanes::"));
    application.build().compiled();
    assert!(application.run().contains("connection"));
}

#[test]
fn another_crate_hands_the_macro_on() {
    let main = format!("facade::embed_migrations!(\"migrations\");\n{USED}");
    let application = application("embedding-facade", &main);
    application.write(
        "facade/src/lib.rs",
        "pub use schemalane::{DatabaseConnection, embed_migrations};\n",
    );
    application.write(
        "facade/Cargo.toml",
        format!(
            "[package]\nname = \"facade\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nschemalane = {{ path = {:?} }}\n",
            stand_in()
        ),
    );
    application.write("Cargo.toml", application.depending("facade = { path = \"facade\" }"));
    application.write("migrations/V2__second.rs", RUST.replace("schemalane::", "facade::"));
    application.build().compiled();
    assert!(application.run().contains("connection"));
}

#[test]
fn nothing_of_the_prelude_is_needed() {
    let main = "#![no_implicit_prelude]\n\
                ::schemalane::embed_migrations!(\"migrations\");\n\
                fn main() { ::std::print!(\"{}\", migrations::runner().report()); }\n";
    let application = application("embedding-prelude", main);
    let rust = RUST.replace("schemalane::", "::schemalane::");
    let rust = rust
        .replace("Result<(), std", "::std::result::Result<(), ::std")
        .replace("{ std", "{ ::std");
    application
        .write("migrations/V2__second.rs", rust.replace("Ok(", "::std::result::Result::Ok("));
    application.build().compiled();
}

#[test]
fn what_an_application_forbids_is_not_done() {
    let lints = "#![forbid(warnings, missing_docs, unreachable_pub, unused_qualifications, unsafe_code, \
                 clippy::all, clippy::pedantic, clippy::nursery, clippy::allow_attributes, \
                 clippy::allow_attributes_without_reason, clippy::unwrap_used)]\n";
    let main =
        format!("//! Strict.\n{lints}schemalane::embed_migrations!(\"./migrations/\");\n{USED}");
    let application = application("embedding-forbid", &main);
    let build = application.lint();
    assert!(build.succeeded() && build.is_quiet(), "{}", build.messages());
    application.build().compiled();
}

/// In a private module nothing is used of what the module makes public but the runner.
#[test]
fn a_private_module_is_no_reason_for_a_warning() {
    let main = "//! Private.\n#![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]\n\
                mod db {\n    schemalane::embed_migrations!(\"migrations/\");\n}\n\
                fn main() { print!(\"{}\", db::migrations::runner().report()); }\n";
    let application = application("embedding-private", main);
    application.write("migrations/V2__second.rs", RUST.replace("pub async", "pub(crate) async"));
    let build = application.lint();
    assert!(build.succeeded() && build.is_quiet(), "{}", build.messages());
    application.build().compiled();
}

#[test]
fn an_unused_module_is_no_reason_for_a_warning() {
    let main = "#![deny(warnings)]\nmod db { schemalane::embed_migrations!(\"migrations\"); }\nfn main() {}\n";
    let application = application("embedding-unused", main);
    let build = application.build();
    assert!(build.succeeded() && build.is_quiet(), "{}", build.messages());
}

#[test]
fn a_folder_has_a_name_in_any_language() {
    let application = Application::new("embedding-names", &["./dätä/ünï/"]);
    application.write("schemalane.toml", "dialect = \"sqlite\"\n");
    application.write("dätä/ünï/V1__first.sql", "SELECT 1;\n");
    application.write("dätä/ünï/V2__second.rs", RUST);
    application
        .write("src/main.rs", format!("schemalane::embed_migrations!(\"dätä/ünï\");\n{USED}"));
    application.build().compiled();
    assert!(application.run().contains("V2__second.rs"));
}

#[test]
fn a_folder_that_no_build_script_compiles_gets_a_sentence() {
    let application =
        application("embedding-other", "schemalane::embed_migrations!(\"other\");\nfn main() {}\n");
    let build = application.build();
    assert!(!build.succeeded());
    let sentence = "build.rs does not compile the folder that embed_migrations! names";
    assert!(build.messages().contains(sentence), "{}", build.messages());
}
