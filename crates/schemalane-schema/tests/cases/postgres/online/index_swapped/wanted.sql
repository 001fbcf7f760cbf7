CREATE TABLE t (id int NOT NULL, a int, b text);
CREATE INDEX i ON t (a, b);
COMMENT ON INDEX i IS 'quick';
