CREATE TABLE t (a int CONSTRAINT positive CHECK (a > 0), b int CONSTRAINT lone UNIQUE);
COMMENT ON CONSTRAINT positive ON t IS 'new';
COMMENT ON CONSTRAINT lone ON t IS 'one of each';
