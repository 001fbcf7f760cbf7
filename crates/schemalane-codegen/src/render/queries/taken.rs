//! How the function of a query takes its parameters.

use crate::model::{Parameter, Query, Text};
use crate::render::{docs, rust};
use crate::types::Passing;
use proc_macro2::TokenStream;
use quote::quote;

/// How a function takes its parameters.
pub(super) struct Taken {
    /// The type of the parameters, where there are many.
    pub(super) declared: TokenStream,
    /// What the function takes beside the connection.
    pub(super) arguments: Vec<TokenStream>,
    /// Whether they are fields of one argument.
    is_struct: bool,
}

impl Taken {
    pub(super) fn of(query: &Query) -> Self {
        let order = query.order.as_ref().map(|order| rust(&order.name));
        let Some(taking) = &query.taking else {
            let parameters = query.parameters.iter().map(|parameter| {
                let name = rust(&own_name(parameter));
                let rust_type = parameter_type(parameter, None);
                quote!(#name: #rust_type)
            });
            let order = order.map(|order| quote!(order: #order));
            let arguments = parameters.chain(order).collect();
            return Self { declared: TokenStream::new(), arguments, is_struct: false };
        };
        let borrows = query.parameters.iter().any(|parameter| {
            parameter.is_list || !matches!(parameter.data_type.passing, Passing::Value)
        });
        let name = rust(taking);
        let elided = borrows.then(|| quote!(<'_>));
        let arguments = vec![quote!(parameters: #name #elided)];
        Self { declared: parameters(query, taking, borrows, order), arguments, is_struct: true }
    }

    /// A parameter, or the order, in the function.
    fn place(&self, name: &TokenStream) -> TokenStream {
        if self.is_struct { quote!(parameters.#name) } else { name.clone() }
    }

    /// What decides between the texts.
    pub(super) fn choice(&self, query: &Query) -> TokenStream {
        let optional = query.parameters.iter().filter(|parameter| parameter.is_optional);
        let optional = optional.map(|parameter| self.place(&rust(&own_name(parameter))));
        let order = query.order.as_ref().map(|_| self.place(&quote!(order)));
        let parts = optional.chain(order);
        quote!((#(#parts,)*))
    }

    /// The values of a text.
    pub(super) fn values(&self, query: &Query, text: &Text) -> TokenStream {
        let parameters = text.values.iter().filter_map(|place| query.parameters.get(*place));
        let values = parameters.map(|parameter| {
            let name = rust(&own_name(parameter));
            match parameter.is_optional {
                // The pattern has it as it is given.
                true => value(parameter, false, &name),
                false => value(parameter, parameter.is_nullable, &self.place(&name)),
            }
        });
        quote!(Vec::from([#(#values),*]))
    }
}

/// The type of a query's parameters.
fn parameters(
    query: &Query,
    taking: &str,
    borrows: bool,
    order: Option<TokenStream>,
) -> TokenStream {
    let name = rust(taking);
    let lifetime = borrows.then(|| quote!('p));
    let generics = borrows.then(|| quote!(<'p>));
    let about = docs::lines([format!("The parameters of `{}`.", query.name).as_str()]);
    let fields = query.parameters.iter().map(|parameter| {
        let otherwise = format!("The parameter `{}`.", parameter.name.trim_start_matches("r#"));
        let about = docs::comment(parameter.doc.as_ref(), &otherwise);
        let name = rust(&own_name(parameter));
        let rust_type = parameter_type(parameter, lifetime.as_ref());
        quote!(#about pub #name: #rust_type)
    });
    let order = order.map(|order| {
        quote! {
            /// The order of the rows.
            pub order: #order
        }
    });
    let fields = fields.chain(order);
    quote! {
        #about
        #[derive(Clone, Copy, Debug)]
        pub struct #name #generics { #(#fields),* }
    }
}

/// The name of a parameter beside the connection.
pub(super) fn own_name(parameter: &Parameter) -> String {
    match parameter.name.as_str() {
        taken @ ("db" | "order" | "parameters") => format!("{taken}_"),
        name => name.to_owned(),
    }
}

fn parameter_type(parameter: &Parameter, lifetime: Option<&TokenStream>) -> TokenStream {
    let plain = rust(&parameter.data_type.rust);
    let taken = match (parameter.is_list, parameter.data_type.passing) {
        (true, _) => quote!(&#lifetime [#plain]),
        (false, Passing::Value) => plain,
        (false, Passing::Text) => quote!(&#lifetime str),
        (false, Passing::Bytes) => quote!(&#lifetime [u8]),
        (false, Passing::Reference) => quote!(&#lifetime #plain),
    };
    match parameter.is_nullable || parameter.is_optional {
        true => quote!(Option<#taken>),
        false => taken,
    }
}

/// The value that a parameter makes.
fn value(parameter: &Parameter, is_option: bool, name: &TokenStream) -> TokenStream {
    let plain = rust(&parameter.data_type.rust);
    match (parameter.is_list, is_option, parameter.data_type.passing) {
        (true, false, _) => quote!(data::Value::list(#name)),
        (true, true, _) => quote!(data::Value::list_or_null(#name)),
        (false, false, Passing::Value) => quote!(data::Field::value(&#name)),
        (false, false, Passing::Text) => quote!(data::Value::Text(#name.to_owned())),
        (false, false, Passing::Bytes) => quote!(data::Value::Bytes(#name.to_owned())),
        (false, false, Passing::Reference) => quote!(data::Field::value(#name)),
        (false, true, Passing::Value) => quote!(data::Field::value(&#name)),
        (false, true, Passing::Text) => {
            quote!(data::Field::value(&#name.map(str::to_owned)))
        }
        (false, true, Passing::Bytes) => {
            quote!(data::Field::value(&#name.map(<[u8]>::to_vec)))
        }
        (false, true, Passing::Reference) => quote!(data::Value::or_null::<#plain>(#name)),
    }
}
