CREATE TABLE t (a interval hour to minute, b interval day, c interval(0));
