CREATE TABLE pg_class_copy (oid int, ctid_ int);
CREATE TABLE now (text text, int int, date date);
INSERT INTO now VALUES ('x', 1, '2026-01-01');
