//! Any bytes at all: the splitter, and the parsers of names, versions and
//! project files, must not panic, and statements must lie in order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use schemalane_source::{Dialect, Name, Naming, Project, Version, checksum, split};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for dialect in [Dialect::Postgres, Dialect::Sqlite] {
        let Ok(statements) = split(text, dialect) else { continue };
        let mut end = 0;
        for statement in statements {
            assert!(end <= statement.start() && statement.start() < statement.end());
            assert!(!statement.text(text).trim().is_empty());
            end = statement.data().map_or(statement.end(), |(_, data)| data);
        }
    }
    for naming in [Naming::Specification, Naming::Flyway] {
        let _refused_or_not = Name::parse(text, naming);
    }
    let _refused_or_not = Version::parse(text);
    let _refused_or_not = Project::parse(text);
    let _any = checksum(text);
});
