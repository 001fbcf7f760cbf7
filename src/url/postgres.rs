//! What a PostgreSQL URL says, with what a service, the environment and a file
//! of passwords add to it.
//!
//! The grammar is that of PostgreSQL's own clients (`libpq`), but that an `@`
//! in a password may stand as it is where nothing else is ambiguous.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::{
    UrlError,
    host::{self, Endpoint, Host},
    parameter::{Key, Parameter, parameter},
    passfile::{self, Asker, IgnoredPassfile},
    settings::{Settings, Surroundings, parameters},
    text,
    wanted::Wanted,
};

pub(super) const PERCENT: &str = "a % stands before something else than two hexadecimal digits";
const AT_SIGN: &str = "an `@` stands behind the host";

/// A database of a server, or of the first of several that suits.
#[derive(Clone)]
pub(super) struct Postgres {
    pub(super) candidates: Vec<Candidate>,
    pub(super) wanted: Wanted,
    /// How long each is waited for.
    pub(super) timeout: Option<Duration>,
    /// A file that might have had the password.
    pub(super) ignored: Option<IgnoredPassfile>,
    /// Whether anything says a password.
    pub(super) password: Password,
    pub(super) shown: Shown,
}

/// Whether anything says a password: the URL, a variable or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Password {
    Said,
    Unsaid,
}

/// A server, and how to connect to it.
#[derive(Clone)]
pub(super) struct Candidate {
    pub(super) host: Host,
    pub(super) options: PgConnectOptions,
}

/// What anybody may see of a URL, as it was written.
#[derive(Clone)]
pub(super) struct Shown {
    scheme: &'static str,
    user: Option<String>,
    hosts: String,
    path: String,
    parameters: Vec<String>,
}

impl Postgres {
    /// Reads what stands behind `postgres://`.
    pub(super) fn parse(rest: &str, surroundings: &Surroundings<'_>) -> Result<Self, UrlError> {
        let malformed = |what: &'static str| UrlError::Postgres { what };
        let parts = Parts::of(rest)?;
        let mut settings = Settings::default();
        let mut set = |key, text: &str| {
            let value = text::decode(text).ok_or(malformed(PERCENT))?;
            if !value.is_empty() {
                settings.set(key, &value);
            }
            Ok::<_, UrlError>(())
        };
        if let Some(user) = parts.user {
            set(Key::User, user)?;
        }
        if let Some(password) = parts.password {
            set(Key::Password, password)?;
        }
        set(Key::Database, parts.path)?;
        if !parts.hosts.is_empty() {
            let (hosts, ports) = host::lists(parts.hosts)?;
            if !hosts.is_empty() {
                settings.set(Key::Host, &hosts);
            }
            if ports.bytes().any(|byte| byte != b',') {
                settings.set(Key::Port, &ports);
            }
        }
        let mut shown = Shown::of(&parts);
        for (name, value) in parameters(parts.query)? {
            let decoded = text::decode(value).ok_or(malformed(PERCENT))?;
            settings.take(&name, &decoded)?;
            if is_public(&name) {
                shown.parameters.push(format!("{name}={value}"));
            }
        }
        Self::of(&settings.complete(surroundings)?, surroundings, shown)
    }

    fn of(
        settings: &Settings,
        surroundings: &Surroundings<'_>,
        shown: Shown,
    ) -> Result<Self, UrlError> {
        let get = |key| settings.get(key);
        let hosts = host::all(get(Key::Host), get(Key::HostAddress), get(Key::Port))
            .map_err(|what| UrlError::Postgres { what })?;
        let common = common(settings)?;
        if get(Key::HostAddress).is_some()
            && get(Key::Host).is_some()
            && matches!(common.get_ssl_mode(), PgSslMode::VerifyFull)
        {
            let fact = "cannot stand beside host where sslmode=verify-full compares the host with the certificate";
            let way = "leave one of them out";
            return Err(UrlError::Parameter { name: Key::HostAddress.to_string(), fact, way });
        }
        let mut ignored = None;
        let mut lines = String::new();
        let mut password =
            if get(Key::Password).is_some() { Password::Said } else { Password::Unsaid };
        if get(Key::Password).is_none() {
            let named = get(Key::PasswordFile).map(PathBuf::from);
            let file = named.or_else(|| surroundings.home().map(|home| home.join(".pgpass")));
            match file.map_or_else(|| Ok(String::new()), |file| passfile::read(&file)) {
                Ok(found) => lines = found,
                Err(found) => ignored = Some(found),
            }
        }
        let candidates = hosts.into_iter().map(|host| {
            let names = host.endpoint.names();
            let asker = Asker {
                hosts: &names,
                port: host.port,
                database: common.get_database().unwrap_or_else(|| common.get_username()),
                user: common.get_username(),
            };
            let mut options = common.clone().port(host.port);
            if let Some(found) = passfile::find(&lines, &asker) {
                options = options.password(&found);
                password = Password::Said;
            }
            options = match &host.endpoint {
                Endpoint::Network(name) => options.host(name),
                Endpoint::Socket(folder) => options.socket(folder),
            };
            Candidate { host, options }
        });
        let candidates = candidates.collect();
        Ok(Self {
            candidates,
            wanted: Wanted::of(settings)?,
            timeout: timeout(settings)?,
            ignored,
            password,
            shown,
        })
    }

