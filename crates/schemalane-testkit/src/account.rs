//! PostgreSQL and PgBouncer refuse to run as root, so root lends them to somebody else.

use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;
use std::{fs, io};

/// A user of this machine without rights.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) user: u32,
    pub(crate) group: u32,
}

impl Account {
    /// The user `postgres`, or where there is none, `nobody`.
    pub(crate) fn unprivileged() -> Self {
        let users =
            fs::read_to_string("/etc/passwd").expect("/etc/passwd names the users of this machine");
        Self::among(&users).expect(
            "PostgreSQL does not run as root, and /etc/passwd has neither `postgres` nor `nobody` to run it as: \
             run the tests as an ordinary user",
        )
    }

    /// Whether this process is root: who made `path` tells.
    pub(crate) fn is_needed_for(path: &Path) -> io::Result<bool> {
        const ROOT: u32 = 0;
        Ok(fs::metadata(path)?.uid() == ROOT)
    }

    /// Gives a file or a folder to this user.
    pub(crate) fn take(&self, path: &Path) -> io::Result<()> {
        chown(path, Some(self.user), Some(self.group))
    }

    fn among(users: &str) -> Option<Self> {
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| users.lines().find_map(|line| Self::parse(line, name)))
    }

    fn parse(line: &str, name: &str) -> Option<Self> {
        let mut fields = line.split(':');
        (fields.next()? == name).then_some(())?;
        let user = fields.nth(1)?.parse().ok()?;
        let group = fields.next()?.parse().ok()?;
        (user != 0).then(|| Self { name: name.to_owned(), user, group })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_comes_before_nobody() {
        let users =
            "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533::/:\npostgres:x:101:104:::\n";
        let postgres = Account { name: "postgres".into(), user: 101, group: 104 };
        assert_eq!(Account::among(users), Some(postgres));
        let nobody = Account { name: "nobody".into(), user: 65534, group: 65533 };
        assert_eq!(Account::among(users.trim_end().rsplit_once('\n').unwrap().0), Some(nobody));
    }

    #[test]
    fn another_name_for_root_is_no_way_out() {
        assert_eq!(
            Account::among("root:x:0:0::/root:/bin/sh\npostgres:x:0:0:::\nnobody2:x:7:7:::\n"),
            None
        );
    }
}
