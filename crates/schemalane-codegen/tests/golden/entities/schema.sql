CREATE TYPE mood AS ENUM ('glad', 'so so', 'sad');
CREATE SCHEMA billing;
CREATE TYPE billing.state AS ENUM ('open', 'paid');
CREATE DOMAIN cents AS bigint CHECK (value >= 0);

CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email varchar(80) NOT NULL UNIQUE,
    mood mood NOT NULL DEFAULT 'glad',
    moods mood[] NOT NULL DEFAULT '{}',
    referred_by bigint REFERENCES customers ON DELETE SET NULL,
    balance cents NOT NULL DEFAULT 0,
    rating real,
    "type" text,
    address inet,
    "createdAt" timestamptz NOT NULL DEFAULT '2026-11-30T00:00:00Z',
    settings jsonb
);
COMMENT ON TABLE customers IS 'Who buys.';
COMMENT ON COLUMN customers.email IS 'In small letters.';

CREATE TABLE orders (
    region integer NOT NULL,
    number integer NOT NULL,
    customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
    payer_id bigint REFERENCES customers,
    total numeric(10, 2) NOT NULL,
    lead_time interval,
    made date NOT NULL,
    PRIMARY KEY (region, number),
    UNIQUE (customer_id, made)
);

CREATE TABLE order_lines (
    region integer NOT NULL,
    number integer NOT NULL,
    place smallint NOT NULL,
    tags text[] NOT NULL DEFAULT '{}',
    waits interval[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (region, number, place),
    FOREIGN KEY (region, number) REFERENCES orders
);

CREATE TABLE labels (code text PRIMARY KEY, customer text);
CREATE TABLE customer_labels (
    customer_id bigint REFERENCES customers,
    label text REFERENCES labels,
    PRIMARY KEY (customer_id, label)
);
CREATE TABLE profiles (
    customer bigint PRIMARY KEY REFERENCES customers,
    photo bytea
);

CREATE TABLE billing.invoices (
    id uuid PRIMARY KEY,
    state billing.state NOT NULL DEFAULT 'open',
    region integer,
    number integer,
    cost money,
    FOREIGN KEY (region, number) REFERENCES orders
);

CREATE TABLE notes (text text);
CREATE VIEW debtors AS SELECT id, balance FROM customers WHERE balance > 0;
