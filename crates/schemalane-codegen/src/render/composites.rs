//! Composite types.

use super::{attributes, derive, docs, rust};
use crate::Settings;
use crate::model::{Attribute, Composite, Model};
use crate::types::postgres::Nested;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn tokens(model: &Model, settings: &Settings) -> TokenStream {
    let composites = model.composites.iter().map(|it| one(it, settings));
    let allowed = super::allowed();
    quote! {
        #allowed
        use ::schemalane_data as data;
        #(#composites)*
    }
}

fn one(own: &Composite, settings: &Settings) -> TokenStream {
    let about = docs::comment(own.comment.as_ref(), &format!("The type `{}`.", own.label));
    let derive = match own.attributes.iter().all(|attribute| attribute.is_nullable) {
        true => derive(quote!(Clone, Debug, Default, PartialEq), settings, &own.label),
        false => derive(quote!(Clone, Debug, PartialEq), settings, &own.label),
    };
    let name = rust(&own.rust);
    let fields: Vec<_> = own.attributes.iter().map(|attribute| rust(&attribute.field)).collect();
    let declared = own.attributes.iter().map(|attribute| {
        let about = explained(attribute);
        let more = attributes(settings, &format!("{}.{}", own.label, attribute.name));
        let (field, plain) = (rust(&attribute.field), rust(&attribute.rust));
        match attribute.is_nullable {
            true => quote!(#about #more pub #field: Option<#plain>),
            false => quote!(#about #more pub #field: #plain),
        }
    });
    let reads = own.attributes.iter().map(|attribute| match attribute.nested {
        Nested::Plain => quote!(attributes.take()?),
        Nested::Domain(oid) => {
            let oid = Literal::u32_unsuffixed(oid);
            quote!(attributes.take_of(#oid)?)
        }
    });
    let count = Literal::usize_unsuffixed(fields.len());
    let taken = match fields.is_empty() {
        true => quote!(cell.attributes(#count)?;),
        false => quote!(let mut attributes = cell.attributes(#count)?;),
    };
    quote! {
        #about
        #derive
        pub struct #name { #(#declared),* }

        impl data::Field for #name {
            const KIND: data::Kind = data::Kind::Text;

            fn read(cell: data::Cell<'_>) -> Option<Self> {
                #taken
                Some(Self { #(#fields: #reads),* })
            }

            fn value(&self) -> data::Value {
                data::Value::composite(&[#(data::Field::value(&self.#fields)),*])
            }
        }
    }
}

/// The documentation of an attribute.
fn explained(attribute: &Attribute) -> TokenStream {
    let otherwise = format!("The attribute `{}`.", attribute.name);
    docs::comment(attribute.comment.as_ref(), &otherwise)
}
