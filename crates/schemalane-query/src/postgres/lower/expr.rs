//! Values.

use super::super::node::{Node, Object};
use super::super::scope::Scope;
use super::Lower;
use crate::algebra::{Call, Expr, Rule, Test};

impl<'n> Lower<'n> {
    pub(super) fn exprs(&mut self, list: &'n Node, scope: &Scope<'_, 'n>) -> Vec<Expr> {
        list.list().iter().map(|expr| self.expr(expr, scope)).collect()
    }

    pub(super) fn expr(&mut self, expr: &'n Node, scope: &Scope<'_, 'n>) -> Expr {
        match expr {
            Node::Object(object) => self.object(object, scope),
            // A condition may be a list of them.
            Node::List(_) => Expr::And(self.exprs(expr, scope)),
            Node::Nothing | Node::Word(_) | Node::Bytes(_) => Expr::Opaque,
        }
    }

    /// The names of some tags are longer from one version on; both are here.
    fn object(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        match object.tag.as_str() {
            "VAR" => self.variable(object, scope),
            "CONST" => constant(object),
            "PARAM" => parameter(object),
            "FUNCEXPR" | "OPEXPR" | "SCALARARRAYOPEXPR" => self.call(object, scope),
            "DISTINCTEXPR" | "NULLIFEXPR" => self.pair(object, scope),
            "NAMEDARGEXPR" | "RELABELTYPE" | "COLLATEEXPR" | "COLLATE" => {
                self.expr(object.get("arg"), scope)
            }
            "TARGETENTRY" => self.expr(object.get("expr"), scope),
            "COERCEVIAIO" | "ARRAYCOERCEEXPR" | "CONVERTROWTYPEEXPR" | "COERCETODOMAIN" => {
                self.coercion(object, scope)
            }
            "BOOLEXPR" => self.boolean(object, scope),
            "NULLTEST" => self.null_test(object, scope),
            "BOOLEANTEST" => self.boolean_test(object, scope),
            "COALESCEEXPR" | "COALESCE" | "MINMAXEXPR" | "MINMAX" => {
                Expr::Coalesce(self.exprs(object.get("args"), scope))
            }
            "CASEEXPR" | "CASE" => self.case(object, scope),
            "CASETESTEXPR" => self.operands.last().cloned().unwrap_or(Expr::Opaque),
            "SUBLINK" => self.sublink(object, scope),
            "AGGREF" => self.aggregate(object, scope),
            "WINDOWFUNC" => self.window(object, scope),
            "ARRAYEXPR" | "ARRAY" | "ROWEXPR" | "ROW" => {
                never(&object.tag, self.exprs(object.get(elements(object)), scope))
            }
            _ => self.special(object, scope),
        }
    }

    fn coercion(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let argument = self.expr(object.get("arg"), scope);
        let to: u32 = object.number("resulttype").unwrap_or_default();
        let rule = match object.tag.as_str() {
            "COERCETODOMAIN" if self.catalogue.is_not_null(to) => Rule::Never,
            _ => Rule::Exact,
        };
        Expr::Call(Call {
            name: format!("{} {to}", object.tag),
            rule,
            arguments: vec![argument],
            stable: true,
        })
    }

    fn boolean(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let mut parts = self.exprs(object.get("args"), scope);
        match object.word("boolop") {
            Some("and") => Expr::And(parts),
            Some("or") => Expr::Or(parts),
            Some("not") => parts.pop().map_or(Expr::Opaque, |part| Expr::Not(Box::new(part))),
            _ => Expr::Opaque,
        }
    }

    /// `IS NULL` of a row asks each of its fields.
    fn null_test(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let test = match object.word("nulltesttype") {
            Some("0") => Test::Null,
            Some("1") => Test::NotNull,
            _ => return Expr::Opaque,
        };
        let argument = object.get("arg");
        let of = |expr| Expr::Test(test, Box::new(expr));
        if object.is("argisrow")
            && let Some(fields) = self.fields(argument, scope)
        {
            return Expr::And(fields.into_iter().map(of).collect());
        }
        of(self.expr(argument, scope))
    }

    fn boolean_test(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let test = match object.word("booltesttype") {
            Some("0") => Test::True,
            Some("1") => Test::NotTrue,
            Some("2") => Test::False,
            Some("3") => Test::NotFalse,
            Some("4") => Test::Null,
            Some("5") => Test::NotNull,
            _ => return Expr::Opaque,
        };
        Expr::Test(test, Box::new(self.expr(object.get("arg"), scope)))
    }

    fn case(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let operand = object.get("arg");
        let is_compared = operand.is_there();
        if is_compared {
            let operand = self.expr(operand, scope);
            self.operands.push(operand);
        }
        // The operand stands for itself in the conditions alone: a value has none.
        let conditions: Vec<Expr> =
            object.objects("args").map(|arm| self.expr(arm.get("expr"), scope)).collect();
        if is_compared {
            self.operands.pop();
        }
        let values = object.objects("args").map(|arm| self.expr(arm.get("result"), scope));
        let arms = conditions.into_iter().zip(values).collect();
        let otherwise = object.get("defresult");
        let otherwise = otherwise.is_there().then(|| Box::new(self.expr(otherwise, scope)));
        Expr::Case(arms, otherwise)
    }
}

/// A value that is never null, made of others.
pub(super) fn never(name: &str, arguments: Vec<Expr>) -> Expr {
    let name = name.to_owned();
    Expr::Call(Call { name, rule: Rule::Never, arguments, stable: false })
}

/// The field that the parts of an array or a row are in.
fn elements(object: &Object) -> &'static str {
    match object.tag.as_str() {
        "ARRAYEXPR" | "ARRAY" => "elements",
        _ => "args",
    }
}

fn constant(object: &Object) -> Expr {
    match object.is("constisnull") {
        true => Expr::Constant(None),
        false => {
            let value = (object.get("consttype"), object.values("constvalue"));
            Expr::Constant(Some(format!("{value:?}")))
        }
    }
}

fn parameter(object: &Object) -> Expr {
    let place = object.number::<usize>("paramid").and_then(|number| number.checked_sub(1));
    match (object.word("paramkind"), place) {
        (Some("0"), Some(place)) => Expr::Parameter(place),
        _ => Expr::Opaque,
    }
}
