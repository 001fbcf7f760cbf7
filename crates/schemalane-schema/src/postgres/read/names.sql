-- What there is, by the words and names under which an approval names it.
SELECT 'schema' AS word, ARRAY[m.name::text] AS path FROM managed AS m
UNION ALL
SELECT 'extension', ARRAY[e.extname::text] FROM pg_extension AS e
UNION ALL
SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
        WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'c' THEN 'type' ELSE 'table' END,
    ARRAY[m.name::text, c.relname::text]
FROM pg_class AS c JOIN managed AS m ON m.oid = c.relnamespace WHERE c.relkind <> 't'
UNION ALL
SELECT CASE c.relkind WHEN 'c' THEN 'attribute' ELSE 'column' END, ARRAY[m.name::text, c.relname::text, a.attname::text]
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN managed AS m ON m.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'c')
UNION ALL
SELECT 'constraint', ARRAY[m.name::text, coalesce(c.relname, t.typname)::text, o.conname::text]
FROM pg_constraint AS o
JOIN managed AS m ON m.oid = o.connamespace
LEFT JOIN pg_class AS c ON c.oid = o.conrelid
LEFT JOIN pg_type AS t ON t.oid = o.contypid
UNION ALL
SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, ARRAY[m.name::text, t.typname::text]
FROM pg_type AS t JOIN managed AS m ON m.oid = t.typnamespace WHERE t.typtype IN ('e', 'd')
UNION ALL
SELECT 'label', ARRAY[m.name::text, t.typname::text, l.enumlabel::text]
FROM pg_enum AS l JOIN pg_type AS t ON t.oid = l.enumtypid JOIN managed AS m ON m.oid = t.typnamespace
UNION ALL
SELECT 'routine', ARRAY[m.name::text, p.proname || '(' || CASE
        WHEN p.prokind = 'a' THEN coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')
        ELSE oidvectortypes(p.proargtypes)
    END || ')']
FROM pg_proc AS p JOIN managed AS m ON m.oid = p.pronamespace
UNION ALL
SELECT 'trigger', ARRAY[m.name::text, c.relname::text, g.tgname::text]
FROM pg_trigger AS g JOIN pg_class AS c ON c.oid = g.tgrelid JOIN managed AS m ON m.oid = c.relnamespace
WHERE NOT g.tgisinternal
UNION ALL
SELECT 'policy', ARRAY[m.name::text, c.relname::text, p.polname::text]
FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid JOIN managed AS m ON m.oid = c.relnamespace
UNION ALL
SELECT 'rule', ARRAY[m.name::text, c.relname::text, r.rulename::text]
FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class JOIN managed AS m ON m.oid = c.relnamespace
UNION ALL
SELECT 'statistics', ARRAY[m.name::text, s.stxname::text]
FROM pg_statistic_ext AS s JOIN managed AS m ON m.oid = s.stxnamespace
UNION ALL
SELECT 'collation', ARRAY[m.name::text, o.collname::text]
FROM pg_collation AS o JOIN managed AS m ON m.oid = o.collnamespace
UNION ALL
SELECT 'text search configuration', ARRAY[m.name::text, c.cfgname::text]
FROM pg_ts_config AS c JOIN managed AS m ON m.oid = c.cfgnamespace
UNION ALL
SELECT 'text search dictionary', ARRAY[m.name::text, d.dictname::text]
FROM pg_ts_dict AS d JOIN managed AS m ON m.oid = d.dictnamespace
UNION ALL
SELECT 'event trigger', ARRAY[e.evtname::text] FROM pg_event_trigger AS e
UNION ALL
SELECT 'publication', ARRAY[p.pubname::text] FROM pg_publication AS p
