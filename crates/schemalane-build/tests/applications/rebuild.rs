//! A change rebuilds exactly once, and no change rebuilds nothing.
//!
//! One rebuilt unit is the application itself: cargo compiles it again whenever its build script
//! has run again.

use crate::application::Application;

const RUST: &str = "pub async fn migrate(_: &schemalane::DatabaseConnection) -> \
                    Result<(), std::io::Error> { Ok(()) }\n";

const MAIN: &str = "schemalane::embed_migrations!(\"./migrations\");\n\
                    fn main() { print!(\"{}\", migrations::runner().report()); }\n";

const PROJECT: &str = "dialect = \"postgres\"\n[databases.analytics]\n[databases.billing]\n\
                       [databases.seeded]\ndir = \"seeds\"\n";

fn application(name: &'static str) -> Application {
    let application = Application::new(name, &["./migrations"]);
    application.write("schemalane.toml", PROJECT);
    application.write("src/main.rs", MAIN);
    application.write("migrations/V1__first.sql", "SELECT 1;\n");
    application.write("migrations/V2__second.rs", RUST);
    application.write("migrations/analytics/V1__first.sql", "SELECT 2;\n");
    application.write("migrations/analytics/V2__second.rs", RUST);
    application.write("seeds/V1__first.sql", "SELECT 3;\n");
    application
}

/// The change must rebuild the application once, and then nothing.
fn rebuilds_once(application: &Application, what: &str, change: impl FnOnce(&Application)) {
    change(application);
    assert_eq!(application.build().compiled(), 1, "{what}");
    assert_eq!(application.build().compiled(), 0, "after: {what}");
}

#[test]
fn a_change_rebuilds_once() {
    let application = application("rebuild-change");
    assert!(application.build().compiled() > 0);
    assert_eq!(application.build().compiled(), 0, "unchanged");
    for folder in ["migrations", "migrations/analytics"] {
        let file = |name: &str| format!("{folder}/{name}");
        let once = |what: &str, change: &dyn Fn(&Application)| {
            rebuilds_once(&application, &format!("{what} in {folder}"), change);
        };
        once("add sql", &|application| application.write(&file("V3__third.sql"), "SELECT 3;\n"));
        once("add rust", &|application| application.write(&file("V4__fourth.rs"), RUST));
        once("edit sql", &|application| application.write(&file("V3__third.sql"), "SELECT 33;\n"));
        once("edit rust", &|application| {
            application.write(&file("V4__fourth.rs"), format!("//! Edited.\n{RUST}"));
        });
        once("rename sql", &|application| {
            application.rename(&file("V3__third.sql"), &file("V5__third.sql"));
        });
        once("rename rust", &|application| {
            application.rename(&file("V4__fourth.rs"), &file("V6__fourth.rs"));
        });
        once("delete sql", &|application| application.remove(&file("V5__third.sql")));
        once("delete rust", &|application| application.remove(&file("V6__fourth.rs")));
    }
    rebuilds_once(&application, "edit schemalane.toml", |application| {
        application.write(
            "schemalane.toml",
            PROJECT.replacen("\"postgres\"", "[\"postgres\", \"sqlite\"]", 1),
        );
    });
    assert!(application.run().starts_with("default postgres+sqlite 64\n"));
}

/// A folder that the file names lies where cargo was not told to look by the build script's own line.
#[test]
fn a_change_in_a_folder_of_the_project_file_rebuilds_once() {
    let application = application("rebuild-dir");
    assert!(application.build().compiled() > 0);
    rebuilds_once(&application, "edit a file of its own folder", |application| {
        application.write("seeds/V1__first.sql", "SELECT 4;\n");
    });
    rebuilds_once(&application, "add one", |application| {
        application.write("seeds/V2__second.sql", "SELECT 5;\n");
    });
    assert!(application.run().contains("seeded postgres 64\n"));
}

#[test]
fn a_whole_target_comes_and_goes() {
    let application = application("rebuild-target");
    assert!(application.build().compiled() > 0);
    rebuilds_once(&application, "add a target", |application| {
        application.write("migrations/billing/V1__first.sql", "SELECT 1;\n");
    });
    assert!(application.run().contains("billing postgres 64\n"));
    rebuilds_once(&application, "remove a target", |application| {
        std::fs::remove_dir_all(application.path("migrations/billing")).unwrap();
    });
    assert!(!application.run().contains("billing postgres"));
}

#[test]
fn an_empty_folder_is_looked_at_in_every_build() {
    let application = Application::new("rebuild-empty", &["migrations"]);
    application.write("src/main.rs", MAIN);
    application.write("migrations/.gitkeep", "");
    assert!(application.build().compiled() > 0);
    assert_eq!(application.run(), "default  64\n");
    application.write("schemalane.toml", "dialect = \"sqlite\"\n");
    application.write("migrations/V1__first.sql", "SELECT 1;\n");
    // An image's layer of dependencies was built with an empty folder, and the files that are
    // copied in afterwards have the dates of their checkout.
    for file in ["schemalane.toml", "migrations/V1__first.sql", "migrations"] {
        application.date(file, 3_600);
    }
    rebuilds_once(&application, "the first migration", |_| {});
    assert!(application.run().contains("V1__first.sql"));
}

/// An image whose dependencies are built in a layer of their own, with whatever was copied in for it, where everything
/// that follows has the dates of its checkout.
#[test]
fn what_follows_the_layer_of_dependencies_is_seen() {
    let application = application("rebuild-layer");
    application.write("src/main.rs", "fn main() {}\n");
    assert!(application.build().compiled() > 0);
    application.write("src/main.rs", MAIN);
    application.write("migrations/V1__first.sql", "SELECT 'edited';\n");
    application.write("migrations/V3__third.sql", "SELECT 3;\n");
    for file in
        ["src/main.rs", "migrations/V1__first.sql", "migrations/V3__third.sql", "migrations"]
    {
        application.date(file, 3_600);
    }
    for file in ["build.rs", "src/main.rs"] {
        application.date(file, 0);
    }
    assert!(application.build().compiled() > 0);
    let report = application.run();
    assert!(report.contains("SELECT 'edited'") && report.contains("V3__third.sql"), "{report}");
}

#[test]
fn the_binary_needs_no_source() {
    let application = application("rebuild-moved");
    assert!(application.build().compiled() > 0);
    let report = application.run();
    let moved = application.root().with_extension("moved");
    std::fs::rename(application.root(), &moved).unwrap();
    let elsewhere = application.run();
    std::fs::remove_dir_all(moved).unwrap();
    assert_eq!(elsewhere, report);
    assert!(report.contains("    1: \"SELECT 1\" None\n"), "{report}");
    assert!(report.contains("connection"), "{report}");
}
