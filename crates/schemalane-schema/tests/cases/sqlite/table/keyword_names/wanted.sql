CREATE TABLE "order" ("group" INT NOT NULL, "table" TEXT);
