SELECT count(DISTINCT token) FROM sessions
