//! Columns.

use super::sequence;
use crate::{Aspect, Column, Difference, Generated};
use std::collections::BTreeMap;

pub(super) fn compare(found: &mut Vec<Difference>, before: &Column, after: &Column) {
    let Column {
        name: _,
        written: _,
        data_type,
        not_null,
        default,
        collation,
        generated,
        identity,
        on_conflict,
        not_null_name,
        storage,
        compression,
        statistics,
        parameters,
        comment,
    } = before;
    let mut aspect = |aspect, before: Option<String>, after: Option<String>, column: &str| {
        if before != after {
            found.push(Difference::Column { column: column.to_owned(), aspect, before, after });
        }
    };
    let flag = |flag: bool| flag.then(String::new);
    let name = after.name.as_str();
    // SQLite lets a column have none.
    let said = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    aspect(Aspect::Name, Some(before.written().into()), Some(after.written().into()), name);
    aspect(Aspect::Type, said(data_type), said(&after.data_type), name);
    aspect(Aspect::NotNull, flag(*not_null), flag(after.not_null), name);
    aspect(Aspect::Default, default.clone(), after.default.clone(), name);
    aspect(Aspect::Collation, collation.clone(), after.collation.clone(), name);
    aspect(Aspect::Generated, formula(generated.as_ref()), formula(after.generated.as_ref()), name);
    if *identity != after.identity {
        let (one, other) = sequence::identities(identity.as_ref(), after.identity.as_ref());
        aspect(Aspect::Identity, one, other, name);
    }
    aspect(Aspect::OnConflict, on_conflict.clone(), after.on_conflict.clone(), name);
    aspect(Aspect::ConstraintNames, not_null_name.clone(), after.not_null_name.clone(), name);
    aspect(Aspect::Storage, storage.clone(), after.storage.clone(), name);
    aspect(Aspect::Compression, compression.clone(), after.compression.clone(), name);
    let number = |number: Option<i32>| number.map(|number| number.to_string());
    aspect(Aspect::Statistics, number(*statistics), number(after.statistics), name);
    aspect(Aspect::Parameters, pairs(parameters), pairs(&after.parameters), name);
    aspect(Aspect::Comment, comment.clone(), after.comment.clone(), name);
}

fn pairs(parameters: &BTreeMap<String, String>) -> Option<String> {
    let pairs: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    (!pairs.is_empty()).then(|| pairs.join(", "))
}

fn formula(generated: Option<&Generated>) -> Option<String> {
    let Generated { expression, stored } = generated?;
    Some(format!("({expression}) {}", if *stored { "STORED" } else { "VIRTUAL" }))
}
