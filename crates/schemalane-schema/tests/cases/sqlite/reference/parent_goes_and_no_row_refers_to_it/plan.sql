-- 1. drop table p
--    note: delete-data:p: the table is empty
--    warning: behaviour-change:p: c keeps a foreign key to it, and takes no row any more that refers to anything; take the foreign key away too
PRAGMA foreign_keys = OFF;
DROP TABLE "p";
