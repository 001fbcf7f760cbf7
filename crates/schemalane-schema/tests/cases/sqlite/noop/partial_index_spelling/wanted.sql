CREATE TABLE t (a INT, b INT);
create index i on t(a) where a > 0 and b is not null;
