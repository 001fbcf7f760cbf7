CREATE TABLE t (id int NOT NULL, a int NOT NULL, b text, CONSTRAINT i_new UNIQUE (id), CONSTRAINT a_no_nulls CHECK (a > 0));
CREATE INDEX i ON t (a, b);
CREATE INDEX i_new2 ON t (b);
