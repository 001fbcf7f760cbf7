SELECT
    c.oid::bigint AS oid, m.name AS schema, c.relname AS name, i.indrelid::bigint AS relation,
    i.indisunique AS "unique", am.amname AS method,
    (
        SELECT json_agg(json_build_object(
            'expression', coalesce(a.attname::text, pg_get_indexdef(c.oid, k, false)),
            'is_column', a.attname IS NOT NULL,
            'descending', i.indoption[k - 1] & 1 = 1,
            'nulls_first', i.indoption[k - 1] & 2 = 2,
            'collation', CASE
                WHEN i.indcollation[k - 1] NOT IN (0, coalesce(a.attcollation, 'pg_catalog."default"'::regcollation))
                THEN i.indcollation[k - 1]::regcollation::text
            END,
            'operator_class', CASE
                WHEN NOT oc.opcdefault OR ia.attoptions IS NOT NULL
                THEN CASE WHEN ns.nspname = 'pg_catalog' THEN '' ELSE quote_ident(ns.nspname) || '.' END
                    || quote_ident(oc.opcname)
                    || coalesce(' (' || (
                        SELECT string_agg(
                            quote_ident(split_part(o, '=', 1)) || '='
                            || quote_literal(substr(o, strpos(o, '=') + 1)), ', ')
                        FROM unnest(ia.attoptions) AS o
                    ) || ')', '')
            END
        ) ORDER BY k)
        FROM generate_series(1, i.indnkeyatts) AS k
        JOIN pg_attribute AS ia ON ia.attrelid = c.oid AND ia.attnum = k
        JOIN pg_opclass AS oc ON oc.oid = i.indclass[k - 1]
        JOIN pg_namespace AS ns ON ns.oid = oc.opcnamespace
        LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1] AND a.attnum <> 0
    ) AS parts,
    ARRAY(
        SELECT a.attname::text FROM generate_series(i.indnkeyatts + 1, i.indnatts) AS k
        JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1]
        ORDER BY k
    ) AS include,
    pg_get_expr(i.indpred, i.indrelid) AS predicate,
    coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
    coalesce(c.reloptions, '{}') AS parameters,
    s.spcname AS tablespace,
    -- An index of a partitioned table is invalid until every partition has its own.
    NOT (i.indisvalid AND i.indisready) AS invalid,
    pn.nspname AS parent_schema, p.relname AS parent,
    i.indisclustered AS clustered,
    (
        SELECT coalesce(json_object_agg(ia.attnum, ia.attstattarget), '{}') FROM pg_attribute AS ia
        WHERE ia.attrelid = c.oid AND ia.attnum > 0 AND ia.attstattarget >= 0
    ) AS statistics,
    c.relkind = 'I' AS partitioned
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
JOIN pg_class AS t ON t.oid = i.indrelid
JOIN managed AS m ON m.oid = c.relnamespace
JOIN pg_am AS am ON am.oid = c.relam
LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
LEFT JOIN pg_inherits AS h ON h.inhrelid = c.oid
LEFT JOIN pg_class AS p ON p.oid = h.inhparent
LEFT JOIN pg_namespace AS pn ON pn.oid = p.relnamespace
WHERE t.relkind IN ('r', 'p', 'm')
  AND t.relpersistence <> 't'
  AND NOT EXISTS (
      SELECT FROM pg_constraint AS o WHERE o.conindid = c.oid AND o.contype IN ('p', 'u', 'x')
  )
  AND ('pg_class'::regclass, c.oid) NOT IN (SELECT * FROM member)
