CREATE TABLE users ( -- @renamed from=people
  id INTEGER PRIMARY KEY,
  b TEXT -- @renamed from=a
);
CREATE VIEW v AS SELECT soundslike(b) AS s FROM users;
CREATE TRIGGER r AFTER INSERT ON users BEGIN SELECT soundslike(new.b); END;
