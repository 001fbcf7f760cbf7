-- 1. create table c (wanted.sql:2)
CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES nowhere);

-- The table c refers to table nowhere, which is not there: no row can refer to anything.
