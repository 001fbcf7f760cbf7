CREATE TABLE "T" (a int, "A" bigint, "a " text);
CREATE TABLE t (a int, "T" int);
