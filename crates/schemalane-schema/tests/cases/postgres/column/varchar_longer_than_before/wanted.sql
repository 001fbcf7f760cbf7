CREATE TABLE t (id int PRIMARY KEY, name varchar(20) UNIQUE, code text);
CREATE INDEX t_code ON t (code);
CREATE TABLE before (n oid);
