CREATE TABLE users ( -- @renamed from=people
    id serial PRIMARY KEY,
    name text
);
