-- 1. replace view v (ACCESS EXCLUSIVE on v; wanted.sql:2)
--    note: behaviour-change:v: its rows come from another query
CREATE OR REPLACE VIEW public.v WITH (check_option = 'local', security_barrier = 'true', security_invoker = 'true') AS
SELECT t.a
   FROM public.t
  WHERE (t.a > 0);
