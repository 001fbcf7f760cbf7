-- 1. drop the default of column id of table never (ACCESS EXCLUSIVE on never)
ALTER TABLE public.never ALTER COLUMN id DROP DEFAULT;

-- 2. drop the default of column id of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t ALTER COLUMN id DROP DEFAULT;

-- 3. drop sequence never_id_seq
--    note: delete-data:never_id_seq: it was never used
DROP SEQUENCE public.never_id_seq;

-- 4. drop sequence t_id_seq
--    approved: delete-data:t_id_seq: it stands at 2, which is lost
DROP SEQUENCE public.t_id_seq;
