CREATE TABLE o (a int);
