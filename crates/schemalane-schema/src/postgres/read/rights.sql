-- What was granted on every object, by whom and to whom; where nothing was said, what that means. And what its owner has
-- taken from itself, of what an owner has.
SELECT r.* FROM (
    WITH g AS (
        SELECT 'pg_namespace' AS class, n.oid::bigint AS oid, NULL::text AS "column", n.nspowner AS owner,
            'n'::"char" AS kind, n.nspacl AS acl
        FROM pg_namespace AS n JOIN managed AS m ON m.oid = n.oid
        UNION ALL
        SELECT 'pg_class', c.oid::bigint, NULL, c.relowner,
            CASE WHEN c.relkind = 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relacl
        FROM pg_class AS c JOIN managed AS m ON m.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        UNION ALL
        SELECT 'pg_class', c.oid::bigint, a.attname, c.relowner, 'c', a.attacl
        FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN managed AS m ON m.oid = c.relnamespace
        WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
        UNION ALL
        SELECT 'pg_type', t.oid::bigint, NULL, t.typowner, 'T', t.typacl
        FROM pg_type AS t
        JOIN managed AS m ON m.oid = t.typnamespace
        LEFT JOIN pg_class AS c ON c.oid = t.typrelid
        -- Arrays and the rows of tables have what their element or table has; a domain over arrays is a type of its own.
        WHERE NOT EXISTS (SELECT FROM pg_type AS e WHERE e.typarray = t.oid) AND (c.relkind IS NULL OR c.relkind = 'c')
        UNION ALL
        SELECT 'pg_proc', p.oid::bigint, NULL, p.proowner, 'f', p.proacl
        FROM pg_proc AS p JOIN managed AS m ON m.oid = p.pronamespace
    )
    SELECT
        g.class, g.oid, g."column", x.grantee = g.owner AS is_own, false AS is_withheld,
        pg_get_userbyid(x.grantor)::text AS grantor,
        CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee)::text END AS grantee,
        x.privilege_type AS privilege, x.is_grantable AS grantable
    FROM g CROSS JOIN LATERAL aclexplode(coalesce(g.acl, acldefault(g.kind, g.owner))) AS x
    UNION ALL
    SELECT
        g.class, g.oid, NULL, true, true, pg_get_userbyid(g.owner)::text, pg_get_userbyid(g.owner)::text,
        d.privilege_type, false
    FROM g CROSS JOIN LATERAL aclexplode(acldefault(g.kind, g.owner)) AS d
    WHERE g.acl IS NOT NULL AND g."column" IS NULL AND d.grantee = g.owner
      AND NOT EXISTS (
          SELECT FROM aclexplode(g.acl) AS x WHERE x.grantee = g.owner AND x.privilege_type = d.privilege_type
      )
) AS r
