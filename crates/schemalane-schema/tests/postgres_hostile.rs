//! Schemas whose owner turned them against whoever looks at them, and files against whoever tries them, on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "the helpers of a test fail as a test does")]
#![cfg(unix)]

use schemalane_schema::{
    Database, Engine, Error, Files, Kind, ObjectId, Options, Plan, Schema, TemporaryDatabase,
};
use schemalane_testkit::{Client, Database as Throwaway, Server, eventually};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A file that only a superuser's code can write.
struct Mark {
    folder: TempDir,
}

impl Mark {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("mark")
    }

    /// A function that leaves the mark, if anything lets it, whatever it has to take off before.
    fn spy(&self, name: &str) -> String {
        format!(
            "CREATE FUNCTION public.deed() RETURNS void LANGUAGE plpgsql AS $$
DECLARE way text;
BEGIN
    FOREACH way IN ARRAY ARRAY['SELECT 1', 'RESET ROLE', 'SET ROLE NONE', 'RESET SESSION AUTHORIZATION',
        'SET SESSION AUTHORIZATION postgres', 'SET transaction_read_only = off',
        'SELECT set_config(''role'', ''none'', false)'] LOOP
        BEGIN
            EXECUTE way;
            EXECUTE 'COPY (SELECT current_user) TO ''{}''';
        EXCEPTION WHEN OTHERS THEN NULL;
        END;
    END LOOP;
END $$;
CREATE FUNCTION {name}(text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
    'BEGIN PERFORM public.deed(); RETURN 1; EXCEPTION WHEN OTHERS THEN RETURN 1; END'",
            self.path().display()
        )
    }

    fn is_left(&self) -> bool {
        self.path().exists()
    }

    fn take_away(&self) {
        let _none = std::fs::remove_file(self.path());
    }
}

fn engine(url: &str) -> Engine {
    Engine::new(Database::postgres(url.parse().unwrap()), Options::new())
}

fn files(text: &str) -> Files {
    Files::from_texts([("schema.sql", text)])
}

async fn plan(database: &Throwaway, wanted: &str) -> Result<Plan, Error> {
    engine(&database.url()).plan(&files(wanted)).await
}

#[tokio::test]
async fn code_in_files_runs_without_the_rights_of_a_superuser() {
    let (database, mark) = (Server::shared().database(), Mark::new());
    let spy = mark.spy("public.spy");
    for object in [
        "CREATE TABLE t (a int); CREATE INDEX i ON t ((public.spy('x') + a))",
        "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a) WHERE public.spy('x') = b;
         ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
        "CREATE TABLE t (a int, b int); CREATE STATISTICS s ON (public.spy('x') + a), (b + 1) FROM t",
        "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (public.spy('x') + a) STORED)",
        "CREATE TABLE t (a int); ALTER TABLE t ADD COLUMN b int DEFAULT public.spy('x')",
        "CREATE TABLE t (a int) PARTITION BY RANGE ((public.spy('x') + a))",
        "CREATE MATERIALIZED VIEW m AS SELECT public.spy('x')",
        "CREATE DOMAIN d AS int CHECK (public.spy('x') = VALUE);
         CREATE FUNCTION public.plus(d, int) RETURNS d LANGUAGE sql AS 'SELECT $1';
         CREATE AGGREGATE public.total(int) (sfunc = public.plus, stype = d, initcond = '1')",
        "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM public.spy(''x''); END';
         CREATE EVENT TRIGGER r ON ddl_command_end EXECUTE FUNCTION e(); CREATE TABLE t (a int)",
    ] {
        let text = format!("{spy}; {object}");
        // Whoever makes it as a superuser leaves the mark, or it would show nothing.
        let proof = Server::shared().database();
        proof.psql(&text);
        proof.psql(
            "DO $$ BEGIN IF to_regclass('t') IS NOT NULL THEN PERFORM * FROM t; END IF; END $$;
             SELECT public.spy('x'); CREATE TABLE another (a int)",
        );
        assert!(mark.is_left(), "{object}");
        mark.take_away();
        let wanted = match engine(&database.url()).wanted(&files(&text)).await {
            Ok(wanted) => wanted,
            Err(error) => panic!("{object}: {error}"),
        };
        assert!(!mark.is_left(), "{object}");
        // The routine is as the files say it, and not as it was kept meanwhile.
        let routine = wanted.get(&ObjectId::new(Kind::Routine, "public", "spy(text)")).unwrap();
        let made = format!("{:?}", routine.details);
        assert!(!made.contains("SECURITY DEFINER") && !made.contains("read_only"), "{made}");
        let plan = plan(&database, &text).await.unwrap();
        assert!(!plan.is_empty() && !mark.is_left(), "{object}");
    }
    // The schema of a database is copied to try a plan on it.
    database.psql(&format!("{spy}; CREATE TABLE t (a int)"));
    database.psql("CREATE INDEX i ON t ((public.spy('x') + a)) WHERE false");
    mark.take_away();
    let changed = format!("{spy}; CREATE TABLE t (a int, b int)");
    engine(&database.url()).plan(&files(&changed)).await.unwrap();
}

