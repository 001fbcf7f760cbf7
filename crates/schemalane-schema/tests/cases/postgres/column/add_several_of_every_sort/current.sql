CREATE TABLE orders (id bigint PRIMARY KEY, code text NOT NULL);
CREATE INDEX orders_code ON orders (code);
INSERT INTO orders VALUES (1, 'a'), (2, 'b');
