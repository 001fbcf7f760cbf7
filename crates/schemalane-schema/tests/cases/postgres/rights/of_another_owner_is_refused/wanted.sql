CREATE TABLE of_boss (id bigint);
CREATE TABLE of_clerk (id int, a bigint);
CREATE INDEX i ON of_clerk (id, a);
CREATE TABLE own (id bigint);
CREATE TABLE new (id int);
