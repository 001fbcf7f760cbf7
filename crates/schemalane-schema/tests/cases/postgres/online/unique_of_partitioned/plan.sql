-- 1. add constraint once to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of once is built while others wait
--    warning: lock:t: PostgreSQL cannot add it to a partitioned table while others go on
ALTER TABLE public.t ADD CONSTRAINT once UNIQUE (id);
