-- 1. drop constraint orders_customer_fkey of table orders (ACCESS EXCLUSIVE on orders)
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey;

-- 2. drop index orders_customer to make it anew (ACCESS EXCLUSIVE on orders)
--    warning: index-drop:orders_customer: queries that use the index may become slow
DROP INDEX public.orders_customer;

-- 3. drop view totals to make it anew
DROP VIEW public.totals;

-- 4. drop column fax of table customers (ACCESS EXCLUSIVE on customers; wanted.sql:1)
--    approved: delete-data:customers.fax: 2 values are lost
ALTER TABLE public.customers DROP COLUMN fax;

-- 5. change the type of column name of table customers from character varying(20) to character varying(200) (ACCESS EXCLUSIVE on customers; wanted.sql:1)
ALTER TABLE public.customers ALTER COLUMN name TYPE character varying(200) USING name::character varying(200);

-- 6. let column name of table customers refuse nulls (ACCESS EXCLUSIVE on customers; wanted.sql:1)
ALTER TABLE public.customers ALTER COLUMN name SET NOT NULL;

-- 7. add column notes to table customers (ACCESS EXCLUSIVE on customers; wanted.sql:1)
ALTER TABLE public.customers ADD COLUMN notes jsonb DEFAULT ('{}'::jsonb) NOT NULL;

-- 8. add constraint customers_email_key to table customers (ACCESS EXCLUSIVE on customers; wanted.sql:1)
--    note: index-build:customers: the index of customers_email_key is built while others wait
ALTER TABLE public.customers ADD CONSTRAINT customers_email_key UNIQUE (email);

-- 9. let column customer of table orders refuse nulls (ACCESS EXCLUSIVE on orders; wanted.sql:2)
ALTER TABLE public.orders ALTER COLUMN customer SET NOT NULL;

-- 10. change the type of column total of table orders from numeric(8,2) to numeric(12,2) (ACCESS EXCLUSIVE on orders; wanted.sql:2)
ALTER TABLE public.orders ALTER COLUMN total TYPE numeric(12,2) USING total::numeric(12,2);

-- 11. set the default of column total of table orders (ACCESS EXCLUSIVE on orders; wanted.sql:2)
ALTER TABLE public.orders ALTER COLUMN total SET DEFAULT 0;

-- 12. let column total of table orders refuse nulls (ACCESS EXCLUSIVE on orders; wanted.sql:2)
ALTER TABLE public.orders ALTER COLUMN total SET NOT NULL;

-- 13. let column state of table orders refuse nulls (ACCESS EXCLUSIVE on orders; wanted.sql:2)
ALTER TABLE public.orders ALTER COLUMN state SET NOT NULL;

-- 14. add constraint orders_state_check to table orders (ACCESS EXCLUSIVE on orders; wanted.sql:2)
ALTER TABLE public.orders ADD CONSTRAINT orders_state_check CHECK ((state = ANY (ARRAY['new'::text, 'paid'::text])));

-- 15. create table payments (wanted.sql:5)
CREATE TABLE public.payments (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE) NOT NULL,
    order_id integer NOT NULL,
    amount numeric(12,2) NOT NULL,
    CONSTRAINT payments_pkey PRIMARY KEY (id),
    CONSTRAINT payments_amount_check CHECK ((amount > (0)::numeric))
);
COMMENT ON TABLE public.payments IS 'what was paid';

-- 16. create view totals anew (wanted.sql:6)
CREATE VIEW public.totals AS
SELECT c.name,
    c.email,
    sum(o.total) AS total
   FROM (public.customers c
     LEFT JOIN public.orders o ON ((o.customer = c.id)))
  GROUP BY c.id;

-- 17. create index orders_customer anew (SHARE on orders; wanted.sql:3)
--    note: index-build:orders_customer: the index is built from all rows of the table
CREATE INDEX orders_customer ON public.orders USING btree (customer, state);

-- 18. create index orders_open (SHARE on orders; wanted.sql:4)
--    note: index-build:orders_open: the index is built from all rows of the table
CREATE INDEX orders_open ON public.orders USING btree (id) WHERE (state = 'new'::text);

-- 19. add constraint orders_customer_fkey to table orders (SHARE ROW EXCLUSIVE on orders and customers)
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES public.customers(id) ON DELETE RESTRICT;

-- 20. add constraint payments_order_id_fkey to table payments (wanted.sql:5)
ALTER TABLE public.payments ADD CONSTRAINT payments_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);
