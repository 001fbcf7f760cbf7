SELECT
    t.oid::bigint AS oid, m.name AS schema, t.typname AS name,
    format_type(t.typbasetype, t.typtypmod) AS data_type,
    t.typnotnull AS not_null,
    pg_get_expr(t.typdefaultbin, 0) AS "default",
    CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END AS collation
FROM pg_type AS t
JOIN managed AS m ON m.oid = t.typnamespace
JOIN pg_type AS b ON b.oid = t.typbasetype
WHERE t.typtype = 'd' AND ('pg_type'::regclass, t.oid) NOT IN (SELECT * FROM member)