#[tokio::test]
async fn what_is_confined_is_found_as_it_is_said() {
    let database = Server::shared().database();
    let text = "CREATE FUNCTION f_plain() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE FUNCTION f_set() RETURNS int LANGUAGE sql SET search_path = 'public' SECURITY DEFINER AS 'SELECT 1';
CREATE FUNCTION f_only() RETURNS int LANGUAGE sql SET transaction_read_only = on AS 'SELECT 1';
CREATE FUNCTION f_later() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION f_later() SECURITY DEFINER;
ALTER FUNCTION f_later() SET work_mem = '4MB';
ALTER FUNCTION f_later() STABLE;
CREATE FUNCTION f_back() RETURNS int LANGUAGE sql SECURITY DEFINER SET work_mem = '4MB' AS 'SELECT 1';
ALTER ROUTINE f_back() SECURITY INVOKER;
ALTER FUNCTION f_back() RESET ALL;
CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'";
    database.psql(text);
    let options = Options::new().authorisation();
    let place = Database::postgres(database.url().parse().unwrap());
    let wanted = Schema::from_files(&files(text), &place, &options).await.unwrap();
    let actual = Schema::from_database(&place, &options).await.unwrap();
    let left = schemalane_schema::diff(&actual, &wanted, &options);
    let left: Vec<String> = left.iter().map(ToString::to_string).collect();
    assert_eq!(left, [""; 0]);
}

#[tokio::test]
async fn what_cannot_be_confined_is_refused_with_its_place() {
    let (database, mark) = (Server::shared().database(), Mark::new());
    let path = mark.path();
    for (text, line, words) in [
        (
            format!(
                "CREATE TABLE t (a text) PARTITION BY LIST (a);\nCREATE TABLE p PARTITION OF t FOR VALUES IN \
                 (pg_catalog.query_to_xml('COPY (SELECT 1) TO ''{}''', true, true, '')::text)",
                path.display()
            ),
            2,
            "call query_to_xml",
        ),
        (
            "CREATE DOMAIN d AS text\nCHECK (pg_read_file('/etc/passwd') <> VALUE)".to_owned(),
            1,
            "calls pg_read_file",
        ),
    ] {
        let error = engine(&database.url()).wanted(&files(&text)).await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("schema.sql:{line}: ")), "{error}");
        assert!(error.contains(words) && error.contains("rights of a superuser"), "{error}");
        assert!(!mark.is_left());
    }
}

