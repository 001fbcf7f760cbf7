//! Text, statements, checksum and list come from one reading, whatever happens to the files meanwhile.

use crate::application::Application;

const RUST: &str = "pub async fn migrate(_: &schemalane::DatabaseConnection) -> \
                    Result<(), std::io::Error> { Ok(()) }\n";

const MAIN: &str = "schemalane::embed_migrations!(\"./migrations\");\n\
                    fn main() { print!(\"{}\", migrations::runner().report()); }\n";

fn application(name: &'static str) -> Application {
    let application = Application::new(name, &["./migrations"]);
    application.write("schemalane.toml", "dialect = \"postgres\"\n");
    application.write("src/main.rs", MAIN);
    application.write("migrations/V1__first.sql", "SELECT 'é';\nSELECT 1;\n");
    application
}

/// A build script that reads the folder, after which somebody saves a file.
fn saved_meanwhile(file: &str, text: &str) -> String {
    format!(
        "fn main() {{\n\
         schemalane_build::compile(\"migrations\");\n\
         if std::env::var_os(\"CARGO_MANIFEST_DIR\").is_some_and(|root| \
         !std::path::Path::new(&root).join(\"saved\").exists()) {{\n\
         std::fs::write(\"saved\", \"\").unwrap();\n\
         std::fs::write({file:?}, {text:?}).unwrap();\n}}\n}}\n"
    )
}

#[test]
fn sql_that_is_saved_while_it_is_built_is_what_was_read() {
    let application = application("reading-sql");
    let longer = "SELECT 1;\nSELECT 'éééééé';\nSELECT 3;\n";
    application.write("build.rs", saved_meanwhile("migrations/V1__first.sql", longer));
    application.build().compiled();
    let before = application.run();
    assert!(before.contains("\"SELECT 'é'\"") && !before.contains("SELECT 3"), "{before}");
    assert_eq!(application.build().compiled(), 1, "what was saved meanwhile is seen");
    let after = application.run();
    assert!(after.contains("\"SELECT 'éééééé'\"") && after.contains("SELECT 3"), "{after}");
}

#[test]
fn rust_that_is_saved_while_it_is_built_fails_the_build_once() {
    let application = application("reading-rust");
    application.write("migrations/V2__second.rs", RUST);
    let edited = format!("//! Edited.\n{RUST}");
    application.write("build.rs", saved_meanwhile("migrations/V2__second.rs", &edited));
    let build = application.build();
    assert!(!build.succeeded(), "{}", build.messages());
    let sentence = "migrations/V2__second.rs changed while it was built: build again";
    assert!(build.messages().contains(sentence), "{}", build.messages());
    assert_eq!(application.build().compiled(), 1);
    assert!(application.run().contains("V2__second.rs"));
}

/// `cp -p`, an archive or a checkout gives a file a date that cargo takes for unchanged.
#[test]
fn an_older_file_is_never_one_text_under_the_checksum_of_another() {
    let application = application("reading-older");
    application.write("migrations/V2__second.rs", RUST);
    application.build().compiled();
    let before = application.run();
    application.write("migrations/V1__first.sql", "SELECT 2;\nDELETE FROM account;\n");
    application.date("migrations/V1__first.sql", 3_600);
    application.write("src/main.rs", format!("{MAIN}// Edited.\n"));
    assert_eq!(application.build().compiled(), 1);
    assert_eq!(application.run(), before);

    application.write("migrations/V2__second.rs", format!("//! Edited.\n{RUST}"));
    application.date("migrations/V2__second.rs", 3_600);
    application.write("src/main.rs", MAIN);
    let build = application.build();
    let sentence = "V2__second.rs changed while it was built: build again (and `touch` it";
    assert!(!build.succeeded() && build.messages().contains(sentence), "{}", build.messages());
    application.date("migrations/V2__second.rs", 0);
    assert_eq!(application.build().compiled(), 1);
    let after = application.run();
    assert!(after.contains("DELETE FROM account") && after != before, "{after}");
}

/// Two checkouts of one package have the same place in a target folder that they share.
#[test]
fn checkouts_that_share_a_target_folder_have_their_own_migrations() {
    let one = application("reading-checkouts");
    one.write("migrations/V2__second.rs", RUST);
    let two = one.checkout("reading-checkouts-two");
    two.write("migrations/V1__first.sql", "SELECT 'two';\n");
    two.write("migrations/V2__second.rs", format!("{RUST}// Two.\n"));
    two.write("migrations/V3__third.sql", "SELECT 3;\n");
    for file in ["V1__first.sql", "V2__second.rs", "V3__third.sql"] {
        two.date(&format!("migrations/{file}"), 3_600);
    }
    two.date("migrations", 3_600);
    one.build().compiled();
    let first = one.run();
    two.build().compiled();
    let second = two.run();
    assert!(second.contains("SELECT 'two'") && second.contains("SELECT 3"), "{second}");
    one.build().compiled();
    assert_eq!(one.run(), first);
    let build = two.build();
    build.compiled();
    assert_eq!(two.run(), second);
}

#[test]
fn a_project_that_was_moved_builds_on_and_says_nothing_of_its_place() {
    let application = application("reading-moved");
    application.build().compiled();
    let report = application.run();
    let moved = application.checkout("reading-moved-elsewhere");
    std::fs::remove_dir_all(application.root()).unwrap();
    moved.build().compiled();
    assert_eq!(moved.run(), report);
    let folder = moved.path("migrations");
    let folder = folder.to_str().unwrap().as_bytes();
    let binary = moved.binary();
    assert!(!binary.windows(folder.len()).any(|bytes| bytes == folder));
}

#[test]
fn other_line_ends_are_the_same_text() {
    let application = application("reading-ends");
    let text =
        "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\nSELECT 'a\nb'\n$$;\nSELECT 1;\n";
    application.write("migrations/V1__first.sql", text);
    application.build().compiled();
    let report = application.run();
    application.write("migrations/V1__first.sql", text.replace('\n', "\r\n"));
    assert_eq!(application.build().compiled(), 1);
    assert_eq!(application.run(), report);
}
