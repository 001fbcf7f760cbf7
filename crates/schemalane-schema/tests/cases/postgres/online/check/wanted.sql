CREATE TABLE t (id int NOT NULL, a int, b text, CONSTRAINT small CHECK (a < 9));
