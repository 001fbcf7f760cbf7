CREATE TABLE t (
  a INT,
  b INT -- @renamed from=a
);
