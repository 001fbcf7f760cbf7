CREATE TABLE t (id INTEGER PRIMARY KEY,
  amount INTEGER -- @renamed from=n
);
