-- 1. drop constraint key_of_t of table t (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP CONSTRAINT key_of_t;

-- 2. add constraint key_of_t to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of key_of_t is built while others wait
ALTER TABLE public.t ADD CONSTRAINT key_of_t PRIMARY KEY (a) INCLUDE (b) WITH (fillfactor = '90');
