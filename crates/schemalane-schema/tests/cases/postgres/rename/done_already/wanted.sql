CREATE TABLE users ( -- @renamed from=people
  id int,
  name text, -- atlas:renamed_from nick
  n int
);
