//! Takes lists of tokens apart.

use super::Token;

/// Tokens without the parentheses around all of them.
pub(crate) fn bare<'p, 't>(mut tokens: &'p [Token<'t>]) -> &'p [Token<'t>] {
    while let [first, inner @ .., last] = tokens {
        let mut depth = 0i32;
        let is_around = first.is("(")
            && last.is(")")
            && inner.iter().all(|token| {
                depth += i32::from(token.is("(")) - i32::from(token.is(")"));
                depth >= 0
            });
        if !is_around {
            break;
        }
        tokens = inner;
    }
    tokens
}

/// Tokens between commas that are in no parentheses.
pub(crate) fn items<'p, 't>(tokens: &'p [Token<'t>]) -> Vec<&'p [Token<'t>]> {
    let mut depth = 0i32;
    tokens
        .split(|token| {
            depth += i32::from(token.is("(")) - i32::from(token.is(")"));
            depth == 0 && token.is(",")
        })
        .collect()
}

/// An item of a list that has an order: without its collation, in capitals, and whether it is descending.
pub(crate) fn sorted<'p, 't>(mut item: &'p [Token<'t>]) -> (&'p [Token<'t>], Option<String>, bool) {
    let mut descending = false;
    if let [rest @ .., last] = item
        && (last.is("ASC") || last.is("DESC"))
        && !rest.is_empty()
    {
        descending = last.is("DESC");
        item = rest;
    }
    match bare(item) {
        [rest @ .., word, name] if word.is("COLLATE") => {
            (rest, Some(name.name().to_ascii_uppercase()), descending)
        }
        _ => (item, None, descending),
    }
}
