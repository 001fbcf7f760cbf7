-- 1. replace view v (ACCESS EXCLUSIVE on v; wanted.sql:2)
--    note: behaviour-change:v: its rows come from another query
CREATE OR REPLACE VIEW public.v AS
SELECT t.a,
    t.c
   FROM public.t;
