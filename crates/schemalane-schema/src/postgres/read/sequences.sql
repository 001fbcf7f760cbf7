SELECT
    c.oid::bigint AS oid, m.name AS schema, c.relname AS name,
    format_type(s.seqtypid, NULL) AS data_type,
    s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS minimum, s.seqmax AS maximum,
    s.seqcache AS cache, s.seqcycle AS cycle, c.relpersistence = 'u' AS unlogged,
    n.nspname AS table_schema, t.relname AS "table", a.attname AS "column"
FROM pg_sequence AS s
JOIN pg_class AS c ON c.oid = s.seqrelid
JOIN managed AS m ON m.oid = c.relnamespace
LEFT JOIN pg_depend AS d
    ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
LEFT JOIN pg_class AS t ON t.oid = d.refobjid
LEFT JOIN pg_namespace AS n ON n.oid = t.relnamespace
LEFT JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE c.relpersistence <> 't'
  AND d.deptype IS DISTINCT FROM 'i'
  AND ('pg_class'::regclass, c.oid) NOT IN (SELECT * FROM member)
