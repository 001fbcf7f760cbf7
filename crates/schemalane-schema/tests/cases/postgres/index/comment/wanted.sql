CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
COMMENT ON INDEX i IS 'for the report; it''s slow';
CREATE INDEX j ON t (a) WHERE a > 0;
