SELECT b FROM users
