//! Types that have few values.

use super::{Context, label, listed};
use crate::model::names::{Names, chosen};
use crate::model::{ActiveEnum, Enumeration, Labels};
use crate::{Problem, Settings, name};
use schemalane_schema::{Details, ObjectId};

/// A type with what has it in the schema.
pub(super) struct Named<'a> {
    pub(super) of: Of<'a>,
    pub(super) made: Enumeration,
}

/// What has a type of few values.
pub(super) enum Of<'a> {
    /// A type of PostgreSQL.
    Type(&'a ObjectId),
    /// Columns whose `CHECK` lists them, by the table and the name.
    Columns(Vec<(&'a ObjectId, &'a str)>),
}

/// All of them, in the order of their names.
pub(super) fn all<'a>(context: &mut Context<'a>) -> Vec<Named<'a>> {
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
        let rule = || name::row(&label).map(|name| name::prefixed(settings, name));
        let rust = chosen(settings, &label, what, rule, problems);
        let variants = variants(settings, &label, &what(), &own.labels, name::pascal, problems);
        if let Some(rust) = rust {
            context.types.take(&rust, what(), &label, problems);
            let about = format!("The type `{label}`.");
            let (labels, comment) = (Labels::Texts, object.comment.clone());
            let (active, file) = (active(&object.id), context.files.module(object));
            let made = Enumeration { label, about, rust, labels, variants, comment, file, active };
            all.push(Named { of: Of::Type(&object.id), made });
        }
    }
    all.extend(listed::all(context));
    all.sort_by(|left, right| left.made.rust.cmp(&right.made.rust));
    all
}

/// The labels with their variants.
pub(super) fn variants(
    settings: &Settings,
    label: &str,
    what: &str,
    labels: &[String],
    rule: fn(&str) -> Option<String>,
    problems: &mut Vec<Problem>,
) -> Vec<(String, String)> {
    let mut taken = Names::default();
    let mut variants = Vec::new();
    for text in labels {
        let key = format!("{label}.{text}");
        let what = || format!("label {text:?} of {what}");
        let variant = chosen(settings, &key, what, || rule(text), problems);
        if let Some(variant) = variant {
            taken.take(&variant, what(), &key, problems);
            variants.push((text.clone(), variant));
        }
    }
    variants
}

fn active(id: &ObjectId) -> ActiveEnum {
    match id.schema == "public" && !id.name.contains('"') {
        true => ActiveEnum::Native(id.name.clone()),
        false => ActiveEnum::Plain,
    }
}

/// As `format_type` writes it where nothing needs quotes.
fn dotted(id: &ObjectId) -> String {
    format!("{}.{}", id.schema, id.name)
}
