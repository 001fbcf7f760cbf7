use super::*;
use crate::sqlite::connection;

/// Objects that nothing has to do with, each next to something that changes.
const BESIDE: &str = "\n;CREATE TABLE beside_a (beside_x PRIMARY KEY);
CREATE TABLE beside_b (beside_x REFERENCES beside_a);
CREATE INDEX beside_i ON beside_b (beside_x);
CREATE VIEW beside_v AS SELECT beside_x FROM beside_b;
CREATE TRIGGER beside_r AFTER INSERT ON beside_a BEGIN INSERT INTO beside_b VALUES (1); END;";

/// The plan of everything and that of the part that differs.
fn plans(current: &str, wanted: &str) -> Option<[Result<String, String>; 2]> {
    let options = Options::new();
    let real = connection::memory().unwrap();
    real.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    real.execute_batch(current).ok()?;
    real.execute_batch("PRAGMA foreign_keys = ON; BEGIN").unwrap();
    let statements = Files::from_texts([("a.sql", wanted)]).statements(Dialect::Sqlite).ok()?;
    let entries = entry::all(&real, &options).unwrap();
    let extent = Extent::differing(&real, &entries, &statements).unwrap()?;
    let plan = |extent: &Extent| {
        let plan = of_extent(&real, extent, &options, nothing(&entries, &statements));
        let plan = plan.map_err(|error| error.to_string())?;
        match extent.suffices(&plan.0.steps)
            || works(&plan.0.steps, &extent.with_texts(&entries)).unwrap()
        {
            true => Ok(plan.0.to_sql()),
            false => Err("it has to be planned as a whole".to_owned()),
        }
    };
    (!extent.is_whole()).then(|| [plan(&Extent::whole(&entries, &statements)), plan(&extent)])
}

/// The schemas of the case folders, whatever is expected of them there.
#[test]
fn a_part_has_the_plan_of_the_whole() {
    let mut compared = 0;
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/sqlite");
    for group in std::fs::read_dir(cases).unwrap() {
        for case in std::fs::read_dir(group.unwrap().path()).unwrap() {
            let case = case.unwrap().path();
            let read = |name: &str| std::fs::read_to_string(case.join(name));
            let (Ok(current), Ok(wanted)) = (read("current.sql"), read("wanted.sql")) else {
                continue;
            };
            let plans = plans(&(current + BESIDE), &(wanted + BESIDE));
            let Some([whole, part]) = plans else { continue };
            assert_eq!(whole, part, "{}", case.display());
            compared += 1;
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn a_step_that_fails_beside_something_else_does_not_work() {
    let works = |sql: &str, step: &str| {
        let real = connection::memory().unwrap();
        real.execute_batch(sql).unwrap();
        let entries = entry::all(&real, &Options::new()).unwrap();
        let id = ObjectId::new(Kind::Table, "", "t");
        works(&[Step::new(id, String::new(), vec![step.to_owned()])], &entries).unwrap()
    };
    let (tables, broken) =
        ("CREATE TABLE t (a); CREATE TABLE u (a);", "CREATE VIEW v AS SELECT b FROM u");
    assert!(works(tables, "ALTER TABLE t RENAME TO w"));
    assert!(!works(&format!("{tables}{broken}"), "ALTER TABLE t RENAME TO w"));
    assert!(works(&format!("{tables}{broken}"), "ALTER TABLE t ADD COLUMN b"));
}
