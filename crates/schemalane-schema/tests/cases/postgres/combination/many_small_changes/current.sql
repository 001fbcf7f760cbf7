CREATE TABLE customers (id serial PRIMARY KEY, name varchar(20), fax text, email text, created timestamp NOT NULL DEFAULT now());
CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers, total numeric(8,2), state text DEFAULT 'new');
CREATE INDEX orders_customer ON orders (customer);
CREATE VIEW totals AS SELECT c.name, sum(o.total) AS total FROM customers c LEFT JOIN orders o ON o.customer = c.id GROUP BY c.id;
INSERT INTO customers (name, fax, email) VALUES ('x', '1', 'a'), ('y', '2', 'b');
INSERT INTO orders (customer, total) VALUES (1, 5), (1, 7), (2, 1);
