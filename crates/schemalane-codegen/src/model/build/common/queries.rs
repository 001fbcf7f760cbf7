//! What the queries of two databases have in common.

use super::super::queries::typed::{Typed, TypedFile};
use super::table::is_one;
use crate::model::Enumeration;
use crate::types::Type;
use crate::{Problem, Settings};

/// A file as PostgreSQL and SQLite describe it.
type Pair<'q> = (TypedFile<'q>, Option<TypedFile<'q>>);

/// Each file with its twin: PostgreSQL's names and casts, with what both can hold; what differs is a problem.
pub(super) fn pairs<'q>(
    sqlite: Vec<Pair<'q>>,
    postgres: Vec<Pair<'q>>,
    enums: &[Enumeration],
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> Vec<Pair<'q>> {
    let mut others: Vec<TypedFile<'q>> = sqlite.into_iter().map(|(file, _)| file).collect();
    let mut found = Vec::new();
    for (mut file, _) in postgres {
        let Some(place) = others.iter().position(|other| other.module == file.module) else {
            problems.push(alone(file.file, "the file", "nothing", "there"));
            continue;
        };
        let other = others.remove(place);
        let mut merge = Merge { file: other.file, enums, settings, problems };
        merge.file(&other, &mut file);
        found.push((file, Some(other)));
    }
    problems.extend(others.iter().map(|other| alone(other.file, "the file", "there", "nothing")));
    found
}

fn alone(file: &str, what: &str, sqlite: &str, postgres: &str) -> Problem {
    Problem::QueriesDiffer {
        file: file.to_owned(),
        what: what.to_owned(),
        sqlite: sqlite.to_owned(),
        postgres: postgres.to_owned(),
    }
}

struct Merge<'a> {
    file: &'a str,
    enums: &'a [Enumeration],
    settings: &'a Settings,
    problems: &'a mut Vec<Problem>,
}

impl Merge<'_> {
    fn differ(&mut self, what: String, sqlite: impl ToString, postgres: impl ToString) {
        let (sqlite, postgres) = (sqlite.to_string(), postgres.to_string());
        self.problems.push(alone(self.file, &what, &sqlite, &postgres));
    }

    fn file(&mut self, sqlite: &TypedFile<'_>, postgres: &mut TypedFile<'_>) {
        let names = |file: &TypedFile<'_>| {
            let names = file.queries.iter().map(|it| it.name());
            names.collect::<Vec<_>>().join(", ")
        };
        let (left, right) = (names(sqlite), names(postgres));
        if left != right {
            return self.differ("its queries, in their order".to_owned(), left, right);
        }
        for (other, own) in sqlite.queries.iter().zip(&mut postgres.queries) {
            self.query(other, own);
        }
    }

    fn query(&mut self, sqlite: &Typed<'_>, postgres: &mut Typed<'_>) {
        let name = postgres.name().to_owned();
        let (left, right) = (sqlite.described.command, postgres.described.command);
        if left != right {
            self.differ(name.clone(), left, right);
        }
        let parameters = |typed: &Typed<'_>| {
            let names = typed.parameters.iter().map(|it| it.facts.rust_name.as_str());
            names.collect::<Vec<_>>().join(", ")
        };
        let columns = |typed: &Typed<'_>| {
            let names = typed.columns.iter().map(|it| it.facts.rust_name.as_str());
            names.collect::<Vec<_>>().join(", ")
        };
        let texts = |typed: &Typed<'_>| {
            typed
                .described
                .query
                .variants
                .iter()
                .map(|it| (it.parameters.clone(), it.order))
                .collect::<Vec<_>>()
        };
        if columns(sqlite) != columns(postgres) {
            return self.differ(format!("columns of {name}"), columns(sqlite), columns(postgres));
        }
        if parameters(sqlite) != parameters(postgres) || texts(sqlite) != texts(postgres) {
            return self.differ(
                format!("parameters of {name}"),
                parameters(sqlite),
                parameters(postgres),
            );
        }
        for (other, own) in sqlite.columns.iter().zip(&mut postgres.columns) {
            own.is_nullable |= other.is_nullable;
            let what = format!("column {} of {name}", own.facts.name);
            self.types(what, &other.data_type, &own.data_type);
        }
        for (other, own) in sqlite.parameters.iter().zip(&mut postgres.parameters) {
            // What one of the databases refuses is not asked for.
            own.is_nullable &= other.is_nullable;
            let what = format!("parameter {} of {name}", own.facts.name);
            self.types(what, &other.data_type, &own.data_type);
        }
    }

    fn types(&mut self, what: String, sqlite: &Type, postgres: &Type) {
        if !is_one(&sqlite.rust, &postgres.rust, self.enums, self.settings) {
            self.differ(what, &sqlite.rust, &postgres.rust);
        }
    }
}
