CREATE SEQUENCE used; CREATE SEQUENCE never; CREATE SEQUENCE set;
SELECT nextval('used'); SELECT setval('set', 9, false);
CREATE TABLE t (a int);
