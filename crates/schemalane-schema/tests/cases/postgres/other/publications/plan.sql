-- 1. drop publication columns to make it anew
DROP PUBLICATION columns;

-- 2. drop publication expensive to make it anew
DROP PUBLICATION expensive;

-- 3. drop publication wider to make it anew
DROP PUBLICATION wider;

-- 4. drop table gone (ACCESS EXCLUSIVE on gone)
--    note: delete-data:gone: there are no rows in it
DROP TABLE public.gone;

-- 5. change the type of column price of table filtered from integer to bigint (ACCESS EXCLUSIVE on filtered; wanted.sql:3)
--    note: rewrite-table:filtered: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.filtered ALTER COLUMN price TYPE bigint USING price::bigint;

-- 6. drop column a of table narrow (ACCESS EXCLUSIVE on narrow; wanted.sql:4)
--    note: delete-data:narrow.a: there are no values in it
ALTER TABLE public.narrow DROP COLUMN a;

-- 7. create table fresh (wanted.sql:5)
CREATE TABLE public.fresh (
    id integer NOT NULL,
    CONSTRAINT fresh_pkey PRIMARY KEY (id)
);

-- 8. create table shop.second (wanted.sql:7)
CREATE TABLE shop.second (
    id integer NOT NULL,
    CONSTRAINT second_pkey PRIMARY KEY (id)
);

-- 9. create publication columns anew
--    warning: behaviour-change:publication columns: subscribers get other changes than before, and those of new tables after they have refreshed it
CREATE PUBLICATION columns FOR TABLE public.narrow (id) WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);

-- 10. create publication expensive anew
--    warning: behaviour-change:publication expensive: subscribers get other changes than before, and those of new tables after they have refreshed it
CREATE PUBLICATION expensive FOR TABLE public.filtered WHERE ((price > 10)) WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);

-- 11. create publication one_more
CREATE PUBLICATION one_more FOR TABLE shop.second WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);

-- 12. create publication wider anew
--    warning: behaviour-change:publication wider: subscribers get other changes than before, and those of new tables after they have refreshed it
CREATE PUBLICATION wider FOR TABLE public.fresh, public.kept WITH (publish = 'insert, update', publish_via_partition_root = false);
COMMENT ON PUBLICATION wider IS 'for the warehouse';

-- Is fresh the new name of gone? If so, write `-- @renamed from=gone` on the line of CREATE TABLE.
