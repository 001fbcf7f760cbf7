-- @renamed from=people
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL -- @renamed from=n
);
CREATE VIEW v AS SELECT name FROM users;
