SELECT to_tsvector('public.c', a) FROM t
SELECT cfgname, pg_get_userbyid(cfgowner) FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace
