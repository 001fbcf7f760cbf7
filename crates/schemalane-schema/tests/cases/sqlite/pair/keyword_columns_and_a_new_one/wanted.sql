CREATE TABLE "select" ("group" INT, "table" TEXT, "where" INT DEFAULT 7, "check" TEXT CHECK ("check" <> ''));
