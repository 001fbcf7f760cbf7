//! Code of other roles that a question would run.
//!
//! To plan a query on a table the server evaluates constants in the expressions of its indexes, statistics, checks and
//! partitions, and so runs whatever function is in them, as whoever asks. What such an expression calls can be changed by
//! its owner at any time. So a question is not asked where that is another role, unless it is a superuser.

use super::super::connection::quote;
use crate::{Error, source::unquote};
use schemalane_source::{Dialect, TokenKind, tokens};
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// The names of routines, operators, types and tables through which code of another role would run, with the routine and
/// its owner.
const STRANGERS: &str = "WITH RECURSIVE code (classid, objid, routine) AS (
        SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid, p.oid, p.oid
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_roles AS r ON r.oid = p.proowner
        WHERE p.oid >= 16384 AND NOT r.rolsuper AND r.rolname <> current_user
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
              WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e')
        UNION
        SELECT d.classid, d.objid, c.routine FROM code AS c
        JOIN pg_catalog.pg_depend AS d ON d.refclassid = c.classid AND d.refobjid = c.objid
        WHERE d.deptype IN ('n', 'a', 'i') AND d.classid IN (
            'pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass,
            'pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_cast'::pg_catalog.regclass,
            'pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass,
            'pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass,
            'pg_catalog.pg_constraint'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass,
            'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, 'pg_catalog.pg_class'::pg_catalog.regclass)
    ), place (relation, type, name, routine) AS (
        SELECT NULL::pg_catalog.oid, NULL::pg_catalog.oid, p.proname::text, c.routine
        FROM code AS c JOIN pg_catalog.pg_proc AS p ON p.oid = c.objid
        WHERE c.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        UNION SELECT NULL, NULL, o.oprname::text, c.routine
        FROM code AS c JOIN pg_catalog.pg_operator AS o ON o.oid = c.objid
        WHERE c.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass
        UNION SELECT NULL, c.objid, NULL, c.routine FROM code AS c
        WHERE c.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
        UNION SELECT NULL, t.type, NULL, c.routine
        FROM code AS c JOIN pg_catalog.pg_cast AS k ON k.oid = c.objid
        CROSS JOIN LATERAL (VALUES (k.castsource), (k.casttarget)) AS t (type)
        WHERE c.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass
        UNION SELECT nullif(k.conrelid, 0), nullif(k.contypid, 0), NULL, c.routine
        FROM code AS c JOIN pg_catalog.pg_constraint AS k ON k.oid = c.objid
        WHERE c.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
        UNION SELECT a.adrelid, NULL, NULL, c.routine
        FROM code AS c JOIN pg_catalog.pg_attrdef AS a ON a.oid = c.objid
        WHERE c.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
        UNION SELECT s.stxrelid, NULL, NULL, c.routine
        FROM code AS c JOIN pg_catalog.pg_statistic_ext AS s ON s.oid = c.objid
        WHERE c.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass
        UNION SELECT coalesce(i.indrelid, c.objid), NULL, NULL, c.routine
        FROM code AS c LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.objid
        WHERE c.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    ), family (relation, routine) AS (
        SELECT relation, routine FROM place WHERE relation IS NOT NULL
        UNION SELECT i.inhparent, f.routine FROM family AS f JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = f.relation
    )
    SELECT n.name, pg_catalog.max(p.proname || ' of the role ' || r.rolname)
    FROM (
        SELECT name, routine FROM place WHERE name IS NOT NULL
        UNION SELECT t.typname::text, routine FROM place JOIN pg_catalog.pg_type AS t ON t.oid = type WHERE t.oid >= 16384
        UNION SELECT c.relname::text, routine FROM family JOIN pg_catalog.pg_class AS c ON c.oid = relation
    ) AS n
    JOIN pg_catalog.pg_proc AS p ON p.oid = n.routine
    JOIN pg_catalog.pg_roles AS r ON r.oid = p.proowner
    GROUP BY n.name";

/// The names through which code of other roles would run.
pub(super) struct Strangers(BTreeMap<String, String>);

impl Strangers {
    pub(super) async fn read(connection: &mut PgConnection) -> Result<Self, Error> {
        let names: Vec<(String, String)> = sqlx::query_as(STRANGERS).fetch_all(connection).await?;
        Ok(Self(names.into_iter().collect()))
    }

    /// Why a question is not asked, if it is not. Any of the names in it is one too many, whatever it stands for.
    pub(super) fn refusal(&self, sql: &str) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let is_operator = |name: &str| {
            let first = name.chars().next();
            first.is_some_and(|first| {
                first.is_ascii() && !first.is_ascii_alphanumeric() && first != '_'
            })
        };
        let operators = self.0.iter().filter(|(name, _)| is_operator(name));
        let operator = operators.into_iter().find(|(name, _)| sql.contains(name.as_str()));
        let all = tokens(sql, Dialect::Postgres).unwrap_or_default();
        let named = || {
            all.iter()
                .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted))
                .find_map(|token| {
                    self.0.get_key_value(&unquote(token.text(sql), Dialect::Postgres))
                })
        };
        operator.or_else(named).map(|(name, routine)| {
            format!(
                "because of {} it would run the code of {routine}: ask as that role",
                quote(name)
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_an_operator_is_one_too_many() {
        let all =
            [("users", "f of the role a"), ("<->", "g of the role a"), ("Odd", "h of the role b")];
        let strangers =
            Strangers(all.map(|(name, routine)| (name.to_owned(), routine.to_owned())).into());
        for (sql, said) in [
            (
                "SELECT count(*) FROM public.Users",
                Some("because of users it would run the code of f of the role a"),
            ),
            ("SELECT 1 <-> 2", Some("g of the role a")),
            ("SELECT \"Odd\"(1)", Some("h of the role b")),
            ("SELECT odd(1), 'users', \"Users\" -- users", None),
        ] {
            let refusal = strangers.refusal(sql);
            assert_eq!(refusal.is_some(), said.is_some(), "{sql}: {refusal:?}");
            assert!(refusal.unwrap_or_default().contains(said.unwrap_or_default()), "{sql}");
        }
        assert_eq!(Strangers(BTreeMap::new()).refusal("SELECT 1"), None);
    }
}
