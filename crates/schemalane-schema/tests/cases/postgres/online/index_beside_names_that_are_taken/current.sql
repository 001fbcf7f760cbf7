CREATE TABLE t (id int NOT NULL, a int, b text, CONSTRAINT i_new UNIQUE (id));
CREATE INDEX i ON t (a);
CREATE INDEX i_new2 ON t (b);
CREATE INDEX i_new3 ON t (b, a);
INSERT INTO t VALUES (1, 1, 'x'), (2, 2, 'y');
