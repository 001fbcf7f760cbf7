-- 1. drop constraint c_p of table c (ACCESS EXCLUSIVE on c)
ALTER TABLE public.c DROP CONSTRAINT c_p;

-- 2. drop constraint d_code_fkey of table d (ACCESS EXCLUSIVE on d)
ALTER TABLE public.d DROP CONSTRAINT d_code_fkey;

-- 3. rename constraint p_key of table p to p_id (ACCESS EXCLUSIVE on p; wanted.sql:1)
ALTER TABLE public.p RENAME CONSTRAINT p_key TO p_id;

-- 4. change the type of column id of table p from integer to bigint, change the type of column code of table p from integer to bigint (ACCESS EXCLUSIVE on p; wanted.sql:1)
--    note: rewrite-table:p: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.p
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN code TYPE bigint USING code::bigint;

-- 5. change the type of column p of table c from integer to bigint (ACCESS EXCLUSIVE on c; wanted.sql:2)
--    note: rewrite-table:c: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.c ALTER COLUMN p TYPE bigint USING p::bigint;

-- 6. change the type of column code of table d from integer to bigint (ACCESS EXCLUSIVE on d; wanted.sql:3)
--    note: rewrite-table:d: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.d ALTER COLUMN code TYPE bigint USING code::bigint;

-- 7. add constraint c_p to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT c_p FOREIGN KEY (p) REFERENCES public.p(id);

-- 8. add constraint d_code_fkey to table d (SHARE ROW EXCLUSIVE on d and p)
ALTER TABLE public.d ADD CONSTRAINT d_code_fkey FOREIGN KEY (code) REFERENCES public.p(code) ON DELETE SET NULL;
