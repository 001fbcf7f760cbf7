-- 1. create object statistics s
CREATE STATISTICS public.s (ndistinct, dependencies) ON a, b FROM public.t;

-- 2. create object t.rule quiet
CREATE RULE quiet AS
    ON DELETE TO public.t DO INSTEAD NOTHING;
