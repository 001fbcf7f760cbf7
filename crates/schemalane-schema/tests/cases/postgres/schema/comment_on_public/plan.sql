-- 1. comment on schema public
COMMENT ON SCHEMA public IS 'ours';
