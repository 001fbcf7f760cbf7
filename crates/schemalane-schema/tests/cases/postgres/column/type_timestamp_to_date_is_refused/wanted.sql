CREATE TABLE t (a date, b date, c timestamp(0));
