//! What makes the wanted schema out of the current one: a list of edits, each of which means something without the
//! others.

use super::model::{
    Check, Column, Domain, Index, Key, Names, Reference, Schema, Sequence, Slots, Table, Trigger,
    View,
};
use super::strategy::{
    self, CHECKS, COLUMNS, INDEXES, REFERENCES, TABLES, TRIGGERS, UNIQUES, VIEWS,
};
use proptest::option::weighted as maybe;
use proptest::prelude::{Strategy, prop_oneof};

#[derive(Clone, Debug)]
pub(crate) enum Edit {
    Table(u8, Box<Option<Table>>),
    InTable(u8, TableEdit),
    Index(u8, Option<Index>),
    View(u8, Option<View>),
    Trigger(u8, Option<Trigger>),
    /// Labels of the enum that come or go.
    Labels(u8),
    Domain(Option<Domain>),
    Sequence(Option<Sequence>),
    Function(Option<u8>),
    Loudness,
    /// Tables and columns that get their other name.
    Names(Names),
}

#[derive(Clone, Debug)]
pub(crate) enum TableEdit {
    Column(u8, Option<Column>),
    Kind(u8, u8),
    NotNull(u8),
    Default(u8, Option<u8>),
    Collation(u8, Option<u8>),
    Formula(u8, u8),
    Comment(u8, Option<u8>),
    Turned(u8),
    Primary(Option<Key>),
    Unique(u8, Option<Key>),
    Check(u8, Option<Check>),
    Reference(u8, Option<Reference>),
    /// One of the traits is turned around.
    Trait(u8),
    TableComment(Option<u8>),
    /// A part that comes or goes.
    Part(u8),
}

pub(crate) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec(edit(), 1..8)
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        14 => (0..TABLES, in_table()).prop_map(|(table, edit)| Edit::InTable(table, edit)),
        1 => (0..TABLES, maybe(0.6, strategy::table()))
            .prop_map(|(place, table)| Edit::Table(place, Box::new(table))),
        2 => (0..INDEXES, maybe(0.7, strategy::index())).prop_map(|(place, index)| Edit::Index(place, index)),
        2 => (0..VIEWS, maybe(0.7, strategy::view())).prop_map(|(place, view)| Edit::View(place, view)),
        1 => (0..TRIGGERS, maybe(0.7, strategy::trigger()))
            .prop_map(|(place, trigger)| Edit::Trigger(place, trigger)),
        1 => (1..16_u8).prop_map(Edit::Labels),
        1 => maybe(0.8, strategy::domain()).prop_map(Edit::Domain),
        1 => maybe(0.8, strategy::sequence()).prop_map(Edit::Sequence),
        1 => maybe(0.8, strategy::choice()).prop_map(Edit::Function),
        1 => proptest::strategy::Just(Edit::Loudness),
        1 => (0..8_u8, 0..64_u8).prop_map(|(tables, columns)| Edit::Names(Names { tables, columns })),
    ]
}

fn in_table() -> impl Strategy<Value = TableEdit> {
    let choice = strategy::choice;
    let column = || 0..COLUMNS;
    prop_oneof![
        4 => (column(), maybe(0.6, strategy::column())).prop_map(|(place, column)| TableEdit::Column(place, column)),
        4 => (column(), choice()).prop_map(|(place, kind)| TableEdit::Kind(place, kind)),
        3 => column().prop_map(TableEdit::NotNull),
        3 => (column(), maybe(0.7, choice())).prop_map(|(place, default)| TableEdit::Default(place, default)),
        1 => (column(), maybe(0.7, choice())).prop_map(|(place, one)| TableEdit::Collation(place, one)),
        1 => (column(), choice()).prop_map(|(place, template)| TableEdit::Formula(place, template)),
        1 => (column(), maybe(0.7, choice())).prop_map(|(place, text)| TableEdit::Comment(place, text)),
        1 => column().prop_map(TableEdit::Turned),
        2 => maybe(0.7, strategy::key()).prop_map(TableEdit::Primary),
        2 => (0..UNIQUES, maybe(0.7, strategy::key())).prop_map(|(place, key)| TableEdit::Unique(place, key)),
        2 => (0..CHECKS, maybe(0.7, strategy::check())).prop_map(|(place, check)| TableEdit::Check(place, check)),
        2 => (0..REFERENCES, maybe(0.7, strategy::reference()))
            .prop_map(|(place, reference)| TableEdit::Reference(place, reference)),
        2 => (0..6_u8).prop_map(TableEdit::Trait),
        1 => maybe(0.7, choice()).prop_map(TableEdit::TableComment),
        1 => (1..8_u8).prop_map(TableEdit::Part),
    ]
}

