//! Where a database is and who asks: the URL, taken apart and put together.

use std::fmt;

/// A PostgreSQL URL in parts. `Display` gives the URL again, with everything encoded that has to be.
#[derive(Clone, Eq, PartialEq)]
pub(crate) struct Address {
    pub(crate) user: String,
    pub(crate) password: String,
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) database: String,
    pub(crate) parameters: Vec<(String, String)>,
}

impl Address {
    /// Reads `postgres://user:password@host:port/database?name=value`, where everything but user, host and database
    /// may be absent.
    pub(crate) fn parse(url: &str) -> Option<Self> {
        let rest = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://"))?;
        let (rest, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = rest.split_once('/')?;
        let (login, place) = authority.rsplit_once('@')?;
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        let (host, port) = place.rsplit_once(':').unwrap_or((place, "5432"));
        Some(Self {
            user: decode(user)?,
            password: decode(password)?,
            host: host.to_owned(),
            port: port.parse().ok()?,
            database: decode(database)?,
            parameters: parameters
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(pair)
                .collect::<Option<_>>()?,
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { user, password, host, port, database, parameters } = self;
        let (user, password, database) = (encode(user), encode(password), encode(database));
        write!(formatter, "postgres://{user}:{password}@{host}:{port}/{database}")?;
        for (index, (name, value)) in parameters.iter().enumerate() {
            let mark = if index == 0 { '?' } else { '&' };
            write!(formatter, "{mark}{}={}", encode(name), encode(value))?;
        }
        Ok(())
    }
}

fn pair(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    Some((decode(name)?, decode(value)?))
}

/// Percent-encoding of everything but the unreserved characters (RFC 3986, section 2.3).
pub(crate) fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let (digits, tail) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_from_its_url() {
        let address = Address {
            user: "a user".into(),
            password: "p@/%:?&=\u{e9}".into(),
            host: "127.0.0.1".into(),
            port: 65432,
            database: "d b".into(),
            parameters: vec![
                ("sslmode".into(), "disable".into()),
                ("options".into(), "-c a=b".into()),
            ],
        };
        let url = address.to_string();
        assert_eq!(
            url,
            "postgres://a%20user:p%40%2F%25%3A%3F%26%3D%C3%A9@127.0.0.1:65432/d%20b?sslmode=disable&options=-c%20a%3Db"
        );
        assert!(Address::parse(&url).unwrap() == address);
    }

    #[test]
    fn takes_what_is_absent_as_usual() {
        let address = Address::parse("postgresql://me@localhost/orders").unwrap();
        assert_eq!(
            (address.port, address.password.as_str(), address.database.as_str()),
            (5432, "", "orders")
        );
        assert!(address.parameters.is_empty());
    }

    #[test]
    fn refuses_what_is_no_address() {
        for url in [
            "sqlite://orders.db",
            "postgres://localhost",
            "postgres://a:%4@h/d",
            "postgres://a:%ff@h/d",
            "",
        ] {
            assert!(Address::parse(url).is_none(), "{url}");
        }
    }
}
