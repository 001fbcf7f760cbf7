//! Enumerated types.

use super::{derive, docs, literal, rust};
use crate::Settings;
use crate::model::{Enumeration, Model};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn tokens(model: &Model, settings: &Settings) -> TokenStream {
    let enums = model.enums.iter().map(|it| one(it, settings));
    let allowed = super::allowed();
    quote! {
        #allowed
        use ::schemalane_data as data;
        #(#enums)*
    }
}

fn one(own: &Enumeration, settings: &Settings) -> TokenStream {
    let about = docs::comment(own.comment.as_ref(), &format!("The type `{}`.", own.label));
    let derive = derive(quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash), settings);
    let name = rust(&own.rust);
    let variants: Vec<_> = own.variants.iter().map(|(_, variant)| rust(variant)).collect();
    let labels: Vec<_> = own.variants.iter().map(|(label, _)| literal(label)).collect();
    let each = own.variants.iter().zip(&variants).map(|((label, _), variant)| {
        let about = docs::lines([format!("`{label}`").as_str()]);
        quote!(#about #variant)
    });
    let as_str = match variants.is_empty() {
        true => quote!(match *self {}),
        false => quote!(match self { #(Self::#variants => #labels),* }),
    };
    quote! {
        #about
        #derive
        pub enum #name { #(#each),* }

        impl #name {
            /// Every value, in the order of the database.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The label of the database.
            pub const fn as_str(self) -> &'static str { #as_str }
        }

        impl data::Field for #name {
            const KIND: data::Kind = data::Kind::Text;

            fn read(cell: data::Cell<'_>) -> Option<Self> {
                let text = cell.text()?;
                Self::ALL.iter().copied().find(|label| label.as_str() == text)
            }

            fn value(&self) -> data::Value {
                data::Value::Text(self.as_str().to_owned())
            }
        }
    }
}
