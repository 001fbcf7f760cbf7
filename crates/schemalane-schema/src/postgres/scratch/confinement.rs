//! What keeps the code of a schema from acting with the rights of a superuser, while it is made in a scratch database.
//!
//! To make a schema evaluates some of its expressions: the constants in an index, the bounds of a partition, the default
//! of a column that is added. A function in them would run as whoever makes it, and a superuser may run programs on the
//! server. `SET ROLE` keeps nobody in, since a function takes it back. So every routine that no extension brings belongs,
//! as long as the scratch database lasts, to a role without rights, runs as its owner and reads only; both cannot be
//! taken back from within. Triggers, of events too, do not fire. Where the schema is read, this is undone for the reader.

use crate::postgres::connection::run;
use crate::{Header, Kind};
use schemalane_source::{Dialect, TokenKind};
use sqlx::PgConnection;

/// Whether the role is one that nothing is refused to.
const IS_SUPERUSER: &str = "SELECT pg_catalog.current_setting('is_superuser') = 'on'";

/// Where what routines really are is kept. Nothing that is temporary is a part of a schema.
const BEGIN: &str = "SET session_replication_role = replica;
    CREATE TEMPORARY TABLE schemalane_confined
        (oid oid PRIMARY KEY, owner oid, definer boolean, config text[], volatility \"char\")";

/// The role is one of the server's own, which may look at the sizes of tables and nothing else.
const CONFINE: &str = "WITH fresh AS (
        SELECT p.oid, p.proowner, p.prosecdef, p.proconfig, p.provolatile,
            l.lanpltrusted OR l.lanname IN ('c', 'internal') AS is_trusted
        FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
        WHERE p.oid >= 16384 AND p.prokind <> 'a'
          AND (p.proowner = 'pg_stat_scan_tables'::pg_catalog.regrole AND p.prosecdef
              AND p.proconfig[1] = 'transaction_read_only=on') IS NOT TRUE
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
              WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e')
    ), kept AS (
        INSERT INTO pg_temp.schemalane_confined AS k
        SELECT f.oid, f.proowner, f.prosecdef, f.proconfig, f.provolatile FROM fresh AS f
        ON CONFLICT (oid) DO UPDATE SET
            owner = CASE WHEN excluded.owner = 'pg_stat_scan_tables'::pg_catalog.regrole THEN k.owner
                ELSE excluded.owner END,
            definer = CASE WHEN excluded.config[1] = 'transaction_read_only=on' THEN k.definer
                ELSE excluded.definer END,
            volatility = CASE WHEN excluded.config[1] = 'transaction_read_only=on' THEN k.volatility
                ELSE excluded.volatility END,
            config = CASE WHEN excluded.config[1] = 'transaction_read_only=on'
                THEN nullif(excluded.config[2:], '{}'::text[]) ELSE excluded.config END
    )
    UPDATE pg_catalog.pg_proc AS p SET
        proowner = 'pg_stat_scan_tables'::pg_catalog.regrole,
        prosecdef = true,
        proconfig = ARRAY['transaction_read_only=on'] || CASE
            WHEN p.proconfig[1] = 'transaction_read_only=on' THEN p.proconfig[2:] ELSE p.proconfig END,
        -- What may do anything outside of the database is not evaluated at all.
        provolatile = CASE WHEN f.is_trusted THEN p.provolatile ELSE 'v' END
    FROM fresh AS f WHERE f.oid = p.oid";

/// Everything is as the schema says it.
const UNDO: &str = "UPDATE pg_catalog.pg_proc AS p SET
        proowner = k.owner, prosecdef = k.definer, proconfig = k.config, provolatile = k.volatility
    FROM pg_temp.schemalane_confined AS k WHERE k.oid = p.oid
        AND p.proowner = 'pg_stat_scan_tables'::pg_catalog.regrole;
    DELETE FROM pg_temp.schemalane_confined";

/// The checks of domains that call a function of the server itself which may do anything. It would run wherever the server
/// converts a constant.
const DANGEROUS: &str = "SELECT pg_catalog.format('its check %I calls %s', c.conname, p.proname)
    FROM pg_catalog.pg_constraint AS c
    CROSS JOIN LATERAL pg_catalog.regexp_matches(c.conbin::text, ':(?:funcid|opfuncid) ([0-9]+)', 'g') AS m (found)
    JOIN pg_catalog.pg_proc AS p ON p.oid = m.found[1]::pg_catalog.oid
    JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE c.contypid <> 0 AND p.provolatile = 'v' AND l.lanname IN ('c', 'internal') LIMIT 1";

/// How the routines of a scratch database run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confinement {
    /// As the role that makes it, which has no rights that matter.
    None,
    /// As a role without any.
    Complete,
}

impl Confinement {
    /// Begins one where the role of the session is a superuser.
    pub(super) async fn begin(connection: &mut PgConnection) -> Result<Self, sqlx::Error> {
        if !sqlx::query_scalar(IS_SUPERUSER).fetch_one(&mut *connection).await? {
            return Ok(Self::None);
        }
        run(connection, BEGIN).await?;
        Ok(Self::Complete)
    }

    /// Confines what is new, or was changed.
    pub(super) async fn confine(self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        match self {
            Self::None => Ok(()),
            Self::Complete => run(connection, CONFINE).await,
        }
    }

    /// Undoes it.
    pub(super) async fn undo(self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        match self {
            Self::None => Ok(()),
            Self::Complete => run(connection, UNDO).await,
        }
    }

