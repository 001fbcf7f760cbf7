CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 2) STORED, c text);
COMMENT ON COLUMN t.b IS 'kept';
