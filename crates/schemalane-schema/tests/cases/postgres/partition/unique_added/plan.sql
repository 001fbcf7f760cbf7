-- 1. add constraint t_pkey to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of t_pkey is built while others wait
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
