-- 1. drop column b of table t to make it anew (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP COLUMN b;

-- 2. add column b to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN b integer GENERATED ALWAYS AS (a + 2) STORED;
COMMENT ON COLUMN public.t.b IS 'kept';
GRANT REFERENCES (b), SELECT (b) ON TABLE public.t TO clerk WITH GRANT OPTION;
GRANT SELECT (b) ON TABLE public.t TO reader;
SET LOCAL ROLE clerk;
GRANT SELECT (b) ON TABLE public.t TO boss;
RESET ROLE;
