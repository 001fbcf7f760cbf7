SELECT
    t.oid::bigint AS oid, m.name AS schema, t.typname AS name,
    ARRAY(SELECT e.enumlabel::text FROM pg_enum AS e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
FROM pg_type AS t
JOIN managed AS m ON m.oid = t.typnamespace
WHERE t.typtype = 'e' AND ('pg_type'::regclass, t.oid) NOT IN (SELECT * FROM member)
