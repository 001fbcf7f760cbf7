-- 1. create table a (wanted.sql:2)
CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES b (id));

-- 2. create table b (wanted.sql:3)
CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED);
