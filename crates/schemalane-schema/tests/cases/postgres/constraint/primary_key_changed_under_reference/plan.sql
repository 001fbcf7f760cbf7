-- 1. drop constraint c_a_fkey of table c (ACCESS EXCLUSIVE on c)
ALTER TABLE public.c DROP CONSTRAINT c_a_fkey;

-- 2. drop constraint pk of table p (ACCESS EXCLUSIVE on p)
ALTER TABLE public.p DROP CONSTRAINT pk;

-- 3. add constraint pk to table p (ACCESS EXCLUSIVE on p; wanted.sql:1)
--    note: index-build:p: the index of pk is built while others wait
ALTER TABLE public.p ADD CONSTRAINT pk PRIMARY KEY (a, b);

-- 4. add constraint p_a_key to table p (ACCESS EXCLUSIVE on p; wanted.sql:1)
--    note: index-build:p: the index of p_a_key is built while others wait
ALTER TABLE public.p ADD CONSTRAINT p_a_key UNIQUE (a);

-- 5. add constraint c_a_fkey to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT c_a_fkey FOREIGN KEY (a) REFERENCES public.p(a);
