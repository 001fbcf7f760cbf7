//! Prints what the lane costs beside what it replaces: ratios of medians, each measured in one run, the contestants in
//! turns.
//!
//! `cargo run --release` measures the work on databases, `-- look` a start with nothing to do alone and more often, and
//! `-- rebuild` what a build costs after one more file, which takes many minutes. `-- generated` measures generated
//! functions beside others.

mod files;
mod generated;
mod lane;
mod peers;
mod race;
mod rebuild;

use files::Files;
use race::Race;
use schemalane_testkit::Server;

/// How many files a long history has.
const MANY: usize = 1_000;
/// And a short one.
const FEW: usize = 3;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    match std::env::args().nth(1).as_deref() {
        None => {
            println!("{:<48} {:<24} {:>10} {:>8}", "work", "against", "theirs", "ratio");
            fresh(MANY, 5).await;
            fresh(FEW, 25).await;
            nothing_pending(MANY, 41).await;
            nothing_pending(FEW, 41).await;
        }
        Some("look") => {
            nothing_pending(MANY, 401).await;
            nothing_pending(FEW, 401).await;
        }
        Some("rebuild") => rebuild::measure(MANY),
        Some("generated") => generated::measure().await,
        Some(other) => {
            panic!("`{other}` is not measured: say nothing, `look`, `rebuild` or `generated`")
        }
    }
}

/// All files on a new database.
async fn fresh(count: usize, rounds: usize) {
    let files = Files::new(count);
    let server = Server::shared();
    let mut race = Race::new(format!("{count} files, new PostgreSQL"));
    for _ in 0..rounds {
        let url = server.database();
        race.ours(lane::postgres(&files, &url.url())).await;
        let url = server.database();
        race.theirs("sqlx::migrate!", peers::sqlx_postgres(&files, &url.url())).await;
        let url = server.database();
        race.theirs("refinery", peers::refinery(&files, &url.url())).await;
        let url = server.database();
        race.theirs("psql", peers::psql(&files, &url.url())).await;
    }
    race.tell();
    let mut race = Race::new(format!("{count} files, new SQLite"));
    for _ in 0..rounds {
        let ours = schemalane_testkit::Sqlite::new();
        race.ours(lane::sqlite(&files, &ours.url())).await;
        let theirs = schemalane_testkit::Sqlite::new();
        race.theirs("sqlx::migrate!", peers::sqlx_sqlite(&files, &theirs.url())).await;
    }
    race.tell();
}

/// A start with nothing to do, from the URL to the closed connection.
async fn nothing_pending(count: usize, rounds: usize) {
    let files = Files::new(count);
    let server = Server::shared();
    let (ours, theirs, refinerys) = (server.database(), server.database(), server.database());
    lane::postgres(&files, &ours.url()).await;
    peers::sqlx_postgres(&files, &theirs.url()).await;
    peers::refinery(&files, &refinerys.url()).await;
    let mut race = Race::new(format!("nothing pending, {count} applied, PostgreSQL"));
    for _ in 0..rounds {
        race.ours(lane::postgres(&files, &ours.url())).await;
        race.theirs("sqlx::migrate!", peers::sqlx_postgres(&files, &theirs.url())).await;
        race.theirs("refinery", peers::refinery(&files, &refinerys.url())).await;
        race.theirs("connect, select 1", peers::connect_postgres(&ours.url())).await;
    }
    race.tell();
    let (ours, theirs) = (schemalane_testkit::Sqlite::new(), schemalane_testkit::Sqlite::new());
    lane::sqlite(&files, &ours.url()).await;
    peers::sqlx_sqlite(&files, &theirs.url()).await;
    let mut race = Race::new(format!("nothing pending, {count} applied, SQLite"));
    for _ in 0..rounds {
        race.ours(lane::sqlite(&files, &ours.url())).await;
        race.theirs("sqlx::migrate!", peers::sqlx_sqlite(&files, &theirs.url())).await;
        race.theirs("open the file", peers::open_sqlite(&ours.url())).await;
        race.theirs("read one row of it", peers::read_sqlite(&ours.url())).await;
    }
    race.tell();
}
