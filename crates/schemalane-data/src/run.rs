//! What generated functions call.

use crate::{Answer, Dialect, Error, Field, Opening, Record, Row, Session, Sql, Table, Value};
use std::borrow::Cow;

/// Every row of a statement.
pub fn all<'c, T: Record + 'c>(
    opening: Opening<'c>,
    sql: Sql,
    values: Vec<Value>,
) -> Answer<'c, Vec<T>> {
    collect(opening, sql, values, |row| row.whole())
}

/// What a function makes of every row of a statement.
pub fn collect<'c, T: Send + 'c>(
    opening: Opening<'c>,
    sql: Sql,
    values: Vec<Value>,
    read: fn(&Row<'_>) -> Result<T, crate::DecodeError>,
) -> Answer<'c, Vec<T>> {
    Box::pin(async move {
        let mut records = Vec::new();
        let mut sink = |row: &Row<'_>| {
            records.push(read(row)?);
            Ok(())
        };
        query(opening, sql, values, &mut sink).await?;
        Ok(records)
    })
}

/// Every row of a statement, with those beside it. Its first column numbers what belongs together; the first record has
/// so many columns; the second is there where the column that was compared is not null.
pub fn nested<'c, P: Record + 'c, T: Record + 'c>(
    opening: Opening<'c>,
    sql: Sql,
    width: usize,
    compared: usize,
) -> Answer<'c, Vec<(P, Vec<T>)>> {
    Box::pin(async move {
        let mut records: Vec<(P, Vec<T>)> = Vec::new();
        let mut last = None;
        let mut sink = |row: &Row<'_>| {
            let place: i64 = row.get(0)?;
            if last.replace(place) != Some(place) {
                records.push((row.record(1)?, Vec::new()));
            }
            if let Some((_, beside)) = records.last_mut() {
                beside.extend(row.optional(1 + width, 1 + compared)?);
            }
            Ok(())
        };
        query(opening, sql, Vec::new(), &mut sink).await?;
        Ok(records)
    })
}

/// A list of rows for each key, by one statement, whose first column is the place of the key; none where there is no key.
pub fn lists<'c, T: Record + 'c>(
    opening: Opening<'c>,
    sql: Sql,
    keys: Vec<Vec<Value>>,
) -> Answer<'c, Vec<Vec<T>>> {
    Box::pin(async move {
        let mut lists: Vec<Vec<T>> = keys.iter().map(|_| Vec::new()).collect();
        if keys.is_empty() {
            return Ok(lists);
        }
        let mut session = opening.await?;
        let text = text(session.as_ref(), sql)?;
        let values = match session.dialect()? {
            Dialect::Sqlite => Vec::from([Value::json(&keys)]),
            Dialect::Postgres => {
                let columns = 0..keys.first().map_or(0, Vec::len);
                let column = |place| keys.iter().filter_map(move |key| key.get(place));
                columns.map(|place| Value::array(column(place))).collect()
            }
        };
        let mut sink = |row: &Row<'_>| {
            let place: i64 = row.get(0)?;
            let list = usize::try_from(place).ok().and_then(|place| lists.get_mut(place));
            if let Some(list) = list {
                list.push(row.record(1)?);
            }
            Ok(())
        };
        session.query(text, values, &mut sink).await?;
        Ok(lists)
    })
}

/// The row of a statement that gives at most one.
pub fn optional<'c, T: Record + 'c>(
    opening: Opening<'c>,
    sql: Sql,
    values: Vec<Value>,
) -> Answer<'c, Option<T>> {
    Box::pin(async move { Ok(all(opening, sql, values).await?.pop()) })
}

/// The row of a statement that gives one.
pub fn one<'c, T: Record + 'c>(
    opening: Opening<'c>,
    sql: Sql,
    values: Vec<Value>,
) -> Answer<'c, T> {
    Box::pin(async move {
        let found = optional(opening, sql, values).await?;
        found.ok_or(Error::NoRow { table: T::SHAPE.name })
    })
}

/// The first row of a statement, if it gives one.
pub fn first<'c, T: Record + 'c>(
    opening: Opening<'c>,
    sql: Sql,
    values: Vec<Value>,
) -> Answer<'c, Option<T>> {
    Box::pin(async move {
        let mut record = None;
        let mut sink = |row: &Row<'_>| {
            if record.is_none() {
                record = Some(row.whole()?);
            }
            Ok(())
        };
        query(opening, sql, values, &mut sink).await?;
        Ok(record)
    })
}

/// The first row of a statement that gives one.
pub fn row<'c, T: Record + 'c>(
    opening: Opening<'c>,
    sql: Sql,
    values: Vec<Value>,
) -> Answer<'c, T> {
    Box::pin(async move {
        let found = first(opening, sql, values).await?;
        found.ok_or(Error::NoRow { table: T::SHAPE.name })
    })
}

