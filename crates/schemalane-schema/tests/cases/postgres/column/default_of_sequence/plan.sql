-- 1. set the default of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT nextval('public.numbers'::regclass);

-- 2. set the default of column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN b SET DEFAULT lower('X'::text);
