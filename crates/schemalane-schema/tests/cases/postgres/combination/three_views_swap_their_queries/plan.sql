-- 1. replace view z (ACCESS EXCLUSIVE on z; wanted.sql:2)
--    note: behaviour-change:z: its rows come from another query
CREATE OR REPLACE VIEW public.z AS
SELECT t.a
   FROM public.t;

-- 2. replace view y (ACCESS EXCLUSIVE on y; wanted.sql:3)
--    note: behaviour-change:y: its rows come from another query
CREATE OR REPLACE VIEW public.y AS
SELECT z.a
   FROM public.z;

-- 3. replace view x (ACCESS EXCLUSIVE on x; wanted.sql:4)
--    note: behaviour-change:x: its rows come from another query
CREATE OR REPLACE VIEW public.x AS
SELECT y.a
   FROM public.y;
