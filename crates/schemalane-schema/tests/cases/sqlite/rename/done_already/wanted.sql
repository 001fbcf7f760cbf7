CREATE TABLE users ( -- @renamed from=people
  id INTEGER PRIMARY KEY,
  name TEXT -- @renamed from=nick
);
