SELECT t.oid::bigint AS oid, c.oid::bigint AS relation, m.name AS schema, t.typname AS name
FROM pg_type AS t
JOIN managed AS m ON m.oid = t.typnamespace
JOIN pg_class AS c ON c.oid = t.typrelid
WHERE c.relkind = 'c' AND ('pg_type'::regclass, t.oid) NOT IN (SELECT * FROM member)
