//! Shows the steps of a schema's plan while they go on.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use schemalane_schema::Event;

use super::{Device, Loudness, Paint, Palette, Stream, is_said};

/// How often a line that moves is drawn anew.
const REDRAWN: Duration = Duration::from_millis(100);

/// Shows an execution while it goes on: a terminal sees the step that is running and the rows of a long copy, a log gets
/// one line for each step that is done.
pub(crate) struct Steps {
    palette: Palette,
    device: Device,
    current: Mutex<Option<Current>>,
}

/// The step that is running.
struct Current {
    number: usize,
    total: usize,
    summary: String,
    began: Instant,
    drawn: Option<Instant>,
}

impl Steps {
    pub(crate) fn new() -> Self {
        let device = Device::of(Stream::Err);
        Self { palette: Palette::of_stderr(), device, current: Mutex::new(None) }
    }

    /// What an execution tells its events to.
    pub(crate) fn observer(self) -> impl Fn(&Event) + Send + Sync + 'static {
        move |event| {
            if !is_said(Loudness::Normal) {
                return;
            }
            let line = self.line(event, Instant::now());
            let _closed = Stream::Err.write(&line);
        }
    }

    /// What is written about an event, with its line break where the line is complete.
    fn line(&self, event: &Event, now: Instant) -> String {
        // A thread that panicked with the lock in its hand left a line that is as good as any.
        let mut current = self.current.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let clear = self.device.fresh_line();
        match event {
            Event::StepStarted { number, total, summary } => {
                let summary = super::line(summary);
                let step =
                    Current { number: *number, total: *total, summary, began: now, drawn: None };
                let line = match self.device {
                    Device::Terminal => {
                        format!("{clear}{} {} ...", self.counter(&step), step.summary)
                    }
                    Device::Log => String::new(),
                };
                *current = Some(step);
                line
            }
            Event::RowsCopied { table, rows, total } => {
                let Some(step) = current.as_mut().filter(|_| self.device == Device::Terminal)
                else {
                    return String::new();
                };
                if step.drawn.is_some_and(|drawn| now.duration_since(drawn) < REDRAWN) {
                    return String::new();
                }
                step.drawn = Some(now);
                let rate = rate(*rows, now.duration_since(step.began));
                let table = super::line(table);
                format!("{clear}{} {table}: {rows} of {total} rows{rate}", self.counter(step))
            }
            Event::StepFinished { milliseconds, .. } => match current.take() {
                Some(step) => {
                    let word = self.palette.paint(Paint::Good, "done");
                    let counter = self.counter(&step);
                    format!("{clear}{counter} {word} {} in {milliseconds} ms\n", step.summary)
                }
                None => String::new(),
            },
            Event::Retry { tries, reason } => {
                let reason = super::line(reason);
                format!("{clear}{reason}; try {} follows\n", tries + 1)
            }
            _ => String::new(),
        }
    }

    fn counter(&self, step: &Current) -> String {
        self.palette.paint(Paint::Quiet, &format!("[{}/{}]", step.number, step.total))
    }
}

/// How fast rows are copied, once there is something to tell.
fn rate(rows: u64, time: Duration) -> String {
    let millis = time.as_millis();
    if millis == 0 {
        return String::new();
    }
    format!(", {} a second", u128::from(rows) * 1000 / millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(device: Device) -> Steps {
        Steps { palette: Palette::none(), device, current: Mutex::new(None) }
    }

    fn lines(device: Device) -> Vec<String> {
        let steps = steps(device);
        let began = Instant::now();
        let copied = |rows| Event::RowsCopied { table: "account".to_owned(), rows, total: 900 };
        [
            (Event::StepStarted { number: 1, total: 2, summary: "rebuild\taccount".into() }, 0),
            (copied(300), 1000),
            (copied(310), 1010),
            (copied(600), 2000),
            (Event::StepFinished { number: 1, milliseconds: 3000 }, 3000),
        ]
        .map(|(event, millis)| {
            super::super::terminal::printable(
                &steps.line(&event, began + Duration::from_millis(millis)),
            )
        })
        .into()
    }

    #[test]
    fn a_terminal_sees_rows_and_their_rate() {
        assert_eq!(
            lines(Device::Terminal),
            [
                "\r\x1b[K[1/2] rebuild account ...",
                "\r\x1b[K[1/2] account: 300 of 900 rows, 300 a second",
                "",
                "\r\x1b[K[1/2] account: 600 of 900 rows, 300 a second",
                "\r\x1b[K[1/2] done rebuild account in 3000 ms\n",
            ]
        );
    }

    #[test]
    fn a_log_gets_a_line_for_each_step() {
        assert_eq!(lines(Device::Log), ["", "", "", "", "[1/2] done rebuild account in 3000 ms\n"]);
    }
}
