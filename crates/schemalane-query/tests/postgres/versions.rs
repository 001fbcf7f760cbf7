//! The same on PostgreSQL's other versions: their trees are written differently.

use crate::{cases, functions};
use schemalane_testkit::{Server, effort};

#[tokio::test]
async fn what_is_said_is_so_on_every_version() {
    let mut wrong = Vec::new();
    for programs in effort::versions() {
        let server = Server::of(&programs);
        let mut found = cases::check_all(&server).await;
        found.extend(functions::check(&server, 40).await);
        let folder = programs.display();
        wrong.extend(found.into_iter().map(|line| format!("{folder}: {line}")));
    }
    assert!(wrong.is_empty(), "{} on other versions\n\n{}", wrong.len(), wrong.join("\n"));
}
