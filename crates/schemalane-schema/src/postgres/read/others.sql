-- What is compared by its text alone. Each text is the statement that makes it, where there is one; `address` is what
-- `COMMENT ON` names.
SELECT
    'pg_rewrite' AS class, r.oid::bigint AS oid, m.name AS schema, c.relname AS "table", 'rule' AS what,
    r.rulename::text AS name, rtrim(pg_get_ruledef(r.oid), ';') || CASE WHEN r.ev_enabled <> 'O' THEN format(
        '; ALTER TABLE %I.%I %s RULE %I', m.name, c.relname,
        CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, r.rulename
    ) ELSE '' END AS definition,
    format('RULE %I ON %I.%I', r.rulename, m.name, c.relname) AS address
FROM pg_rewrite AS r
JOIN pg_class AS c ON c.oid = r.ev_class
JOIN managed AS m ON m.oid = c.relnamespace
WHERE r.rulename <> '_RETURN' AND ('pg_rewrite'::regclass, r.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_statistic_ext', s.oid::bigint, m.name, c.relname, 'statistics', s.stxname,
    pg_get_statisticsobjdef(s.oid) || CASE WHEN s.stxstattarget >= 0
        THEN format('; ALTER STATISTICS %I.%I SET STATISTICS %s', m.name, s.stxname, s.stxstattarget) ELSE '' END,
    format('STATISTICS %I.%I', m.name, s.stxname)
FROM pg_statistic_ext AS s
JOIN pg_class AS c ON c.oid = s.stxrelid
JOIN managed AS m ON m.oid = s.stxnamespace
WHERE ('pg_statistic_ext'::regclass, s.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_collation', o.oid::bigint, m.name, NULL, 'collation', o.collname,
    format(
        'CREATE COLLATION %I.%I (%s)', m.name, o.collname,
        concat_ws(
            ', ',
            'provider = ' || CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
            'locale = ' || quote_literal(coalesce(
                to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale',
                CASE WHEN o.collcollate = o.collctype OR o.collprovider = 'i' THEN o.collcollate::text END)),
            CASE WHEN o.collprovider = 'c' AND o.collcollate <> o.collctype
                THEN format('lc_collate = %L, lc_ctype = %L', o.collcollate, o.collctype) END,
            CASE WHEN NOT o.collisdeterministic THEN 'deterministic = false' END,
            'rules = ' || quote_literal(to_jsonb(o) ->> 'collicurules')
        )
    ),
    format('COLLATION %I.%I', m.name, o.collname)
FROM pg_collation AS o
JOIN managed AS m ON m.oid = o.collnamespace
WHERE ('pg_collation'::regclass, o.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_type', t.oid::bigint, m.name, NULL, 'range type', t.typname,
    format(
        'CREATE TYPE %I.%I AS RANGE (%s)', m.name, t.typname,
        concat_ws(
            ', ',
            'subtype = ' || format_type(r.rngsubtype, NULL),
            (SELECT format('subtype_opclass = %I.%I', n.nspname, c.opcname)
             FROM pg_opclass AS c JOIN pg_namespace AS n ON n.oid = c.opcnamespace
             WHERE c.oid = r.rngsubopc AND NOT c.opcdefault),
            'collation = ' || CASE WHEN r.rngcollation <> s.typcollation THEN r.rngcollation::regcollation END,
            'canonical = ' || nullif(r.rngcanonical, 0)::regproc,
            'subtype_diff = ' || nullif(r.rngsubdiff, 0)::regproc,
            (SELECT format('multirange_type_name = %I.%I', m.name, u.typname)
             FROM pg_type AS u WHERE u.oid = r.rngmultitypid)
        )
    ),
    format('TYPE %I.%I', m.name, t.typname)
FROM pg_range AS r
JOIN pg_type AS t ON t.oid = r.rngtypid
JOIN pg_type AS s ON s.oid = r.rngsubtype
JOIN managed AS m ON m.oid = t.typnamespace
WHERE ('pg_type'::regclass, t.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_type', t.oid::bigint, m.name, NULL, 'base type', t.typname,
    CASE WHEN t.typisdefined THEN format(
        'CREATE TYPE %I.%I (INPUT = %s, OUTPUT = %s, RECEIVE = %s, SEND = %s, INTERNALLENGTH = %s, ALIGNMENT = %s, '
        'STORAGE = %s, CATEGORY = %L, PREFERRED = %s, DELIMITER = %L, DEFAULT = %L, COLLATABLE = %s, BYVALUE = %s)',
        m.name, t.typname, t.typinput, t.typoutput, t.typreceive, t.typsend, t.typlen, t.typalign, t.typstorage,
        t.typcategory, t.typispreferred, t.typdelim, t.typdefault, t.typcollation <> 0, t.typbyval
    ) ELSE format('CREATE TYPE %I.%I', m.name, t.typname) END,
    format('TYPE %I.%I', m.name, t.typname)
FROM pg_type AS t
JOIN managed AS m ON m.oid = t.typnamespace
WHERE (t.typtype = 'b' OR t.typtype = 'p') AND NOT (t.typelem <> 0 AND t.typsubscript::oid = 'array_subscript_handler'::regproc)
  AND ('pg_type'::regclass, t.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_operator', o.oid::bigint, m.name, NULL, 'operator',
    format('%s(%s, %s)', o.oprname,
        CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END, format_type(o.oprright, NULL)),
    format(
        'CREATE OPERATOR %I.%s (%s)', m.name, o.oprname,
        concat_ws(
            ', ',
            'FUNCTION = ' || o.oprcode,
            'LEFTARG = ' || CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END,
            'RIGHTARG = ' || format_type(o.oprright, NULL),
            (SELECT format('COMMUTATOR = OPERATOR(%I.%s)', n.nspname, c.oprname)
             FROM pg_operator AS c JOIN pg_namespace AS n ON n.oid = c.oprnamespace WHERE c.oid = o.oprcom),
            (SELECT format('NEGATOR = OPERATOR(%I.%s)', n.nspname, c.oprname)
             FROM pg_operator AS c JOIN pg_namespace AS n ON n.oid = c.oprnamespace WHERE c.oid = o.oprnegate),
            'RESTRICT = ' || nullif(o.oprrest, 0)::regproc,
            'JOIN = ' || nullif(o.oprjoin, 0)::regproc,
            CASE WHEN o.oprcanhash THEN 'HASHES' END,
            CASE WHEN o.oprcanmerge THEN 'MERGES' END
        )
    ),
    format('OPERATOR %I.%s (%s, %s)', m.name, o.oprname,
        CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END, format_type(o.oprright, NULL))
FROM pg_operator AS o
JOIN managed AS m ON m.oid = o.oprnamespace
WHERE o.oprcode <> 0 AND ('pg_operator'::regclass, o.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_opclass', c.oid::bigint, m.name, NULL, 'operator class', c.opcname || ' USING ' || am.amname,
    format(
        'CREATE OPERATOR CLASS %I.%I %s FOR TYPE %s USING %I AS %s', m.name, c.opcname,
        CASE WHEN c.opcdefault THEN 'DEFAULT' ELSE '' END, format_type(c.opcintype, NULL), am.amname,
        coalesce((
            SELECT string_agg(part, ', ' ORDER BY part) FROM (
                SELECT format('OPERATOR %s %s', a.amopstrategy, a.amopopr::regoperator) AS part
                FROM pg_amop AS a WHERE a.amopfamily = c.opcfamily
                UNION ALL
                SELECT format('FUNCTION %s (%s, %s) %s', a.amprocnum, format_type(a.amproclefttype, NULL),
                    format_type(a.amprocrighttype, NULL), a.amproc::regprocedure)
                FROM pg_amproc AS a WHERE a.amprocfamily = c.opcfamily
                UNION ALL
                SELECT 'STORAGE ' || format_type(c.opckeytype, NULL) WHERE c.opckeytype <> 0
            ) AS parts
        ), '')
    ),
    format('OPERATOR CLASS %I.%I USING %I', m.name, c.opcname, am.amname)
FROM pg_opclass AS c
JOIN pg_am AS am ON am.oid = c.opcmethod
JOIN managed AS m ON m.oid = c.opcnamespace
WHERE ('pg_opclass'::regclass, c.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_cast', c.oid::bigint, coalesce(ms.name, mt.name), NULL, 'cast',
    format('%s AS %s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)),
    format(
        'CREATE CAST (%s AS %s) %s%s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
        CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure
            WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
        CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END
    ),
    format('CAST (%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL))
FROM pg_cast AS c
JOIN pg_type AS s ON s.oid = c.castsource
JOIN pg_type AS t ON t.oid = c.casttarget
LEFT JOIN managed AS ms ON ms.oid = s.typnamespace
LEFT JOIN managed AS mt ON mt.oid = t.typnamespace
WHERE c.oid >= 16384
  AND coalesce(ms.name, mt.name) IS NOT NULL
  AND s.oid NOT IN (SELECT r.rngtypid FROM pg_range AS r)
  AND ('pg_cast'::regclass, c.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_ts_config', c.oid::bigint, m.name, NULL, 'text search configuration', c.cfgname,
    format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', m.name, c.cfgname, n.nspname, p.prsname)
        || coalesce((
            SELECT string_agg(format(
                '; ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s',
                m.name, c.cfgname, x.alias, x.dictionaries
            ), '' ORDER BY x.alias)
            FROM (
                SELECT tt.alias, string_agg(mp.mapdict::regdictionary::text, ', ' ORDER BY mp.mapseqno) AS dictionaries
                FROM pg_ts_config_map AS mp
                JOIN ts_token_type(c.cfgparser) AS tt ON tt.tokid = mp.maptokentype
                WHERE mp.mapcfg = c.oid
                GROUP BY tt.alias
            ) AS x
        ), ''),
    format('TEXT SEARCH CONFIGURATION %I.%I', m.name, c.cfgname)
FROM pg_ts_config AS c
JOIN pg_ts_parser AS p ON p.oid = c.cfgparser
JOIN pg_namespace AS n ON n.oid = p.prsnamespace
JOIN managed AS m ON m.oid = c.cfgnamespace
WHERE ('pg_ts_config'::regclass, c.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_ts_dict', d.oid::bigint, m.name, NULL, 'text search dictionary', d.dictname,
    format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', m.name, d.dictname, n.nspname, t.tmplname,
        coalesce(', ' || d.dictinitoption, '')),
    format('TEXT SEARCH DICTIONARY %I.%I', m.name, d.dictname)
FROM pg_ts_dict AS d
JOIN pg_ts_template AS t ON t.oid = d.dicttemplate
JOIN pg_namespace AS n ON n.oid = t.tmplnamespace
JOIN managed AS m ON m.oid = d.dictnamespace
WHERE ('pg_ts_dict'::regclass, d.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_class', c.oid::bigint, m.name, c.relname, 'foreign table', c.relname,
    format(
        'CREATE FOREIGN TABLE %I.%I (%s) SERVER %I%s', m.name, c.relname,
        (
            SELECT string_agg(format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                ' OPTIONS (' || (SELECT string_agg(format('%I %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
                    FROM unnest(a.attfdwoptions) AS o) || ')',
                ' DEFAULT ' || pg_get_expr(x.adbin, x.adrelid),
                CASE WHEN a.attnotnull THEN ' NOT NULL' END), ', ' ORDER BY a.attnum)
            FROM pg_attribute AS a
            LEFT JOIN pg_attrdef AS x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        ),
        s.srvname,
        ' OPTIONS (' || (SELECT string_agg(format('%I %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
            FROM unnest(f.ftoptions) AS o) || ')'
    ),
    format('FOREIGN TABLE %I.%I', m.name, c.relname)
FROM pg_foreign_table AS f
JOIN pg_class AS c ON c.oid = f.ftrelid
JOIN pg_foreign_server AS s ON s.oid = f.ftserver
JOIN managed AS m ON m.oid = c.relnamespace
WHERE ('pg_class'::regclass, c.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_event_trigger', e.oid::bigint, '', NULL, 'event trigger', e.evtname,
    format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()', e.evtname, e.evtevent,
        ' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ' ORDER BY t) FROM unnest(e.evttags) AS t) || ')',
        e.evtfoid::regproc)
        || CASE e.evtenabled
            WHEN 'D' THEN format('; ALTER EVENT TRIGGER %I DISABLE', e.evtname)
            WHEN 'R' THEN format('; ALTER EVENT TRIGGER %I ENABLE REPLICA', e.evtname)
            WHEN 'A' THEN format('; ALTER EVENT TRIGGER %I ENABLE ALWAYS', e.evtname)
            ELSE '' END,
    format('EVENT TRIGGER %I', e.evtname)
FROM pg_event_trigger AS e
JOIN pg_proc AS p ON p.oid = e.evtfoid
JOIN managed AS m ON m.oid = p.pronamespace
WHERE ('pg_event_trigger'::regclass, e.oid) NOT IN (SELECT * FROM member)
UNION ALL
SELECT
    'pg_publication', p.oid::bigint, '', NULL, 'publication', p.pubname,
    format('CREATE PUBLICATION %I%s WITH (publish = %L, publish_via_partition_root = %s)', p.pubname,
        CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE
            ' FOR ' || nullif(concat_ws(', ', 'TABLE ' || (
                SELECT string_agg(
                    x.relid || coalesce(' (' || (
                        SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
                        FROM jsonb_array_elements_text(x.columns) AS k
                        JOIN pg_attribute AS a ON a.attrelid = x.oid AND a.attnum = k::smallint
                    ) || ')', '') || coalesce(' WHERE (' || (
                        SELECT to_jsonb(f) ->> 'rowfilter' FROM pg_publication_tables AS f
                        WHERE f.pubname = p.pubname AND f.schemaname = x.nspname AND f.tablename = x.relname
                    ) || ')', ''), ', ' ORDER BY x.relid)
                FROM (
                    SELECT c.oid, n.nspname, c.relname, format('%I.%I', n.nspname, c.relname) AS relid,
                        nullif(to_jsonb(r) -> 'prattrs', 'null') AS columns
                    FROM pg_publication_rel AS r
                    JOIN pg_class AS c ON c.oid = r.prrelid
                    JOIN pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE r.prpubid = p.oid
                ) AS x
            ), 'TABLES IN SCHEMA ' || (
                -- By what depends on what, since PostgreSQL 14 has no pg_publication_namespace, whose number this is.
                SELECT string_agg(quote_ident(n.nspname), ', ' ORDER BY n.nspname)
                FROM pg_depend AS i
                JOIN pg_depend AS o ON o.classid = i.classid AND o.objid = i.objid
                JOIN pg_namespace AS n ON n.oid = o.refobjid
                WHERE i.classid = 6237 AND i.refclassid = 'pg_publication'::regclass AND i.refobjid = p.oid
                    AND o.refclassid = 'pg_namespace'::regclass
            )), '') END,
        concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
            CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
        p.pubviaroot::text),
    format('PUBLICATION %I', p.pubname)
FROM pg_publication AS p
WHERE p.puballtables
    OR NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.refclassid = 'pg_publication'::regclass AND d.refobjid = p.oid)
    OR EXISTS (
        SELECT FROM pg_publication_tables AS t JOIN managed AS m ON m.name = t.schemaname WHERE t.pubname = p.pubname
    )
