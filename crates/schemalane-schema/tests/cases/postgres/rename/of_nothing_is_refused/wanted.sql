CREATE TABLE t (
  id int,
  name text -- @renamed from=nik
);
