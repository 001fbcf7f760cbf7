SELECT relacl FROM pg_class WHERE relname = 'v' AND relacl::text LIKE '%reader=r/clerk%'
