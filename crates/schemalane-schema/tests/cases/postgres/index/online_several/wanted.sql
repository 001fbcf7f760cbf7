CREATE TABLE t (a int, b int, c text);
CREATE INDEX changed ON t (b, a);
COMMENT ON INDEX changed IS 'stays';
CREATE UNIQUE INDEX new ON t (a) WHERE b > 0;
