-- the users
create  table Users ( -- all of them
  id INTEGER PRIMARY KEY, /* key */
  name TEXT NOT NULL DEFAULT 'x',
  check (name<>'a;)b')
);
