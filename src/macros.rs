//! `embed_migrations!` and `embed_code!`.

/// Brings in what `schemalane-build` made of a folder, as the module
/// `migrations` (specification, section 2.4).
///
/// The folder is the one that `build.rs` compiles. The
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
            // The generated file names nothing but through this, whatever the application calls
            // its dependency.
            use $crate as schemalane;
            ::core::include!(::core::concat!(
                ::core::env!(
                    "OUT_DIR",
                    "embed_migrations! needs a build.rs beside Cargo.toml: `fn main() { \
                     schemalane_build::compile(\"migrations\"); }`, and schemalane-build under \
                     [build-dependencies]"
                ),
                "/schemalane/",
                ::core::env!(
                    ::core::concat!("SCHEMALANE_FOLDER_", $dir),
                    "build.rs does not compile the folder that embed_migrations! names: it needs \
                     `schemalane_build::compile(\"migrations\");` with that folder"
                ),
                ".rs"
            ));
        }
    };
}

/// Brings in what `schemalane codegen` made, as a module of this name: `db` for the default target, the target's own
/// name for another.
///
/// ```ignore
/// schemalane::embed_migrations!("./migrations");
/// schemalane::embed_code!(db);
/// schemalane::embed_code!(billing);
/// ```
///
/// The code lies in `generated/`. Where it was made from other files than those that are there now, the build script
/// fails with the file that makes the difference. The application needs `schemalane-data` among its dependencies, which
/// the code stands on.
#[macro_export]
macro_rules! embed_code {
    ($name:ident) => {
        /// Rows, and functions that read and write them, made of what the migrations come to.
        pub mod $name {
            use $crate as schemalane;
            ::core::include!(::core::concat!(
                ::core::env!(
                    "OUT_DIR",
                    "embed_code! needs a build.rs beside Cargo.toml: `fn main() { \
                     schemalane_build::compile(\"migrations\"); }`, and schemalane-build under \
                     [build-dependencies]"
                ),
                "/schemalane.code/",
                ::core::env!(
                    ::core::concat!("SCHEMALANE_CODE_", ::core::stringify!($name)),
                    "there is no generated code of this name: write `[codegen]` into schemalane.toml \
                     and run `schemalane codegen`, which makes generated/db, and generated/<target> \
                     for a named target"
                ),
                ".rs"
            ));
        }
    };
}

/// The module that generated code is.
///
/// What is written here is subject to no lint of an application; what the code's own files have to be spared is allowed
/// for them.
#[doc(hidden)]
#[macro_export]
macro_rules! code {
    ($path:literal) => {
        #[allow(
            dead_code,
            missing_docs,
            unreachable_pub,
            unused_qualifications,
            clippy::all,
            clippy::nursery,
            clippy::pedantic
        )]
        #[path = $path]
        mod code;
        pub use self::code::*;
    };
}

/// The module of a Rust migration.
///
/// What generated code makes public is written here and not in the generated file because the
/// lints of an application leave alone what a macro of another crate writes. The migration's own
/// text they do not: hidden and yet public, its function is subject to neither `missing_docs` nor
/// `unreachable_pub`, and nothing has to be allowed that an application may forbid.
#[doc(hidden)]
#[macro_export]
macro_rules! module {
    ($module:ident, $path:literal) => {
        #[doc(hidden)]
        #[path = $path]
        pub mod $module;
    };
}

/// One lane of a generated file, made public.
#[doc(hidden)]
#[macro_export]
macro_rules! lane {
    ($target:literal, $item:ident = $data:ident) => {
        #[doc = ::core::concat!("The lane of the target `", $target, "`.")]
        pub static $item: $crate::Manifest = $data;
    };
}

/// The lanes of a generated file, and what is done with them.
#[doc(hidden)]
#[macro_export]
macro_rules! lanes {
    ($dir:literal, [$($item:ident),*] $(, [$($declared:literal),*])?) => {
        /// The folder of these migrations, from the package root on.
        pub const MIGRATIONS_DIR: &str = $dir;
        /// Every lane of the folder: the default target's first, then the named ones in order.
        pub static MANIFESTS: &[&$crate::Manifest] = &[$(&$item),*];
        /// The migrator of the lane that `config` names by its target.
        #[must_use = "a migrator does nothing by itself"]
        pub fn build_migrator(config: $crate::Config) -> $crate::Migrator {
            $crate::Migrator::embedded(MANIFESTS, config)
        }
        /// The command line for these lanes.
        #[must_use = "a runner does nothing by itself"]
        pub fn runner() -> $crate::Runner {
            $crate::Runner::new(MANIFESTS)
                .of_package(::core::option_env!("CARGO_PKG_NAME"))
                $(.declaring(&[$($declared),*]))?
        }
        // An application that does not use its lanes yet is not told that its migrations are dead.
        const _: () = {
            let _ = &MANIFESTS;
        };
    };
}
