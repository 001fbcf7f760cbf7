CREATE DOMAIN amount AS text;
CREATE TABLE t (id int PRIMARY KEY, a amount);
INSERT INTO t VALUES (1, '5'), (2, 'many');
