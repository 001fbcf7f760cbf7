SELECT
    g.class, g.oid, g."column",
    CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee)::text END AS grantee,
    x.privilege_type AS privilege, bool_or(x.is_grantable) AS grantable
FROM (
    SELECT 'pg_namespace' AS class, n.oid::bigint AS oid, NULL::text AS "column", n.nspowner AS owner,
        coalesce(n.nspacl, acldefault('n', n.nspowner)) AS acl
    FROM pg_namespace AS n JOIN managed AS m ON m.oid = n.oid
    UNION ALL
    SELECT 'pg_class', c.oid::bigint, NULL, c.relowner,
        coalesce(c.relacl, acldefault(CASE WHEN c.relkind = 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner))
    FROM pg_class AS c JOIN managed AS m ON m.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL
    SELECT 'pg_class', c.oid::bigint, a.attname, c.relowner, a.attacl
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN managed AS m ON m.oid = c.relnamespace
    WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'pg_type', t.oid::bigint, NULL, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner))
    FROM pg_type AS t JOIN managed AS m ON m.oid = t.typnamespace
    UNION ALL
    SELECT 'pg_proc', p.oid::bigint, NULL, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc AS p JOIN managed AS m ON m.oid = p.pronamespace
) AS g
CROSS JOIN LATERAL aclexplode(g.acl) AS x
WHERE x.grantee <> g.owner
GROUP BY 1, 2, 3, 4, 5
