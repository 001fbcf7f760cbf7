-- 1. add constraint x to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: index-build:t: the index of x is built while others wait
ALTER TABLE public.t ADD CONSTRAINT x EXCLUDE USING gist (a WITH &&) DEFERRABLE INITIALLY DEFERRED;
