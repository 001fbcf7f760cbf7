-- 1. create sequence t_no_seq (wanted.sql:1)
CREATE SEQUENCE public.t_no_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;

-- 2. add column no to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 3 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN no integer DEFAULT nextval('public.t_no_seq'::regclass) NOT NULL;

-- 3. give sequence t_no_seq to its column (wanted.sql:1)
ALTER SEQUENCE public.t_no_seq OWNED BY public.t.no;
