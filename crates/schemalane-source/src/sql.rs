//! The SQL of one file, read under every dialect of its lane.

use crate::mode::{self, ModeError};
use crate::statement::Script;
use crate::{
    Dialect, DirectiveError, Directives, Excerpt, Mode, Problem, SplitError, SqlFile, Statement,
};

/// Reads the text of a file without its byte order mark; `path` is how problems call the file.
///
/// The first dialect says what is in the file, and the others must agree. Without any dialect there
/// is nothing to read the text by, and nothing is found; the lane is refused for that.
pub(crate) fn read(
    text: String,
    dialects: &[Dialect],
    path: &str,
) -> Result<Option<SqlFile>, Vec<Problem>> {
    let script = split(&text, dialects, path)?;
    let directives = Directives::read(&text, &script)
        .map_err(|errors| directive_problems(errors, path, &text))?;
    let Script { mut statements, comments } = script;
    // A file of many megabytes may have many of both.
    drop(comments);
    statements.shrink_to_fit();
    if statements.is_empty() {
        return Ok(None);
    }
    let long = too_long(&statements, dialects, path);
    if !long.is_empty() {
        return Err(long);
    }
    let mode = judge(&text, &statements, dialects, &directives, path)?;
    let (timeouts, mut settings) = (directives.timeouts(), directives.settings);
    if dialects.contains(&Dialect::Postgres) && mode != Mode::NonTransactional {
        let asked = mode::isolation(&text, &statements, settings.isolation);
        settings.isolation = asked.map_err(|errors| mode_problems(errors, path, &text))?;
    }
    Ok(Some(SqlFile { text, mode, timeouts, settings, statements }))
}

fn mode_problems(errors: Vec<ModeError>, path: &str, text: &str) -> Vec<Problem> {
    let problem = |error: ModeError| {
        let excerpt = Some(Box::new(Excerpt::of(text, error.place())));
        Problem::Mode { path: path.to_owned(), error, excerpt }
    };
    errors.into_iter().map(problem).collect()
}

/// What is wrong with the headers of a file.
pub(crate) fn directive_problems(
    errors: Vec<DirectiveError>,
    path: &str,
    text: &str,
) -> Vec<Problem> {
    let problem = |error: DirectiveError| {
        let excerpt = Some(Box::new(Excerpt::of(text, error.place)));
        Problem::Directive { path: path.to_owned(), error, excerpt }
    };
    errors.into_iter().map(problem).collect()
}

/// The statements that every dialect finds.
fn split(text: &str, dialects: &[Dialect], path: &str) -> Result<Script, Vec<Problem>> {
    let mut scripts = Vec::new();
    let mut errors = Vec::new();
    for &dialect in dialects {
        match Script::read(text, dialect) {
            Ok(script) => scripts.push((dialect, script)),
            // What both dialects find is one problem.
            Err(error) if errors.contains(&error) => {}
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        let problem = |error: SplitError| {
            let excerpt = Some(Box::new(Excerpt::of(text, error.place)));
            Problem::Split { path: path.to_owned(), error, excerpt }
        };
        return Err(errors.into_iter().map(problem).collect());
    }
    let mut scripts = scripts.into_iter();
    let (first, script) = scripts.next().ok_or_else(Vec::new)?;
    for (second, other) in scripts {
        if let Some(line) = parting(&script.statements, &other.statements) {
            return Err(vec![Problem::DifferentStatements {
                path: path.to_owned(),
                line,
                first,
                second,
            }]);
        }
    }
    Ok(script)
}

/// The statements that a database would not take, whatever is in them.
fn too_long(statements: &[Statement], dialects: &[Dialect], path: &str) -> Vec<Problem> {
    let Some(limit) = dialects.iter().map(|dialect| dialect.longest_statement()).min() else {
        return Vec::new();
    };
    let long = statements.iter().filter(|statement| statement.range().len() > limit);
    long.map(|statement| Problem::LongStatement {
        path: path.to_owned(),
        line: statement.line(),
        length: statement.range().len(),
        limit,
    })
    .collect()
}

/// The line from which on two dialects find different statements.
fn parting(left: &[Statement], right: &[Statement]) -> Option<u32> {
    let same = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    left.get(same).into_iter().chain(right.get(same)).map(Statement::line).min()
}

/// The mode that every dialect finds.
fn judge(
    text: &str,
    statements: &[Statement],
    dialects: &[Dialect],
    header: &Directives,
    path: &str,
) -> Result<Mode, Vec<Problem>> {
    let mut modes = Vec::new();
    let mut errors = Vec::new();
    for &dialect in dialects {
        match Mode::judge(text, statements, dialect, header) {
            Ok(mode) => modes.push((dialect, mode)),
            Err(found) if found == errors => {}
            Err(found) => errors.extend(found),
        }
    }
    if !errors.is_empty() {
        return Err(mode_problems(errors, path, text));
    }
    let &first = modes.first().ok_or_else(Vec::new)?;
    match modes.iter().find(|(_, mode)| *mode != first.1) {
        Some(&other) => {
            Err(vec![Problem::DifferentModes { path: path.to_owned(), modes: [first, other] }])
        }
        None => Ok(first.1),
    }
}

#[cfg(test)]
mod tests;
