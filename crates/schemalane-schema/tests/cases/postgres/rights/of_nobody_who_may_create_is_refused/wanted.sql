CREATE TABLE t (id bigint);
CREATE TABLE new (id int);
CREATE SCHEMA other;
CREATE TABLE other.t (id int);
