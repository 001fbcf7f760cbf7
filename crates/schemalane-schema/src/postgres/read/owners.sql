SELECT o.class, o.oid, pg_get_userbyid(o.role) AS owner FROM (
    SELECT 'pg_namespace' AS class, n.oid::bigint AS oid, n.nspowner AS role FROM pg_namespace AS n
    UNION ALL
    SELECT 'pg_class', c.oid::bigint, c.relowner FROM pg_class AS c WHERE c.relkind NOT IN ('i', 'I', 't')
    UNION ALL
    SELECT 'pg_type', t.oid::bigint, t.typowner FROM pg_type AS t WHERE t.typtype <> 'p'
    UNION ALL
    SELECT 'pg_proc', p.oid::bigint, p.proowner FROM pg_proc AS p
    UNION ALL
    SELECT 'pg_statistic_ext', s.oid::bigint, s.stxowner FROM pg_statistic_ext AS s
    UNION ALL
    SELECT 'pg_collation', o.oid::bigint, o.collowner FROM pg_collation AS o
    UNION ALL
    SELECT 'pg_ts_config', c.oid::bigint, c.cfgowner FROM pg_ts_config AS c
    UNION ALL
    SELECT 'pg_ts_dict', d.oid::bigint, d.dictowner FROM pg_ts_dict AS d
    UNION ALL
    SELECT 'pg_event_trigger', e.oid::bigint, e.evtowner FROM pg_event_trigger AS e
) AS o
WHERE o.oid >= 16384 OR o.class = 'pg_namespace'
