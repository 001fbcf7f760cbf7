CREATE TABLE t (
  b INT, -- @renamed from=a
  a TEXT -- @renamed from=b
);
