CREATE TABLE users ( -- @renamed from=people
  id bigint PRIMARY KEY,
  full_name text NOT NULL, -- @renamed from=name
  n bigint CHECK (n > 0),
  extra text DEFAULT 'e'
);
CREATE VIEW names AS SELECT full_name AS name FROM users;
