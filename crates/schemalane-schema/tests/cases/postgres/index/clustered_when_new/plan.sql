-- 1. create table t (wanted.sql:2)
CREATE TABLE public.t (
    id integer NOT NULL,
    kind integer
);

-- 2. create table logged (wanted.sql:10)
CREATE TABLE public.logged (
    id integer NOT NULL
);

-- 3. create materialised view m (wanted.sql:7)
CREATE MATERIALIZED VIEW public.m AS
SELECT kinds.id
   FROM public.kinds;

-- 4. create index t_id (SHARE on t; wanted.sql:3)
--    note: index-build:t_id: the index is built from all rows of the table
CREATE UNIQUE INDEX t_id ON public.t USING btree (id);

-- 5. create index t_kind (SHARE on t; wanted.sql:5)
--    note: index-build:t_kind: the index is built from all rows of the table
CREATE INDEX t_kind ON public.t USING btree (kind);

-- 6. create index m_id (SHARE on m; wanted.sql:8)
--    note: index-build:m_id: the index is built from all rows of the table
CREATE UNIQUE INDEX m_id ON public.m USING btree (id);

-- 7. add constraint t_kind_fkey to table t, and set its replica identity (wanted.sql:2)
ALTER TABLE public.t ADD CONSTRAINT t_kind_fkey FOREIGN KEY (kind) REFERENCES public.kinds(id);
ALTER TABLE ONLY public.t REPLICA IDENTITY USING INDEX t_id;

-- 8. set the replica identity of table logged (wanted.sql:10)
ALTER TABLE ONLY public.logged REPLICA IDENTITY FULL;

-- 9. let CLUSTER order table t by index t_kind (wanted.sql:5)
ALTER TABLE public.t CLUSTER ON t_kind;

-- 10. let CLUSTER order materialised view m by index m_id (wanted.sql:8)
ALTER TABLE public.m CLUSTER ON m_id;
