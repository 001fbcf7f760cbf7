CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  -- atlas:renamed_from nick
  name TEXT NOT NULL
);
