CREATE TYPE state AS ENUM ('new', 'open', 'closed');
CREATE FUNCTION is_open(state) RETURNS bool LANGUAGE sql IMMUTABLE AS $$ SELECT $1 = 'open' $$;
CREATE TABLE t (id int PRIMARY KEY, s state NOT NULL DEFAULT 'open' CHECK (s <> 'closed'), list state[] NOT NULL DEFAULT '{open}', flag bool GENERATED ALWAYS AS (s = 'open') STORED, UNIQUE (s));
CREATE INDEX t_open ON t (id) WHERE is_open(s);
CREATE VIEW v AS SELECT id, s FROM t WHERE s IN ('open', 'closed');
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER r AFTER UPDATE ON t FOR EACH ROW WHEN (new.s = 'closed') EXECUTE FUNCTION note();
INSERT INTO t VALUES (1, 'open', '{open}');
