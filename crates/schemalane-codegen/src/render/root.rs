//! `mod.rs`.

use super::{backend, rust};
use crate::Settings;
use crate::model::{Access, Model};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn tokens(model: &Model, settings: &Settings) -> TokenStream {
    let mut modules = Vec::new();
    if !model.composites.is_empty() {
        let names = model.composites.iter().map(|it| it.rust.clone()).collect();
        modules.push(("composites", names));
    }
    if !model.enums.is_empty() {
        modules.push(("enums", model.enums.iter().map(|it| it.rust.clone()).collect()));
    }
    for table in &model.tables {
        let row = &table.row;
        let names = match table.access {
            Access::Write => vec![row.clone(), format!("{row}Changes"), format!("New{row}")],
            Access::Read => vec![row.clone()],
        };
        modules.push((table.module.as_str(), names));
    }
    let (modules, uses): (Vec<_>, Vec<_>) = modules
        .into_iter()
        .map(|(module, names): (&str, Vec<String>)| {
            let (module, names) = (rust(module), names.iter().map(|name| rust(name)));
            let text = module.to_string();
            // The compiler looks for files of plain names only.
            let path = (!text.is_ascii()).then(|| {
                let file = format!("{text}.rs");
                quote!(#[path = #file])
            });
            (quote!(#path mod #module;), quote!(pub use #module::{#(#names),*};))
        })
        .unzip();
    let backend = backend(settings);
    quote! {
        #[allow(unused_imports)]
        use ::schemalane_data::#backend as backend;
        #(#modules)*
        #(#[allow(unused_imports)] #uses)*
        #[allow(unused_imports)]
        pub use ::schemalane_data::Maybe::{self, Set, Unset};
        #[allow(unused_imports)]
        pub use backend::transaction;
    }
}
