CREATE TABLE t (a int);
CREATE SCHEMA other;
CREATE TABLE other.x (a int);
