CREATE TABLE a (id int PRIMARY KEY, short varchar(3), n int NOT NULL, u int UNIQUE);
