-- 1. drop t.rule changed to make it anew
DROP RULE changed ON public.t;

-- 2. drop t.rule gone
--    warning: behaviour-change:rule t.gone: statements on its table are rewritten otherwise than before
DROP RULE gone ON public.t;

-- 3. change the type of column a of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

-- 4. comment on log.rule commented
COMMENT ON RULE commented ON public.log IS 'said';

-- 5. create t.rule changed anew
--    warning: behaviour-change:rule t.changed: statements on its table are rewritten otherwise than before
CREATE RULE changed AS
    ON DELETE TO public.t DO NOTHING;

-- 6. create t.rule fresh
--    note: behaviour-change:rule t.fresh: statements on its table are rewritten otherwise than before
CREATE RULE fresh AS
    ON INSERT TO public.t
   WHERE (new.a > 5) DO NOTHING;
