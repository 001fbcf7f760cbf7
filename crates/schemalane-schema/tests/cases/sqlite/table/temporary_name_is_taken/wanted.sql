CREATE TABLE t (a INT NOT NULL);
CREATE TABLE schemalane_new_t (b INT);
