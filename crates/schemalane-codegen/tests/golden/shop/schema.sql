CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    nickname TEXT,
    referred_by INTEGER REFERENCES customers (id),
    "createdAt" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    active BOOLEAN NOT NULL DEFAULT 1
);

CREATE TABLE products (
    code TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    cents INTEGER NOT NULL CHECK (cents >= 0),
    weight REAL,
    picture BLOB,
    details JSON
);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    placed DATE NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'web'
);

CREATE TABLE order_lines (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    product_code TEXT NOT NULL REFERENCES products (code),
    pieces INTEGER NOT NULL,
    total INTEGER GENERATED ALWAYS AS (pieces * 2) VIRTUAL,
    PRIMARY KEY (order_id, product_code)
) WITHOUT ROWID;

CREATE TABLE product_tags (
    product_code TEXT NOT NULL REFERENCES products (code),
    tag TEXT NOT NULL,
    PRIMARY KEY (product_code, tag)
) STRICT;

CREATE TABLE labels (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- Nothing but pairs of keys: many to many.
CREATE TABLE product_labels (
    product_code TEXT NOT NULL REFERENCES products (code),
    label_id INTEGER NOT NULL REFERENCES labels (id),
    PRIMARY KEY (product_code, label_id)
) WITHOUT ROWID;

-- sea-orm#2358: two ways between the same tables, one of them to at most one row.
CREATE TABLE site (
    id INTEGER PRIMARY KEY
);

CREATE TABLE domain (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES site (id),
    main_of INTEGER UNIQUE REFERENCES site (id)
);

-- A key of two columns that is referred to.
CREATE TABLE parcels (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL,
    product_code TEXT NOT NULL,
    FOREIGN KEY (order_id, product_code) REFERENCES order_lines
);

CREATE TABLE events (
    happened TEXT NOT NULL,
    what
);

CREATE VIEW revenue AS
SELECT o.customer_id AS customer, sum(l.pieces * p.cents) AS cents
FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.code = l.product_code
GROUP BY o.customer_id;
