-- 1. change the parameters of view v (wanted.sql:2)
ALTER VIEW public.v SET (check_option = 'cascaded', security_barrier = 'true');

-- 2. change the parameters of view w (wanted.sql:3)
ALTER VIEW public.w RESET (security_barrier);

-- 3. replace view x (ACCESS EXCLUSIVE on x; wanted.sql:4)
--    note: behaviour-change:x: its rows come from another query
CREATE OR REPLACE VIEW public.x WITH (security_invoker = 'false') AS
SELECT t.a,
    t.b
   FROM public.t
  WHERE (t.a > 1);
