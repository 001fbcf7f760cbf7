SELECT has_column_privilege('reader', 't', 'b', 'SELECT'), has_table_privilege('reader', 'v', 'SELECT')
