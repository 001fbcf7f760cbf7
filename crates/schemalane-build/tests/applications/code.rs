//! Generated code: it is brought in whatever lints an application has, and stale code fails the build.

use std::path::Path;

use schemalane_build::Sources;
use schemalane_source::{CodeSource, Codegen, Dialect};

use crate::application::Application;

/// Strict, and with lints that generated code does not keep.
const LINTS: &str =
    "#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications, dead_code)]\n";
const MAIN: &str =
    "schemalane::embed_code!(db);\nfn main() { print!(\"{}\", db::shops::COUNT); }\n";
const SHOP: &str = "CREATE TABLE shop (id INT);\n";

fn application(name: &'static str) -> Application {
    let application = Application::new(name, &["migrations"]);
    application.write("schemalane.toml", "dialect = \"sqlite\"\n[codegen]\n");
    application.write("migrations/V1__shop.sql", SHOP);
    application.write("src/main.rs", format!("//! Code.\n{LINTS}{MAIN}"));
    application
}

/// Code that was made from these files of this kind.
fn generate(application: &Application, source: CodeSource, files: &[(&str, &str)]) {
    let text = "pub const COUNT: u8 = 7;\npub const UNUSED: u8 = self::COUNT;\n";
    application.write("generated/db/shops.rs", text);
    application.write("generated/db/mod.rs", "pub mod shops;\nfn dead() {}\n");
    let folder = if source == CodeSource::Schema { "schema" } else { "migrations" };
    let root = application.root();
    let none =
        Sources::new(source, &[Dialect::Sqlite], root, Path::new(folder), Codegen::default());
    let made = files
        .iter()
        .fold(none, |made, (path, text)| made.with_file(root, &application.path(path), text));
    let files: String =
        made.files.iter().map(|(path, digest)| format!("{path:?} = {digest:?}\n")).collect();
    let name = source.name();
    application.write(
        "generated/db/sources.toml",
        format!(
            "source = {name:?}\ndialects = [\"sqlite\"]\nfolder = {folder:?}\n\n[files]\n{files}\n\
             [codegen]\nbackend = \"sea-orm\"\n"
        ),
    );
}

/// What leads on where code is stale.
const WAY_OUT: &str = "  help: run `schemalane codegen`";

#[test]
fn code_is_brought_in_as_it_lies() {
    let application = application("code-embedded");
    let problems = application.build();
    assert!(!problems.succeeded());
    let said = problems.messages();
    assert!(said.contains("there is no generated code of this name"), "{said}");
    generate(&application, CodeSource::Lane, &[("migrations/V1__shop.sql", SHOP)]);
    let build = application.build();
    assert!(build.succeeded() && build.is_quiet(), "{}", build.messages());
    assert_eq!(application.run(), "7");
    assert_eq!(application.build().compiled(), 0);
    let lint = application.lint();
    assert!(lint.succeeded() && lint.is_quiet(), "{}", lint.messages());
}

#[test]
fn stale_code_fails_the_build_with_what_makes_the_difference() {
    let application = application("code-stale");
    let problems = || application.build().lines().to_vec();
    let told = |fact: &str| [fact.to_owned(), WAY_OUT.to_owned()];
    let rust = |constant: &str| {
        format!(
            "{constant}\npub async fn migrate(_: &schemalane::DatabaseTransaction) -> Result<(), std::fmt::Error> {{ Ok(()) }}\n"
        )
    };
    generate(&application, CodeSource::Lane, &[("migrations/V1__shop.sql", SHOP)]);
    application.build().compiled();

    application.write("migrations/V7__x.sql", "CREATE TABLE x (id INT);\n");
    let newer = "migrations/V7__x.sql is newer than generated/";
    assert_eq!(problems(), told(newer));
    application.remove("migrations/V7__x.sql");
    application.write("migrations/V7__y.rs", rust(""));
    application.build().compiled();
    application.write("migrations/V7__y.rs", rust("const SCHEMA: &str = \"DROP TABLE shop\";"));
    assert_eq!(problems(), told(&newer.replace("V7__x.sql", "V7__y.rs")));
    application.remove("migrations/V7__y.rs");

    application.write("migrations/V1__shop.sql", "CREATE TABLE shop (id INT, name TEXT);\n");
    let changed = "migrations/V1__shop.sql changed after generated/ was made";
    assert_eq!(problems(), told(changed));
    application.write("migrations/V1__shop.sql", SHOP.replace('\n', "\r\n"));
    application.build().compiled();
    application.rename("migrations/V1__shop.sql", "migrations/V2__shop.sql");
    let gone = "migrations/V1__shop.sql is gone since generated/ was made";
    assert_eq!(problems(), told(gone));
    application.rename("migrations/V2__shop.sql", "migrations/V1__shop.sql");

    application.write("schemalane.toml", "dialect = \"sqlite\"\n[codegen]\ndates = \"time\"\n");
    let settings = "schemalane.toml: [codegen] changed after generated/ was made";
    assert_eq!(problems(), told(settings));
    application.write("schemalane.toml", "dialect = \"sqlite\"\n");
    application.build().compiled();
    application.write("generated/db/sources.toml", "source = \"moon\"\n");
    let said = problems();
    assert!(said[0].starts_with("generated/db/sources.toml: "), "{said:#?}");
    assert_eq!(said.last().unwrap(), WAY_OUT);
}

/// Code may follow the files of a wanted schema instead of the lane, which then may go on alone.
#[test]
fn code_of_a_wanted_schema_follows_its_files() {
    let application = application("code-schema");
    application.write("schema/shop.sql", SHOP);
    generate(&application, CodeSource::Schema, &[("schema/shop.sql", SHOP)]);
    application.build().compiled();
    application.write("migrations/V2__more.sql", "CREATE TABLE more (id INT);\n");
    application.build().compiled();
    application.write("schema/more/more.sql", "CREATE TABLE more (id INT);\n");
    let newer = "schema/more/more.sql is newer than generated/";
    assert_eq!(application.build().lines(), [newer, WAY_OUT]);
}
