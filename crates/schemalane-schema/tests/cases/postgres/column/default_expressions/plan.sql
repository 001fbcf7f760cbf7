-- 1. set the default of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 'it''s not'::text;

-- 2. set the default of column b of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN b SET DEFAULT clock_timestamp();

-- 3. set the default of column c of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN c SET DEFAULT 2 * 3;

-- 4. set the default of column d of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN d SET DEFAULT '2 days'::interval;

-- 5. set the default of column e of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN e SET DEFAULT '{"a": [1]}'::jsonb;

-- 6. set the default of column f of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN f SET DEFAULT CURRENT_DATE + 1;
