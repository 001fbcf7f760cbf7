CREATE TABLE t (id int NOT NULL, a int, b text, CONSTRAINT t_pkey PRIMARY KEY (id));
