CREATE TABLE pg_class_copy (oid bigint, ctid_ int);
CREATE TABLE now (text text, int bigint, date date, "timestamp" timestamp, "interval" interval);
CREATE VIEW lower AS SELECT lower(text), now() FROM now;
