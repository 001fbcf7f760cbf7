//! Several that work on one database at once: `schema exec`, and the lane.

use std::{thread, time::Duration};

use schemalane_testkit::eventually;

use crate::{
    bench::assert_says,
    desk::{Desk, WITH_EMAIL},
    on_both,
    place::Place,
};

on_both!(one_of_six_executes, a_lane_that_runs_is_waited_for, who_waits_gives_up_in_time);

/// A container that runs it at its start, in several replicas.
fn one_of_six_executes(desk: Desk) {
    // A new database, and one with a row that the plan has to keep.
    for (round, wanted) in [None, Some(WITH_EMAIL)].into_iter().enumerate() {
        if let Some(wanted) = wanted {
            desk.place.sql("INSERT INTO account VALUES (1, 'Ada')");
            desk.want(wanted);
        }
        let running: Vec<_> = (0..6)
            .map(|_| {
                desk.bench
                    .command("schema exec --no-ledger --lock-wait 120s")
                    .args(["--database-url", &desk.place.url()])
                    .limit(Duration::from_secs(180))
                    .start()
            })
            .collect();
        let outputs: Vec<_> =
            running.into_iter().map(|running| running.finish().expect(0)).collect();
        let executed =
            outputs.iter().filter(|output| output.stdout.contains("executed 1 step")).count();
        let idle = outputs.iter().filter(|output| output.stdout.contains("nothing to do")).count();
        assert_eq!((executed, idle), (1, 5), "{round}: {outputs:#?}");
    }
    assert_eq!(desk.place.sql("SELECT name FROM account"), "Ada");
    assert_eq!(desk.place.sql("SELECT count(*) FROM _schema_migration"), "2");
}

/// Something that the lane makes and the files do not want is not dropped under its hands.
fn a_lane_that_runs_is_waited_for(desk: Desk) {
    let pause = match &desk.place {
        Place::Postgres(_) => "SELECT pg_sleep(4);",
        Place::Sqlite(_) => {
            "INSERT INTO made WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 6000000) \
             SELECT count(*) FROM n;"
        }
    };
    desk.bench.write("migrations/V1__make.sql", "CREATE TABLE made (a int);\n");
    desk.bench.write("migrations/V2__wait.sql", &format!("{pause}\n"));
    desk.bench.write("migrations/V3__fill.sql", "INSERT INTO made VALUES (-1);\n");
    let running = desk.bench.on("up --no-ledger", &desk.place.url()).start();
    eventually("the lane is at work", Duration::from_secs(30), || desk.place.has("made"));
    let output = desk.run("exec");
    running.finish().expect(0);
    let output = output.expect(6);
    assert_says(&output.stderr, &["made", "--allow delete-data"]);
    assert_eq!(desk.place.sql("SELECT count(*) FROM made WHERE a = -1"), "1");
}

fn who_waits_gives_up_in_time(desk: Desk) {
    desk.bench.write("migrations/V1__wait.sql", &format!("{}\n", desk.place.endless()));
    let running = desk.bench.on("up --no-ledger", &desk.place.url()).start();
    eventually("the lane is at work", Duration::from_secs(30), || desk.place.is_at_work());
    thread::sleep(Duration::from_millis(300));
    let output = desk.run("exec --lock-wait 1s").expect(1);
    assert_says(
        &output.stderr,
        &["waiting for the migration lock", "holds the migration lock", "--lock-wait"],
    );
    running.signal("INT");
    running.finish().expect(130);
    desk.run("exec").expect(0);
}