    /// The server that is meant, or the first that is tried.
    pub(super) fn first(&self) -> &Candidate {
        // Of hosts there is always one.
        &self.candidates[0]
    }

    /// Another database of the same server.
    pub(super) fn with_database(&self, name: &str) -> Self {
        let mut other = self.clone();
        for candidate in &mut other.candidates {
            candidate.options = candidate.options.clone().database(name);
        }
        other.shown.path = format!("/{}", text::encode(name));
        other.shown.parameters.retain(|parameter| !parameter.starts_with("dbname="));
        other
    }
}

/// What is the same whichever server it is.
fn common(settings: &Settings) -> Result<PgConnectOptions, UrlError> {
    let get = |key| settings.get(key);
    let mut options = PgConnectOptions::new_without_pgpass();
    if let Some(user) = get(Key::User) {
        options = options.username(user);
    }
    if let Some(password) = get(Key::Password) {
        options = options.password(password);
    }
    if let Some(database) = get(Key::Database) {
        options = options.database(database);
    }
    if let Some(name) = get(Key::ApplicationName).or(get(Key::FallbackApplicationName)) {
        options = options.application_name(name);
    }
    if let Some(certificate) = get(Key::SslCertificate) {
        options = options.ssl_client_cert(certificate);
    }
    if let Some(key) = get(Key::SslKeyFile) {
        options = options.ssl_client_key(key);
    }
    if let Some(capacity) = get(Key::StatementCache) {
        let wrong = || settings.wrong(Key::StatementCache, "a number");
        options = options.statement_cache_capacity(capacity.parse().map_err(|_| wrong())?);
    }
    if let Some(text) = get(Key::Options) {
        options = options.options(session_settings(text, settings)?);
    }
    trust(options, settings)
}

/// How far the server is trusted.
fn trust(options: PgConnectOptions, settings: &Settings) -> Result<PgConnectOptions, UrlError> {
    let mode = match settings.get(Key::SslMode) {
        None => None,
        Some(word) => Some(word.parse::<PgSslMode>().map_err(|_| {
            settings
                .wrong(Key::SslMode, "disable, allow, prefer, require, verify-ca or verify-full")
        })?),
    };
    match settings.get(Key::SslRootCertificate) {
        Some("system") => {
            if !matches!(mode, None | Some(PgSslMode::VerifyFull)) {
                return Err(settings.wrong(
                    Key::SslRootCertificate,
                    "another file than `system` where sslmode is less than verify-full, since everybody can have a certificate that the system trusts",
                ));
            }
            let file = system_certificates().ok_or_else(|| {
                settings.wrong(
                    Key::SslRootCertificate,
                    "a file: the certificates that the system trusts were not found (name them with SSL_CERT_FILE)",
                )
            })?;
            Ok(options.ssl_mode(PgSslMode::VerifyFull).ssl_root_cert(file))
        }
        // As PostgreSQL's clients do: who names an authority wants it asked.
        Some(file) => {
            let mode = match mode {
                Some(PgSslMode::Require) => PgSslMode::VerifyCa,
                mode => mode.unwrap_or_default(),
            };
            let is_asked = matches!(mode, PgSslMode::VerifyCa | PgSslMode::VerifyFull);
            let is_text = file.trim_start().starts_with("-----BEGIN");
            if is_asked && !is_text && !Path::new(file).is_file() {
                return Err(settings.wrong(Key::SslRootCertificate, "a file that is there"));
            }
            Ok(match is_text {
                true => options.ssl_root_cert_from_pem(file.as_bytes().to_vec()),
                false => options.ssl_root_cert(file),
            }
            .ssl_mode(mode))
        }
        None => Ok(options.ssl_mode(mode.unwrap_or_default())),
    }
}

/// The certificates that the system trusts, in one file: of Debian, of Red
/// Hat, of SUSE, of Alpine and the BSDs.
fn system_certificates() -> Option<PathBuf> {
    let named = std::env::var_os("SSL_CERT_FILE").map(PathBuf::from);
    let known = [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ];
    named.into_iter().chain(known.map(PathBuf::from)).find(|file| Path::is_file(file))
}

