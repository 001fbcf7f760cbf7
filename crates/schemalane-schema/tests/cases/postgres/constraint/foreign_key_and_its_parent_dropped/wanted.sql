CREATE TABLE c (p int);
