-- 1. add a check to domain positive (wanted.sql:1)
ALTER DOMAIN public.positive ADD CONSTRAINT small CHECK ((VALUE < 100));

-- 2. change the default of domain positive (wanted.sql:1)
ALTER DOMAIN public.positive SET DEFAULT 1;

-- 3. change whether domain positive takes nulls (wanted.sql:1)
ALTER DOMAIN public.positive SET NOT NULL;

-- 4. drop a check of domain label (wanted.sql:2)
ALTER DOMAIN public.label DROP CONSTRAINT short;

-- 5. add a check to domain label (wanted.sql:2)
ALTER DOMAIN public.label ADD CONSTRAINT short CHECK ((length(VALUE) < 20));

-- 6. comment on domain label (wanted.sql:2)
COMMENT ON DOMAIN public.label IS 'of a person';
