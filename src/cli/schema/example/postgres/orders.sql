-- What they buy.
CREATE TYPE order_state AS ENUM ('placed', 'paid', 'sent');

CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    state order_state NOT NULL DEFAULT 'placed',
    placed_at timestamptz NOT NULL DEFAULT now(),
    total_cents bigint NOT NULL CHECK (total_cents >= 0)
);

CREATE INDEX orders_by_account ON orders (account_id, placed_at);

CREATE VIEW account_totals AS
SELECT accounts.id, accounts.name, sum(orders.total_cents) AS total_cents
FROM accounts
JOIN orders ON orders.account_id = accounts.id
GROUP BY accounts.id, accounts.name;
