CREATE TABLE users ( -- @renamed from=people
  id int PRIMARY KEY,
  name text -- @renamed from=nick
);
CREATE VIEW v AS SELECT name AS nick FROM users;
