-- 1. change who may use table t (wanted.sql:1)
--    warning: authorisation:t: others may do something else with it than before
REVOKE SELECT ON TABLE public.t FROM reader;
GRANT SELECT (a) ON TABLE public.t TO reader;
