-- 1. drop constraint t_a_fkey of table b.t (ACCESS EXCLUSIVE on b.t)
ALTER TABLE b.t DROP CONSTRAINT t_a_fkey;

-- 2. comment on schema a (wanted.sql:1)
COMMENT ON SCHEMA a IS 'first';

-- 3. add column n to table a.t (ACCESS EXCLUSIVE on a.t; wanted.sql:3)
ALTER TABLE a.t ADD COLUMN n integer;

-- 4. create index a.t_n (SHARE on a.t; wanted.sql:5)
--    note: index-build:a.t_n: the index is built from all rows of the table
CREATE INDEX t_n ON a.t USING btree (n);

-- 5. create index b.t_n (SHARE on b.t; wanted.sql:5)
--    note: index-build:b.t_n: the index is built from all rows of the table
CREATE INDEX t_n ON b.t USING btree (a);

-- 6. add constraint t_a_fkey to table b.t (SHARE ROW EXCLUSIVE on b.t and a.t)
ALTER TABLE b.t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES a.t(id) ON DELETE CASCADE;
