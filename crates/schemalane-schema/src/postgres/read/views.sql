SELECT
    c.oid::bigint AS oid, m.name AS schema, c.relname AS name, c.relkind = 'm' AS materialized,
    pg_get_viewdef(c.oid) AS query,
    coalesce(c.reloptions, '{}') AS options,
    s.spcname AS tablespace
FROM pg_class AS c
JOIN managed AS m ON m.oid = c.relnamespace
LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
WHERE c.relkind IN ('v', 'm')
  AND c.relpersistence <> 't'
  AND ('pg_class'::regclass, c.oid) NOT IN (SELECT * FROM member)
