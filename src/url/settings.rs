//! What is said about a connection, and who said it.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    UrlError,
    parameter::{Key, Parameter, parameter},
    service, text,
};

/// The environment and the home of whoever runs this.
pub(super) struct Surroundings<'s> {
    pub(super) variables: &'s dyn Fn(&str) -> Option<String>,
    pub(super) home: Option<PathBuf>,
}

impl Surroundings<'_> {
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        (self.variables)(name).filter(|value| !value.is_empty())
    }

    pub(super) fn home(&self) -> Option<PathBuf> {
        self.home.clone()
    }
}

/// A value for each key that something was said about.
#[derive(Clone, Default)]
pub(super) struct Settings {
    values: BTreeMap<Key, Said>,
}

#[derive(Clone)]
struct Said {
    value: String,
    /// The parameter or the variable.
    by: String,
}

impl Settings {
    /// Says it; what was said of the same before does not count.
    pub(super) fn set(&mut self, key: Key, value: &str) {
        self.say(key, value, &format!("{key}"));
    }

    fn say(&mut self, key: Key, value: &str, by: &str) {
        self.values.insert(key, Said { value: value.to_owned(), by: by.to_owned() });
    }

    pub(super) fn get(&self, key: Key) -> Option<&str> {
        self.values.get(&key).map(|said| said.value.as_str())
    }

    /// An error about the value of a key, with the name by which it was said.
    pub(super) fn wrong(&self, key: Key, expected: &'static str) -> UrlError {
        let name = self.values.get(&key).map_or_else(|| key.to_string(), |said| said.by.clone());
        UrlError::Value { name, expected }
    }

    /// Takes a parameter of a URL.
    pub(super) fn take(&mut self, name: &str, value: &str) -> Result<(), UrlError> {
        if let Some(setting) = name.strip_prefix("options[").and_then(|rest| rest.strip_suffix(']'))
        {
            let more = format!("-c {setting}={}", value.replace('\\', "\\\\").replace(' ', "\\ "));
            let all =
                self.get(Key::Options).map_or_else(|| more.clone(), |had| format!("{had} {more}"));
            self.say(Key::Options, &all, "options");
            return Ok(());
        }
        let refused = |fact, way| Err(UrlError::Parameter { name: name.to_owned(), fact, way });
        match parameter(name) {
            // JDBC's spelling, which PostgreSQL's clients take, too.
            _ if (name, value) == ("ssl", "true") => self.say(Key::SslMode, "require", name),
            Parameter::Taken(key) => self.say(key, value, name),
            Parameter::Settled(values, ..) if values.contains(&value) => {}
            Parameter::Settled(_, fact, way) | Parameter::Refused(fact, way) => {
                return refused(fact, way);
            }
        }
        Ok(())
    }

    /// Adds what a service and the environment say of everything else.
    pub(super) fn complete(mut self, surroundings: &Surroundings<'_>) -> Result<Self, UrlError> {
        let named = self.get(Key::Service).map(str::to_owned);
        let name = named.or_else(|| surroundings.variable("PGSERVICE"));
        if let Some(name) = name {
            for (key, said) in service::read(&name, surroundings)?.values {
                self.add(key, said);
            }
        }
        // A place that is named is not another's address.
        let has_place = self.get(Key::Host).or(self.get(Key::HostAddress)).is_some();
        for key in Key::ALL {
            let is_place = matches!(key, Key::Host | Key::HostAddress);
            let variable = key.variable().filter(|_| !(has_place && is_place));
            if let Some(name) = variable
                && let Some(value) = surroundings.variable(name)
            {
                self.add(key, Said { value, by: name.to_owned() });
            }
        }
        Ok(self)
    }

    fn add(&mut self, key: Key, said: Said) {
        self.values.entry(key).or_insert(said);
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Host => "host",
            Self::HostAddress => "hostaddr",
            Self::Port => "port",
            Self::Database => "dbname",
            Self::User => "user",
            Self::Password => "password",
            Self::PasswordFile => "passfile",
            Self::SslMode => "sslmode",
            Self::SslRootCertificate => "sslrootcert",
            Self::SslCertificate => "sslcert",
            Self::SslKeyFile => "sslkey",
            Self::ApplicationName => "application_name",
            Self::FallbackApplicationName => "fallback_application_name",
            Self::Options => "options",
            Self::Service => "service",
            Self::TargetSession => "target_session_attrs",
            Self::ConnectTimeout => "connect_timeout",
            Self::StatementCache => "statement-cache-capacity",
        })
    }
}

/// The parameters behind the `?` of a URL, in their order, as they were
/// written. Of a name that nothing has, and may be a piece of a password, only
/// a word is repeated.
pub(super) fn parameters(query: &str) -> Result<Vec<(String, &str)>, UrlError> {
    let malformed = |what| UrlError::Postgres { what };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) =
                pair.split_once('=').ok_or(malformed("a parameter has no value"))?;
            let name = text::decode(name).ok_or(malformed(super::postgres::PERCENT))?;
            let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.[]".contains(&byte);
            let is_known = matches!(parameter(&name), Parameter::Taken(_));
            if !name.bytes().all(is_word) || (pair.contains('@') && !is_known) {
                return Err(malformed("a parameter has a name that no parameter has"));
            }
            Ok((name, value))
        })
        .collect()
}
