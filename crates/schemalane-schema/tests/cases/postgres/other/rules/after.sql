SELECT rulename, ev_enabled FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_class IN ('t'::regclass, 'log'::regclass) ORDER BY 1
SELECT obj_description(oid, 'pg_rewrite') FROM pg_rewrite WHERE rulename IN ('silent', 'commented') ORDER BY rulename
