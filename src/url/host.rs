//! The servers that a URL names: one, or several that are tried in their order.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    path::Path,
};

use super::{UrlError, text};

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Host {
    pub(super) endpoint: Endpoint,
    pub(super) port: u16,
}

/// Where a server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    /// A name or an address, an IPv6 one without its brackets.
    Network(String),
    /// The folder of a socket.
    Socket(String),
}

/// The port where none is said.
pub(super) const PORT: u16 = 5432;

const RANGE: &str = "the port is no number from 1 to 65535";

impl Endpoint {
    /// A place as a parameter names it.
    pub(super) fn parse(name: &str) -> Result<Self, &'static str> {
        if name.starts_with('/') {
            return Ok(Self::Socket(name.into()));
        }
        if name.is_empty() {
            return Err("a host is missing");
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let is_v6 = is_v6(bare);
        let is_name = |character: char| !character.is_whitespace() && !"/@:[]".contains(character);
        if is_v6 || bare.chars().all(is_name) {
            Ok(Self::Network(bare.to_owned()))
        } else {
            Err("the host is neither a name, an address, nor the folder of a socket")
        }
    }

    /// Where a server of this machine listens: the folder in which there is a
    /// socket of that port, as the driver looks for it, else `localhost`.
    pub(super) fn default_for(port: u16) -> Self {
        let socket = format!(".s.PGSQL.{port}");
        ["/var/run/postgresql", "/private/tmp", "/tmp"]
            .into_iter()
            .find(|folder| Path::new(folder).join(&socket).exists())
            .map_or_else(
                || Self::Network("localhost".to_owned()),
                |folder| Self::Socket(folder.into()),
            )
    }

    /// The names under which a file of passwords may have it.
    pub(super) fn names(&self) -> Vec<String> {
        match self {
            Self::Network(name) => vec![name.clone()],
            Self::Socket(folder) => vec![folder.clone(), "localhost".to_owned()],
        }
    }
}

impl Endpoint {
    /// The name, the address or the folder.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Network(name) | Self::Socket(name) => name,
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.endpoint {
            Endpoint::Network(name) if name.contains(':') => {
                write!(formatter, "[{name}]:{}", self.port)
            }
            endpoint => write!(formatter, "{endpoint}:{}", self.port),
        }
    }
}

fn is_v6(text: &str) -> bool {
    let address = text.split_once('%').map_or(text, |(address, _zone)| address);
    address.parse::<Ipv6Addr>().is_ok()
}

/// Takes `host:port,[::1]:port` apart, as it stands in a URL: what stands for
/// the parameters `host` and `port`, each a list.
pub(super) fn lists(hosts: &str) -> Result<(String, String), UrlError> {
    let malformed = |what| UrlError::Postgres { what };
    let (mut names, mut ports) = (Vec::new(), Vec::new());
    for host in hosts.split(',') {
        let (name, port) = if let Some(rest) = host.strip_prefix('[') {
            let (name, rest) = rest.split_once(']').ok_or(malformed(BRACKETS))?;
            let port = match rest.strip_prefix(':') {
                Some(port) => port,
                None if rest.is_empty() => "",
                None => return Err(malformed(BRACKETS)),
            };
            if !text::decode(name).is_some_and(|name| is_v6(&name)) {
                return Err(malformed(BRACKETS));
            }
            (name, port)
        } else {
            let (name, port) = host.split_once(':').unwrap_or((host, ""));
            if port.contains(':') {
                return Err(malformed(BRACKETS));
            }
            (name, port)
        };
        let name = text::decode(name).ok_or(malformed(super::postgres::PERCENT))?;
        if name.contains(',') {
            return Err(malformed("a comma in the name of a host"));
        }
        names.push(name);
        ports.push(port);
    }
    Ok((names.join(","), ports.join(",")))
}

const BRACKETS: &str =
    "the address between [ and ] is no IPv6 address, or one stands outside of them";

/// Brings hosts and ports together: as many of each, or one port for all.
pub(super) fn all(
    hosts: Option<&str>,
    addresses: Option<&str>,
    ports: Option<&str>,
) -> Result<Vec<Host>, &'static str> {
    let ports = ports.unwrap_or_default().split(',').map(port).collect::<Result<Vec<_>, _>>()?;
    let endpoints = match (addresses, hosts) {
        (Some(addresses), _) => addresses.split(',').map(address).collect::<Result<Vec<_>, _>>()?,
        (None, Some(hosts)) if !hosts.is_empty() => {
            hosts.split(',').map(Endpoint::parse).collect::<Result<_, _>>()?
        }
        (None, _) => vec![Endpoint::default_for(ports[0])],
    };
    if ports.len() != 1 && ports.len() != endpoints.len() {
        return Err("there are more ports than hosts, or fewer");
    }
    let ports = ports.iter().cycle();
    Ok(endpoints
        .into_iter()
        .zip(ports)
        .map(|(endpoint, port)| Host { endpoint, port: *port })
        .collect())
}

fn address(text: &str) -> Result<Endpoint, &'static str> {
    let is_address = text.parse::<IpAddr>().is_ok() || is_v6(text);
    is_address.then(|| Endpoint::Network(text.to_owned())).ok_or("hostaddr is no address")
}

fn port(text: &str) -> Result<u16, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(PORT);
    }
    if !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err("the port is no number");
    }
    text.parse().ok().filter(|port| *port != 0).ok_or(RANGE)
}
