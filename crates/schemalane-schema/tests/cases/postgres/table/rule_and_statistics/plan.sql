-- 1. create statistics s
CREATE STATISTICS public.s (ndistinct, dependencies) ON a, b FROM public.t;

-- 2. create t.rule quiet
--    note: behaviour-change:rule t.quiet: statements on its table are rewritten otherwise than before
CREATE RULE quiet AS
    ON DELETE TO public.t DO INSTEAD NOTHING;
