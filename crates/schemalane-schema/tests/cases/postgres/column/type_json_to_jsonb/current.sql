CREATE TABLE t (j json);
INSERT INTO t VALUES ('{"b":1,  "a":[1, "x y"]}'), (NULL);
