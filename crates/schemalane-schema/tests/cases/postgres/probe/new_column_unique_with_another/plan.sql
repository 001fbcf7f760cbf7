-- 1. add column kind to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN kind text DEFAULT 'x'::text NOT NULL;

-- 2. add constraint once to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of once is built while others wait
ALTER TABLE public.t ADD CONSTRAINT once UNIQUE (a, kind);
