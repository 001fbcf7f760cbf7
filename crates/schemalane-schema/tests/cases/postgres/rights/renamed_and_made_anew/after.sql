SELECT pg_get_userbyid(relowner), has_column_privilege('reader', 'w', 'a', 'SELECT') FROM pg_class WHERE relname = 'w'
