-- What was granted on every object, by whom and to whom; where nothing was said, what that means.
SELECT
    g.class, g.oid, g."column", x.grantee = g.owner AS is_own,
    pg_get_userbyid(x.grantor)::text AS grantor,
    CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee)::text END AS grantee,
    x.privilege_type AS privilege, x.is_grantable AS grantable
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
    FROM pg_type AS t
    JOIN managed AS m ON m.oid = t.typnamespace
    LEFT JOIN pg_class AS c ON c.oid = t.typrelid
    -- Arrays and the rows of tables have what their element or table has.
    WHERE t.typcategory <> 'A' AND (c.relkind IS NULL OR c.relkind = 'c')
    UNION ALL
    SELECT 'pg_proc', p.oid::bigint, NULL, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc AS p JOIN managed AS m ON m.oid = p.pronamespace
) AS g
CROSS JOIN LATERAL aclexplode(g.acl) AS x
