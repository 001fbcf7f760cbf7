//! What is expected of a database after a run that was disturbed.

use std::collections::BTreeMap;
use std::time::Duration;

/// A row of the history, as far as it matters here.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// `installed_rank`
    pub rank: i64,
    /// `version`; empty for a row that has none.
    pub version: String,
    /// `success`
    pub success: bool,
}

impl Row {
    /// A row.
    #[must_use]
    pub fn new(rank: i64, version: &str, success: bool) -> Self {
        Self { rank, version: version.to_owned(), success }
    }
}

/// What is expected of a database after a run that was disturbed.
///
/// Each migration of such a test writes its version into a table `probe (version text)` without any constraint:
/// `insert into probe values ('2')`. The history and the probe must then tell the same story.
///
/// ```
/// use schemalane_testkit::{Expectations, Row};
///
/// let lane = Expectations::of(&["1", "2", "3"]).without_transaction(&["3"]);
/// // Version 3 was cut short after its statement, and says so.
/// lane.assert_rows(
///     &[Row::new(1, "1", true), Row::new(2, "2", true), Row::new(3, "3", false)],
///     &["1".to_owned(), "2".to_owned(), "3".to_owned()],
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Expectations {
    versions: Vec<String>,
    without_transaction: Vec<String>,
    silent: Vec<String>,
    applied: Option<usize>,
    pub(crate) schema: String,
    pub(crate) history: String,
    pub(crate) application: String,
    pub(crate) bound: Duration,
}

impl Expectations {
    /// A lane with these versions, in their order. Each is transactional and writes into the probe.
    #[must_use]
    pub fn of(versions: &[&str]) -> Self {
        Self {
            versions: owned(versions),
            without_transaction: Vec::new(),
            silent: Vec::new(),
            applied: None,
            schema: "public".to_owned(),
            history: "flyway_schema_history".to_owned(),
            application: "schemalane".to_owned(),
            bound: Duration::from_secs(15),
        }
    }

    /// These run outside of a transaction: cut short, they may leave what they did, beside a row that says failed.
    #[must_use]
    pub fn without_transaction(mut self, versions: &[&str]) -> Self {
        self.without_transaction = owned(versions);
        self
    }

    /// These write nothing into the probe.
    #[must_use]
    pub fn silent(mut self, versions: &[&str]) -> Self {
        self.silent = owned(versions);
        self
    }

    /// Exactly the first `count` versions are applied. Otherwise any number of them may be, from the first on.
    #[must_use]
    pub fn applied(mut self, count: usize) -> Self {
        assert!(count <= self.versions.len(), "the lane has fewer versions");
        self.applied = Some(count);
        self
    }

    /// The schema with the history and the probe; `public` otherwise.
    #[must_use]
    pub fn schema(mut self, name: &str) -> Self {
        name.clone_into(&mut self.schema);
        self
    }

    /// The history's table; `flyway_schema_history` otherwise.
    #[must_use]
    pub fn history(mut self, table: &str) -> Self {
        table.clone_into(&mut self.history);
        self
    }

    /// What the application's name begins with in the sessions of who migrates; `schemalane` otherwise.
    #[must_use]
    pub fn application(mut self, name: &str) -> Self {
        name.clone_into(&mut self.application);
        self
    }

    /// How long locks and busy sessions may be left over; 15 seconds otherwise.
    #[must_use]
    pub fn bound(mut self, bound: Duration) -> Self {
        self.bound = bound;
        self
    }

    /// Panics with everything that does not hold, for a database that the kit has no driver for. `rows` is the history,
    /// `probe` has the versions in the probe, each in any order; both are empty where the table does not exist.
    pub fn assert_rows(&self, rows: &[Row], probe: &[String]) {
        let wrong = self.wrong(rows, probe);
        assert!(
            wrong.is_empty(),
            "the database is not sound:\n  {}\nhistory: {rows:?}\nprobe: {probe:?}",
            wrong.join("\n  ")
        );
    }

    fn wrong(&self, rows: &[Row], probe: &[String]) -> Vec<String> {
        let mut wrong = holes(rows);
        let strangers = rows.iter().map(|row| &row.version).chain(probe);
        let strangers =
            strangers.filter(|version| !version.is_empty() && !self.versions.contains(version));
        wrong.extend(strangers.map(|version| format!("version {version} is not of this lane")));
        wrong
            .extend(self.versions.iter().flat_map(|version| self.wrong_with(version, rows, probe)));
        let is_applied =
            |version: &&String| rows.iter().any(|row| row.success && row.version == **version);
        let applied: Vec<_> = self.versions.iter().filter(is_applied).collect();
        if !self.versions.iter().zip(&applied).all(|(expected, found)| expected == *found) {
            wrong.push(format!("applied is {applied:?}, which leaves one out"));
        }
        if let Some(expected) = self.applied.filter(|&expected| expected != applied.len()) {
            wrong.push(format!("{} versions are applied, expected {expected}", applied.len()));
        }
        wrong
    }

    fn wrong_with(&self, version: &String, rows: &[Row], probe: &[String]) -> Vec<String> {
        let of = |success| {
            rows.iter().filter(|row| row.version == *version && row.success == success).count()
        };
        let (applied, failed) = (of(true), of(false));
        let done = probe.iter().filter(|found| *found == version).count();
        let mut wrong = Vec::new();
        if applied + failed > 1 {
            wrong.push(format!("version {version} is {} times in the history", applied + failed));
        }
        let allowed = if self.silent.contains(version) {
            0..=0
        } else if applied > 0 {
            1..=1
        } else if failed > 0 && self.without_transaction.contains(version) {
            0..=1
        } else {
            0..=0
        };
        if !allowed.contains(&done) {
            let state = if applied > 0 {
                "applied"
            } else if failed > 0 {
                "failed"
            } else {
                "not in the history"
            };
            wrong.push(format!("version {version} is {state}, and its work was done {done} times"));
        }
        wrong
    }
}

/// Ranks begin with 0 (where a tool has written a row of its own first) or 1, and count on.
fn holes(rows: &[Row]) -> Vec<String> {
    let mut ranks = BTreeMap::<i64, usize>::new();
    rows.iter().for_each(|row| *ranks.entry(row.rank).or_default() += 1);
    let twice = ranks.iter().filter(|&(_, &count)| count > 1);
    let mut wrong: Vec<_> =
        twice.map(|(rank, count)| format!("rank {rank} is there {count} times")).collect();
    let first = ranks.keys().next().copied().unwrap_or(1);
    let expected = first..;
    if !(0..=1).contains(&first) || !ranks.keys().copied().eq(expected.take(ranks.len())) {
        wrong.push(format!("the ranks have a hole: {:?}", ranks.keys().collect::<Vec<_>>()));
    }
    wrong
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}
