CREATE FUNCTION twice(int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 * 2::bigint $$;
CREATE TABLE t (id int PRIMARY KEY, code bigint DEFAULT twice(3), CONSTRAINT small CHECK (twice(id) < 100), twice bigint GENERATED ALWAYS AS (twice(id)) STORED);
CREATE INDEX t_twice ON t (twice(id));
CREATE INDEX t_some ON t (id) WHERE twice(id) > 0;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (twice(id) > 0);
CREATE VIEW v AS SELECT twice(id) AS x FROM t;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER noted BEFORE UPDATE ON t FOR EACH ROW WHEN (twice(new.id) > 1) EXECUTE FUNCTION note();
