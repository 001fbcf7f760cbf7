CREATE SCHEMA "Mein Schema";
CREATE TABLE "Käse" ("größe" int PRIMARY KEY, "a""b" int CHECK ("a""b" > 0), "user" int);
CREATE INDEX "日本" ON "Käse" ("user");
CREATE TABLE "Mein Schema"."table" ("from" int);
INSERT INTO "Käse" VALUES (1, 2, 3);
