use super::{read, too_long};
use crate::{Dialect, Name, Naming, Project, Statement, TargetName, Version, checksum, split};
use proptest::prelude::*;

/// Headers that are nearly right, and what may follow them.
fn any_header() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "-- ?schemalane: ?(transaction|lock_timeout|statement_timeout|other) ?=? ?[a-z0-9]{0,9}",
        Just("-- schemalane:".to_owned()),
        Just("/* schemalane: transaction = false */".to_owned()),
        Just("SELECT 1;".to_owned()),
        Just("BEGIN; VACUUM; COMMIT;".to_owned()),
        "\\PC{0,20}",
    ];
    prop::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_problem_of_any_file_is_one_line_that_names_it(text in any_header()) {
        for dialects in [&[Dialect::Postgres][..], &[Dialect::Sqlite], &[Dialect::Postgres, Dialect::Sqlite]] {
            match read(text.clone(), dialects, "migrations/V1__x.sql") {
                Ok(None) => {}
                Ok(Some(file)) => prop_assert!(!file.statements.is_empty()),
                Err(problems) => for problem in problems {
                    let line = problem.to_string();
                    prop_assert!(line.starts_with("migrations/V1__x.sql"), "{}", line);
                    prop_assert!(!line.contains(['\n', '\r']), "{:?}", line);
                },
            }
        }
    }

    #[test]
    fn names_of_any_kind_are_taken_or_refused(text in "\\PC{0,40}") {
        for naming in [Naming::Specification, Naming::Flyway] {
            if let Ok(name) = Name::parse(&text, naming) {
                prop_assert!(text.starts_with('V'));
                prop_assert!(name.version.as_str().len() <= 50);
            }
        }
        if let Ok(target) = TargetName::parse(&text) {
            prop_assert_eq!(target.as_str(), text.as_str());
            prop_assert!(text.len() <= 32);
        }
        let _taken_or_refused = Project::parse(&text);
    }

    /// What no editor writes: any bytes, as far as they are text.
    #[test]
    fn any_bytes_are_taken_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), header in any_header()) {
        let bytes = String::from_utf8_lossy(&bytes).into_owned();
        for text in [bytes.clone(), format!("{header}\n{bytes}"), format!("{bytes}{header}")] {
            for dialect in [Dialect::Postgres, Dialect::Sqlite] {
                let _taken_or_refused = split(&text, dialect);
                let _taken_or_refused = read(text.clone(), &[dialect], "migrations/V1__x.sql");
            }
            for naming in [Naming::Specification, Naming::Flyway] {
                let _taken_or_refused = Name::parse(&text, naming);
            }
            let _taken_or_refused = (Version::parse(&text), TargetName::parse(&text), Project::parse(&text));
            let _any = checksum(&text);
        }
    }

    /// A version that was read and written is read as the same one.
    #[test]
    fn versions_are_read_as_they_are_written(text in "[0-9]{1,30}([._][0-9]{1,30}){0,3}") {
        let Ok(version) = Version::parse(&text) else { return Ok(()) };
        prop_assert_eq!(version.as_str(), text.replace('_', "."));
        let again = Version::parse(version.as_str()).unwrap();
        prop_assert_eq!((again.as_str(), &again), (version.as_str(), &version));
    }

    /// A name is put together from what was read of it.
    #[test]
    fn names_are_read_as_they_are_written(version in "[1-9][0-9]{0,9}(_[1-9]){0,2}", words in "[a-z0-9]{1,9}(_[a-z0-9]{1,9}){0,3}", suffix in "(sql|rs)") {
        let text = format!("V{version}__{words}.{suffix}");
        let name = Name::parse(&text, Naming::Specification).unwrap();
        let description = name.description.replace(' ', "_");
        let written = format!("V{}__{description}.{suffix}", name.version.as_str().replace('.', "_"));
        prop_assert_eq!(written, text);
    }

    /// A header that was read and written says the same.
    #[test]
    fn directives_are_read_as_they_are_written(lock in prop::option::of(0u64..100_000), statement in prop::option::of(0u64..100_000)) {
        let line = |key: &str, time: Option<u64>| {
            time.map_or_else(String::new, |time| format!("-- schemalane: {key} = {time}ms\n"))
        };
        let text = format!("{}{}SELECT 1;", line("lock_timeout", lock), line("statement_timeout", statement));
        let file = read(text.clone(), &[Dialect::Postgres], "migrations/V1__x.sql").unwrap().unwrap();
        let read = |time: Option<std::time::Duration>| time.map(|time| u64::try_from(time.as_millis()).unwrap());
        prop_assert_eq!((read(file.timeouts.lock), read(file.timeouts.statement)), (lock, statement));
    }
}

/// What no database takes is refused where it stands; a text of that size need not be there for it.
#[test]
fn a_statement_that_is_too_long_for_one_of_the_databases_is_refused() {
    let [postgres, sqlite] = [Dialect::Postgres, Dialect::Sqlite];
    let limits = [postgres, sqlite].map(Dialect::longest_statement);
    assert_eq!(limits, [1_073_676_288, 1_000_000_000]);
    let statements = [
        Statement::new(7, 1_000_000_007, 1),
        Statement::new(1_000_000_009, 2_000_000_010, 2),
        Statement::new(2_000_000_012, 3_073_676_301, 5),
    ];
    let refused = |dialects: &[Dialect]| -> Vec<String> {
        let problems = too_long(&statements, dialects, "migrations/V1__x.sql");
        problems.iter().map(|problem| problem.to_string()).collect()
    };
    let said = |line: u32, length: usize, limit: usize| {
        format!(
            "migrations/V1__x.sql:{line}: the statement has {length} bytes, and the database takes \
             {limit} at most: split it into several"
        )
    };
    assert_eq!(refused(&[postgres]), [said(5, 1_073_676_289, 1_073_676_288)]);
    for dialects in [&[sqlite] as &[Dialect], &[postgres, sqlite]] {
        let both = [said(2, 1_000_000_001, 1_000_000_000), said(5, 1_073_676_289, 1_000_000_000)];
        assert_eq!(refused(dialects), both);
    }
}
