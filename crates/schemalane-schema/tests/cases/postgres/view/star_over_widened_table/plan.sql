-- 1. add column b to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN b text DEFAULT 'x'::text;

-- 2. replace view v (ACCESS EXCLUSIVE on v; wanted.sql:2)
--    note: behaviour-change:v: its rows come from another query
CREATE OR REPLACE VIEW public.v AS
SELECT t.a,
    t.b
   FROM public.t;
