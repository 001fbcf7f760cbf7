CREATE TABLE t (a numeric(9, 2), b numeric, c varbit(8), d timestamptz(6));
CREATE TABLE before (n oid);
