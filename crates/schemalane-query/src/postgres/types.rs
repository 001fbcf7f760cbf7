//! The types of columns, with what the server's description leaves out: domains, and lengths.

use super::catalogue::Catalogue;
use super::node::Object;
use super::scope::outputs;
use super::server::Prepared;

/// A column, as it is described.
pub(super) struct Kind {
    pub(super) name: String,
    /// Type and length.
    pub(super) data_type: (u32, i32),
}

/// The columns of a query.
pub(super) fn columns(
    catalogue: &Catalogue,
    prepared: &Prepared,
    query: Option<&Object>,
) -> Vec<Kind> {
    let entries: Vec<&Object> = query.into_iter().flat_map(outputs).collect();
    let written = |entry: &Object| expression(entry.get("expr").object()?);
    let Some(columns) = &prepared.columns else {
        let kind = |entry: &&Object| Kind {
            name: entry.word("resname").unwrap_or_default().to_owned(),
            data_type: written(entry).unwrap_or((0, -1)),
        };
        return entries.iter().map(kind).collect();
    };
    let mut entries = entries.into_iter();
    columns
        .iter()
        .map(|column| {
            // The description has the last word: it says what the tree says, or what that is made of.
            let data_type = match entries.next().and_then(written) {
                Some((oid, length)) if catalogue.base(oid) == column.data_type => (oid, length),
                _ => (column.data_type, -1),
            };
            Kind { name: column.name.clone(), data_type }
        })
        .collect()
}

fn expression(expr: &Object) -> Option<(u32, i32)> {
    let (of_type, of_length) = match expr.tag.as_str() {
        "VAR" => ("vartype", "vartypmod"),
        "CONST" => ("consttype", "consttypmod"),
        "PARAM" => ("paramtype", "paramtypmod"),
        "RELABELTYPE" | "COERCETODOMAIN" => ("resulttype", "resulttypmod"),
        "COERCEVIAIO" | "CONVERTROWTYPEEXPR" => ("resulttype", ""),
        "ARRAYCOERCEEXPR" | "FIELDSELECT" => ("resulttype", "resulttypmod"),
        "FUNCEXPR" => return function(expr),
        "OPEXPR" | "NULLIFEXPR" => ("opresulttype", ""),
        "CASEEXPR" | "CASE" => ("casetype", ""),
        "COALESCEEXPR" | "COALESCE" => ("coalescetype", ""),
        "MINMAXEXPR" | "MINMAX" => ("minmaxtype", ""),
        "AGGREF" => ("aggtype", ""),
        "WINDOWFUNC" => ("wintype", ""),
        "SUBSCRIPTINGREF" => ("refrestype", "reftypmod"),
        "ARRAYEXPR" | "ARRAY" => ("array_typeid", ""),
        "ROWEXPR" | "ROW" => ("row_typeid", ""),
        "SUBLINK" => return sublink(expr),
        _ => return None,
    };
    Some((expr.number(of_type)?, expr.number(of_length).unwrap_or(-1)))
}

/// A cast to a length is a function of the value and of the length.
fn function(call: &Object) -> Option<(u32, i32)> {
    let oid = call.number("funcresulttype")?;
    let is_cast = matches!(call.word("funcformat"), Some("1" | "2"));
    let length = call.get("args").list().get(1).and_then(|argument| argument.tagged("CONST"));
    let length = length.filter(|constant| is_cast && constant.word("consttype") == Some("23"));
    Some((oid, length.and_then(integer).unwrap_or(-1)))
}

/// The value of a constant of type `integer`, whichever end its machine begins with.
fn integer(constant: &Object) -> Option<i32> {
    let [_, super::Node::Bytes(bytes)] = constant.values("constvalue") else { return None };
    let bytes: Vec<u8> = bytes.iter().map(|byte| byte.to_le_bytes()[0]).collect();
    let little: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    match bytes.get(4..8) {
        // A word of eight bytes, the small end first: what follows is the sign.
        Some(rest) if rest.iter().all(|byte| *byte == 0 || *byte == 255) => {
            Some(i32::from_le_bytes(little))
        }
        _ => None,
    }
}

/// A query in the place of a value has the type of its column.
fn sublink(link: &Object) -> Option<(u32, i32)> {
    if link.word("subLinkType") != Some("4") {
        return None;
    }
    let entry = outputs(link.get("subselect").object()?).next()?;
    expression(entry.get("expr").object()?)
}
