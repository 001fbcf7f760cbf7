SELECT
    p.oid::bigint AS oid, m.name AS schema,
    p.proname || '(' || CASE
        WHEN p.prokind = 'a' THEN coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')
        ELSE oidvectortypes(p.proargtypes)
    END || ')' AS name,
    CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END AS what,
    coalesce(pg_get_function_result(p.oid), '') AS returns,
    l.lanname AS language,
    CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE
        format(
            'CREATE AGGREGATE %I.%I(%s) (%s)', m.name, p.proname,
            coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'),
            concat_ws(
                ', ',
                'SFUNC = ' || a.aggtransfn::regproc, 'STYPE = ' || format_type(a.aggtranstype, NULL),
                'SSPACE = ' || nullif(a.aggtransspace, 0),
                'FINALFUNC = ' || nullif(a.aggfinalfn, 0)::regproc,
                CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
                CASE WHEN a.aggfinalfn <> 0 THEN 'FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify
                    WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
                'COMBINEFUNC = ' || nullif(a.aggcombinefn, 0)::regproc,
                'SERIALFUNC = ' || nullif(a.aggserialfn, 0)::regproc,
                'DESERIALFUNC = ' || nullif(a.aggdeserialfn, 0)::regproc,
                'INITCOND = ' || quote_literal(a.agginitval),
                'MSFUNC = ' || nullif(a.aggmtransfn, 0)::regproc,
                'MINVFUNC = ' || nullif(a.aggminvtransfn, 0)::regproc,
                'MSTYPE = ' || CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END,
                'MSSPACE = ' || nullif(a.aggmtransspace, 0),
                'MFINALFUNC = ' || nullif(a.aggmfinalfn, 0)::regproc,
                CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
                CASE WHEN a.aggmfinalfn <> 0 THEN 'MFINALFUNC_MODIFY = ' || CASE a.aggmfinalmodify
                    WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
                'MINITCOND = ' || quote_literal(a.aggminitval),
                (
                    SELECT format('SORTOP = OPERATOR(%I.%s)', n.nspname, o.oprname)
                    FROM pg_operator AS o JOIN pg_namespace AS n ON n.oid = o.oprnamespace
                    WHERE o.oid = a.aggsortop
                ),
                'PARALLEL = ' || CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END,
                CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END
            )
        )
    END AS definition
FROM pg_proc AS p
JOIN managed AS m ON m.oid = p.pronamespace
JOIN pg_language AS l ON l.oid = p.prolang
LEFT JOIN pg_aggregate AS a ON a.aggfnoid = p.oid
WHERE ('pg_proc'::regclass, p.oid) NOT IN (SELECT * FROM member)
  -- The constructors of ranges come with their type.
  AND NOT EXISTS (
      SELECT FROM pg_depend AS d
      WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_type'::regclass
        AND d.deptype = 'i'
  )
