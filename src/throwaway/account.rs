//! PostgreSQL refuses to run as root, so root lends it to somebody else.

use std::{
    fs, io,
    os::unix::fs::{MetadataExt as _, chown},
    path::Path,
};

/// A user of this machine without rights.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) user: u32,
    pub(super) group: u32,
}

impl Account {
    /// Gives a folder that this process made to the user `postgres`, or where there is none to `nobody`, if this is root.
    pub(super) fn for_folder(folder: &Path) -> io::Result<Option<Self>> {
        const ROOT: u32 = 0;
        if fs::metadata(folder)?.uid() != ROOT {
            return Ok(None);
        }
        let account = Self::among(&fs::read_to_string("/etc/passwd")?).ok_or_else(|| {
            io::Error::other("root cannot run it, and there is no user `postgres` or `nobody`")
        })?;
        chown(folder, Some(account.user), Some(account.group))?;
        Ok(Some(account))
    }

    fn among(users: &str) -> Option<Self> {
        let named = |name| users.lines().find_map(|line| Self::parse(line, name));
        ["postgres", "nobody"].into_iter().find_map(named)
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
    fn postgres_comes_before_nobody_and_root_by_another_name_is_none() {
        let nobody = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:\n";
        let found = |users: &str| Account::among(users).map(|account| (account.name, account.user));
        assert_eq!(found(nobody), Some(("nobody".to_owned(), 65534)));
        let both = format!("{nobody}postgres:x:101:104:::\n");
        assert_eq!(found(&both), Some(("postgres".to_owned(), 101)));
        assert_eq!(found("postgres:x:0:0:::\nnobody2:x:7:7:::\n"), None);
    }
}
