-- 1. let column a of table t refuse nulls (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;

-- 2. add constraint t_pkey to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: index-build:t: the index of t_pkey is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (a);

-- 3. add constraint other_id_check to table other (ACCESS EXCLUSIVE on other; wanted.sql:3)
ALTER TABLE public.other ADD CONSTRAINT other_id_check CHECK ((id > 0));
