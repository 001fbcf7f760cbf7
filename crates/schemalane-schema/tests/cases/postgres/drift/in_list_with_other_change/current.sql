CREATE TABLE t (id int PRIMARY KEY, kind varchar(10) CHECK ((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])));
INSERT INTO t VALUES (1, 'a');