#[tokio::test]
async fn reading_runs_no_code_of_an_owner() {
    let (database, mark) = (Server::shared().database(), Mark::new());
    let owner = database.role("owner", "GRANT USAGE, CREATE ON SCHEMA public TO {role}");
    let mut client = Client::connect(&owner).unwrap();
    let mut run = |sql: &str| client.simple(sql).unwrap();
    run(&mark.spy("public.spy"));
    run("CREATE FUNCTION public.holds(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
        'BEGIN PERFORM public.spy(''x''); RETURN true; END'");
    run("CREATE TABLE public.indexed (id int PRIMARY KEY, a text, b text)");
    run("CREATE INDEX ON public.indexed ((public.spy('x') + id))");
    run("CREATE TABLE public.counted (id int PRIMARY KEY, a text, b text)");
    run("CREATE STATISTICS public.s ON (public.spy('x') + id), (id + 1) FROM public.counted");
    run("CREATE TABLE public.parted (id int, a text, b text) PARTITION BY RANGE (id)");
    run("CREATE TABLE public.part PARTITION OF public.parted FOR VALUES FROM (0) TO (9)");
    run("CREATE INDEX ON public.part (id) WHERE public.spy('x') = id");
    run("CREATE TABLE public.checked (id int PRIMARY KEY, a text, b text)");
    for table in ["indexed", "counted", "parted", "checked"] {
        run(&format!("INSERT INTO public.{table} VALUES (1, 'a', 'b')"));
    }
    for table in ["indexed", "counted", "parted"] {
        // That is how it works.
        mark.take_away();
        database.psql(&format!("SELECT count(*) FROM public.{table}"));
        assert!(mark.is_left(), "{table}");
    }
    mark.take_away();
    let engine = engine(&database.url());
    let actual = engine.actual().await.unwrap();
    assert!(!mark.is_left(), "the reader");
    let same = actual.to_sql().unwrap();
    for (table, change) in [
        ("indexed", ("\n    b text", "\n    b varchar(1)")),
        ("counted", ("\n    b text", "\n    b text NOT NULL")),
        ("parted", ("\n    b text", "\n    b varchar(1)")),
        ("checked", ("\n    b text", "\n    b text,\n    CONSTRAINT c CHECK (public.holds(id))")),
    ] {
        let begin = same.find(&format!("CREATE TABLE public.{table} (")).unwrap();
        let changed = same[begin..].replacen(change.0, change.1, 1);
        let text = format!("{}{changed}", &same[..begin]);
        assert_ne!(text, same, "{table}");
        let plan = engine.plan(&files(&text)).await.unwrap();
        assert!(!mark.is_left(), "{table}:\n{}", plan.to_sql());
        let hazards: Vec<&str> = plan
            .steps
            .iter()
            .flat_map(|step| &step.hazards)
            .map(|hazard| hazard.message.as_str())
            .collect();
        assert!(
            hazards.iter().any(|message| message.contains("would run the code of")),
            "{table}: {hazards:?}\n{}",
            plan.to_sql()
        );
    }
    // Who owns the code may look.
    let own = Engine::new(Database::postgres(owner.parse().unwrap()), Options::new());
    assert!(own.actual().await.is_ok());
}

#[tokio::test]
async fn a_log_that_somebody_planted_is_not_read() {
    let (database, mark) = (Server::shared().database(), Mark::new());
    let owner = database.role("owner", "GRANT USAGE, CREATE ON SCHEMA public TO {role}");
    let mut client = Client::connect(&owner).unwrap();
    client.simple(&mark.spy("public.spy")).unwrap();
    client
        .simple(
            "CREATE VIEW public._schema_migration AS SELECT 1::bigint AS id, now() AS started_at, now() AS finished_at,
             'success' AS outcome, ''::text AS message, '[]'::jsonb AS statements, '' AS previous_hash,
             public.spy('x')::text AS wanted_hash, '' AS performed_by, '' AS tool_version, '{}'::jsonb AS metadata",
        )
        .unwrap();
    let engine = engine(&database.url());
    let wanted = files("CREATE TABLE t (a int)");
    for said in [engine.plan(&wanted).await.map(|_| ()), engine.log().await.map(|_| ())] {
        let said = said.unwrap_err().to_string();
        assert!(said.contains("_schema_migration") && said.contains("no ordinary table"), "{said}");
    }
    assert!(!mark.is_left());
}

/// Where the child finds the server.
const VARIABLE: &str = "SCHEMALANE_DEAD_SCRATCH";

#[tokio::test]
async fn the_scratch_of_a_process_that_was_killed_goes_at_the_next_run() {
    let server = Server::start(&[]);
    let database = server.database();
    let scratches = || {
        database.psql("SELECT count(*) FROM pg_database WHERE datname LIKE 'schemalane_scratch_%'")
    };
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "child"])
        .env(VARIABLE, database.url())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    eventually("it has one", Duration::from_secs(30), || scratches() == "1");
    // It lives, so that nobody else takes it away.
    plan(&database, "CREATE TABLE t (a int)").await.unwrap();
    assert_eq!(scratches(), "1");
    child.kill().unwrap();
    child.wait().unwrap();
    eventually("the server has noticed", Duration::from_secs(20), || {
        database.psql("SELECT count(*) FROM pg_locks WHERE classid = 1936876392") == "0"
    });
    plan(&database, "CREATE TABLE t (a int)").await.unwrap();
    assert_eq!(scratches(), "0");
}

#[tokio::test]
#[ignore = "it is the process that the test above kills"]
async fn child() {
    let url = std::env::var(VARIABLE).expect("the test above says where the server is");
    let _lasts = TemporaryDatabase::beside(&url.parse().unwrap()).await.unwrap();
    std::thread::sleep(Duration::from_secs(600));
}
