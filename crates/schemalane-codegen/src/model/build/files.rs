//! The modules of schema files.

use crate::model::{Composite, Enumeration, Table};
use crate::name;
use schemalane_schema::{Object, Schema};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Whether the files that a schema is made of have modules.
pub(super) enum Files {
    /// There is one file at most, or it is not known what makes an object.
    One,
    /// Each has the module of its name.
    Several,
}

impl Files {
    pub(super) fn of(schema: &Schema) -> Self {
        let origins = schema.objects.values().filter_map(|object| object.origin.as_ref());
        let files: BTreeSet<_> = origins.map(|origin| origin.file.as_str()).collect();
        if files.len() > 1 { Self::Several } else { Self::One }
    }

    /// The module of the file that makes an object.
    pub(super) fn module(&self, object: &Object) -> Option<String> {
        match self {
            Self::One => None,
            Self::Several => {
                let file = Path::new(&object.origin.as_ref()?.file);
                name::module(file.file_stem()?.to_str()?)
            }
        }
    }
}

/// The types of each module of a file, in ascending order.
pub(super) fn types(
    tables: &[Table],
    enums: &[Enumeration],
    composites: &[Composite],
) -> BTreeMap<String, Vec<String>> {
    let tables = tables.iter().map(|it| (&it.file, it.types()));
    let enums = enums.iter().map(|it| (&it.file, vec![it.rust.clone()]));
    let composites = composites.iter().map(|it| (&it.file, vec![it.rust.clone()]));
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, types) in tables.chain(enums).chain(composites) {
        if let Some(file) = file {
            files.entry(file.clone()).or_default().extend(types);
        }
    }
    files.values_mut().for_each(|types| types.sort());
    files
}