    /// What a domain has that cannot be confined, in a sentence.
    pub(super) async fn danger(
        self,
        connection: &mut PgConnection,
        concern: Concern,
    ) -> Result<Option<String>, sqlx::Error> {
        match (self, concern) {
            (Self::Complete, Concern::Domain) => {
                sqlx::query_scalar(DANGEROUS).fetch_optional(connection).await
            }
            _ => Ok(None),
        }
    }
}

/// What a statement does to what is confined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Concern {
    /// Nothing.
    None,
    /// It makes or changes a routine.
    Routine,
    /// It changes what the confinement of a routine consists of.
    Confinement,
    /// It makes or changes a domain.
    Domain,
}

/// What a statement does to what is confined.
pub(super) fn concern(text: &str) -> Concern {
    let header = Header::read(text, Dialect::Postgres);
    let words: Vec<&str> = header.words.iter().map(String::as_str).collect();
    match (header.kind, &words[..]) {
        (Some(Kind::Routine), _) => Concern::Routine,
        (Some(Kind::Domain), _) | (_, ["ALTER", "DOMAIN", ..]) => Concern::Domain,
        (_, ["ALTER", "FUNCTION" | "PROCEDURE" | "ROUTINE", ..]) => {
            let tokens = super::words(text);
            let word = |place: usize| {
                let token = tokens.len().checked_sub(place).and_then(|index| tokens.get(index));
                token.map_or("", |token| token.text(text))
            };
            // An owner is told from the one that confines it, and a dump names that of every routine.
            let is_owner =
                word(3).eq_ignore_ascii_case("OWNER") && word(2).eq_ignore_ascii_case("TO");
            if is_owner { Concern::Routine } else { Concern::Confinement }
        }
        // Who grants a right on a routine is its owner.
        _ if is_grant(text) => Concern::Confinement,
        _ => Concern::None,
    }
}

/// Whether a statement gives or takes rights on routines.
fn is_grant(text: &str) -> bool {
    let words: Vec<String> =
        super::words(text).iter().map(|token| token.text(text).to_ascii_uppercase()).collect();
    let first = words.first().map_or("", String::as_str);
    let routines = ["FUNCTION", "FUNCTIONS", "PROCEDURE", "PROCEDURES", "ROUTINE", "ROUTINES"];
    matches!(first, "GRANT" | "REVOKE")
        && words.iter().any(|word| routines.contains(&word.as_str()))
}

/// The function that the bounds of a partition call, which is evaluated where they are said.
pub(super) fn called_in_bounds(text: &str) -> Option<String> {
    let tokens = super::words(text);
    let word = |index: usize| tokens.get(index).map_or("", |token| token.text(text));
    let is = |index: usize, other: &str| word(index).eq_ignore_ascii_case(other);
    let begins = (0..tokens.len()).find(|index| is(*index, "FOR") && is(index + 1, "VALUES"))?;
    // Words with parentheses behind them that are no call, and the parentheses of a type.
    let is_plain = |index: usize| {
        let words = ["IN", "FROM", "TO", "WITH", "CAST", "ROW", "ARRAY", "AND", "OR", "NOT"];
        let is_word = words.iter().any(|other| is(index, other));
        let of_type = index >= 1 && is(index - 1, "AS")
            || index >= 2 && word(index - 1) == ":" && word(index - 2) == ":"
            || index >= 1 && word(index - 1) == "::";
        is_word || of_type
    };
    let is_name = |index: usize| {
        let kind = tokens.get(index).map(|token| token.kind);
        matches!(kind, Some(TokenKind::Word | TokenKind::Quoted))
    };
    (begins + 2..tokens.len())
        .take_while(|index| !is(*index, "PARTITION"))
        .find(|index| is_name(*index) && word(index + 1) == "(" && !is_plain(*index))
        .map(|index| word(index).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_statement_concerns_is_what_it_begins_with() {
        for (text, concerned) in [
            (
                "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                Concern::Routine,
            ),
            ("create procedure p() language sql as ''", Concern::Routine),
            ("ALTER FUNCTION f() OWNER TO x", Concern::Routine),
            ("alter routine f() security definer", Concern::Confinement),
            ("ALTER FUNCTION f() RESET ALL", Concern::Confinement),
            ("CREATE DOMAIN d AS text", Concern::Domain),
            ("ALTER DOMAIN d ADD CHECK (true)", Concern::Domain),
            ("CREATE TABLE function (a int)", Concern::None),
            ("CREATE TRIGGER r AFTER INSERT ON t EXECUTE FUNCTION f()", Concern::None),
        ] {
            assert_eq!(concern(text), concerned, "{text}");
        }
    }

    #[test]
    fn bounds_that_call_are_found() {
        for (bounds, called) in [
            ("IN (1, 'a')", None),
            ("FROM ('2020-01-01'::timestamp(3)) TO (MAXVALUE)", None),
            ("WITH (MODULUS 3, REMAINDER 0)", None),
            ("IN (CAST('1' AS numeric(3, 1)), date '2020-01-01')", None),
            ("FROM (1) TO (2) PARTITION BY RANGE (lower(a))", None),
            ("IN (pg_read_file('/etc/passwd'))", Some("pg_read_file")),
            ("FROM (public.\"F\"(1)) TO (2)", Some("\"F\"")),
            ("FROM (1) TO (CAST(f (1) AS int))", Some("f")),
        ] {
            let text = format!("CREATE TABLE p PARTITION OF t FOR VALUES {bounds}");
            assert_eq!(called_in_bounds(&text).as_deref(), called, "{bounds}");
        }
        assert_eq!(called_in_bounds("CREATE TABLE t (a int DEFAULT f(1))"), None);
    }
}
