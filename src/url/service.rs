//! A service: settings under a name in a file, as PostgreSQL's clients have them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    ServiceProblem, UrlError,
    parameter::{Parameter, parameter},
    settings::{Settings, Surroundings},
};

/// What the files say about a service.
pub(super) fn read(service: &str, surroundings: &Surroundings<'_>) -> Result<Settings, UrlError> {
    let problem = |what| UrlError::Service { service: printable(service), what: Box::new(what) };
    let mut looked_at = Vec::new();
    for file in files(surroundings) {
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                looked_at.push(file);
                continue;
            }
            Err(_) => return Err(problem(ServiceProblem::Unreadable { file })),
        };
        if let Some(settings) = section(&text, service, &file).map_err(problem)? {
            return Ok(settings);
        }
        looked_at.push(file);
    }
    Err(problem(ServiceProblem::Unknown { files: looked_at }))
}

/// A name that may be anything, also a password in the wrong place.
fn printable(service: &str) -> String {
    schemalane_source::without_secret(service).into_owned()
}

/// The user's file, which PGSERVICEFILE may name, and the system's.
fn files(surroundings: &Surroundings<'_>) -> Vec<PathBuf> {
    let named = surroundings.variable("PGSERVICEFILE").map(PathBuf::from);
    let own = named.or_else(|| surroundings.home().map(|home| home.join(".pg_service.conf")));
    let system = surroundings.variable("PGSYSCONFDIR");
    let system = system.unwrap_or_else(|| "/etc/postgresql-common".to_owned());
    own.into_iter().chain([Path::new(&system).join("pg_service.conf")]).collect()
}

/// The lines behind `[service]`, up to the next name in brackets.
fn section(text: &str, service: &str, file: &Path) -> Result<Option<Settings>, ServiceProblem> {
    let mut settings: Option<Settings> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let wrong =
            |what, way| ServiceProblem::Line { file: file.to_owned(), line: number, what, way };
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            let name = name
                .strip_suffix(']')
                .ok_or(wrong("a name begins with [ and does not end", "close it with ]"))?;
            match settings {
                Some(_) => return Ok(settings),
                None if name.trim() == service => settings = Some(Settings::default()),
                None => {}
            }
            continue;
        }
        let Some(settings) = settings.as_mut() else { continue };
        let (name, value) =
            line.split_once('=').ok_or(wrong("the line sets nothing", "expected name=value"))?;
        let (name, value) = (name.trim(), value.trim());
        match parameter(name) {
            Parameter::Taken(super::parameter::Key::Service) => {
                return Err(wrong("a service cannot name another", "remove the line"));
            }
            Parameter::Taken(key) => settings.set(key, value),
            Parameter::Settled(values, ..) if values.contains(&value) => {}
            Parameter::Settled(_, fact, way) | Parameter::Refused(fact, way) => {
                return Err(wrong(fact, way));
            }
        }
    }
    Ok(settings)
}
