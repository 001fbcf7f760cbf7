//! PostgreSQL: `fresh` empties one schema, whatever is in it, and nothing else.

use schemalane::{Config, Error, Identifier};

use crate::{
    lane::{Lane, applied},
    place::Place,
};

/// One of everything that a schema can hold.
const ZOO: &str = "
CREATE TABLE a (id INT PRIMARY KEY, b INT); CREATE TABLE b (id INT PRIMARY KEY, a INT REFERENCES a);
ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
CREATE TABLE counted (id SERIAL, other INT GENERATED ALWAYS AS IDENTITY, twice INT GENERATED ALWAYS AS (2) STORED);
CREATE SEQUENCE loose; CREATE SEQUENCE owned OWNED BY a.id;
CREATE VIEW v AS SELECT * FROM a; CREATE VIEW w AS SELECT * FROM v;
CREATE MATERIALIZED VIEW m AS SELECT * FROM w; CREATE INDEX ON m (id);
CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN positive AS INT CHECK (VALUE > 0);
CREATE TYPE pair AS (one INT, two mood); CREATE TYPE span AS RANGE (SUBTYPE = int4);
CREATE TABLE typed (m mood, p positive, c pair, s span, many mood[]);
CREATE FUNCTION f(mood) RETURNS pair LANGUAGE sql AS 'SELECT 1, $1'; CREATE FUNCTION f(a) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE p(INOUT x INT) LANGUAGE plpgsql AS 'BEGIN END';
CREATE AGGREGATE total(int4) (SFUNC = int4pl, STYPE = int4, INITCOND = '0');
CREATE FUNCTION same(pair, pair) RETURNS bool LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR === (LEFTARG = pair, RIGHTARG = pair, FUNCTION = same);
CREATE OPERATOR FAMILY family USING btree;
CREATE CAST (mood AS pair) WITH FUNCTION f(mood);
CREATE COLLATION german (LOCALE = 'C');
CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
CREATE STATISTICS stats ON id, b FROM a;
CREATE TABLE parted (id INT, day DATE) PARTITION BY RANGE (day);
CREATE TABLE part_1 PARTITION OF parted DEFAULT; CREATE INDEX ON parted (id);
CREATE TABLE child () INHERITS (a);
CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION act();
CREATE RULE r AS ON INSERT TO b DO ALSO NOTHING;
CREATE POLICY mine ON a USING (true);
CREATE TABLE \"odd \"\"name; DROP\" (\"x.y\" INT);
";

/// Everything that a schema holds but for what an extension brought.
const INSIDE: &str = "SELECT i.type, i.identity FROM pg_depend d, \
    LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) i \
    WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'public'::regnamespace \
      AND d.deptype = 'n' AND d.classid <> 'pg_extension'::regclass \
      AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e') \
    ORDER BY 1, 2";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_goes_but_extensions_and_rights() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    database.role("guest", "GRANT USAGE ON SCHEMA public TO {role}");
    let rights = "SELECT nspacl::text, nspowner FROM pg_namespace WHERE nspname = 'public'";
    place.sql("CREATE EXTENSION pg_trgm; CREATE EXTENSION hstore").await;
    let (empty, granted) = (place.sql(INSIDE).await, place.sql(rights).await);
    place.sql(ZOO).await;
    // Enough objects that the list of them is longer than what a cursor fetches ahead.
    place
        .sql("DO $$ BEGIN FOR n IN 1..60 LOOP EXECUTE format('CREATE TABLE many_%s (id INT GENERATED ALWAYS AS IDENTITY)', n); END LOOP; END $$")
        .await;
    place
        .sql("CREATE SCHEMA other; CREATE TABLE other.kept (id INT PRIMARY KEY); INSERT INTO other.kept VALUES (1)")
        .await;
    let db = place.connect().await;
    let lane = Lane::of("V1__nothing.sql", "SELECT 1;");
    lane.up_with(&db, Config::new().adopt()).await.unwrap();
    let report = lane.migrator(&db, Config::new()).fresh(&db).await;
    assert_eq!(applied(&report.unwrap_or_else(|error| panic!("{error}"))), ["1"]);
    place.sql("DROP TABLE flyway_schema_history").await;
    assert_eq!(place.sql(INSIDE).await, empty);
    assert_eq!(place.sql(rights).await, granted);
    assert_eq!(place.sql("SELECT id FROM other.kept").await, "1");
    let extensions = "SELECT extname FROM pg_extension ORDER BY 1";
    assert_eq!(place.sql(extensions).await, "hstore\npg_trgm\nplpgsql");
    assert_eq!(place.sql("SELECT similarity('a', 'a')").await, "1");
}

