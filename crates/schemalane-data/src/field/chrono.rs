//! `chrono`.

use super::{Field, calendar};
use crate::{Cell, Kind, Value};
use chrono::{
    DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta,
    Timelike as _, Utc,
};

/// 2000-01-01, where PostgreSQL counts from.
fn epoch() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2000, 1, 1)
}

fn date(date: calendar::Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year, date.month.into(), date.day.into())
}

fn time(time: calendar::Time) -> Option<NaiveTime> {
    let calendar::Time { hour, minute, second, nanosecond } = time;
    NaiveTime::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)
}

fn moment(micros: i64) -> Option<NaiveDateTime> {
    epoch()?.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::microseconds(micros))
}

#[allow(clippy::cast_possible_truncation, reason = "months and days are small")]
fn of_date(date: NaiveDate) -> calendar::Date {
    calendar::Date { year: date.year(), month: date.month() as u8, day: date.day() as u8 }
}

/// A leap second of chrono is the second before it, since neither database has any.
#[allow(clippy::cast_possible_truncation, reason = "hours, minutes and seconds are small")]
fn of_time(time: NaiveTime) -> calendar::Time {
    calendar::Time {
        hour: time.hour() as u8,
        minute: time.minute() as u8,
        second: time.second() as u8,
        nanosecond: time.nanosecond().min(999_999_999),
    }
}

impl Field for NaiveDate {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => date(calendar::date(text)?),
            other => epoch()?.checked_add_signed(TimeDelta::try_days(calendar::days(other)?)?),
        }
    }

    fn value(&self) -> Value {
        calendar::written(Some(of_date(*self)), None, "")
    }
}

impl Field for NaiveTime {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => time(calendar::time(text)?),
            other => {
                let micros = u32::try_from(calendar::micros_of_day(other)? % 1_000_000).ok()?;
                let seconds = u32::try_from(calendar::micros_of_day(other)? / 1_000_000).ok()?;
                Self::from_num_seconds_from_midnight_opt(seconds, micros * 1000)
            }
        }
    }

    fn value(&self) -> Value {
        calendar::written(None, Some(of_time(*self)), "")
    }
}

impl Field for NaiveDateTime {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => match calendar::moment(text)? {
                (day, clock, None) => Some(date(day)?.and_time(time(clock)?)),
                (_, _, Some(_)) => None,
            },
            other => moment(calendar::micros(other, 1114)?),
        }
    }

    fn value(&self) -> Value {
        calendar::written(Some(of_date(self.date())), Some(of_time(self.time())), "")
    }
}

/// A text of SQLite that says no offset is taken for UTC, as SQLite's own functions write it.
impl Field for DateTime<Utc> {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => {
                let (day, clock, offset) = calendar::moment(text)?;
                let offset = TimeDelta::seconds(offset.unwrap_or(0).into());
                let local = date(day)?.and_time(time(clock)?);
                local.checked_sub_signed(offset).map(|utc| utc.and_utc())
            }
            other => moment(calendar::micros(other, 1184)?).map(|utc| utc.and_utc()),
        }
    }

    fn value(&self) -> Value {
        let utc = self.naive_utc();
        calendar::written(Some(of_date(utc.date())), Some(of_time(utc.time())), "+00:00")
    }
}

/// The offset is not kept: the moment is.
impl Field for DateTime<FixedOffset> {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        DateTime::<Utc>::read(cell).map(|moment| moment.fixed_offset())
    }

    fn value(&self) -> Value {
        self.to_utc().value()
    }
}

super::array::element!(NaiveDate, NaiveTime, NaiveDateTime, DateTime<Utc>, DateTime<FixedOffset>);
