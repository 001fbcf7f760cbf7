SELECT n FROM users
