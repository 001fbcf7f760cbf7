//! The enumerated types of PostgreSQL.

use super::{Context, label};
use crate::model::Enumeration;
use crate::model::names::{Names, chosen};
use crate::name;
use schemalane_schema::{Details, ObjectId};

/// An enumerated type with what names it in the schema.
pub(crate) struct Named<'a> {
    pub(crate) id: &'a ObjectId,
    pub(crate) made: Enumeration,
}

/// All of them, in the order of their names.
pub(super) fn all<'a>(context: &mut Context<'a>, types: &mut Names) -> Vec<Named<'a>> {
    let settings = context.settings;
    let mut all = Vec::new();
    for object in context.schema.objects.values() {
        let Details::Enum(own) = &object.details else { continue };
        let label = label(object);
        // A type that is set to another is not generated.
        if settings.types.contains_key(&label) || settings.types.contains_key(&dotted(&object.id)) {
            continue;
        }
        let problems = &mut context.problems;
        let what = || object.id.to_string();
        let rust = chosen(settings, &label, what, || name::row(&label), problems);
        let mut taken = Names::default();
        let mut variants = Vec::new();
        for text in &own.labels {
            let key = format!("{label}.{text}");
            let what = || format!("label {text:?} of {}", object.id);
            let variant = chosen(settings, &key, what, || name::pascal(text), problems);
            if let Some(variant) = variant {
                taken.take(&variant, what(), &key, problems);
                variants.push((text.clone(), variant));
            }
        }
        if let Some(rust) = rust {
            types.take(&rust, what(), &label, problems);
            let comment = object.comment.clone();
            all.push(Named {
                id: &object.id,
                made: Enumeration { label, rust, variants, comment },
            });
        }
    }
    all.sort_by(|left, right| left.made.rust.cmp(&right.made.rust));
    all
}

/// As `format_type` writes it where nothing needs quotes.
fn dotted(id: &ObjectId) -> String {
    format!("{}.{}", id.schema, id.name)
}
