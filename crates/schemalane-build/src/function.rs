//! The function of a Rust migration, which says how the migration runs.

use std::fmt;

use proc_macro2::Span;
use schemalane_source::{Excerpt, Told};
use syn::spanned::Spanned;
use syn::{
    FnArg, GenericArgument, GenericParam, Ident, Item, ItemFn, PathArguments, PathSegment,
    ReturnType, Signature, Type, TypeParamBound, TypeReference, Visibility,
};

/// How a Rust migration runs, as the parameter of its `migrate` says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Function {
    /// `migrate(db: &DatabaseConnection)`: outside any transaction.
    Connection,
    /// `migrate(txn: &DatabaseTransaction)`: in one transaction with the history row.
    Transaction,
}

impl Function {
    /// Finds the one `migrate` of a migration's text.
    pub(crate) fn parse(text: &str) -> Result<Self, FunctionError> {
        let file = syn::parse_file(text)
            .map_err(|error| FunctionError::at(error.span(), Instead::Syntax(words(&error))))?;
        let mut functions = file.items.iter().filter_map(|item| match item {
            Item::Fn(function) if function.sig.ident == "migrate" => Some(function),
            _ => None,
        });
        let function = functions.next().ok_or(FunctionError::ABSENT)?;
        if let Some(second) = functions.next() {
            return Err(FunctionError::at(second.sig.ident.span(), Instead::Second));
        }
        Self::of(function)
    }

    fn of(function: &ItemFn) -> Result<Self, FunctionError> {
        let signature = &function.sig;
        let name = signature.ident.span();
        if matches!(function.vis, Visibility::Inherited) {
            return Err(FunctionError::at(name, Instead::Private));
        }
        if signature.asyncness.is_none() {
            return Err(FunctionError::at(name, Instead::Blocking));
        }
        if let Some(keyword) = &signature.unsafety {
            return Err(FunctionError::at(keyword.span(), Instead::Unsafe));
        }
        if let Some(abi) = &signature.abi {
            return Err(FunctionError::at(abi.span(), Instead::Foreign));
        }
        let generic = |parameter: &&GenericParam| !matches!(parameter, GenericParam::Lifetime(_));
        if let Some(parameter) = signature.generics.params.iter().find(generic) {
            return Err(FunctionError::at(parameter.span(), Instead::Generic));
        }
        let mut parameters = signature.inputs.iter();
        let function = match (parameters.next(), parameters.next()) {
            (Some(FnArg::Typed(parameter)), None) => Self::taking(&parameter.ty),
            (Some(FnArg::Receiver(receiver)), None) => {
                Err(FunctionError::at(receiver.span(), Instead::Parameter("self".to_owned())))
            }
            _ => Err(FunctionError::at(name, Instead::Parameters(signature.inputs.len()))),
        }?;
        outcome(signature)?;
        Ok(function)
    }

    fn taking(parameter: &Type) -> Result<Self, FunctionError> {
        match referent(parameter) {
            Some(name) if name == "DatabaseConnection" || name == "DbConn" => Ok(Self::Connection),
            Some(name) if name == "DatabaseTransaction" => Ok(Self::Transaction),
            _ => Err(FunctionError::at(parameter.span(), Instead::Parameter(source(parameter)))),
        }
    }
}

/// The name that a shared reference ends in: `&sea_orm::DatabaseConnection` in
/// `DatabaseConnection`. A `'static` reference could never be made by the migrator.
fn referent(parameter: &Type) -> Option<&Ident> {
    let Type::Reference(TypeReference { lifetime, mutability: None, elem, .. }) = parameter else {
        return None;
    };
    if lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static") {
        return None;
    }
    let Type::Path(path) = elem.as_ref() else { return None };
    let last = path.path.segments.last().filter(|last| last.arguments.is_empty());
    last.filter(|_| path.qself.is_none()).map(|last| &last.ident)
}

/// Refuses what a migration gives where it can be no `Result<(), E>` with an error that can be
/// carried. What an alias stands for only the compiler knows.
fn outcome(signature: &Signature) -> Result<(), FunctionError> {
    let ReturnType::Type(_, given) = &signature.output else {
        return Err(FunctionError::at(signature.ident.span(), Instead::NoResult));
    };
    let refuse = || FunctionError::at(given.span(), Instead::Outcome(source(given)));
    let Type::Path(path) = given.as_ref() else { return Err(refuse()) };
    let Some(last) = path.path.segments.last() else { return Err(refuse()) };
    if last.ident != "Result" {
        return Ok(());
    }
    match types(last).as_slice() {
        [] => Ok(()),
        [Type::Tuple(value), error @ ..] if value.elems.is_empty() => match error {
            [error] if is_bare(error) => {
                Err(FunctionError::at(error.span(), Instead::BareError(source(error))))
            }
            _ => Ok(()),
        },
        _ => Err(refuse()),
    }
}

