//! `time`.

use super::{Field, calendar};
use crate::{Cell, Kind, Value};
use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// 2000-01-01, where PostgreSQL counts from.
fn epoch() -> Option<Date> {
    Date::from_calendar_date(2000, Month::January, 1).ok()
}

fn date(date: calendar::Date) -> Option<Date> {
    Date::from_calendar_date(date.year, Month::try_from(date.month).ok()?, date.day).ok()
}

fn time(time: calendar::Time) -> Option<Time> {
    Time::from_hms_nano(time.hour, time.minute, time.second, time.nanosecond).ok()
}

fn moment(micros: i64) -> Option<PrimitiveDateTime> {
    PrimitiveDateTime::new(epoch()?, Time::MIDNIGHT).checked_add(Duration::microseconds(micros))
}

fn of_date(date: Date) -> calendar::Date {
    calendar::Date { year: date.year(), month: date.month().into(), day: date.day() }
}

fn of_time(time: Time) -> calendar::Time {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    calendar::Time { hour, minute, second, nanosecond }
}

impl Field for Date {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => date(calendar::date(text)?),
            other => epoch()?.checked_add(Duration::days(calendar::days(other)?)),
        }
    }

    fn value(&self) -> Value {
        calendar::written(Some(of_date(*self)), None, "")
    }
}

impl Field for Time {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => time(calendar::time(text)?),
            other => {
                let micros = u64::try_from(calendar::micros_of_day(other)?).ok()?;
                let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
                let part = |number: u64| u8::try_from(number).ok();
                let rest = u32::try_from(rest).ok()?;
                let (minutes, second) = (seconds / 60, part(seconds % 60)?);
                Self::from_hms_micro(part(minutes / 60)?, part(minutes % 60)?, second, rest).ok()
            }
        }
    }

    fn value(&self) -> Value {
        calendar::written(None, Some(of_time(*self)), "")
    }
}

impl Field for PrimitiveDateTime {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => match calendar::moment(text)? {
                (day, clock, None) => Some(Self::new(date(day)?, time(clock)?)),
                (_, _, Some(_)) => None,
            },
            other => moment(calendar::micros(other, 1114)?),
        }
    }

    fn value(&self) -> Value {
        calendar::written(Some(of_date(self.date())), Some(of_time(self.time())), "")
    }
}

/// A text of SQLite that says no offset is taken for UTC, as SQLite's own functions write it. The offset is not kept:
/// the moment is.
impl Field for OffsetDateTime {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => {
                let (day, clock, offset) = calendar::moment(text)?;
                let local = PrimitiveDateTime::new(date(day)?, time(clock)?);
                let offset = Duration::seconds(offset.unwrap_or(0).into());
                local.checked_sub(offset).map(PrimitiveDateTime::assume_utc)
            }
            other => moment(calendar::micros(other, 1184)?).map(PrimitiveDateTime::assume_utc),
        }
    }

    fn value(&self) -> Value {
        let utc = self.to_offset(UtcOffset::UTC);
        calendar::written(Some(of_date(utc.date())), Some(of_time(utc.time())), "+00:00")
    }
}

super::array::element!(Date, Time, PrimitiveDateTime, OffsetDateTime);
