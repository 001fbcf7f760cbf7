CREATE TABLE o (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE t (
    a int,
    b int,
    CONSTRAINT t_o FOREIGN KEY (a, b) REFERENCES o MATCH FULL
);
