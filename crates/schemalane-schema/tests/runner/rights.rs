//! Who owns what and may do what, before and after.

use super::Case;
use schemalane_testkit::Database;
use std::collections::BTreeMap;

/// Roles that cases may name: they belong to the server, which all cases share. `deployer` may log in, and act as
/// `boss`.
pub(super) const ROLES: &str = "create role boss; create role clerk; create role reader;
    create role deployer login createdb password 'deployer'; grant boss to deployer";

const RIGHTS: &str = "
    select k.what || ' ' || k.name, pg_get_userbyid(k.owner), coalesce(string_agg(concat(
            pg_get_userbyid(x.grantor), ' gives ', x.privilege_type, case when x.is_grantable then ' with grant option' end,
            ' to ', case when x.grantee = 0 then 'PUBLIC' else pg_get_userbyid(x.grantee)::text end),
            ', ' order by x.grantor, x.grantee, x.privilege_type), '')
    from (
        select 'relation of kind ' || c.relkind::text as what, format('%I.%I', n.nspname, c.relname) as name, c.relowner as owner,
            coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::\"char\" else 'r'::\"char\" end, c.relowner)) as acl
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'S')
        union all
        select 'column', format('%I.%I.%I', n.nspname, c.relname, a.attname), c.relowner, a.attacl
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm')
        union all
        select 'type', format('%I.%I', n.nspname, t.typname), t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))
        from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
        where t.typcategory <> 'A' and (c.relkind is null or c.relkind = 'c')
        union all
        select 'routine', p.oid::regprocedure::text, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
        from pg_proc p where p.oid >= 16384
        union all
        select 'schema', n.nspname, n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner)) from pg_namespace n
    ) k left join lateral aclexplode(k.acl) x on true
    where k.name !~ '^(pg_|information_schema)' group by 1, 2";

/// Everything that has an owner, with the owner and what is granted on it.
pub(super) type Rights = BTreeMap<String, String>;

pub(super) fn of(database: &Database) -> Rights {
    database
        .psql(RIGHTS)
        .lines()
        .map(|line| {
            let (object, rights) = line.split_once('\t').expect("three columns");
            (object.to_owned(), rights.to_owned())
        })
        .collect()
}

/// What is there before and after must have the same rights, unless these are what was wanted.
pub(super) fn compare(case: &Case, before: &Rights, after: &Rights) -> Result<(), String> {
    for (object, rights) in before {
        if case.is_changed_on_purpose(object) {
            continue;
        }
        if let Some(now) = after.get(object).filter(|now| *now != rights) {
            return Err(format!("the rights on {object} are not what they were:\n{rights}\n{now}"));
        }
    }
    Ok(())
}
