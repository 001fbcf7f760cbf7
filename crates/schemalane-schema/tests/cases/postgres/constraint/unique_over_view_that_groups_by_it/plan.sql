-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. drop constraint t_pkey of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT t_pkey;

-- 3. add column tenant to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN tenant integer DEFAULT 0 NOT NULL;

-- 4. add constraint t_pkey to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_pkey is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id, tenant);

-- 5. create view v anew (wanted.sql:2)
CREATE VIEW public.v AS
SELECT t.id,
    t.name,
    count(*) AS count
   FROM public.t
  GROUP BY t.id, t.name;
