//! Enums: of PostgreSQL, and of a `CHECK` that lists values.

use super::{attributes, derive, docs, literal, rust};
use crate::Settings;
use crate::model::{ActiveEnum, Enumeration, Labels, Model};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn tokens(model: &Model, settings: &Settings) -> TokenStream {
    let has_entities = model.entities.is_some();
    let enums = model.enums.iter().map(|it| one(it, settings, has_entities.then_some(&it.active)));
    let allowed = super::allowed();
    quote! {
        #allowed
        use ::schemalane_data as data;
        #(#enums)*
    }
}

fn one(own: &Enumeration, settings: &Settings, active: Option<&ActiveEnum>) -> TokenStream {
    let about = docs::comment(own.comment.as_ref(), &own.about);
    let derive = derive(
        quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
        settings,
        &own.label,
    );
    let name = rust(&own.rust);
    let variants: Vec<_> = own.variants.iter().map(|(_, variant)| rust(variant)).collect();
    let each = own.variants.iter().zip(&variants).map(|((label, _), variant)| {
        let about = docs::lines([format!("`{label}`").as_str()]);
        let more = attributes(settings, &format!("{}.{label}", own.label));
        let active = active.map(|_| value_of(own.labels, label));
        quote!(#about #active #more #variant)
    });
    let matched = |labels: Vec<Literal>| match variants.is_empty() {
        true => quote!(match *self {}),
        false => quote!(match self { #(Self::#variants => #labels),* }),
    };
    let labels = own.variants.iter().map(|(label, _)| label);
    let (given, kind, read, value) = match own.labels {
        Labels::Texts => {
            let labels = matched(labels.map(|label| literal(label)).collect());
            (
                quote! {
                    /// The label of the database.
                    pub const fn as_str(self) -> &'static str { #labels }
                },
                quote!(Text),
                quote! {
                    let text = cell.text()?;
                    Self::ALL.iter().copied().find(|label| label.as_str() == text)
                },
                quote!(data::Value::Text(self.as_str().to_owned())),
            )
        }
        Labels::Numbers => {
            let numbers = matched(labels.map(|label| number(label)).collect());
            (
                quote! {
                    /// The number of the database.
                    pub const fn as_i64(self) -> i64 { #numbers }
                },
                quote!(I64),
                quote! {
                    let number = cell.integer()?;
                    Self::ALL.iter().copied().find(|label| label.as_i64() == number)
                },
                quote!(data::Value::I64(self.as_i64())),
            )
        }
    };
    let active = active.map(|active| {
        let attribute = match (active, own.labels) {
            (ActiveEnum::Native(name), _) => {
                let name = literal(name);
                quote!(rs_type = "String", db_type = "Enum", enum_name = #name)
            }
            (ActiveEnum::Plain, Labels::Texts) => quote!(rs_type = "String", db_type = "Text"),
            (ActiveEnum::Plain, Labels::Numbers) => quote!(rs_type = "i64", db_type = "BigInteger"),
        };
        quote! {
            #[derive(::sea_orm::EnumIter, ::sea_orm::DeriveActiveEnum)]
            #[sea_orm(#attribute)]
        }
    });
    quote! {
        #about
        #derive
        #active
        pub enum #name { #(#each),* }

        impl #name {
            /// Every value, in the order of the database.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            #given
        }

        impl data::Field for #name {
            const KIND: data::Kind = data::Kind::#kind;

            fn read(cell: data::Cell<'_>) -> Option<Self> {
                #read
            }

            fn value(&self) -> data::Value {
                #value
            }
        }
    }
}

/// What SeaORM has for a variant.
fn value_of(labels: Labels, label: &str) -> TokenStream {
    match labels {
        Labels::Texts => {
            let label = literal(label);
            quote!(#[sea_orm(string_value = #label)])
        }
        Labels::Numbers => {
            let number = number(label);
            quote!(#[sea_orm(num_value = #number)])
        }
    }
}

/// A label that was a number when the model was made.
fn number(label: &str) -> Literal {
    label.parse().map_or(Literal::i64_unsuffixed(0), Literal::i64_unsuffixed)
}
