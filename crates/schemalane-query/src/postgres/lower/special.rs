//! What has a syntax of its own.

use super::super::node::{Node, Object};
use super::super::scope::Scope;
use super::Lower;
use super::expr::never;
use crate::algebra::{Call, Expr, Rule};

impl<'n> Lower<'n> {
    /// What is not known can be null.
    pub(super) fn special(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        match object.tag.as_str() {
            "SQLVALUEFUNCTION" => match object.word("op") {
                // There is no current schema where none of the search path is there.
                Some("14") | None => Expr::Opaque,
                Some(_) => never("SQLVALUEFUNCTION", Vec::new()),
            },
            "GROUPINGFUNC" | "MERGESUPPORTFUNC" => never(&object.tag, Vec::new()),
            "FIELDSELECT" => self.field(object, scope),
            "SUBSCRIPTINGREF" if !object.get("refassgnexpr").is_there() => {
                self.subscript(object, scope)
            }
            "ROWCOMPAREEXPR" | "ROWCOMPARE" => {
                let mut arguments = self.exprs(object.get("largs"), scope);
                arguments.extend(self.exprs(object.get("rargs"), scope));
                call("ROWCOMPARE", Rule::Total, arguments)
            }
            "XMLEXPR" => self.xml(object, scope),
            "JSONCONSTRUCTOREXPR" => self.json(object, scope),
            "JSONISPREDICATE" => {
                let argument = self.expr(object.get("expr"), scope);
                call("JSONISPREDICATE", Rule::Total, vec![argument])
            }
            "JSONVALUEEXPR" => match object.get("formatted_expr") {
                Node::Nothing => self.expr(object.get("raw_expr"), scope),
                formatted => self.expr(formatted, scope),
            },
            _ => Expr::Opaque,
        }
    }

    /// An element, which may not be there; or a part of an array, which is empty where there is none.
    fn subscript(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let mut arguments = vec![self.expr(object.get("refexpr"), scope)];
        for bounds in ["refupperindexpr", "reflowerindexpr"] {
            // A bound that is left out is no argument.
            let bounds = object.get(bounds).list().iter().filter(|bound| bound.is_there());
            arguments.extend(bounds.map(|bound| self.expr(bound, scope)));
        }
        let rule = match object.get("reflowerindexpr").list().is_empty() {
            true => Rule::Strict,
            false => Rule::Exact,
        };
        call("SUBSCRIPTINGREF", rule, arguments)
    }

    /// A field of a composite value: of a row of a table it is the column.
    fn field(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let argument = object.get("arg");
        let place = object.number::<usize>("fieldnum").and_then(|number| number.checked_sub(1));
        if let Some((fields, place)) = self.fields(argument, scope).zip(place) {
            return fields.into_iter().nth(place).unwrap_or(Expr::Opaque);
        }
        let name = format!("FIELDSELECT {place:?}");
        call(&name, Rule::Strict, vec![self.expr(argument, scope)])
    }

    fn xml(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        let arguments = self.exprs(object.get("args"), scope);
        match object.word("op") {
            // Null where all are.
            Some("0") => Expr::Coalesce(arguments),
            Some("1") => never("XMLELEMENT", Vec::new()),
            Some("2") => Expr::Coalesce(self.exprs(object.get("named_args"), scope)),
            Some("3" | "6" | "7") => call("XMLEXPR", Rule::Total, arguments),
            _ => Expr::Opaque,
        }
    }

    /// The constructors of SQL's JSON.
    fn json(&mut self, object: &'n Object, scope: &Scope<'_, 'n>) -> Expr {
        match object.word("type") {
            Some("1" | "2") => never("JSON", Vec::new()),
            Some("3" | "4") => self.expr(object.get("func"), scope),
            Some("5" | "6" | "7") => {
                call("JSON", Rule::Total, self.exprs(object.get("args"), scope))
            }
            _ => Expr::Opaque,
        }
    }
}

fn call(name: &str, rule: Rule, arguments: Vec<Expr>) -> Expr {
    Expr::Call(Call { name: name.to_owned(), rule, arguments, stable: false })
}
