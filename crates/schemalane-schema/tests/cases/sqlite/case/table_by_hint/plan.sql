-- 1. write names of table people in another case (wanted.sql:2)
--    note: behaviour-change:people: name is People, wanted people: SQLite takes both for the same, applications may not
ALTER TABLE "People" RENAME TO "schemalane_new_people";
ALTER TABLE "schemalane_new_people" RENAME TO "people";
