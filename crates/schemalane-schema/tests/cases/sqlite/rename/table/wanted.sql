CREATE TABLE users ( -- @renamed from=people
  id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE c (p INT REFERENCES users (id));
CREATE INDEX i ON users (n);
