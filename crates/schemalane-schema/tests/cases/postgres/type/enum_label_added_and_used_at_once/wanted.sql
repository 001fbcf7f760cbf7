CREATE TYPE mood AS ENUM ('sad', 'ok', 'great');
CREATE TABLE t (a int, m mood NOT NULL DEFAULT 'great');
CREATE INDEX t_great ON t (a) WHERE m = 'great';
CREATE VIEW v AS SELECT a FROM t WHERE m = 'great';
