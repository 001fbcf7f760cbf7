-- 1. add column note to table orders (ACCESS EXCLUSIVE on orders; wanted.sql:1)
ALTER TABLE public.orders ADD COLUMN note text;

-- 2. add column n to table orders (ACCESS EXCLUSIVE on orders; wanted.sql:1)
ALTER TABLE public.orders ADD COLUMN n integer DEFAULT 0 NOT NULL;

-- 3. add column tags to table orders (ACCESS EXCLUSIVE on orders; wanted.sql:1)
ALTER TABLE public.orders ADD COLUMN tags text[] DEFAULT ('{}'::text[]) NOT NULL;

-- 4. add column at to table orders, add column up to table orders (ACCESS EXCLUSIVE on orders; wanted.sql:1)
--    note: rewrite-table:orders: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.orders
    ADD COLUMN at timestamp with time zone DEFAULT now() NOT NULL,
    ADD COLUMN up text GENERATED ALWAYS AS (upper(code)) STORED;

-- 5. create index orders_at (SHARE on orders; wanted.sql:11)
--    note: index-build:orders_at: the index is built from all rows of the table
CREATE INDEX orders_at ON public.orders USING btree (at DESC);
