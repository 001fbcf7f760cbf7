-- 1. drop constraint p_pk of table p (ACCESS EXCLUSIVE on p)
ALTER TABLE public.p DROP CONSTRAINT p_pk;

-- 2. add constraint p_pk to table p (ACCESS EXCLUSIVE on p; wanted.sql:1)
--    note: index-build:p: the index of p_pk is built while others wait
ALTER TABLE public.p ADD CONSTRAINT p_pk PRIMARY KEY (a, b);
