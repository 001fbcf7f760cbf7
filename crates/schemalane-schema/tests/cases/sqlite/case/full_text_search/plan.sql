-- 1. write names of table search in another case (wanted.sql:1)
--    note: behaviour-change:search: name is Search, wanted search: SQLite takes both for the same, applications may not
ALTER TABLE "Search" RENAME TO "schemalane_new_search";
ALTER TABLE "schemalane_new_search" RENAME TO "search";
