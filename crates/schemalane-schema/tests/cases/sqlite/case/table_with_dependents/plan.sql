-- 1. write names of table users in another case (wanted.sql:1)
--    note: behaviour-change:users: name is Users, wanted users: SQLite takes both for the same, applications may not
--    warning: may-fail:users: rows that refer to no row of users, and did not before: 1; such as 7; the step leaves them as they are
ALTER TABLE "Users" RENAME TO "schemalane_new_users";
ALTER TABLE "schemalane_new_users" RENAME TO "users";
