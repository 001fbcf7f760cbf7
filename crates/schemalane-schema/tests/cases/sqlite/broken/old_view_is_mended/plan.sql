-- 1. create table t (wanted.sql:2)
CREATE TABLE t (a INT);
