CREATE SEQUENCE old START 5;
CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval('old'), a text);
INSERT INTO t (a) VALUES ('x'), ('y');
SELECT setval('old', 77, false);
