-- 1. replace view a (ACCESS EXCLUSIVE on a; wanted.sql:4)
--    note: behaviour-change:a: its rows come from another query
CREATE OR REPLACE VIEW public.a AS
SELECT t.a,
    t.b
   FROM public.t;

-- 2. replace view b (ACCESS EXCLUSIVE on b; wanted.sql:3)
--    note: behaviour-change:b: its rows come from another query
CREATE OR REPLACE VIEW public.b AS
SELECT a.a,
    a.b
   FROM public.a;

-- 3. replace view c (ACCESS EXCLUSIVE on c; wanted.sql:2)
--    note: behaviour-change:c: its rows come from another query
CREATE OR REPLACE VIEW public.c AS
SELECT b.a,
    b.b
   FROM public.b;
