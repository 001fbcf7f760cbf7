-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. change the type of column id of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint;

-- 3. create view v anew (wanted.sql:2)
--    warning: authorisation:v: deployer may not act as clerk, so that what clerk gave to others is given by the owner now
CREATE VIEW public.v AS
SELECT t.id
   FROM public.t;
GRANT SELECT ON TABLE public.v TO clerk WITH GRANT OPTION;
GRANT SELECT ON TABLE public.v TO reader;