/// Executes a statement, and says how many rows it has changed.
pub fn affected(opening: Opening<'_>, sql: Sql, values: Vec<Value>) -> Answer<'_, u64> {
    Box::pin(async move {
        let mut session = opening.await?;
        let sql = text(session.as_ref(), sql)?;
        session.execute(sql, values).await
    })
}

/// Executes a statement.
pub fn done(opening: Opening<'_>, sql: Sql, values: Vec<Value>) -> Answer<'_, ()> {
    Box::pin(async move {
        affected(opening, sql, values).await?;
        Ok(())
    })
}

/// The number that a statement counts.
pub fn count(opening: Opening<'_>, sql: Sql, values: Vec<Value>) -> Answer<'_, u64> {
    Box::pin(async move {
        let counted = value::<i64>(opening, sql, values).await?;
        Ok(counted.and_then(|number| u64::try_from(number).ok()).unwrap_or_default())
    })
}

/// Whether a statement gives a row.
pub fn exists(opening: Opening<'_>, sql: Sql, values: Vec<Value>) -> Answer<'_, bool> {
    Box::pin(async move {
        let mut found = false;
        let mut sink = |_: &Row<'_>| {
            found = true;
            Ok(())
        };
        query(opening, sql, values, &mut sink).await?;
        Ok(found)
    })
}

/// The one value of a statement.
fn value<'c, T: Field + Send + 'c>(
    opening: Opening<'c>,
    sql: Sql,
    values: Vec<Value>,
) -> Answer<'c, Option<T>> {
    Box::pin(async move {
        let mut found = None;
        let mut sink = |row: &Row<'_>| {
            found = Some(row.get(0)?);
            Ok(())
        };
        query(opening, sql, values, &mut sink).await?;
        Ok(found)
    })
}

/// Executes a statement, and says whether it has changed a row.
pub fn changed(opening: Opening<'_>, sql: Sql, values: Vec<Value>) -> Answer<'_, bool> {
    Box::pin(async move { Ok(affected(opening, sql, values).await? > 0) })
}

/// Inserts a row, and gives it back as the database has it. A value is `None` where it is left to the database.
pub fn insert<'c, T: Record + 'c>(
    opening: Opening<'c>,
    table: &'static Table,
    values: Vec<Option<Value>>,
) -> Answer<'c, T> {
    given_back(write(opening, table, Write::Insert(values)))
}

/// Inserts a row, or changes the one with the same key, and gives it back as the database has it. `key` are the columns
/// that are compared.
pub fn upsert<'c, T: Record + 'c>(
    opening: Opening<'c>,
    table: &'static Table,
    key: &'static [&'static str],
    values: Vec<Option<Value>>,
) -> Answer<'c, T> {
    given_back(write(opening, table, Write::Upsert(key, values)))
}

/// Inserts rows with as few statements as there can be, and says how many there were.
pub fn insert_many<'c>(
    opening: Opening<'c>,
    table: &'static Table,
    rows: Vec<Vec<Option<Value>>>,
) -> Answer<'c, u64> {
    Box::pin(async move {
        let mut session = opening.await?;
        let mut inserted = 0;
        for made in table.on(session.dialect()?)?.insert_many(rows) {
            inserted += session.execute(made.sql.into(), made.values).await?;
        }
        Ok(inserted)
    })
}

/// Changes the row of a key, and says whether there was one. Where nothing is set no statement is sent.
pub fn apply<'c>(
    opening: Opening<'c>,
    table: &'static Table,
    key: Vec<Value>,
    changes: Vec<Option<Value>>,
) -> Answer<'c, bool> {
    if changes.iter().all(Option::is_none) {
        return Box::pin(std::future::ready(Ok(false)));
    }
    Box::pin(async move {
        let mut session = opening.await?;
        match table.on(session.dialect()?)?.apply(key, changes) {
            Some(made) => Ok(session.execute(made.sql.into(), made.values).await? > 0),
            None => Ok(false),
        }
    })
}

enum Write {
    Insert(Vec<Option<Value>>),
    Upsert(&'static [&'static str], Vec<Option<Value>>),
}

/// A statement that gives back what it has written, with the session that it goes through.
type Writing<'c> = Answer<'c, (Box<dyn Session + 'c>, crate::table::Made)>;

fn write<'c>(opening: Opening<'c>, table: &'static Table, what: Write) -> Writing<'c> {
    Box::pin(async move {
        let session = opening.await?;
        let table = table.on(session.dialect()?)?;
        let made = match what {
            Write::Insert(values) => table.insert(values),
            Write::Upsert(key, values) => table.upsert(key, values),
        };
        Ok((session, made))
    })
}

fn given_back<'c, T: Record + 'c>(writing: Writing<'c>) -> Answer<'c, T> {
    Box::pin(async move {
        let (mut session, made) = writing.await?;
        let mut record = None;
        let mut sink = |row: &Row<'_>| {
            record = Some(row.record(0)?);
            Ok(())
        };
        session.query(made.sql.into(), made.values, &mut sink).await?;
        record.ok_or(Error::NoRow { table: T::SHAPE.name })
    })
}

fn query<'s, 'c: 's>(
    opening: Opening<'c>,
    sql: Sql,
    values: Vec<Value>,
    sink: crate::Sink<'s>,
) -> Answer<'s, ()> {
    Box::pin(async move {
        let mut session = opening.await?;
        let sql = text(session.as_ref(), sql)?;
        session.query(sql, values, sink).await
    })
}

fn text(session: &dyn Session, sql: Sql) -> Result<Cow<'static, str>, Error> {
    let found = session.dialect()?;
    sql.text(found).map(Cow::Borrowed).ok_or(Error::WrongDatabase { found })
}
