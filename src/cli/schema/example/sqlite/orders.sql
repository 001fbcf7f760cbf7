-- What they buy.
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    placed_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    total_cents INTEGER NOT NULL CHECK (total_cents >= 0)
);

CREATE INDEX orders_by_account ON orders (account_id, placed_at);

CREATE VIEW account_totals AS
SELECT accounts.id, accounts.name, sum(orders.total_cents) AS total_cents
FROM accounts
JOIN orders ON orders.account_id = accounts.id
GROUP BY accounts.id, accounts.name;
