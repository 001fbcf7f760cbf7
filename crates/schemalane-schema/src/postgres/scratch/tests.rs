use super::foreign_key::cut;
use super::run::Pending;
use crate::Origin;

fn parts(text: &str) -> Vec<(String, u32)> {
    let pending = Pending {
        text: text.to_owned(),
        origin: Some(Origin { file: "a.sql".into(), line: 1 }),
        search: String::new(),
        optional: false,
    };
    cut(&pending)
        .into_iter()
        .map(|part| {
            let words: Vec<&str> = part.text.split_whitespace().collect();
            (words.join(" "), part.origin.unwrap().line)
        })
        .collect()
}

#[test]
fn a_foreign_key_is_cut_out_wherever_it_stands() {
    assert_eq!(
        parts(
            "CREATE TABLE a.t (\n id int PRIMARY KEY,\n b int NOT NULL CONSTRAINT x REFERENCES a.b (id) ON DELETE SET \
             NULL DEFERRABLE UNIQUE,\n c text DEFAULT 'references d',\n CONSTRAINT y FOREIGN KEY (c) REFERENCES c \
             (id))"
        ),
        [
            (
                "CREATE TABLE a.t ( id int PRIMARY KEY, b int NOT NULL UNIQUE, c text DEFAULT 'references d' )".into(),
                1
            ),
            (
                "ALTER TABLE a.t ADD CONSTRAINT x FOREIGN KEY (b) REFERENCES a.b (id) ON DELETE SET NULL DEFERRABLE"
                    .into(),
                3
            ),
            ("ALTER TABLE a.t ADD CONSTRAINT y FOREIGN KEY (c) REFERENCES c (id)".into(), 4),
        ]
    );
    assert_eq!(parts("CREATE TABLE t (id int)").len(), 1);
}
