//! Composite types of PostgreSQL.

use super::Field;
use crate::cell::{Bytes, FIRST_OF_USERS};
use crate::{Cell, Value};

/// The attributes of a composite value that is read, in their order.
#[derive(Clone)]
pub struct Attributes<'r>(Bytes<'r>);

impl<'r> Cell<'r> {
    /// The attributes, where it is a composite value that has so many of them.
    #[must_use]
    pub fn attributes(self, count: usize) -> Option<Attributes<'r>> {
        const RECORD: u32 = 2249;
        let Self::Postgres { oid: RECORD | FIRST_OF_USERS.., bytes } = self else { return None };
        let mut bytes = Bytes(bytes);
        let found = usize::try_from(bytes.i32()?).ok()?;
        (found == count).then_some(Attributes(bytes))
    }
}

impl Attributes<'_> {
    /// The next one.
    pub fn take<T: Field>(&mut self) -> Option<T> {
        let oid = self.0.u32()?;
        T::read(self.0.counted(oid)?)
    }

    /// The next one, of a domain over this built-in type, or of an array of such a domain: its values say the number of
    /// the domain, and have the format of what it is made of.
    pub fn take_of<T: Field>(&mut self, built_in: u32) -> Option<T> {
        let _domain = self.0.u32()?;
        T::read(self.0.counted(built_in)?)
    }
}

impl Value {
    /// The composite value of PostgreSQL that has these attributes, as its text.
    #[must_use]
    pub fn composite(attributes: &[Self]) -> Self {
        let mut text = String::from("(");
        for (place, attribute) in attributes.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            match attribute {
                Self::Null(_) => {}
                value => value.write_element(&mut text),
            }
        }
        text.push(')');
        Self::Text(text)
    }
}