/// The settings in `-c name=value --name=value`, which a server gives to a
/// session; a backslash takes from what follows what it means.
fn session_settings(text: &str, all: &Settings) -> Result<Vec<(String, String)>, UrlError> {
    let wrong = || all.wrong(Key::Options, "settings, each as -c name=value or --name=value");
    let mut settings = Vec::new();
    let mut words = words(text).into_iter();
    while let Some(word) = words.next() {
        let setting = match (word.strip_prefix("--"), word.strip_prefix("-c")) {
            (Some(setting), _) => setting.to_owned(),
            (None, Some("")) => words.next().ok_or_else(wrong)?,
            (None, Some(setting)) => setting.to_owned(),
            (None, None) => return Err(wrong()),
        };
        let (name, value) = setting.split_once('=').ok_or_else(wrong)?;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-$".contains(&byte);
        if name.is_empty() || !name.bytes().all(is_name) {
            return Err(wrong());
        }
        // A dash in it counts as an underscore to the server.
        if name.replace('-', "_").eq_ignore_ascii_case("search_path") {
            return Err(UrlError::Parameter {
                name: Key::Options.to_string(),
                fact: "sets the search path, which every migration sets for itself",
                way: "say --schema, or schema in schemalane.toml; for the sessions of an application, ALTER ROLE ... SET search_path",
            });
        }
        settings.push((name.to_owned(), value.to_owned()));
    }
    Ok(settings)
}

fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let literal = match character {
            '\\' => characters.next(),
            space if space.is_ascii_whitespace() => {
                words.push(String::new());
                None
            }
            character => Some(character),
        };
        if let (Some(literal), Some(word)) = (literal, words.last_mut()) {
            word.push(literal);
        }
    }
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

/// PostgreSQL's clients wait 2 s at least, and without end for 0.
fn timeout(settings: &Settings) -> Result<Option<Duration>, UrlError> {
    let Some(text) = settings.get(Key::ConnectTimeout) else { return Ok(None) };
    let wrong = || settings.wrong(Key::ConnectTimeout, "a whole number of seconds");
    let seconds: i64 = text.trim().parse().map_err(|_| wrong())?;
    Ok(u64::try_from(seconds)
        .ok()
        .filter(|seconds| *seconds > 0)
        .map(|seconds| Duration::from_secs(seconds.clamp(2, 3600))))
}

fn is_public(name: &str) -> bool {
    match parameter(name) {
        Parameter::Taken(key) => key.is_public(),
        Parameter::Settled(..) => true,
        Parameter::Refused(..) => false,
    }
}

/// A URL behind its scheme, taken apart and not decoded.
struct Parts<'t> {
    user: Option<&'t str>,
    password: Option<&'t str>,
    hosts: &'t str,
    path: &'t str,
    query: &'t str,
}

impl<'t> Parts<'t> {
    fn of(rest: &'t str) -> Result<Self, UrlError> {
        let malformed = |what| UrlError::Postgres { what };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, behind) = rest.split_at(end);
        let (path, query) = behind.split_once('?').unwrap_or((behind, ""));
        let (credentials, hosts) = match authority.rsplit_once('@') {
            Some((credentials, hosts)) => (Some(credentials), hosts),
            None => (None, authority),
        };
        // Then the URL was cut inside of a password, and a part of that would
        // count as public.
        let may_be_cut = credentials.is_none() && !authority.is_empty();
        if path.contains('@') || (query.contains('@') && may_be_cut) {
            return Err(malformed(AT_SIGN));
        }
        if rest.contains('#') {
            return Err(malformed("a `#` stands in it"));
        }
        let (user, password) = match credentials {
            Some(credentials) => match credentials.split_once(':') {
                Some((user, password)) => (Some(user), Some(password)),
                None => (Some(credentials), None),
            },
            None => (None, None),
        };
        Ok(Self { user, password, hosts, path: path.strip_prefix('/').unwrap_or(path), query })
    }
}

impl Shown {
    fn of(parts: &Parts<'_>) -> Self {
        Self {
            scheme: "postgres",
            user: parts.user.filter(|user| !user.is_empty()).map(str::to_owned),
            hosts: parts.hosts.to_owned(),
            path: if parts.path.is_empty() { String::new() } else { format!("/{}", parts.path) },
            parameters: Vec::new(),
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://", self.scheme)?;
        if let Some(user) = &self.user {
            write!(formatter, "{user}@")?;
        }
        write!(formatter, "{}{}", self.hosts, self.path)?;
        if self.parameters.is_empty() {
            return Ok(());
        }
        let slash = if self.path.is_empty() { "/" } else { "" };
        write!(formatter, "{slash}?{}", self.parameters.join("&"))
    }
}
