CREATE TABLE t (id int NOT NULL, a text);
CREATE TABLE never (id int NOT NULL, a text);
