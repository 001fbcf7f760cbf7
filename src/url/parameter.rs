//! The parameters of a PostgreSQL URL, and of a service's file.

/// What can be said about a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Host,
    HostAddress,
    Port,
    Database,
    User,
    Password,
    PasswordFile,
    SslMode,
    SslRootCertificate,
    SslCertificate,
    SslKeyFile,
    ApplicationName,
    FallbackApplicationName,
    Options,
    Service,
    TargetSession,
    ConnectTimeout,
    StatementCache,
}

impl Key {
    /// The variable of the environment that says it, as PostgreSQL's own clients have it.
    pub(super) const fn variable(self) -> Option<&'static str> {
        match self {
            Self::Host => Some("PGHOST"),
            Self::HostAddress => Some("PGHOSTADDR"),
            Self::Port => Some("PGPORT"),
            Self::Database => Some("PGDATABASE"),
            Self::User => Some("PGUSER"),
            Self::Password => Some("PGPASSWORD"),
            Self::PasswordFile => Some("PGPASSFILE"),
            Self::SslMode => Some("PGSSLMODE"),
            Self::SslRootCertificate => Some("PGSSLROOTCERT"),
            Self::SslCertificate => Some("PGSSLCERT"),
            Self::SslKeyFile => Some("PGSSLKEY"),
            Self::ApplicationName => Some("PGAPPNAME"),
            Self::Service => Some("PGSERVICE"),
            Self::TargetSession => Some("PGTARGETSESSIONATTRS"),
            Self::ConnectTimeout => Some("PGCONNECT_TIMEOUT"),
            // The driver adds PGOPTIONS by itself.
            Self::Options | Self::FallbackApplicationName | Self::StatementCache => None,
        }
    }

    /// All that the environment may say.
    pub(super) const ALL: [Self; 18] = [
        Self::Host,
        Self::HostAddress,
        Self::Port,
        Self::Database,
        Self::User,
        Self::Password,
        Self::PasswordFile,
        Self::SslMode,
        Self::SslRootCertificate,
        Self::SslCertificate,
        Self::SslKeyFile,
        Self::ApplicationName,
        Self::FallbackApplicationName,
        Self::Options,
        Self::Service,
        Self::TargetSession,
        Self::ConnectTimeout,
        Self::StatementCache,
    ];

    /// Whether anybody may see its value.
    pub(super) const fn is_public(self) -> bool {
        !matches!(self, Self::Password | Self::Options)
    }
}

/// What a parameter means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parameter {
    /// It is taken.
    Taken(Key),
    /// One of these values asks for what is so anyhow; any other is refused.
    Settled(&'static [&'static str], &'static str, &'static str),
    /// It is refused: what it would not do, and the way out.
    Refused(&'static str, &'static str),
}

/// What the parameter of this name means.
pub(super) fn parameter(name: &str) -> Parameter {
    use Parameter::{Refused, Settled, Taken};
    match name {
        "host" => Taken(Key::Host),
        "hostaddr" => Taken(Key::HostAddress),
        "port" => Taken(Key::Port),
        "dbname" => Taken(Key::Database),
        "user" => Taken(Key::User),
        "password" => Taken(Key::Password),
        "passfile" => Taken(Key::PasswordFile),
        "sslmode" | "ssl-mode" => Taken(Key::SslMode),
        "sslrootcert" | "ssl-root-cert" | "ssl-ca" => Taken(Key::SslRootCertificate),
        "sslcert" | "ssl-cert" => Taken(Key::SslCertificate),
        "sslkey" | "ssl-key" => Taken(Key::SslKeyFile),
        "application_name" => Taken(Key::ApplicationName),
        "fallback_application_name" => Taken(Key::FallbackApplicationName),
        "options" => Taken(Key::Options),
        "service" => Taken(Key::Service),
        "target_session_attrs" => Taken(Key::TargetSession),
        "connect_timeout" => Taken(Key::ConnectTimeout),
        "statement-cache-capacity" => Taken(Key::StatementCache),
        "gssencmode" => Settled(&["disable", "prefer"], "is not supported", "leave it out"),
        "channel_binding" => Settled(
            &["disable", "prefer"],
            "asks for what the driver does not have",
            "leave it out, and let sslmode=verify-full with sslrootcert prove who the server is",
        ),
        "sslnegotiation" => {
            Settled(&["postgres"], "asks for what the driver does not have", "leave it out")
        }
        "sslsni" => Settled(&["1"], "is not supported", "leave it out"),
        "sslcompression" => Settled(&["0"], "is not supported", "leave it out"),
        "load_balance_hosts" => Settled(
            &["disable"],
            "is not supported",
            "hosts are tried in their order; leave it out",
        ),
        "client_encoding" => {
            Settled(&["utf8", "UTF8", "utf-8", "UTF-8", "auto"], "is always UTF8", "leave it out")
        }
        "replication" => Settled(&["false", "off", "no", "0"], "is not supported", "leave it out"),
        "schema" | "currentSchema" | "current_schema" | "search_path" | "searchpath" => {
            Refused("names no schema in a URL", "say --schema, or schema in schemalane.toml")
        }
        "table" | "history_table" | "migrations_table" => Refused(
            "names no table in a URL",
            "say --history-table, or history_table in schemalane.toml",
        ),
        "pool_size" | "pool_max_conns" | "connection_limit" | "max_connections"
        | "pool_timeout" => Refused(
            "says nothing here",
            "the size of an application's pool is databases.<target>.pool_size in schemalane.toml; leave it out",
        ),
        "statement_timeout" => Refused(
            "says nothing here",
            "a file says it in its header, a run with --timeout; an application's own sessions take options=-c%20statement_timeout%3D30s",
        ),
        "lock_timeout" => {
            Refused("says nothing here", "say --lock-timeout, or say it in the header of the file")
        }
        "timeout" => Refused("says nothing here", "say --timeout"),
        "pgbouncer" => {
            Refused("says nothing here", "a pooler is recognised by itself; leave it out")
        }
        "ssl" | "tls" => Refused(
            "is not PostgreSQL's",
            "say sslmode=require, or better sslmode=verify-full with sslrootcert",
        ),
        "requiressl" => Refused("is not supported", "say sslmode=require"),
        "username" => Refused("is not PostgreSQL's", "say user"),
        "database" | "db" => {
            Refused("is not PostgreSQL's", "say dbname, or name the database behind the host")
        }
        "keepalives"
        | "keepalives_idle"
        | "keepalives_interval"
        | "keepalives_count"
        | "tcp_user_timeout" => Refused("is set by every run for itself", "leave it out"),
        "sslpassword" => Refused(
            "is not supported",
            "give the key without a password, readable by its owner alone",
        ),
        "sslcrl"
        | "sslcrldir"
        | "sslcertmode"
        | "ssl_min_protocol_version"
        | "ssl_max_protocol_version"
        | "min_protocol_version"
        | "max_protocol_version"
        | "requirepeer"
        | "require_auth"
        | "krbsrvname"
        | "gsslib"
        | "gssdelegation"
        | "scram_client_key"
        | "scram_server_key" => Refused(
            "is one that the driver does not have, and so would say nothing",
            "leave it out",
        ),
        _ => Refused("is none that PostgreSQL has", "correct its name, or leave it out"),
    }
}
