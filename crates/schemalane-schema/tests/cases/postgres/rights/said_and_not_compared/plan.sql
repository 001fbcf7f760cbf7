-- 1. add column b to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN b integer;

-- The files say who may do what (wanted.sql:2, and in 1 place more), and nothing of that was compared or done: say `--grants`.
