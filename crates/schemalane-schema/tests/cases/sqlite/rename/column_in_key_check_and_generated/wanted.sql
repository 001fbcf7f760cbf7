CREATE TABLE t (
  x INT PRIMARY KEY, -- @renamed from=a
  b INT CHECK (b > x),
  c INT AS (x + b)
);
