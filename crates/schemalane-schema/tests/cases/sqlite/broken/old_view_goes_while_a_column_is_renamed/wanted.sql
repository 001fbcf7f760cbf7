CREATE TABLE t (id INTEGER PRIMARY KEY,
  name TEXT -- @renamed from=n
);
