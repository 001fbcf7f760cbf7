-- 1. create view v (wanted.sql:2)
CREATE VIEW public.v AS
WITH RECURSIVE v(a) AS (
         SELECT t.a
           FROM public.t
          WHERE (t.p IS NULL)
        UNION ALL
         SELECT t.a
           FROM (public.t
             JOIN v v_1 ON ((v_1.a = t.p)))
        )
 SELECT v.a
   FROM v;
