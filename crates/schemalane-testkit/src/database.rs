//! One database of the throwaway server.

use std::sync::{Mutex, PoisonError};

use crate::address::Address;
use crate::client::{Client, NoReply};
use crate::secrets;

/// An empty database with a name of its own. Dropping it drops the database, with every session that is still in it.
///
/// ```no_run
/// let database = schemalane_testkit::Server::shared().database();
/// database.psql("create table account (id int primary key); insert into account values (1), (2)");
/// let url = database.role("reader", "grant select on all tables in schema public to {role}");
/// assert_eq!(database.psql("select id from account order by id"), "1\n2");
/// # let _ = url;
/// ```
pub struct Database {
    address: Address,
    home: Address,
    roles: Mutex<Vec<String>>,
}

impl Database {
    pub(crate) fn create(home: &Address, name: &str) -> Self {
        let address = Address { database: name.to_owned(), ..home.clone() };
        run(home, &format!("create database {}", quoted(name)))
            .unwrap_or_else(|failure| panic!("no new database: {failure}"));
        Self { address, home: home.clone(), roles: Mutex::default() }
    }

    /// The name of the database.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.address.database
    }

    /// The URL for the superuser, who owns the database.
    #[must_use]
    pub fn url(&self) -> String {
        self.address.to_string()
    }

    /// The URL with parameters, such as `[("sslmode", "disable")]`.
    #[must_use]
    pub fn url_with(&self, parameters: &[(&str, &str)]) -> String {
        let parameters =
            parameters.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        Address { parameters, ..self.address.clone() }.to_string()
    }

    /// The superuser's password as it is, not encoded.
    #[must_use]
    pub fn password(&self) -> &str {
        &self.address.password
    }

    /// A new connection of the superuser.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::connect(&self.url()).unwrap_or_else(|failure| panic!("{}: {failure}", self.name()))
    }

    /// Runs SQL on a new connection of the superuser and gives the rows as text: columns divided by tabs, rows by line
    /// feeds, `NULL` for null. Panics when the server refuses the SQL.
    pub fn psql(&self, sql: &str) -> String {
        let reply = run(&self.address, sql);
        reply.unwrap_or_else(|failure| {
            panic!("{}: {failure}, in: {}", self.name(), secrets::mask(sql))
        })
    }

    /// Creates a role which may log in, runs `grants` as the superuser in this database, and gives the role's URL.
    ///
    /// Roles belong to the whole server, which tests share, so the role's real name is not `name`:
    /// `grants` says `{role}` for it.
    pub fn role(&self, name: &str, grants: &str) -> String {
        let role = self.role_name(name);
        let password = secrets::password();
        let quoted_role = quoted(&role);
        self.psql(&format!(
            "create role {quoted_role} login password '{}'",
            password.replace('\'', "''")
        ));
        self.roles.lock().unwrap_or_else(PoisonError::into_inner).push(role.clone());
        self.psql(&grants.replace("{role}", &quoted_role));
        Address { user: role, password, ..self.address.clone() }.to_string()
    }

    /// The real name of the role that [`role`](Self::role) makes for `name`.
    #[must_use]
    pub fn role_name(&self, name: &str) -> String {
        format!("{}_{name}", self.name())
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }
}

impl Drop for Database {
    /// What cannot be dropped is left to the end of the server, which a test may have crashed by now.
    fn drop(&mut self) {
        let _ = run(&self.home, &format!("drop database {} with (force)", quoted(self.name())));
        for role in self.roles.get_mut().unwrap_or_else(PoisonError::into_inner) {
            let _ = run(&self.home, &format!("drop role {}", quoted(role)));
        }
    }
}

fn run(address: &Address, sql: &str) -> Result<String, NoReply> {
    Ok(Client::connect(&address.to_string())?.simple(sql)?.to_string())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
