-- 1. drop the default of column id of table y (ACCESS EXCLUSIVE on y)
ALTER TABLE public.y ALTER COLUMN id DROP DEFAULT;

-- 2. create sequence t_id_seq (wanted.sql:1)
CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
ALTER SEQUENCE public.t_id_seq OWNER TO boss;

-- 3. change sequence x_id_seq (wanted.sql:3)
ALTER SEQUENCE public.x_id_seq AS bigint;

-- 4. create sequence y_id_seq (wanted.sql:4)
CREATE SEQUENCE public.y_id_seq AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
GRANT USAGE ON SEQUENCE public.y_id_seq TO clerk;
ALTER SEQUENCE public.y_id_seq OWNER TO boss;

-- 5. set the default of column id of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
SELECT pg_catalog.setval('public.t_id_seq', pg_catalog.max(id)::bigint) FROM public.t HAVING pg_catalog.max(id) >= 1;

-- 6. let column id of table u count by sequence u_id_seq instead of its identity (ACCESS EXCLUSIVE on u; wanted.sql:2)
--    warning: authorisation:u.id: who inserts needs the right to use sequence u_id_seq from then on
CREATE SEQUENCE public.u_id_seq_new AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
SELECT pg_catalog.setval('public.u_id_seq_new', pg_catalog.nextval(pg_catalog.pg_get_serial_sequence('public.u', 'id')), false);
ALTER TABLE public.u ALTER COLUMN id DROP IDENTITY;
ALTER SEQUENCE public.u_id_seq_new RENAME TO u_id_seq;
ALTER SEQUENCE public.u_id_seq OWNER TO boss;

-- 7. set the default of column id of table u (ACCESS EXCLUSIVE on u; wanted.sql:2)
ALTER TABLE public.u ALTER COLUMN id SET DEFAULT nextval('public.u_id_seq'::regclass);

-- 8. drop the default of column id of table x (ACCESS EXCLUSIVE on x; wanted.sql:3)
ALTER TABLE public.x ALTER COLUMN id DROP DEFAULT;

-- 9. change the type of column id of table x from integer to bigint (ACCESS EXCLUSIVE on x; wanted.sql:3)
--    note: rewrite-table:x: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.x ALTER COLUMN id TYPE bigint USING id::bigint;

-- 10. set the default of column id of table x (ACCESS EXCLUSIVE on x; wanted.sql:3)
ALTER TABLE public.x ALTER COLUMN id SET DEFAULT nextval('public.x_id_seq'::regclass);

-- 11. set the default of column id of table y (ACCESS EXCLUSIVE on y; wanted.sql:4)
ALTER TABLE public.y ALTER COLUMN id SET DEFAULT nextval('public.y_id_seq'::regclass);
SELECT pg_catalog.setval('public.y_id_seq', last_value, is_called) FROM public.s;

-- 12. give sequence t_id_seq to its column (wanted.sql:1)
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;

-- 13. give sequence u_id_seq to its column
ALTER SEQUENCE public.u_id_seq OWNED BY public.u.id;

-- 14. give sequence y_id_seq to its column (wanted.sql:4)
ALTER SEQUENCE public.y_id_seq OWNED BY public.y.id;

-- 15. drop sequence s
DROP SEQUENCE public.s;
