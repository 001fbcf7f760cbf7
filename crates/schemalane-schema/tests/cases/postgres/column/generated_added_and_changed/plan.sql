-- 1. drop index prices_gross to make it anew (ACCESS EXCLUSIVE on prices)
--    warning: index-drop:prices_gross: queries that use the index may become slow
DROP INDEX public.prices_gross;

-- 2. drop view dear to make it anew
DROP VIEW public.dear;

-- 3. drop column gross of table prices to make it anew (ACCESS EXCLUSIVE on prices)
ALTER TABLE public.prices DROP COLUMN gross;

-- 4. add column gross to table prices, add column label to table prices (ACCESS EXCLUSIVE on prices; wanted.sql:1)
--    note: rewrite-table:prices: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.prices
    ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.2) STORED,
    ADD COLUMN label text GENERATED ALWAYS AS ('net '::text || (net)::text) STORED;

-- 5. create view dear anew (wanted.sql:3)
CREATE VIEW public.dear AS
SELECT prices.net,
    prices.gross
   FROM public.prices
  WHERE (prices.gross > (5)::numeric);

-- 6. create index prices_gross anew (SHARE on prices; wanted.sql:2)
--    note: index-build:prices_gross: the index is built from all rows of the table
CREATE INDEX prices_gross ON public.prices USING btree (gross);
