use super::read;
use crate::{Dialect, Name, Naming, Project, TargetName};
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
            match read(&text, dialects, "migrations/V1__x.sql") {
                Ok(file) => prop_assert!(!file.statements.is_empty()),
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
}
