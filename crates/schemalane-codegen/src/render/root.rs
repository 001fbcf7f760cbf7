//! `mod.rs`.

use super::{backend, rust};
use crate::Settings;
use crate::model::Model;
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
        modules.push((table.module.as_str(), table.types()));
    }
    let files = &model.files;
    let inline =
        files.iter().filter(|(file, _)| !modules.iter().any(|(own, _)| *own == file.as_str()));
    let inline = inline.map(|(file, types)| {
        let (file, types) = (rust(file), types.iter().map(|name| rust(name)));
        quote! {
            pub mod #file {
                #[allow(unused_imports)]
                pub use super::{#(#types),*};
            }
        }
    });
    let inline: Vec<_> = inline.collect();
    let (modules, uses): (Vec<_>, Vec<_>) = modules
        .into_iter()
        .map(|(module, names): (&str, Vec<String>)| {
            let public = files.contains_key(module).then(|| quote!(pub));
            let (module, names) = (rust(module), names.iter().map(|name| rust(name)));
            let text = module.to_string();
            // The compiler looks for files of plain names only.
            let path = (!text.is_ascii()).then(|| {
                let file = format!("{text}.rs");
                quote!(#[path = #file])
            });
            (quote!(#path #public mod #module;), quote!(pub use #module::{#(#names),*};))
        })
        .unzip();
    let entities = model.entities.is_some().then(|| {
        quote!(
            pub mod entities;
        )
    });
    let queries = (!model.queries.files.is_empty()).then(|| {
        quote!(
            pub mod queries;
        )
    });
    let backend = backend(settings);
    quote! {
        #[allow(unused_imports)]
        use ::schemalane_data::#backend as backend;
        #(#modules)*
        #(#inline)*
        #entities
        #queries
        #(#[allow(unused_imports)] #uses)*
        #[allow(unused_imports)]
        pub use ::schemalane_data::Maybe::{self, Set, Unset};
        #[allow(unused_imports)]
        pub use backend::transaction;
    }
}
