CREATE TABLE customers (id serial PRIMARY KEY, name varchar(200) NOT NULL, email text UNIQUE, created timestamp NOT NULL DEFAULT now(), notes jsonb NOT NULL DEFAULT '{}');
CREATE TABLE orders (id serial PRIMARY KEY, customer int NOT NULL REFERENCES customers ON DELETE RESTRICT, total numeric(12,2) NOT NULL DEFAULT 0, state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'paid')));
CREATE INDEX orders_customer ON orders (customer, state);
CREATE INDEX orders_open ON orders (id) WHERE state = 'new';
CREATE TABLE payments (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id int NOT NULL REFERENCES orders, amount numeric(12,2) NOT NULL CHECK (amount > 0));
CREATE VIEW totals AS SELECT c.name, c.email, sum(o.total) AS total FROM customers c LEFT JOIN orders o ON o.customer = c.id GROUP BY c.id;
COMMENT ON TABLE payments IS 'what was paid';
