//! The name of the crate.

use std::{fs, path::Path};

/// Where the folder's name gives no other.
const DEFAULT: &str = "migration";

/// With this many characters the scaffold's lines of Rust stay within their
/// width, and a registry takes up to 64.
const LENGTH: usize = 50;

/// Names that Rust, cargo or the scaffold itself use otherwise.
const RESERVED: &str = "\
    abstract alloc as async await become box break build const continue core crate deps do dyn \
    else enum examples extern false final fn for gen if impl in incremental let loop macro \
    match mod move mut override priv proc_macro pub ref return schemalane schemalane_build \
    self static std struct super test tokio trait true try type typeof union unsafe unsized \
    use virtual where while yield";

/// The name of the package in a folder: the folder's own, as far as cargo
/// takes it and Rust has a crate of that name.
pub(crate) fn package(folder: &Path) -> String {
    let name = match folder.file_name() {
        Some(name) => Some(name.to_owned()),
        // `.`, `..` and the like, which are there or will fail soon.
        None => {
            fs::canonicalize(folder).ok().and_then(|path| path.file_name().map(ToOwned::to_owned))
        }
    };
    legal(&name.unwrap_or_default().to_string_lossy())
}

/// The name of the package's crate in Rust.
pub(super) fn crate_of(package: &str) -> String {
    package.replace('-', "_")
}

fn legal(text: &str) -> String {
    let mut name = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if name.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            name.push(if character == '_' { '_' } else { '-' });
        }
    }
    let separators = ['-', '_'];
    let mut name = name.trim_end_matches(separators).to_owned();
    let crate_name = crate_of(&name);
    let is_reserved = RESERVED.split(' ').any(|word| word == crate_name);
    if name.is_empty() {
        return DEFAULT.to_owned();
    } else if is_reserved || name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert_str(0, &format!("{DEFAULT}-"));
    }
    name.truncate(LENGTH);
    name.trim_end_matches(separators).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_names_its_package() {
        for (folder, name) in [
            ("migration", "migration"),
            ("./migration/", "migration"),
            ("a/../shop_db", "shop_db"),
            ("Shop DB", "shop-db"),
            ("123 foo", "migration-123-foo"),
            ("fn", "migration-fn"),
            ("schemalane-build", "migration-schemalane-build"),
            ("--a__b- _c.", "a_b-c"),
            ("größe", "gr-e"),
            ("数据库", "migration"),
            ("/", "migration"),
        ] {
            assert_eq!(package(Path::new(folder)), name, "{folder}");
        }
        assert_eq!(legal(&"x".repeat(200)).len(), LENGTH);
        assert_eq!(legal(&format!("{}-y", "x".repeat(LENGTH - 1))), "x".repeat(LENGTH - 1));
    }

    #[test]
    fn the_current_folder_has_a_name() {
        let current = std::env::current_dir().unwrap();
        assert_eq!(package(Path::new(".")), package(&current));
        assert_eq!(package(Path::new("src/..")), package(&current));
    }
}
