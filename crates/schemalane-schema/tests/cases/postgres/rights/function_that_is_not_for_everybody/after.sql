SELECT has_function_privilege('reader', 'f(int)', 'EXECUTE'), has_function_privilege('clerk', 'f(int)', 'EXECUTE'), has_function_privilege('reader', 'open(int)', 'EXECUTE')
