CREATE TABLE t (id INT GENERATED ALWAYS AS (name || '') VIRTUAL, name);
INSERT INTO t (name) VALUES ('a'), (7);
