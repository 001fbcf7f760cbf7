SELECT
    d.classid::regclass::text AS class, d.objid::bigint AS oid, d.objsubid::bigint AS part,
    d.refclassid::regclass::text AS on_class, d.refobjid::bigint AS on_oid, d.refobjsubid::bigint AS on_part
FROM pg_depend AS d
LEFT JOIN pg_class AS c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
WHERE d.deptype IN ('n', 'a', 'i', 'P', 'S')
  AND d.objid >= 16384
  AND (d.refobjid >= 16384 OR d.refclassid = 'pg_namespace'::regclass)
  -- That a column owns a sequence is a fact of the sequence; the column comes after it.
  AND NOT (d.deptype IN ('a', 'i') AND c.relkind IS NOT DISTINCT FROM 'S' AND d.refclassid = 'pg_class'::regclass)
