CREATE TABLE "Users" ([id] integer primary key, `name` text not null default 'x', CHECK ("name" <> 'a;)b'));
