//! The standby follows, refuses to write, and can become a server of its own.

use schemalane_testkit::{Client, Server, Standby};

#[test]
fn follows_its_primary_and_only_reads() {
    let server = Server::shared();
    let database = server.database();
    let role = database.role("reader", "grant select on all tables in schema public to {role}");
    let slots = "select count(*) from pg_replication_slots";
    {
        let standby = Standby::of(server);
        database.psql(
            "create table account (id int); insert into account select generate_series(1, 1000)",
        );
        database.psql("grant select on account to public");
        standby.catch_up();
        let mut client = Client::connect(&standby.url_through(&role)).unwrap();
        assert_eq!(
            client.simple("select count(*), pg_is_in_recovery() from account").unwrap().to_string(),
            "1000\tt"
        );
        let mut client = Client::connect(&standby.url_for(&database)).unwrap();
        assert_eq!(client.simple("delete from account").unwrap_err().code(), Some("25006"));
        assert_eq!(database.psql(slots), "1");
        assert_ne!(standby.server().port(), server.port());
    }
    assert_eq!(database.psql(slots), "0", "nothing keeps the primary's log back");
}

#[test]
fn takes_over_when_it_is_promoted() {
    let primary = Server::start(&[]);
    let database = primary.database();
    let standby = Standby::of(&primary);
    database.psql("create table kept ()");
    standby.catch_up();
    primary.crash();
    standby.promote();
    let mut client = Client::connect(&standby.url_for(&database)).unwrap();
    client.simple("create table more ()").unwrap();
    let found = "select to_regclass('kept'), to_regclass('more'), left(pg_walfile_name(pg_current_wal_lsn()), 8)";
    let found = client.simple(found).unwrap().to_string();
    assert_eq!(found, "kept\tmore\t00000002", "a timeline of its own");
    let own = standby.server().database();
    assert_eq!(
        own.psql("select 1"),
        "1",
        "its databases have names that its primary has not given"
    );
}
