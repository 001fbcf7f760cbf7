CREATE TABLE t (at date, tz time);
