CREATE TABLE t (id int PRIMARY KEY, kind varchar(10));
INSERT INTO t VALUES (1, 'a');
CREATE VIEW v AS SELECT id FROM t WHERE (kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]);
CREATE INDEX i ON t (id) WHERE (kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING ((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]));
