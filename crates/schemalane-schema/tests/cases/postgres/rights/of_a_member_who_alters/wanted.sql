CREATE SCHEMA s;
CREATE TABLE t (id bigint, a int);
CREATE INDEX i ON t (id, a);
CREATE TABLE new (id int);