/// Puts something into a slot, or takes it out.
fn put<T: Clone>(slots: &mut Slots<T>, place: u8, thing: &Option<T>) {
    if let Some(found) = slots.get_mut(usize::from(place)) {
        found.clone_from(thing);
    }
}

impl Edit {
    /// Does the edit, where there is something to be edited.
    pub(crate) fn apply(&self, schema: &mut Schema) {
        match self {
            Self::Table(place, table) => put(&mut schema.tables, *place, table),
            Self::InTable(place, edit) => {
                if let Some(Some(table)) = schema.tables.get_mut(usize::from(*place)) {
                    edit.apply(table);
                }
            }
            Self::Index(place, index) => put(&mut schema.indexes, *place, index),
            Self::View(place, view) => put(&mut schema.views, *place, view),
            Self::Trigger(place, trigger) => put(&mut schema.triggers, *place, trigger),
            Self::Labels(bits) => {
                if let Some(labels) = &mut schema.types.labels {
                    // An enum without any label is no type for a column.
                    let left = *labels ^ bits;
                    *labels = if left > 0 { left } else { *labels };
                }
            }
            Self::Domain(domain) => schema.types.domain.clone_from(domain),
            Self::Sequence(sequence) => schema.types.sequence.clone_from(sequence),
            Self::Function(function) => schema.types.function = *function,
            Self::Loudness => schema.is_loud = !schema.is_loud,
            Self::Names(other) => {
                schema.names.tables ^= other.tables;
                schema.names.columns ^= other.columns;
            }
        }
    }
}

impl TableEdit {
    fn apply(&self, table: &mut Table) {
        match self {
            Self::Column(place, column) => put(&mut table.columns, *place, column),
            Self::Primary(key) => table.primary.clone_from(key),
            Self::Unique(place, key) => put(&mut table.uniques, *place, key),
            Self::Check(place, check) => put(&mut table.checks, *place, check),
            Self::Reference(place, reference) => put(&mut table.references, *place, reference),
            Self::Turned(turned) => table.turned = *turned,
            Self::TableComment(comment) => table.comment = *comment,
            Self::Part(bits) => {
                if let Some(parts) = &mut table.parts {
                    *parts ^= bits;
                }
            }
            Self::Trait(number) => {
                let traits = &mut table.traits;
                let turned = match number {
                    0 => &mut traits.strict,
                    1 => &mut traits.without_rowid,
                    2 => &mut traits.autoincrement,
                    3 => &mut traits.unlogged,
                    4 => &mut traits.elsewhere,
                    _ => &mut traits.row_security,
                };
                *turned = !*turned;
            }
            Self::Kind(place, ..)
            | Self::NotNull(place)
            | Self::Default(place, ..)
            | Self::Collation(place, ..)
            | Self::Formula(place, ..)
            | Self::Comment(place, ..) => {
                if let Some(Some(column)) = table.columns.get_mut(usize::from(*place)) {
                    self.apply_to_column(column);
                }
            }
        }
    }

    fn apply_to_column(&self, column: &mut Column) {
        match self {
            Self::Kind(_, kind) => column.kind = *kind,
            Self::NotNull(_) => column.not_null = !column.not_null,
            Self::Default(_, default) => column.default = *default,
            Self::Collation(_, collation) => column.collation = *collation,
            Self::Comment(_, comment) => column.comment = *comment,
            Self::Formula(_, template) => {
                if let Some(generated) = &mut column.generated {
                    generated.template = *template;
                    generated.stored = template.is_multiple_of(2);
                }
            }
            _ => {}
        }
    }
}
