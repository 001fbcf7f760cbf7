PRAGMA foreign_keys = OFF;
DROP TABLE account;
PRAGMA foreign_keys = ON;
