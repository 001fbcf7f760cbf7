//! `embed_migrations!`.

/// Brings in what `schemalane-build` made of a folder, as the module
/// `migrations` (specification, section 2.4).
///
/// The folder is the one that `build.rs` compiles, written the same way. The
/// module holds `MANIFEST`, `MANIFESTS`, `MIGRATIONS_DIR`,
/// `build_migrator(config)` and `runner()`. A second folder of the same crate
/// gets a name of its own:
///
/// ```ignore
/// schemalane::embed_migrations!("./migrations");
/// schemalane::embed_migrations!("./billing/migrations", billing);
/// ```
#[macro_export]
macro_rules! embed_migrations {
    ($dir:literal) => {
        $crate::embed_migrations!($dir, migrations);
    };
    ($dir:literal, $name:ident) => {
        /// What the build made of the folder of migrations.
        pub mod $name {
            const _: &str = env!(
                concat!("SCHEMALANE_FOLDER_", $dir),
                "build.rs does not compile the folder that embed_migrations! names: it needs \
                 `schemalane_build::compile(\"migrations\");` with that folder, written the same way"
            );
            include!(concat!(
                env!(
                    "OUT_DIR",
                    "embed_migrations! needs a build.rs beside Cargo.toml: `fn main() { \
                     schemalane_build::compile(\"migrations\"); }`, and schemalane-build under \
                     [build-dependencies]"
                ),
                "/schemalane/",
                $dir,
                ".rs"
            ));
        }
    };
}
