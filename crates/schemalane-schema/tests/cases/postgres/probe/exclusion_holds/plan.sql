-- 1. add constraint apart to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of apart is built while others wait
ALTER TABLE public.t ADD CONSTRAINT apart EXCLUDE USING gist (span WITH &&) WHERE (active);
