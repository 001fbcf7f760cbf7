/* a file with comments */ CREATE TABLE t (a int /* here */); -- and here
COMMENT ON TABLE t IS 'x';
COMMENT ON COLUMN t.a IS '';
CREATE VIEW v AS SELECT 1 AS a;
COMMENT ON VIEW v IS NULL;
