WITH space AS (
    SELECT oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), relation AS (
    SELECT c.* FROM pg_catalog.pg_class AS c JOIN space AS s ON s.oid = c.relnamespace
    WHERE c.relname !~ '^_schema_migration'
)
SELECT 'relation ' || c.oid::regclass, concat_ws(
    ' ', c.relkind, c.relpersistence, (SELECT array_agg(n ORDER BY n) FROM unnest(c.reloptions) AS n), c.relreplident, 'secured', c.relrowsecurity, c.relforcerowsecurity,
    'filled', c.relispopulated, 'method', m.amname, 'space', t.spcname, pg_catalog.pg_get_partkeydef(c.oid),
    pg_catalog.pg_get_expr(c.relpartbound, c.oid), 'toast', o.reloptions
)
FROM relation AS c
LEFT JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace AS t ON t.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_class AS o ON o.oid = c.reltoastrelid
UNION ALL
-- The columns of an index keep the names of their beginning.
SELECT format('column %s.%I', a.attrelid::regclass, CASE WHEN c.relkind IN ('i', 'I') THEN a.attnum::text ELSE a.attname END), concat_ws(
    ' ', {place}, pg_catalog.format_type(a.atttypid, a.atttypmod), 'not null', a.attnotnull,
    'collation', nullif(a.attcollation, 0)::regcollation, a.attstorage, a.attcompression, a.attstattarget,
    'identity', a.attidentity, 'generated', a.attgenerated, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attoptions,
    'local', a.attislocal, a.attinhcount
)
FROM pg_catalog.pg_attribute AS a
JOIN relation AS c ON c.oid = a.attrelid
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'S'
UNION ALL
SELECT 'parent of ' || i.inhrelid::regclass, concat_ws(' ', i.inhseqno, i.inhparent::regclass, i.inhdetachpending)
FROM pg_catalog.pg_inherits AS i
JOIN relation AS c ON c.oid = i.inhrelid
UNION ALL
SELECT 'index ' || i.indexrelid::regclass, concat_ws(
    ' ', pg_catalog.pg_get_indexdef(i.indexrelid), 'valid', i.indisvalid, 'ready', i.indisready, 'live', i.indislive,
    'clustered', i.indisclustered, 'identity', i.indisreplident, 'immediate', i.indimmediate, 'key', i.indisprimary
)
FROM pg_catalog.pg_index AS i
JOIN relation AS c ON c.oid = i.indexrelid
UNION ALL
SELECT format('constraint %I of %s', CASE WHEN o.contype = 'n' AND o.conname ~ '_not_null[0-9]*$'
        THEN pg_catalog.pg_get_constraintdef(o.oid) ELSE o.conname END, coalesce(nullif(o.conrelid, 0)::regclass::text, o.contypid::regtype::text)),
    concat_ws(
        ' ', pg_catalog.pg_get_constraintdef(o.oid), 'valid', o.convalidated, 'deferrable', o.condeferrable, o.condeferred,
        'local', o.conislocal, o.coninhcount, o.contype = 'c' AND o.connoinherit, 'parent', o.conparentid <> 0,
        'index', nullif(o.conindid, 0)::regclass
    )
FROM pg_catalog.pg_constraint AS o
JOIN space AS s ON s.oid = o.connamespace
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = o.conrelid
WHERE coalesce(c.relname, '') !~ '^_schema_migration' AND NOT (o.contype = 'n' AND o.conrelid <> 0 AND NOT o.conislocal)
UNION ALL
-- A foreign key fires internal triggers, which can be disabled too.
SELECT format('trigger %I of %s', CASE WHEN t.tgisinternal THEN 'internal' ELSE t.tgname END, t.tgrelid::regclass),
    concat_ws(
        ' ', CASE WHEN NOT t.tgisinternal THEN pg_catalog.pg_get_triggerdef(t.oid) END, t.tgenabled, t.tgfoid::regproc,
        t.tgtype, t.tgdeferrable, t.tginitdeferred, 'parent', t.tgparentid <> 0
    )
FROM pg_catalog.pg_trigger AS t
JOIN relation AS c ON c.oid = t.tgrelid
UNION ALL
SELECT format('policy %I of %s', p.polname, p.polrelid::regclass), concat_ws(
    ' ', p.polcmd, p.polpermissive, (SELECT array_agg(r::regrole::text ORDER BY r::regrole::text) FROM unnest(p.polroles) AS r), pg_catalog.pg_get_expr(p.polqual, p.polrelid), 'check',
    pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
)
FROM pg_catalog.pg_policy AS p
UNION ALL
SELECT 'routine ' || p.oid::regprocedure, concat_ws(
    ' ', p.prokind, p.prorettype::regtype, p.proretset, p.provolatile, p.proisstrict, p.prosecdef, p.proleakproof,
    p.proparallel, p.procost, p.prorows, p.proconfig, p.provariadic::regtype, p.pronargdefaults,
    pg_catalog.pg_get_function_arguments(p.oid), l.lanname,
    CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid) END
)
FROM pg_catalog.pg_proc AS p
JOIN space AS s ON s.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
UNION ALL
SELECT 'type ' || t.oid::regtype, concat_ws(
    ' ', t.typtype, t.typnotnull, pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typdefault,
    'collation', nullif(t.typcollation, 0)::regcollation,
    (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid)
)
FROM pg_catalog.pg_type AS t
JOIN space AS s ON s.oid = t.typnamespace
WHERE t.typname !~ '^_?_schema_migration'
UNION ALL
SELECT 'sequence ' || q.seqrelid::regclass, concat_ws(
    ' ', q.seqtypid::regtype, q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle, 'of',
    (SELECT concat_ws(' ', d.deptype, d.refobjid::regclass, d.refobjsubid > 0) FROM pg_catalog.pg_depend AS d
     WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = q.seqrelid AND d.deptype IN ('a', 'i')
       AND d.refclassid = 'pg_catalog.pg_class'::regclass)
)
FROM pg_catalog.pg_sequence AS q
JOIN relation AS c ON c.oid = q.seqrelid
UNION ALL
SELECT 'extension ' || e.extname, n.nspname
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
