//! The text of a statement with slots for its parameters.

use std::ops::Range;

use schemalane_source::Dialect;

/// The text of a statement, in which each parameter is a slot: it is rendered as the database writes parameters, and
/// knows for each byte of the rendered text where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    dialect: Dialect,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    content: Content,
    /// The bytes of the file that it stands for.
    from: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    /// As the file has it.
    Copied(String),
    /// Written in the place of what the file has.
    Made(String),
    /// A parameter, by its number from 1.
    Slot(usize),
}

/// What stands in the place of something in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Instead {
    Text(String),
    /// A parameter, by its place among those of the query.
    Parameter(usize),
}

/// A change of a statement on its way to the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) range: Range<usize>,
    pub(crate) instead: Instead,
}

impl Edit {
    pub(crate) fn text(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, instead: Instead::Text(text.into()) }
    }
}

impl Template {
    /// The statement in these bytes of a file, with edits in the order of their places, which do not overlap. `order`
    /// has the parameters of the query in the order of their numbers.
    pub(crate) fn new(
        dialect: Dialect,
        file: &str,
        statement: Range<usize>,
        edits: &[Edit],
        order: &[usize],
    ) -> Self {
        let mut pieces = Vec::new();
        let mut position = statement.start;
        let copied = |from: Range<usize>| {
            let text = file.get(from.clone()).unwrap_or_default().to_owned();
            (!text.is_empty()).then_some(Piece { content: Content::Copied(text), from })
        };
        for edit in edits {
            pieces.extend(copied(position..edit.range.start));
            let content = match &edit.instead {
                Instead::Text(text) => Content::Made(text.clone()),
                Instead::Parameter(parameter) => {
                    let index = order.iter().position(|it| it == parameter);
                    Content::Slot(index.map_or(0, |index| index + 1))
                }
            };
            pieces.push(Piece { content, from: edit.range.clone() });
            position = edit.range.end;
        }
        pieces.extend(copied(position..statement.end));
        Self { dialect, pieces }
    }

    /// The text for the engine. `suffix` says what follows the parameter of an index, from 0, such as a cast.
    pub fn render(&self, mut suffix: impl FnMut(usize) -> String) -> Rendered {
        let mut rendered = Rendered { sql: String::new(), spans: Vec::new() };
        for piece in &self.pieces {
            let at = rendered.sql.len();
            rendered.spans.push(Span {
                at,
                from: piece.from.start,
                is_copied: matches!(piece.content, Content::Copied(_)),
            });
            match &piece.content {
                Content::Copied(text) | Content::Made(text) => rendered.sql.push_str(text),
                Content::Slot(number) => {
                    let sigil = match self.dialect {
                        Dialect::Postgres => '$',
                        Dialect::Sqlite => '?',
                    };
                    // `LIMIT:n` is two words, and `LIMIT$1` is one.
                    rendered.separate(rendered.sql.ends_with(continues_word));
                    let suffix = suffix(number.saturating_sub(1));
                    rendered.sql.push_str(&format!("{sigil}{number}{suffix}"));
                    rendered.separate(self.begins_word_at(piece.from.end));
                }
            }
        }
        rendered
    }

    /// Whether the file goes on at this byte with what would become part of a number.
    fn begins_word_at(&self, at: usize) -> bool {
        let next = self.pieces.iter().find(|piece| piece.from.start == at);
        next.is_some_and(|piece| match &piece.content {
            Content::Copied(text) | Content::Made(text) => text.starts_with(continues_word),
            Content::Slot(_) => true,
        })
    }
}

fn continues_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

/// A text for the engine, and where in the file each of its bytes comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rendered {
    /// The text.
    pub sql: String,
    spans: Vec<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    at: usize,
    from: usize,
    is_copied: bool,
}

impl Rendered {
    fn separate(&mut self, is_needed: bool) {
        if is_needed {
            self.sql.push(' ');
        }
    }

    /// The byte of the file that a byte of the text comes from; for what the file does not have, that of what it has
    /// instead.
    #[must_use]
    pub fn offset_in_file(&self, offset: usize) -> usize {
        let after = self.spans.partition_point(|span| span.at <= offset);
        let Some(span) = after.checked_sub(1).and_then(|index| self.spans.get(index)) else {
            return 0;
        };
        if span.is_copied { span.from + (offset - span.at) } else { span.from }
    }
}
