//! Functions and operators.

use super::super::functions;
use super::super::node::{Node, Object};
use super::super::scope::Scope;
use super::Lower;
use crate::algebra::{Call, Expr, Quantifier, Rule};

/// A function, and when it gives null.
struct Known {
    name: String,
    rule: Rule,
    is_stable: bool,
    is_strict: bool,
    /// How many arguments decide whether it is null.
    deciding: usize,
    /// Whether all arguments have to be null for it to be.
    is_any: bool,
}

impl<'n> Lower<'n> {
    pub(super) fn call(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        // One that gives rows gives none where a row is asked for, or is filled up with nulls.
        if object.is("funcretset") || object.is("opretset") {
            return Expr::Opaque;
        }
        let mut arguments = self.exprs(object.get("args"), scope);
        let Some(known) = self.known(object) else { return Expr::Opaque };
        if object.tag == "SCALARARRAYOPEXPR" {
            return in_array(object, &known, arguments);
        }
        let rule = match known.rule {
            // An array in the place of the arguments may be null itself.
            _ if object.is("funcvariadic") && !known.is_strict => Rule::Maybe,
            rule => rule,
        };
        if known.is_any {
            return Expr::Coalesce(arguments);
        }
        arguments.truncate(known.deciding);
        Expr::Call(Call { name: known.name, rule, arguments, stable: known.is_stable })
    }

    /// `IS DISTINCT FROM` and `NULLIF`.
    pub(super) fn pair(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let arguments = self.exprs(object.get("args"), scope);
        let Ok([left, right]) = <[Expr; 2]>::try_from(arguments) else { return Expr::Opaque };
        match object.tag.as_str() {
            "DISTINCTEXPR" => Expr::Distinct(Box::new(left), Box::new(right)),
            // It is its left side or null: what it is not null for, that is not null either.
            _ => {
                let name = format!("NULLIF {right:?}");
                Expr::Call(Call { name, rule: Rule::Strict, arguments: vec![left], stable: false })
            }
        }
    }

    /// What is known of the function of a node.
    fn known(&self, object: &Object) -> Option<Known> {
        let oid = self.function_of(object)?;
        let function = self.catalogue.function(oid)?;
        Some(Known {
            name: oid.to_string(),
            rule: match object.get("args").list().iter().find_map(text) {
                Some(text) => functions::rule_with(function, &text),
                None => functions::rule(function),
            },
            is_strict: function.is_strict,
            is_stable: !function.is_volatile,
            deciding: functions::deciding(function),
            is_any: functions::is_any(function),
        })
    }

    fn function_of(&self, object: &Object) -> Option<u32> {
        if object.tag == "FUNCEXPR" {
            return object.number("funcid");
        }
        match object.number("opfuncid") {
            Some(0) | None => self.catalogue.operator(object.number("opno")?),
            found => found,
        }
    }

    /// Whether an operator gives null where an argument is null, and nowhere else.
    pub(super) fn is_exact(&self, object: &Object) -> bool {
        self.known(object).is_some_and(|known| known.rule == Rule::Exact)
    }
}

/// A comparison with the elements of an array.
fn in_array(object: &Object, known: &Known, arguments: Vec<Expr>) -> Expr {
    let strict = matches!(known.rule, Rule::Exact | Rule::Strict);
    let Ok([left, array]) = <[Expr; 2]>::try_from(arguments) else { return Expr::Opaque };
    if !strict {
        return Expr::Opaque;
    }
    let (left, array) = (Box::new(left), Box::new(array));
    let written = object.get("args").list().get(1).and_then(Node::object);
    match written.and_then(elements) {
        Some(Elements::Listed) if known.rule == Rule::Exact => match *array {
            Expr::Call(Call { arguments, .. }) => Expr::In(left, arguments),
            _ => Expr::Opaque,
        },
        Some(Elements::Constant) if known.rule == Rule::Exact => {
            Expr::In(left, vec![Expr::Constant(Some(String::new()))])
        }
        Some(_) | None => {
            let quantifier = match object.is("useOr") {
                true => Quantifier::Any,
                false => Quantifier::All,
            };
            Expr::InArray(quantifier, left, array)
        }
    }
}

/// What is known of the elements of an array. There are some.
enum Elements {
    /// They are the arguments of the array.
    Listed,
    /// None of them is null.
    Constant,
}

fn elements(array: &Object) -> Option<Elements> {
    match array.tag.as_str() {
        "ARRAYEXPR" | "ARRAY" => {
            let is_flat = !array.is("multidims") && !array.get("elements").list().is_empty();
            is_flat.then_some(Elements::Listed)
        }
        "CONST" => {
            let [_, Node::Bytes(bytes)] = array.values("constvalue") else { return None };
            // The length of everything, the number of dimensions, and where the elements begin if a map of nulls is
            // before them.
            let (dimensions, map) = (bytes.get(4..8)?, bytes.get(8..12)?);
            let is_filled = dimensions.iter().any(|byte| *byte != 0);
            (is_filled && map.iter().all(|byte| *byte == 0)).then_some(Elements::Constant)
        }
        _ => None,
    }
}

/// A constant of type `text` that is not null.
fn text(argument: &Node) -> Option<String> {
    let constant = argument.tagged("CONST").filter(|it| it.word("consttype") == Some("25"))?;
    let [_, Node::Bytes(bytes)] = constant.values("constvalue") else { return None };
    // Four bytes say how long it is.
    let bytes = bytes.get(4..)?.iter().map(|byte| byte.to_le_bytes()[0]);
    String::from_utf8(bytes.collect()).ok()
}
