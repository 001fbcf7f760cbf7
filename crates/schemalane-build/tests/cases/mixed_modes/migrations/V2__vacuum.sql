-- schemalane: transaction = true
VACUUM;
