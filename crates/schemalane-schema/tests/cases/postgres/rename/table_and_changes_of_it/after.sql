SELECT id, full_name, n, extra FROM users
