-- 1. drop materialised view m to make it anew
DROP MATERIALIZED VIEW public.m;

-- 2. create materialised view m anew (wanted.sql:5)
--    warning: behaviour-change:m: it is emptied and filled again by its query, while others wait for it
CREATE MATERIALIZED VIEW public.m AS
SELECT w.id,
    w.twice
   FROM public.w;
