//! Who we are, and what we may give to others.

use crate::{Grant, Kind, ObjectId};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};

/// What the connected role may do, and what others may do with what it makes.
#[derive(Debug, Default)]
pub(in super::super) struct Authority {
    /// The role.
    pub(in super::super) role: String,
    is_superuser: bool,
    /// Whether it may make a schema.
    pub(in super::super) makes_schemas: bool,
    /// The roles that it may act as.
    roles: BTreeSet<String>,
    /// The roles whose rights it has without acting as them.
    inherited: BTreeSet<String>,
    /// Which of these may make something in which schema.
    makers: BTreeSet<(String, String)>,
    /// The rights that a new object has, by the letter of its kind and its schema.
    births: BTreeMap<(String, String), Vec<Grant>>,
}

const SELF: &str = "SELECT r.rolname::text, r.rolsuper,
        pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
    FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user";

/// From PostgreSQL 16 on, a member of a role may be kept from acting as it.
const ROLES: &str = "SELECT r.rolname::text FROM pg_catalog.pg_roles AS r
    WHERE pg_catalog.pg_has_role(r.oid, CASE WHEN pg_catalog.current_setting('server_version_num')::integer >= 160000
        THEN 'SET' ELSE 'MEMBER' END)";

const INHERITED: &str = "SELECT r.rolname::text FROM pg_catalog.pg_roles AS r
    WHERE pg_catalog.pg_has_role(r.oid, 'USAGE')";

const MAKERS: &str = "SELECT r.rolname::text, n.nspname::text
    FROM pg_catalog.pg_roles AS r CROSS JOIN pg_catalog.pg_namespace AS n
    WHERE r.rolname = ANY ($1) AND n.nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'CREATE')";

/// What `ALTER DEFAULT PRIVILEGES` says for the role, or where it says nothing, what PostgreSQL does by itself.
const BIRTHS: &str = "SELECT k.kind::text, n.nspname::text,
        CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(x.grantee)::text END,
        x.privilege_type, pg_catalog.bool_or(x.is_grantable)
    FROM pg_catalog.pg_roles AS r
    CROSS JOIN pg_catalog.pg_namespace AS n
    CROSS JOIN (VALUES ('r', 'r'), ('S', 's'), ('f', 'f'), ('T', 'T')) AS k (kind, letter)
    LEFT JOIN pg_catalog.pg_default_acl AS a
        ON a.defaclrole = r.oid AND a.defaclnamespace = 0 AND a.defaclobjtype = k.kind::\"char\"
    LEFT JOIN pg_catalog.pg_default_acl AS b
        ON b.defaclrole = r.oid AND b.defaclnamespace = n.oid AND b.defaclobjtype = k.kind::\"char\"
    CROSS JOIN LATERAL (
        SELECT * FROM pg_catalog.aclexplode(coalesce(a.defaclacl, pg_catalog.acldefault(k.letter::\"char\", r.oid)))
        UNION ALL
        SELECT * FROM pg_catalog.aclexplode(b.defaclacl)
    ) AS x
    WHERE r.rolname = current_user AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    GROUP BY 1, 2, 3, 4";

impl Authority {
    pub(in super::super) async fn read(connection: &mut PgConnection) -> Result<Self, sqlx::Error> {
        let (role, is_superuser, makes_schemas): (String, bool, bool) =
            sqlx::query_as(SELF).fetch_one(&mut *connection).await?;
        let roles: Vec<String> = sqlx::query_scalar(ROLES).fetch_all(&mut *connection).await?;
        let inherited: Vec<String> =
            sqlx::query_scalar(INHERITED).fetch_all(&mut *connection).await?;
        let makers: Vec<(String, String)> = if is_superuser {
            Vec::new()
        } else {
            sqlx::query_as(MAKERS).bind(&roles).fetch_all(&mut *connection).await?
        };
        let mut births: BTreeMap<(String, String), Vec<Grant>> = BTreeMap::new();
        let rows: Vec<(String, String, String, String, bool)> =
            sqlx::query_as(BIRTHS).fetch_all(&mut *connection).await?;
        for (kind, schema, grantee, privilege, grantable) in rows {
            let grant = Grant { grantee, privilege, column: None, grantable };
            births.entry((kind, schema)).or_default().push(grant);
        }
        Ok(Self {
            role,
            is_superuser,
            makes_schemas,
            roles: roles.into_iter().collect(),
            inherited: inherited.into_iter().collect(),
            makers: makers.into_iter().collect(),
            births,
        })
    }

    /// Whether it may make somebody the owner of something in a schema.
    pub(in super::super) fn may_give(&self, owner: &str, schema: &str) -> bool {
        self.is_superuser
            || owner == self.role
            || (self.may_act_as(owner)
                && self.makers.contains(&(owner.to_owned(), schema.to_owned())))
    }

    pub(in super::super) fn may_act_as(&self, role: &str) -> bool {
        self.is_superuser || self.roles.contains(role)
    }

    /// Whether it may change what belongs to somebody.
    pub(in super::super) fn may_alter(&self, owner: &str) -> bool {
        self.is_superuser || self.inherited.contains(owner)
    }

    /// Whether it may make something in a schema.
    pub(in super::super) fn may_create_in(&self, schema: &str) -> bool {
        self.is_superuser || self.makers.contains(&(self.role.clone(), schema.to_owned()))
    }

    /// The rights that an object has when it is made.
    pub(in super::super) fn at_birth(&self, id: &ObjectId) -> &[Grant] {
        let letter = match id.kind {
            Kind::Table | Kind::View | Kind::MaterializedView => "r",
            Kind::Sequence => "S",
            Kind::Routine => "f",
            Kind::Enum | Kind::Domain | Kind::Composite => "T",
            _ => return &[],
        };
        self.births.get(&(letter.to_owned(), id.schema.clone())).map_or(&[], Vec::as_slice)
    }
}
