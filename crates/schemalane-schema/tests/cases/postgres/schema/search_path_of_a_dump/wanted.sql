SET statement_timeout = 0;
SET client_encoding = 'UTF8';
CREATE SCHEMA app;
SET search_path = app;
CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT a FROM t;
