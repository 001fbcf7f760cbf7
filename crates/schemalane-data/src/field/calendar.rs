//! Dates and times as databases have them, whichever crate has the Rust types.

#![cfg_attr(
    not(any(feature = "chrono", feature = "time")),
    expect(dead_code, reason = "only the crates for dates ask for it")
)]

use crate::cell::array;
use crate::{Cell, Value};
use std::fmt::Write as _;

/// A date of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: i32,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Time {
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
    pub(crate) nanosecond: u32,
}

/// PostgreSQL's days since 2000-01-01. The infinities have no date.
pub(crate) fn days(cell: Cell<'_>) -> Option<i64> {
    let days = i32::from_be_bytes(cell.postgres(&[1082]).and_then(array)?);
    (days != i32::MAX && days != i32::MIN).then(|| days.into())
}

/// PostgreSQL's microseconds of a day.
pub(crate) fn micros_of_day(cell: Cell<'_>) -> Option<i64> {
    cell.postgres(&[1083]).and_then(array).map(i64::from_be_bytes)
}

/// PostgreSQL's microseconds since 2000-01-01, of `timestamp` or of `timestamptz`. The infinities have no date.
pub(crate) fn micros(cell: Cell<'_>, oid: u32) -> Option<i64> {
    let micros = i64::from_be_bytes(cell.postgres(&[oid]).and_then(array)?);
    (micros != i64::MAX && micros != i64::MIN).then_some(micros)
}

/// Reads `2026-11-30`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let (text, is_before_christ) = match text.strip_suffix(" BC") {
        Some(text) => (text, true),
        None => (text, false),
    };
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let year: i32 = number(year, 4..=6)?;
    let year = if is_before_christ { 1 - year } else { year };
    Some(Date { year, month: number(month, 2..=2)?, day: number(day, 2..=2)? })
}

/// Reads `13:05`, `13:05:00` and `13:05:00.25`.
pub(crate) fn time(text: &str) -> Option<Time> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = clock.splitn(3, ':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    let second = parts.next().unwrap_or("00");
    let nanosecond: u32 = number(fraction, 1..=9)?;
    let power = 10_u32.pow(u32::try_from(9 - fraction.len()).ok()?);
    Some(Time {
        hour: number(hour, 2..=2)?,
        minute: number(minute, 2..=2)?,
        second: number(second, 2..=2)?,
        nanosecond: nanosecond * power,
    })
}

/// Reads a date and a time, with a `T` or a blank between them, and the seconds of an offset where there is one.
pub(crate) fn moment(text: &str) -> Option<(Date, Time, Option<i32>)> {
    let (text, is_before_christ) = match text.strip_suffix(" BC") {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (day, rest) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    let (clock, offset) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => (&rest[..at], Some(offset(&rest[at..])?)),
        None => (rest, None),
    };
    let mut day = date(day)?;
    if is_before_christ {
        day.year = 1 - day.year;
    }
    Some((day, time(clock)?, offset))
}

/// Reads `Z`, `+02`, `+0200` and `+02:00`.
fn offset(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text[1..].replace(':', "");
    let (hours, minutes) = digits.split_at_checked(2)?;
    let hours: i32 = number(hours, 2..=2)?;
    let minutes: i32 = if minutes.is_empty() { 0 } else { number(minutes, 2..=2)? };
    Some(sign * (hours * 3600 + minutes * 60))
}

fn number<T: std::str::FromStr>(
    digits: &str,
    length: std::ops::RangeInclusive<usize>,
) -> Option<T> {
    let is_number = length.contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// The parameter for a date, a time or both, as both databases read it whatever their settings are.
pub(crate) fn written(date: Option<Date>, time: Option<Time>, zone: &str) -> Value {
    let mut text = String::new();
    let mut is_before_christ = false;
    // A string takes whatever is written to it.
    if let Some(Date { year, month, day }) = date {
        is_before_christ = year < 1;
        let year = if is_before_christ { 1 - year } else { year };
        let _ = write!(text, "{year:04}-{month:02}-{day:02}");
    }
    if let Some(Time { hour, minute, second, nanosecond }) = time {
        let blank = if date.is_some() { " " } else { "" };
        let _ = write!(text, "{blank}{hour:02}:{minute:02}:{second:02}");
        if nanosecond > 0 {
            let digits = format!("{nanosecond:09}");
            let _ = write!(text, ".{}", digits.trim_end_matches('0'));
        }
    }
    text.push_str(zone);
    if is_before_christ {
        text.push_str(" BC");
    }
    Value::Text(text)
}
