-- What is known by another address too, or only a part of something.
SELECT a.* FROM (
    SELECT 'pg_rewrite' AS class, r.oid::bigint AS oid, 'pg_class' AS of_class, r.ev_class::bigint AS of_oid, 0::bigint AS part
    FROM pg_rewrite AS r WHERE r.rulename = '_RETURN'
    UNION ALL
    SELECT 'pg_attrdef', x.oid::bigint, 'pg_class', x.adrelid::bigint, x.adnum::bigint FROM pg_attrdef AS x
    UNION ALL
    SELECT 'pg_type', t.typarray::bigint, 'pg_type', t.oid::bigint, 0 FROM pg_type AS t WHERE t.typarray <> 0
    UNION ALL
    SELECT 'pg_type', t.oid::bigint, 'pg_class', t.typrelid::bigint, 0 FROM pg_type AS t WHERE t.typrelid <> 0
    UNION ALL
    SELECT 'pg_type', r.rngmultitypid::bigint, 'pg_type', r.rngtypid::bigint, 0 FROM pg_range AS r
    UNION ALL
    SELECT 'pg_class', o.conindid::bigint, 'pg_constraint', o.oid::bigint, 0
    FROM pg_constraint AS o WHERE o.contype IN ('p', 'u', 'x')
    UNION ALL
    SELECT 'pg_publication_rel', r.oid::bigint, 'pg_publication', r.prpubid::bigint, 0 FROM pg_publication_rel AS r
    UNION ALL
    SELECT d.classid::regclass::text, d.objid::bigint, 'pg_class', d.refobjid::bigint, d.refobjsubid::bigint
    FROM pg_depend AS d JOIN pg_class AS c ON c.oid = d.objid AND c.relkind = 'S'
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
    UNION ALL
    SELECT 'pg_proc', d.objid::bigint, 'pg_type', d.refobjid::bigint, 0
    FROM pg_depend AS d
    WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass AND d.deptype = 'i'
    UNION ALL
    SELECT d.classid::regclass::text, d.objid::bigint, 'pg_extension', d.refobjid::bigint, 0
    FROM pg_depend AS d WHERE d.deptype = 'e'
) AS a
WHERE a.oid >= 16384
