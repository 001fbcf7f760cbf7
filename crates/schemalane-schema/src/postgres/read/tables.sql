SELECT
    c.oid::bigint AS oid, m.name AS schema, c.relname AS name,
    c.relpersistence = 'u' AS unlogged,
    CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
    CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
    ARRAY(
        SELECT i.inhparent::bigint FROM pg_inherits AS i WHERE i.inhrelid = c.oid ORDER BY i.inhseqno
    ) AS parents,
    (
        SELECT coalesce(json_agg(json_build_array(n.nspname, p.relname) ORDER BY i.inhseqno), '[]')
        FROM pg_inherits AS i
        JOIN pg_class AS p ON p.oid = i.inhparent
        JOIN pg_namespace AS n ON n.oid = p.relnamespace
        WHERE i.inhrelid = c.oid
    ) AS parent_names,
    c.relrowsecurity AS secured, c.relforcerowsecurity AS forced,
    CASE c.relreplident
        WHEN 'n' THEN 'NOTHING'
        WHEN 'f' THEN 'FULL'
        -- Where the index was dropped, nothing is logged.
        WHEN 'i' THEN coalesce('USING INDEX ' || (
            SELECT quote_ident(r.relname) FROM pg_index AS x JOIN pg_class AS r ON r.oid = x.indexrelid
            WHERE x.indrelid = c.oid AND x.indisreplident
        ), 'NOTHING')
    END AS replica_identity,
    coalesce(c.reloptions, '{}')
        || ARRAY(SELECT 'toast.' || o FROM pg_class AS x, unnest(x.reloptions) AS o WHERE x.oid = c.reltoastrelid)
        AS parameters,
    s.spcname AS tablespace,
    -- What is compared and never changed.
    ARRAY(
        SELECT 'access method=' || a.amname FROM pg_am AS a WHERE a.oid = c.relam AND a.amname <> 'heap'
        UNION ALL
        SELECT 'OF=' || c.reloftype::regtype WHERE c.reloftype <> 0
        UNION ALL
        SELECT format('tablespace of %s=%s', o.conname, t.spcname)
        FROM pg_constraint AS o
        JOIN pg_class AS x ON x.oid = o.conindid
        JOIN pg_tablespace AS t ON t.oid = x.reltablespace
        WHERE o.conrelid = c.oid AND o.contype IN ('p', 'u')
        UNION ALL
        SELECT format('security label of %s=%s', l.provider, l.label)
        FROM pg_seclabel AS l WHERE l.classoid = 'pg_class'::regclass AND l.objoid = c.oid AND l.objsubid = 0
        UNION ALL
        SELECT 'state as a partition=half detached'
        FROM pg_inherits AS h WHERE h.inhrelid = c.oid AND h.inhdetachpending
        UNION ALL
        -- What a partition has of its parent's trigger, where it fires otherwise.
        SELECT format('state of trigger %s=%s', g.tgname, CASE g.tgenabled
            WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE 'enabled' END)
        FROM pg_trigger AS g JOIN pg_trigger AS o ON o.oid = g.tgparentid
        WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgenabled <> o.tgenabled
        UNION ALL
        SELECT DISTINCT format('enforcement of %s=%s', o.conname, CASE g.tgenabled
            WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END)
        FROM pg_trigger AS g JOIN pg_constraint AS o ON o.oid = g.tgconstraint
        WHERE g.tgrelid = c.oid AND g.tgisinternal AND g.tgenabled <> 'O'
    ) AS fixed
FROM pg_class AS c
JOIN managed AS m ON m.oid = c.relnamespace
LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
WHERE c.relkind IN ('r', 'p')
  AND c.relpersistence <> 't'
  AND ('pg_class'::regclass, c.oid) NOT IN (SELECT * FROM member)
