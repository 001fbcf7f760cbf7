SELECT
    p.oid::bigint, p.proname::text,
    CASE WHEN p.prolang = 12 THEN p.prosrc ELSE p.proname::text END,
    p.pronamespace = 'pg_catalog'::regnamespace,
    p.proisstrict,
    -- An aggregate says of itself that it is immutable, whatever it is made of.
    p.provolatile = 'v' OR coalesce((
        SELECT bool_or(f.provolatile = 'v')
        FROM pg_catalog.pg_aggregate AS a
        JOIN pg_catalog.pg_proc AS f
            ON f.oid IN (a.aggtransfn, a.aggfinalfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn)
        WHERE p.prokind = 'a' AND a.aggfnoid = p.oid
    ), false)
FROM pg_catalog.pg_proc AS p
