CREATE TABLE t (id int PRIMARY KEY, kind varchar(10));
CREATE VIEW v AS SELECT id FROM t WHERE kind IN ('a', 'b');
CREATE INDEX i ON t (id) WHERE kind IN ('a', 'b');
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (kind IN ('a', 'b'));
