//! What the caller's pool has made of a session, by its options and by what
//! it does with each connection.

use serde::Deserialize;

use super::ours;
use crate::literal::literal;

/// A session as the caller's pool gives it, before it was made ours.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Callers {
    search_path: String,
    /// What has set it last, in the server's word.
    source: String,
    /// The schema that is named like the user, where there is one.
    user_schema: Option<String>,
    role: String,
    login: String,
    /// What the session's replication role is set back to.
    replication_role: String,
    /// Statements that set again what the pool has set, but for what is ours from the start.
    settings: Option<String>,
}

/// Notes it, and whether the whole server only takes reads, before our own
/// settings hide it: what a role or a database is set to must not change the
/// outcome, but who configured the server so has meant everybody. All that is
/// set is looked at once, which takes the server long.
pub(super) fn note() -> String {
    format!(
        "SELECT pg_catalog.set_config('schemalane.read_only', n.read_only, n.lent), \
            pg_catalog.set_config('schemalane.callers', n.callers, n.lent) \
         FROM (SELECT pg_catalog.current_setting('schemalane.session', true) IS NULL AS lent, \
            CASE WHEN pg_catalog.bool_or( \
                    s.name OPERATOR(pg_catalog.=) 'default_transaction_read_only' \
                    AND s.setting OPERATOR(pg_catalog.=) 'on' \
                    AND s.source OPERATOR(pg_catalog.=) ANY \
                        ('{{configuration file,command line,environment variable}}')) \
                THEN 'yes' ELSE 'no' END AS read_only, \
            pg_catalog.json_build_object( \
                'search_path', pg_catalog.max(s.setting) \
                    FILTER (WHERE s.name OPERATOR(pg_catalog.=) 'search_path'), \
                'source', pg_catalog.max(s.source) \
                    FILTER (WHERE s.name OPERATOR(pg_catalog.=) 'search_path'), \
                'user_schema', (SELECT n.nspname::pg_catalog.text FROM pg_catalog.pg_namespace n \
                    WHERE n.nspname OPERATOR(pg_catalog.=) current_user), \
                'role', pg_catalog.current_setting('role'), \
                'login', session_user::pg_catalog.text, \
                'replication_role', pg_catalog.max(s.reset_val) \
                    FILTER (WHERE s.name OPERATOR(pg_catalog.=) 'session_replication_role'), \
                'settings', pg_catalog.string_agg(pg_catalog.format( \
                        'SELECT pg_catalog.set_config(%L, %L, false)', s.name, s.setting), E';\\n') \
                    FILTER (WHERE s.source OPERATOR(pg_catalog.=) 'session' \
                        AND NOT s.name OPERATOR(pg_catalog.=) ANY ({})))\
            ::pg_catalog.text AS callers \
         FROM pg_catalog.pg_settings s) AS n",
        ours::names_at_start()
    )
}

/// An expression for whether the server was found to take reads only.
pub(super) const IS_READ_ONLY: &str = "(pg_catalog.current_setting('schemalane.read_only', true) \
    OPERATOR(pg_catalog.=) 'yes')";

/// An expression for what was noted.
pub(super) const NOTED: &str = "pg_catalog.current_setting('schemalane.callers', true)";

impl Callers {
    /// Reads what was noted.
    pub(crate) fn read(noted: Option<&str>) -> Self {
        noted.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// The schema with which the pool's own search path begins, where that is
    /// another one. What a role or a database is set to is not the pool's.
    pub(crate) fn begins_with_other(&self, schema: &str) -> Option<String> {
        let is_the_pools = matches!(self.source.as_str(), "client" | "session");
        let first = names(&self.search_path).find_map(|name| match name.as_str() {
            "$user" => self.user_schema.clone(),
            "" | "pg_catalog" | "pg_temp" => None,
            _ => Some(name),
        });
        first.filter(|first| is_the_pools && first != schema)
    }

    /// The statements that give the session the pool's settings again.
    pub(super) fn settings(&self) -> Option<String> {
        self.settings.clone()
    }

    /// Whether triggers and foreign keys do not work where everything is set back.
    pub(super) fn is_replica_at_start(&self) -> bool {
        self.replication_role != "origin"
    }

    /// The statements that make it the user again whom the pool has made it,
    /// where `user` has connected.
    pub(super) fn identity(&self, user: &str) -> Vec<String> {
        let login = (!self.login.is_empty() && self.login != user)
            .then(|| format!("SET SESSION AUTHORIZATION {}", literal(&self.login)));
        let role = (!matches!(self.role.as_str(), "" | "none"))
            .then(|| format!("SET ROLE {}", literal(&self.role)));
        login.into_iter().chain(role).collect()
    }
}

/// The names of a search path, as the server shows it.
fn names(path: &str) -> impl Iterator<Item = String> {
    let mut rest = path.trim_start();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut name = String::new();
        let mut is_quoted = false;
        let mut characters = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((place, character)) = characters.next() {
            match character {
                '"' if is_quoted && characters.peek().is_some_and(|(_, next)| *next == '"') => {
                    characters.next();
                    name.push('"');
                }
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => {
                    end = place + 1;
                    break;
                }
                character if is_quoted || !character.is_whitespace() => name.push(character),
                _ => {}
            }
        }
        rest = rest[end..].trim_start();
        Some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_of_a_path_is_read_as_the_server_reads_it() {
        let first = |path: &str, source: &str, user_schema: Option<&str>| {
            let callers = Callers {
                search_path: path.to_owned(),
                source: source.to_owned(),
                user_schema: user_schema.map(str::to_owned),
                ..Callers::default()
            };
            callers.begins_with_other("public")
        };
        for (path, expected) in [
            ("app", Some("app")),
            ("app, public", Some("app")),
            ("\"we,ird\"\"one\", public", Some("we,ird\"one")),
            ("\"$user\", public", None),
            ("pg_catalog, app", Some("app")),
            ("public, app", None),
            ("\"\"", None),
            ("", None),
        ] {
            assert_eq!(first(path, "session", None).as_deref(), expected, "{path}");
            assert_eq!(first(path, "user", None), None, "{path}");
        }
        assert_eq!(first("\"$user\", public", "client", Some("shop")).as_deref(), Some("shop"));
    }
}
