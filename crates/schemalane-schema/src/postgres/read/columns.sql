SELECT
    a.attrelid::bigint AS relation, a.attnum::bigint AS number, a.attname AS name,
    format_type(a.atttypid, a.atttypmod) AS data_type,
    a.attnotnull AS not_null,
    -- From PostgreSQL 18 on: what is said of the constraint. A name that the server made stays when the table is renamed
    -- or no partition any more, and says nothing.
    CASE WHEN n.conname !~ '_not_null[0-9]*$' OR NOT n.convalidated OR n.connoinherit THEN
        concat(quote_ident(n.conname), CASE WHEN NOT n.convalidated THEN ' NOT VALID' END,
            CASE WHEN n.connoinherit THEN ' NO INHERIT' END)
    END AS not_null_name,
    pg_get_expr(x.adbin, x.adrelid) AS expression,
    a.attgenerated AS generated, a.attidentity AS identity,
    CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
    CASE WHEN a.attstorage <> t.typstorage THEN
        CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
    END AS storage,
    CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
    nullif(a.attstattarget, -1) AS statistics,
    coalesce(a.attoptions, '{}') AS parameters,
    a.attislocal AS local,
    CASE WHEN s.seqrelid IS NOT NULL THEN json_build_object(
        'data_type', format_type(s.seqtypid, NULL),
        'start', s.seqstart, 'increment', s.seqincrement, 'minimum', s.seqmin, 'maximum', s.seqmax,
        'cache', s.seqcache, 'cycle', s.seqcycle, 'unlogged', q.relpersistence = 'u'
    ) END AS sequence
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid
JOIN managed AS m ON m.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_constraint AS n
    ON n.contype = 'n' AND n.conrelid = a.attrelid AND n.conkey = ARRAY[a.attnum] AND n.conislocal
LEFT JOIN pg_attrdef AS x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
LEFT JOIN pg_depend AS d
    ON a.attidentity <> '' AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
    AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i'
LEFT JOIN pg_sequence AS s ON s.seqrelid = d.objid
LEFT JOIN pg_class AS q ON q.oid = s.seqrelid
WHERE a.attnum > 0
  AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'c')
  AND c.relpersistence <> 't'
ORDER BY a.attrelid, a.attnum
