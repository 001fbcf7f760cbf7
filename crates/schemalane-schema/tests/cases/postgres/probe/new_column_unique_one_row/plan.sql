-- 1. add column code to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN code text DEFAULT 'none'::text NOT NULL;

-- 2. add constraint t_code_key to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_code_key is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_code_key UNIQUE (code);
