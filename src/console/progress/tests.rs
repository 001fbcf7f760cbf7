use schemalane_source::{Mode, Timeouts};

use super::*;
use crate::{Applied, console::printable};

const TEXT: &str = "CREATE TABLE a (id INT);\nCREATE INDEX b\n    ON a (id);\n";

fn migration() -> Migration {
    const STATEMENTS: &[schemalane_source::Statement] = &[];
    let sql = Sql::new(TEXT, Mode::NonTransactional, Timeouts::NONE, STATEMENTS);
    Migration::sql("1", "a", "V1__a.sql", 0, sql)
}

/// What is shown of a run on such a device.
struct Shown {
    progress: Progress,
    current: Option<Current>,
    now: Instant,
}

impl Shown {
    fn on(device: Device, loudness: Loudness) -> Self {
        let palette = Palette::new(device, super::super::ColourChoice::Never, Default::default());
        let progress = Progress { palette, device, loudness, current: Mutex::new(None) };
        Self { progress, current: None, now: Instant::now() }
    }

    fn event(&mut self, event: &Event<'_>) -> String {
        printable(&self.progress.text(event, &mut self.current, self.now))
    }

    fn after(&mut self, time: Duration) -> String {
        self.now += time;
        printable(&self.progress.moved(&mut self.current, self.now))
    }
}

const CLEAR: &str = "\r\x1b[K";

#[test]
fn a_terminal_has_a_clock_and_the_statement_where_it_is_known() {
    let migration = migration();
    let mut shown = Shown::on(Device::Terminal, Loudness::Normal);
    let begun = shown.event(&Event::Started { migration: &migration, position: 1, total: 2 });
    assert_eq!(begun, format!("{CLEAR}[1/2] applying V1__a.sql ..."));
    let second = Duration::from_secs(1);
    assert_eq!(shown.after(second), format!("{CLEAR}[1/2] applying V1__a.sql, 1 s ..."));
    assert_eq!(shown.after(Duration::from_millis(50)), "", "it was drawn a moment ago");
    shown.current.as_mut().unwrap().statement = Some((3, 7));
    assert_eq!(
        shown.after(59 * second),
        format!("{CLEAR}[1/2] applying V1__a.sql, statement 3 of 7, 60 s ...")
    );
    let applied = Applied {
        version: "1".to_owned(),
        script: "V1__a.sql".to_owned(),
        description: "a".to_owned(),
        installed_rank: 1,
        execution_time: 61_000,
    };
    let done = shown.event(&Event::Applied { applied: &applied, position: 1, total: 2 });
    assert_eq!(done, format!("{CLEAR}[1/2] applied V1__a.sql in 61000 ms\n"));
    assert_eq!(shown.after(second), "", "nothing is under way");
}

#[test]
fn a_log_is_told_at_growing_intervals_where_it_wants_to_know() {
    let migration = migration();
    let mut shown = Shown::on(Device::Log, Loudness::Verbose);
    assert_eq!(shown.event(&Event::Started { migration: &migration, position: 1, total: 1 }), "");
    let told: Vec<_> = (0..100).map(|_| shown.after(Duration::from_secs(1))).collect();
    let told: Vec<_> = told.into_iter().filter(|line| !line.is_empty()).collect();
    let line = |time| format!("V1__a.sql: still under way, {time} s\n");
    assert_eq!(told, [10, 20, 40, 80].map(line));
    assert!(!Shown::on(Device::Log, Loudness::Normal).progress.moves());
    assert!(!Shown::on(Device::Terminal, Loudness::Quiet).progress.moves());
}

#[test]
fn a_remark_of_the_server_is_told_with_its_place_and_commands_no_terminal() {
    let notice = |severity, line| Event::Notice {
        script: "V1__a.sql",
        line,
        statement: None,
        severity,
        message: "a\u{1b}[2Jb",
    };
    let mut shown = Shown::on(Device::Log, Loudness::Normal);
    assert_eq!(
        shown.event(&notice(Severity::Warning, Some(3))),
        "warning: V1__a.sql:3: a\\u{1b}[2Jb\n"
    );
    assert_eq!(shown.event(&notice(Severity::Notice, None)), "notice: V1__a.sql: a\\u{1b}[2Jb\n");
    assert_eq!(shown.event(&notice(Severity::Debug, None)), "");
    let mut shown = Shown::on(Device::Log, Loudness::Verbose);
    assert!(shown.event(&notice(Severity::Debug, None)).starts_with("debug: "));
}
