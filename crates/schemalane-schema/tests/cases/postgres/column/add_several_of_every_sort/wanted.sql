CREATE TABLE orders (
  id bigint PRIMARY KEY,
  code text NOT NULL,
  note text,
  n integer NOT NULL DEFAULT 0,
  tags text[] NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL DEFAULT now(),
  up text GENERATED ALWAYS AS (upper(code)) STORED
);
CREATE INDEX orders_code ON orders (code);
CREATE INDEX orders_at ON orders (at DESC);
