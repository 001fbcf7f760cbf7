SELECT replace(relacl::text, 'tm/', 't/') FROM pg_class WHERE relname = 'v' AND relacl::text LIKE '%reader=r/clerk%'
