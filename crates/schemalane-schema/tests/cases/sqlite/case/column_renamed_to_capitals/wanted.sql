CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  FullName TEXT -- @renamed from=n
);
