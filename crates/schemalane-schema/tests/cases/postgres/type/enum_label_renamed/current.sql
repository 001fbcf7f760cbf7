CREATE TYPE mood AS ENUM ('sad', 'Fine', 'glad');
CREATE TABLE t (id int PRIMARY KEY, mood mood NOT NULL DEFAULT 'Fine', all_moods mood[], CHECK (mood <> 'sad'));
CREATE VIEW v AS SELECT id FROM t WHERE mood = 'Fine';
CREATE INDEX i ON t (id) WHERE mood = 'Fine';
INSERT INTO t VALUES (1, 'Fine', '{sad,Fine}'), (2, 'glad', NULL);
