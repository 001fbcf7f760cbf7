CREATE TABLE t (id int PRIMARY KEY, mail text);
CREATE UNIQUE INDEX t_mail ON t (lower(mail));
