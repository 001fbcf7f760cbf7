CREATE VIEW v AS select 1 as id union select 2;
