//! Histories that real Flyway wrote, with the files they are of.

use serde_json::Value;

/// What Flyway 12 creates on PostgreSQL.
pub(crate) const TABLE: &str = r#"
CREATE TABLE "public"."flyway_schema_history" (
    "installed_rank" INT NOT NULL, "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL, "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
    "execution_time" INTEGER NOT NULL, "success" BOOLEAN NOT NULL);
ALTER TABLE "public"."flyway_schema_history"
    ADD CONSTRAINT "flyway_schema_history_pk" PRIMARY KEY ("installed_rank");
CREATE INDEX "flyway_schema_history_s_idx" ON "public"."flyway_schema_history" ("success");
"#;

/// The rows of a case that real Flyway wrote, and the files that they are of.
pub(crate) fn case(name: &str) -> (String, Vec<(String, String)>) {
    let vectors: Value =
        serde_json::from_str(include_str!("../vectors/flyway_history.json")).unwrap();
    let cases = vectors["scenarios"].as_array().unwrap();
    let case = cases.iter().find(|case| case["name"] == name).unwrap();
    let text = |value: &Value| match value {
        Value::String(text) => format!("'{}'", text.replace('\'', "''")),
        Value::Null => "NULL".to_owned(),
        other => other.to_string(),
    };
    let mut sql = TABLE.to_owned();
    for row in case["history"].as_array().unwrap() {
        let names =
            ["installed_rank", "version", "description", "type", "script", "checksum", "success"];
        let values = names.map(|name| text(&row[name])).join(", ");
        let names = names.map(|name| format!("\"{name}\"")).join(", ");
        sql.push_str(&format!(
            "INSERT INTO flyway_schema_history ({names}, \"installed_by\", \"execution_time\") \
             VALUES ({values}, 'flyway', 3);\n"
        ));
    }
    let files = case["files_hex"].as_object().into_iter().flatten();
    let files = files.map(|(name, hex)| (name.clone(), unhex(hex.as_str().unwrap())));
    (sql, files.collect())
}

fn unhex(hex: &str) -> String {
    let byte = |index| u8::from_str_radix(&hex[index..index + 2], 16).unwrap();
    String::from_utf8((0..hex.len()).step_by(2).map(byte).collect()).unwrap()
}
