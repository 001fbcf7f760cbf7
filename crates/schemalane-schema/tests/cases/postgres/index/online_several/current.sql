CREATE TABLE t (a int, b int, c text);
CREATE INDEX gone ON t (a);
CREATE INDEX changed ON t (b);
COMMENT ON INDEX changed IS 'stays';
INSERT INTO t VALUES (1, 2, 'x');
