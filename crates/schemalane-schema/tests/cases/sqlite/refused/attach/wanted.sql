CREATE TABLE t (a INT);
ATTACH 'x.db' AS x;
