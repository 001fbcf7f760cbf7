//! Who runs this: the user of the operating system.

use std::{env, fs};

/// The user's name as the environment has it, else as the system has it,
/// since a container or a timer often sets no variable; empty where neither says.
pub(crate) fn name() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|user| !user.is_empty()))
        .or_else(|| among(&fs::read_to_string("/etc/passwd").ok()?, id()?))
        .unwrap_or_default()
}

/// The number of the user: to whom this process belongs.
#[cfg(unix)]
fn id() -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").ok().map(|process| process.uid())
}

#[cfg(not(unix))]
const fn id() -> Option<u32> {
    None
}

/// The name with this number in a list of users.
fn among(users: &str, id: u32) -> Option<String> {
    let has_id =
        |line: &&str| line.split(':').nth(2).and_then(|field| field.parse().ok()) == Some(id);
    users.lines().find(has_id)?.split(':').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_found_by_their_number() {
        let users = "root:x:0:0:root:/root:/bin/sh\n# none\nshop:x:1000:100::/home/shop:\n";
        assert_eq!(among(users, 1000).as_deref(), Some("shop"));
        assert_eq!(among(users, 0).as_deref(), Some("root"));
        assert_eq!(among(users, 100), None);
    }
}
