CREATE TABLE cats (id int, lives int);
