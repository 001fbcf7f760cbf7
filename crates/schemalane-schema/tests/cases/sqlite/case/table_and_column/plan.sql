-- 1. write names of table users in another case (wanted.sql:1)
--    note: behaviour-change:users: name is Users, wanted users: SQLite takes both for the same, applications may not
--    note: behaviour-change:users: column Id is to be written id: SQLite takes both for the same, applications may not
ALTER TABLE "Users" RENAME TO "schemalane_new_users";
ALTER TABLE "schemalane_new_users" RENAME TO "users";
ALTER TABLE "users" RENAME COLUMN "Id" TO "id";
