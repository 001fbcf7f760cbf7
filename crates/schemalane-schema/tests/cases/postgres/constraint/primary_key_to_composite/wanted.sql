CREATE TABLE t (tenant int NOT NULL, id int, a text, PRIMARY KEY (tenant, id));
