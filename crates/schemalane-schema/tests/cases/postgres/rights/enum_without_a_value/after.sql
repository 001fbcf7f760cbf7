SELECT has_type_privilege('reader', 'e', 'USAGE'), has_type_privilege('clerk', 'e', 'USAGE')
