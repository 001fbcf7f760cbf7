CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE TABLE never (id int PRIMARY KEY, a text);