/// The types between the angle brackets behind a name.
fn types(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(argument) => Some(argument),
        _ => None,
    });
    types.collect()
}

/// Whether an error is `Box<dyn Error>`, without the `Send` and `Sync` by which it may leave its
/// thread.
fn is_bare(error: &Type) -> bool {
    let Type::Path(path) = error else { return false };
    let Some(last) = path.path.segments.last().filter(|last| last.ident == "Box") else {
        return false;
    };
    let [Type::TraitObject(object)] = types(last)[..] else { return false };
    let names = object.bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().map(|last| &last.ident),
        _ => None,
    });
    let names: Vec<_> = names.collect();
    names.iter().any(|name| *name == "Error")
        && !(names.iter().any(|name| *name == "Send") && names.iter().any(|name| *name == "Sync"))
}

/// A type as it is written, on one line.
fn source(parameter: &Type) -> String {
    let written = parameter.span().source_text().unwrap_or_default();
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why a Rust file is not a migration, and where.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FunctionError {
    line: usize,
    column: usize,
    found: Instead,
}

impl FunctionError {
    const ABSENT: Self = Self { line: 1, column: 1, found: Instead::Nothing };

    fn at(span: Span, found: Instead) -> Self {
        let start = span.start();
        Self { line: start.line, column: start.column + 1, found }
    }

    /// The line, counted from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column, counted from 1 in characters.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// What was found at this place.
    #[must_use]
    pub const fn found(&self) -> &Instead {
        &self.found
    }
}

/// The parser's words, but for those that only its authors understand.
fn words(error: &syn::Error) -> String {
    match error.to_string().as_str() {
        "cannot parse string into token stream" => {
            "a bracket, a quote or a comment is not closed".to_owned()
        }
        words => words.to_owned(),
    }
}

impl FunctionError {
    /// What is said of it: what was found, and what belongs there.
    #[must_use]
    pub fn told(&self) -> Told {
        let Self { line, column, found } = self;
        let told = Told::new(format!("{line}:{column}: found {found}"));
        match found {
            Instead::Syntax(_) => told.help("correct it there"),
            Instead::NoResult | Instead::Outcome(_) => told.help(
                "expected `Result<(), E>`, where `E` is an error that converts into \
                 `Box<dyn Error + Send + Sync>`, such as `DbErr` or `anyhow::Error`",
            ),
            Instead::BareError(_) => told.help("write `Box<dyn Error + Send + Sync>`"),
            Instead::Nothing
            | Instead::Second
            | Instead::Private
            | Instead::Blocking
            | Instead::Unsafe
            | Instead::Foreign
            | Instead::Generic
            | Instead::Parameters(_)
            | Instead::Parameter(_) => told.help(
                "expected exactly one `pub async fn migrate(db: &DatabaseConnection)` or \
                 `pub async fn migrate(txn: &DatabaseTransaction)` at the top level",
            ),
        }
    }

    /// The line of the file's text that it is about; none where something is not there.
    pub(crate) fn excerpt(&self, text: &str) -> Option<Box<Excerpt>> {
        if self.found == Instead::Nothing {
            return None;
        }
        let line = text.lines().nth(self.line.saturating_sub(1)).unwrap_or_default();
        Some(Box::new(Excerpt::new(self.line, self.column, line)))
    }
}

impl fmt::Display for FunctionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.told().line())
    }
}

impl std::error::Error for FunctionError {}

/// What stands where the one `migrate` should.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Instead {
    /// Text that does not parse as Rust, with the parser's words.
    #[error("text that does not parse as Rust: {0}")]
    Syntax(String),
    /// No function of this name at the top level.
    #[error("no function `migrate`")]
    Nothing,
    /// A second function of this name.
    #[error("a second function `migrate`")]
    Second,
    /// A private function.
    #[error("a `migrate` that is not `pub`")]
    Private,
    /// A function that is not `async`.
    #[error("a `migrate` that is not `async`")]
    Blocking,
    /// An `unsafe` function.
    #[error("an `unsafe` `migrate`")]
    Unsafe,
    /// A function with an ABI of its own.
    #[error("an `extern` `migrate`")]
    Foreign,
    /// A function with type or constant parameters.
    #[error("a generic `migrate`")]
    Generic,
    /// A function with none or several parameters.
    #[error("a `migrate` with {0} parameters")]
    Parameters(usize),
    /// A parameter of another type, as it is written.
    #[error("a parameter of the type `{0}`")]
    Parameter(String),
    /// A function without a result.
    #[error("a `migrate` that returns nothing")]
    NoResult,
    /// A result that is not `Result<(), E>`, as it is written.
    #[error("a `migrate` that returns `{0}`")]
    Outcome(String),
    /// An error that is not `Send` and `Sync`, as it is written.
    #[error("the error `{0}`, which cannot leave its thread")]
    BareError(String),
}

#[cfg(test)]
mod tests;
