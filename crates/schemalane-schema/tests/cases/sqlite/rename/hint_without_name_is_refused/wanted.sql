CREATE TABLE t (
  a INT -- @renamed
);
