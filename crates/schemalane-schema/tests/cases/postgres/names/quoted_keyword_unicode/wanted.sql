CREATE SCHEMA "Mein Schema";
CREATE TABLE "Käse" ("größe" bigint PRIMARY KEY, "a""b" bigint CHECK ("a""b" >= 0), "user" int NOT NULL DEFAULT 7, "New Column" text);
CREATE UNIQUE INDEX "日本" ON "Käse" ("user", "a""b");
CREATE VIEW "Ansicht" AS SELECT "größe" AS "Größe", "a""b" FROM "Käse";
CREATE TYPE "Mein Schema"."Zustand" AS ENUM ('Ä', 'b''c');
CREATE TABLE "Mein Schema"."table" ("from" int REFERENCES "Käse", "state" "Mein Schema"."Zustand" DEFAULT 'Ä');
CREATE FUNCTION "Mein Schema"."do It"("Arg" int) RETURNS int LANGUAGE sql AS $$ SELECT "Arg" $$;
