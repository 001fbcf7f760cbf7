-- 1. add check small to domain positive (wanted.sql:1)
ALTER DOMAIN public.positive ADD CONSTRAINT small CHECK ((VALUE < 100));

-- 2. change the default of domain positive (wanted.sql:1)
ALTER DOMAIN public.positive SET DEFAULT 1;

-- 3. let domain positive refuse nulls (wanted.sql:1)
ALTER DOMAIN public.positive SET NOT NULL;

-- 4. drop check short of domain label (wanted.sql:2)
ALTER DOMAIN public.label DROP CONSTRAINT short;

-- 5. add check short to domain label (wanted.sql:2)
ALTER DOMAIN public.label ADD CONSTRAINT short CHECK ((length(VALUE) < 20));

-- 6. comment on domain label (wanted.sql:2)
COMMENT ON DOMAIN public.label IS 'of a person';
