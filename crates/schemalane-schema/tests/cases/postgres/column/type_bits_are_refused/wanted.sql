CREATE TABLE t (a bit(3), b varbit(3), c varbit(3));
