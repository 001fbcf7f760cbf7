CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (m mood PRIMARY KEY);
CREATE TABLE u (m mood REFERENCES t);
INSERT INTO t VALUES ('sad'), ('ok'); INSERT INTO u VALUES ('sad');
