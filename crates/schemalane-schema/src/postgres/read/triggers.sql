SELECT
    t.oid::bigint AS oid, t.tgrelid::bigint AS relation, t.tgname AS name,
    pg_get_triggerdef(t.oid) AS definition,
    CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS firing
FROM pg_trigger AS t
JOIN pg_class AS c ON c.oid = t.tgrelid
JOIN managed AS m ON m.oid = c.relnamespace
WHERE NOT t.tgisinternal
  AND t.tgparentid = 0
  AND ('pg_trigger'::regclass, t.oid) NOT IN (SELECT * FROM member)
