CREATE TABLE t (
  id int PRIMARY KEY,
  b text, -- @renamed from=a
  a text  -- @renamed from=b
);
