create table o (id int primary key);
create table t (id int constraint f references o (id));
