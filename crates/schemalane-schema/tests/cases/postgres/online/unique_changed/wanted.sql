CREATE TABLE t (id int NOT NULL, a int, b text, CONSTRAINT once UNIQUE (a, b));
