SELECT
    o.oid::bigint AS oid, o.conrelid::bigint AS relation, o.contypid::bigint AS domain, o.conname AS name,
    o.contype AS kind,
    -- A key that the partitioned table alone has holds for none of its rows.
    o.convalidated AND coalesce(i.indisvalid, true) AS validated, o.condeferrable AS deferrable, o.condeferred AS deferred,
    pg_get_constraintdef(o.oid) AS definition,
    CASE WHEN o.contype = 'c' THEN pg_get_expr(o.conbin, o.conrelid) END AS expression,
    ARRAY(
        SELECT a.attname::text FROM unnest(o.conkey) WITH ORDINALITY AS k (number, place)
        JOIN pg_attribute AS a ON a.attrelid = o.conrelid AND a.attnum = k.number
        ORDER BY k.place
    ) AS columns,
    n.nspname AS parent_schema, p.relname AS parent,
    ARRAY(
        SELECT a.attname::text FROM unnest(o.confkey) WITH ORDINALITY AS k (number, place)
        JOIN pg_attribute AS a ON a.attrelid = o.confrelid AND a.attnum = k.number
        ORDER BY k.place
    ) AS parent_columns,
    o.confdeltype AS on_delete, o.confupdtype AS on_update, o.confmatchtype AS matching,
    coalesce(o.contype = 'u' AND (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
    (
        SELECT coalesce(json_agg(json_build_array(
            pg_get_indexdef(o.conindid, k.place::integer, false), format('%I.%s', s.nspname, p.oprname)
        ) ORDER BY k.place), '[]')
        FROM unnest(o.conexclop) WITH ORDINALITY AS k (operator, place)
        JOIN pg_operator AS p ON p.oid = k.operator
        JOIN pg_namespace AS s ON s.oid = p.oprnamespace
    ) AS excluded,
    CASE WHEN o.contype = 'x' THEN pg_get_expr(i.indpred, i.indrelid) END AS predicate,
    coalesce(x.reloptions, '{}') AS parameters,
    coalesce(i.indisclustered, false) AS clustered
FROM pg_constraint AS o
JOIN managed AS m ON m.oid = o.connamespace
LEFT JOIN pg_class AS p ON p.oid = o.confrelid
LEFT JOIN pg_namespace AS n ON n.oid = p.relnamespace
LEFT JOIN pg_class AS x ON x.oid = o.conindid AND o.contype IN ('p', 'u', 'x')
LEFT JOIN pg_index AS i ON i.indexrelid = o.conindid AND o.contype IN ('p', 'u', 'x')
WHERE o.contype IN ('p', 'u', 'c', 'f', 'x')
  AND o.conparentid = 0
  AND (o.conislocal OR o.coninhcount = 0)
