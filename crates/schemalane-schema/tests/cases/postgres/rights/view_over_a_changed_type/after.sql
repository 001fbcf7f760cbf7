SELECT has_table_privilege('reader', 'v', 'SELECT'), has_table_privilege('reader', 'v', 'INSERT'), has_table_privilege('clerk', 'v', 'UPDATE WITH GRANT OPTION')
SELECT has_column_privilege('reader', 't', 'a', 'SELECT'), has_column_privilege('reader', 't', 'b', 'SELECT')
SELECT reloptions FROM pg_class WHERE relname = 'v'
