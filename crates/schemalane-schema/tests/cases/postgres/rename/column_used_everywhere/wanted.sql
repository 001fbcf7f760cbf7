CREATE TABLE t (
  id int PRIMARY KEY,
  amount int CONSTRAINT positive CHECK (amount > 0), -- @renamed from=n
  twice int GENERATED ALWAYS AS (amount * 2) STORED,
  CONSTRAINT u UNIQUE (amount)
);
CREATE INDEX i ON t (amount) WHERE amount > 1;
CREATE VIEW v AS SELECT amount, twice FROM t;
CREATE MATERIALIZED VIEW m AS SELECT sum(amount) AS s FROM t;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (amount > 0);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER r BEFORE UPDATE OF amount ON t FOR EACH ROW WHEN (new.amount > 0) EXECUTE FUNCTION note();
COMMENT ON COLUMN t.amount IS 'how much';
