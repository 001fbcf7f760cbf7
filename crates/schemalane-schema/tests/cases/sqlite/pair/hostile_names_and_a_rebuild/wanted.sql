CREATE TABLE "a ""b"" ;--" ("c ) x" INT NOT NULL, [d] TEXT, "from" TEXT, 'order' INT);
CREATE INDEX "i '1'" ON "a ""b"" ;--" ("c ) x");
CREATE VIEW "v . w" AS SELECT "from" FROM "a ""b"" ;--";
