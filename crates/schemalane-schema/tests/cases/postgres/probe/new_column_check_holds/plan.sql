-- 1. add column size to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN size integer DEFAULT 1 NOT NULL;

-- 2. add constraint positive to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT positive CHECK ((size > 0));
