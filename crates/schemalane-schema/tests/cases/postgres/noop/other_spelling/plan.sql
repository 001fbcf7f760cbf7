-- 1. drop constraint t_n_check of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_n_check;

-- 2. set the default of column d of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN d SET DEFAULT CURRENT_TIMESTAMP;

-- 3. add constraint t_n_check to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT t_n_check CHECK (((n)::text = ANY (ARRAY['a'::text, 'b'::text])));