/// Where something outside would go along, nothing goes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_does_not_reach_outside() {
    let place = Place::postgres();
    let db = place.connect().await;
    let lane = Lane::of(
        "V1__all.sql",
        "CREATE TABLE a (id INT PRIMARY KEY); CREATE TYPE mood AS ENUM ('sad'); CREATE SEQUENCE s;\n\
         CREATE FUNCTION f(INT) RETURNS INT IMMUTABLE LANGUAGE sql AS 'SELECT 1';\n\
         CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';\n\
         CREATE TABLE parent (id INT) PARTITION BY LIST (id);",
    );
    lane.up(&db).await.unwrap();
    place.sql("CREATE SCHEMA other; CREATE TABLE other.plain (id INT, m TEXT)").await;
    for (object, undo, name) in [
        ("VIEW other.v AS SELECT * FROM a", "VIEW other.v", "other.v"),
        ("TABLE other.t (m mood)", "TABLE other.t", "other.t.m"),
        ("TABLE other.t (id INT REFERENCES a)", "TABLE other.t", "t_id_fkey on other.t"),
        ("TABLE other.t (id INT DEFAULT nextval('s'))", "TABLE other.t", "other.t.id"),
        ("TYPE other.c AS (m mood, n INT)", "TYPE other.c", "other.c.m"),
        (
            "FUNCTION other.g(mood) RETURNS INT LANGUAGE sql AS 'SELECT 1'",
            "FUNCTION other.g",
            "other.g(public.mood)",
        ),
        ("INDEX i ON other.plain (f(id))", "INDEX other.i", "other.i"),
        (
            "TRIGGER t BEFORE INSERT ON other.plain FOR EACH ROW EXECUTE FUNCTION act()",
            "TRIGGER t ON other.plain",
            "t on other.plain",
        ),
        (
            "POLICY p ON other.plain USING (f(id) = 1)",
            "POLICY p ON other.plain",
            "p on other.plain",
        ),
        (
            "RULE r AS ON INSERT TO other.plain DO ALSO INSERT INTO a VALUES (1)",
            "RULE r ON other.plain",
            "r on other.plain",
        ),
        ("TABLE other.part PARTITION OF parent DEFAULT", "TABLE other.part", "other.part"),
        ("MATERIALIZED VIEW other.mv AS SELECT f(1)", "MATERIALIZED VIEW other.mv", "other.mv"),
    ] {
        place.sql(&format!("CREATE {object}")).await;
        let (before, history) = (place.catalog().await, place.history().await);
        let error = lane.migrator(&db, Config::new()).fresh(&db).await.unwrap_err();
        assert!(matches!(&error, Error::ReachesOutside { .. }), "{object}: {error}");
        assert!(error.to_string().contains(name), "{name}: {error}");
        assert_eq!((place.catalog().await, place.history().await), (before, history), "{object}");
        place.sql(&format!("DROP {undo}")).await;
    }
    lane.migrator(&db, Config::new()).fresh(&db).await.unwrap_or_else(|error| panic!("{error}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_schema_than_public() {
    let place = Place::postgres();
    let db = place.connect().await;
    place.sql("CREATE SCHEMA app; CREATE TABLE app.old (id INT); CREATE TABLE kept (id INT)").await;
    let lane = Lane::of("V1__t.sql", "CREATE TABLE t (id INT);");
    let config = Config::new().schema(Identifier::new("app").unwrap());
    lane.migrator(&db, config).fresh(&db).await.unwrap();
    let tables = "SELECT schemaname, tablename FROM pg_tables \
                  WHERE schemaname IN ('app', 'public') ORDER BY 1, 2";
    assert_eq!(place.sql(tables).await, "app|flyway_schema_history\napp|t\npublic|kept");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_role_owns_stops_it() {
    let place = Place::postgres();
    let Place::Postgres(database) = &place else { unreachable!() };
    place.sql("CREATE TABLE theirs (id INT)").await;
    let url = database.role("migrator", "GRANT CREATE, USAGE ON SCHEMA public TO {role}");
    let db = crate::place::connect(&url).await;
    let lane = Lane::of("V1__t.sql", "CREATE TABLE t (id INT);");
    lane.up_with(&db, Config::new().adopt()).await.unwrap();
    let error = lane.migrator(&db, Config::new()).fresh(&db).await.unwrap_err();
    assert!(error.to_string().contains("must be owner of table theirs"), "{error}");
    assert!(place.has("t").await && place.has("theirs").await);
    assert_eq!(place.history().await.len(), 1);
}
