//! A walk through every error: the last line says what to do next.

use std::io;

use schemalane_source::{Dialect, Problem, Problems, ProjectError, TargetName};

use super::*;
use crate::{
    Migration, Sql,
    failure::Failure,
    history::Row,
    import::{ImportObstacle, ImportRefusal, Importer, RenameObstacle},
    interrupt::Reason,
    status::Local,
};

/// Makes the list, and a match that a new variant breaks until it is in the list.
macro_rules! every_error {
    ($($(#[$only:meta])* $variant:ident { $($fields:tt)* } => $way:literal),* $(,)?) => {
        fn every_error() -> Vec<(Error, &'static str)> {
            Vec::from([$($(#[$only])* (Error::$variant { $($fields)* }, $way)),*])
        }

        #[expect(dead_code, reason = "that it compiles is the test")]
        fn is_in_the_list(error: &Error) {
            match error {
                $($(#[$only])* Error::$variant { .. } => {})*
            }
        }
    };
}

every_error! {
    Connect { source: refused() } => "then run again",
    Unreachable { url: url(), origin: Origin::Flag, source: refused() } => "then run again",
    Absent { waited: Duration::from_secs(5), source: Box::new(Error::connect(refused())) }
        => "then run again",
    HiddenRows { action: "read the history table", source: sqlx::Error::PoolClosed } => "NO FORCE ROW LEVEL SECURITY",
    Setting { script: "V1__a.sql".to_owned(), source: sqlx::Error::PoolClosed } => "sets the session to",
    OpenFile { path: "x.db".into(), source: sqlx::Error::PoolClosed } => "`migrate status`",
    InMemory { name: ":memory:".into(), reason: MemoryPool::Busy } => "then run again",
    Folder { path: "x".into() } => "name the file in it",
    Busy { action: "read", source: sqlx::Error::PoolClosed } => "then run again",
    Database { action: "read", source: sqlx::Error::PoolTimedOut } => "then run again",
    Url { source: UrlError::Scheme { scheme: String::new() } } => "sqlite://path",
    Identifier { source: Identifier::new("").unwrap_err() } => "give another name",
    TargetName { source: TargetName::parse("A").unwrap_err() } => "give another name",
    Version { source: schemalane_source::Version::parse("x").unwrap_err() } => "such as `2`, `2.1` or `2_1`",
    Application { source: sea_orm::DbErr::RecordNotUpdated } => "mend what it names",
    NoRuntime {} => "Runtime::block_on",
    TimePaused {} => "tokio::time::resume",
    UnsupportedConnection {} => "give it a pool",
    BadUrl { origin: Origin::Flag, source: UrlError::Sqlite { what: "it names no file" } } => "expected sqlite://path",
    BadName { target: TargetName::DEFAULT, source: Identifier::new("").unwrap_err() } => "name one with --history-table",
    NoDatabase { target: target(), searched: Box::default(), why: NoDefault::Unsaid }
        => "say --database-url",
    NotUtf8 { variable: "DATABASE_URL".to_owned() } => "correct it, or unset it",
    DotEnv { file: ".env".into(), lines: vec![3, 7] } => "correct it there",
    ConfigIsUrl {} => "set SCHEMALANE_DATABASE_URL",
    ForeignFile { path: "/tmp/schemalane.toml".into() } => "or remove it",
    NotAFile { path: "schemalane.toml".into() } => "or remove it",
    TwoFolders { here: "a".into(), there: "b".into(), file: "c".into() } => "name one with --dir",
    WrongDialect { target: target(), expected: vec![Dialect::Postgres], found: Dialect::Sqlite }
        => "give a URL of that kind",
    NoFolder { path: "migrations".into() } => "create it, or name another with --dir",
    AroundFolder { path: "shop".into(), migrations: "shop/migrations".into() } => "--dir shop/migrations",
    UnknownTarget { target: target(), known: Vec::new() } => "`migrate new`",
    AlreadyBegun { script: "V1__a.sql".to_owned() } => "`migrate up`",
    RowNotKept { script: "V1__a.sql".to_owned() } => "take that away",
    NeedsSession { script: "V1__a.sql".to_owned() } => "give the URL of the server itself",
    ReadOnly {} => "give the URL of the primary",
    WritesOff {} => "give the URL of one that takes writes",
    SearchPath { theirs: "app".to_owned(), ours: "public".to_owned() } => "name the one that is meant",
    Hook {} => "run again",
    MissingSchema { schema: "app".to_owned() } => "create it (CREATE SCHEMA)",
    NoSchemas { schema: "app".to_owned() } => "leave --schema out",
    Planted { table: "h".to_owned(), planted: Vec::new() } => "--history-table",
    Locked { holder: Box::default(), waited: Duration::from_secs(1) } => "run again when it is done",
    LockFile { path: "x".into(), source: denied() } => "must be writable",
    UnsafeLock { path: "x".into(), reason: UnsafeLock::Link } => "remove it",
    LedgerLink { path: "x".into() } => "name the file itself with --ledger",
    ConnectionLost { script: "V2__b.sql".to_owned(), applied: applied(), source: refused() }
        => "`migrate status`",
    OutcomeUnknown { script: Some("V2__b.sql".to_owned()), applied: applied() } => "run again",
    SeaOrm { action: "read", source: sea_orm::DbErr::RecordNotUpdated } => "`migrate status`",
    Contended {} => "run again",
    Interrupted { applied: applied() } => "run again",
    TimedOut { limit: Duration::from_secs(5), applied: applied() } => "give it more time",
    Unfinished { applied: applied(), source: Box::new(Error::Contended) } => "run again",
    RuntimeEnded {} => "run again",
    Invalid {
        problems: Problems::new(vec![Problem::NoFolder { path: "migrations".to_owned() }]).unwrap()
    } => "create it",
    Project { file: "x.toml".into(), source: ProjectError::Unreadable { source: denied() } }
        => "or name another with SCHEMALANE_CONFIG",
    NotCompiledIn { script: "V1__a.rs".to_owned() } => "cargo run -- migrate up",
    Unwritten { drafts: vec![Entry::Unwritten(local())], above: "V3__c.sql".to_owned() } => "or remove the file",
    OutOfOrder { late: vec![Entry::Pending(local())], current: "2".to_owned() } => "--out-of-order",
    Drift { entries: vec![Entry::Missing(row())] } => "migrate repair --yes",
    NoHistory {
        schema: Identifier::new("public").unwrap(),
        history_table: Identifier::new("flyway_schema_history").unwrap(),
        strangers: Strangers {
            named: vec!["table a".to_owned()],
            count: 1,
            tools: vec![Importer::Sqlx],
            flyway: true,
        },
    } => "`schemalane migrate baseline --version <version>`",
    Failed { entries: vec![Entry::Failed(Some(local()), row())] } => "migrate repair --yes",
    Migration { report: Box::new(report()) } => "run again",
    Import {
        refusal: ImportRefusal::new(
            Importer::Sqlx,
            "t".to_owned(),
            vec![ImportObstacle::NoTable { table: "t".to_owned() }],
        )
    } => "name another with --table",
    Rename {
        refusal: RenameRefusal {
            from: Importer::Sqlx,
            folder: "migrations".into(),
            obstacles: vec![RenameObstacle::Link { file: "1_a.sql".to_owned() }],
        }
    } => "put the file itself",
    NotConfirmed { url: url(), schema: Identifier::new("main").unwrap() } => "say --yes",
    EmptyLane { target: target() } => "look at --dir",
    ReachesOutside { objects: "view v".to_owned() } => "drop or detach them first",
    Exists { path: "x".into() } => "say --force",
    NoDescription { text: "!".to_owned() } => "say what it is for",
    NoLedger {} => "name one with --ledger",
    NoStateFolder {} => "name one with --ledger",
    #[cfg(feature = "schema")]
    Schema { source: Box::new(schemalane_schema::Error::Stale) } => "make the plan again",
    #[cfg(feature = "schema")]
    Code { target: target(), source: Box::new(no_code()) } => "schemalane.toml",
    #[cfg(feature = "schema")]
    Queries { source: Box::new(no_queries()) } => "write `-- name: ListAuthors :many` above it",
    #[cfg(feature = "schema")]
    Sketch { path: "V1__a.rs".into(), source: crate::SketchError::NoText("SCHEMA") } => "correct it there",
    #[cfg(feature = "schema")]
    NoServer { source: denied() } => "--database-url",
    #[cfg(feature = "schema")]
    NotGenerated { paths: vec!["a.rs".into()] } => "--out",
    Misplaced { flag: "--online", reason: "it is for PostgreSQL", way: "leave it out" } => "leave it out",
    NoLogEntry { id: 7 } => "`schemalane schema log`",
    File { action: "read", path: "x".into(), source: denied() } => "give the rights to it",
}

fn refused() -> sqlx::Error {
    sqlx::Error::Io(io::ErrorKind::ConnectionRefused.into())
}

fn denied() -> io::Error {
    io::ErrorKind::PermissionDenied.into()
}

#[cfg(feature = "schema")]
#[cfg(feature = "schema")]
fn no_queries() -> schemalane_query::Problems {
    let read =
        schemalane_query::QueryFile::read("queries/a.sql", "a", "SELECT 1;", Dialect::Sqlite);
    read.unwrap_err()
}

#[cfg(feature = "schema")]
fn no_code() -> schemalane_codegen::Problems {
    let project = schemalane_source::Project::parse("[codegen]\ntables = [\"none\"]").unwrap();
    let empty = schemalane_schema::Schema::new(Dialect::Sqlite, []);
    schemalane_codegen::generate(&empty, project.codegen().unwrap(), "none").unwrap_err()
}

fn target() -> TargetName {
    TargetName::DEFAULT
}

fn url() -> Box<DatabaseUrl> {
    Box::new("postgres://shop:open-sesame@localhost/shop".parse().unwrap())
}

fn migration() -> Migration {
    let (mode, timeouts) =
        (schemalane_source::Mode::Transactional, schemalane_source::Timeouts::NONE);
    Migration::sql("2", "b", "V2__b.sql", 0, Sql::new("SELECT 1", mode, timeouts, &[]))
}

fn local() -> Local {
    Local::of(&migration())
}

fn row() -> Row {
    Row {
        installed_rank: 2,
        version: Some("2".to_owned()),
        description: "b".to_owned(),
        kind: "SQL".to_owned(),
        script: "V2__b.sql".to_owned(),
        checksum: Some(0),
        installed_by: "me".to_owned(),
        installed_on: "now".to_owned(),
        execution_time: 0,
        success: false,
    }
}

fn applied() -> Vec<Applied> {
    vec![Applied {
        version: "1".to_owned(),
        script: "V1__a.sql".to_owned(),
        execution_time: 0,
        description: "a".to_owned(),
        installed_rank: 1,
    }]
}

fn report() -> RunReport {
    RunReport {
        target: target(),
        applied: applied(),
        failed: Some(Failure::of_interruption(&migration(), Reason::Stopped)),
        already_applied: 0,
        duration_ms: 0,
    }
}

#[test]
fn the_last_line_of_every_error_names_the_way_out() {
    for (error, way) in every_error() {
        let text = error.to_string();
        let last = text.lines().last().unwrap_or_default();
        assert!(last.contains(way), "{error:?} does not end with {way:?}:\n{text}");
        assert!(last.trim_start().starts_with("help: "), "{text}");
    }
}

/// The ways out are data: the text of an error is made of them, and not they of the text.
#[test]
fn facts_and_ways_out_are_apart() {
    for (error, way) in every_error() {
        assert!(error.help().last().unwrap().contains(way), "{error:?}: {:?}", error.help());
        assert!(!error.facts().contains("help: "), "{error:?}");
    }
}

#[test]
fn no_error_shows_a_password() {
    for (error, _) in every_error() {
        for text in [error.to_string(), format!("{error:?}"), format!("{error:#?}")] {
            assert!(!text.contains("sesame"), "{text}");
        }
    }
}

/// What `fn main() -> Result<(), Error>` prints, is the sentence.
#[test]
fn its_debug_text_is_the_sentence_and_commands_no_terminal() {
    for (error, _) in every_error() {
        assert_eq!(format!("{error:?}"), error.to_string());
    }
    let hostile = Error::MissingSchema { schema: "a\u{1b}[2J".to_owned() };
    assert!(format!("{hostile:?}").contains("a\\u{1b}[2J"), "{hostile:?}");
}

#[test]
fn what_others_say_becomes_an_error_of_a_command() {
    fn main(step: usize) -> Result<(), Error> {
        match step {
            0 => Err(sea_orm::DbErr::RecordNotUpdated)?,
            1 => drop("mysql://shop".parse::<DatabaseUrl>()?),
            2 => drop(Identifier::try_from("")?),
            3 => drop(TargetName::try_from("Shop")?),
            _ => drop(schemalane_source::Version::try_from("one".to_owned())?),
        }
        Ok(())
    }
    for (step, words) in (0..).zip(["no migration", "mysql", "must not be empty", "Shop", "one"]) {
        let error = main(step).unwrap_err();
        assert!(format!("{error:?}").contains(words), "{error:?}");
    }
}

#[test]
fn what_was_applied_before_is_said() {
    let tell = every_error().into_iter().filter(|(error, _)| !error.applied().is_empty());
    let tell: Vec<_> = tell.map(|(error, _)| error.to_string()).collect();
    assert_eq!(tell.len(), 6);
    assert!(tell.iter().all(|text| text.contains("V1__a.sql")), "{tell:?}");
}
