CREATE TABLE t (id INTEGER PRIMARY KEY,
  amount INTEGER NOT NULL -- @renamed from=n
);
