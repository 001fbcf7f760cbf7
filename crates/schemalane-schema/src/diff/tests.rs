mod words;

use crate::*;
use schemalane_source::Dialect;

fn table(columns: Vec<Column>, constraints: Vec<Constraint>) -> Object {
    let options = TableOptions::Sqlite(SqliteTable::default());
    let details = Details::Table(Table { columns, constraints, options });
    Object::new(ObjectId::new(Kind::Table, "", "t"), "t", details, Vec::new())
}

fn check(name: Option<&str>, expression: &str) -> Constraint {
    Constraint {
        rule: Rule::Check { expression: expression.to_owned() },
        name: name.map(str::to_owned),
        deferrable: None,
        on_conflict: None,
        not_valid: false,
        definition: format!("CHECK ({expression})"),
        parameters: Default::default(),
        clustered: false,
        comment: None,
    }
}

fn words(before: Object, after: Object, options: &Options) -> Vec<String> {
    let schema = |object| Schema::new(Dialect::Sqlite, [object]);
    let changes = diff(&schema(before), &schema(after), options);
    changes
        .iter()
        .flat_map(|change| match change {
            Change::Alter { differences, .. } => {
                differences.iter().map(ToString::to_string).collect()
            }
            other => vec![other.to_string()],
        })
        .collect()
}

#[test]
fn each_fact_is_said_in_words() {
    let before = table(vec![Column::new("id", "INTEGER"), Column::new("nick", "TEXT")], vec![]);
    let mut id = Column::new("id", "TEXT");
    id.not_null = true;
    id.default = Some("0".into());
    let after = table(vec![id, Column::new("mail", "TEXT")], vec![check(None, "id > 0")]);
    assert_eq!(
        words(before, after, &Options::new()),
        [
            "column id has type INTEGER, wanted TEXT",
            "column id takes nulls, wanted NOT NULL",
            "column id has no default, wanted 0",
            "column mail is missing",
            "column nick is not wanted",
            "CHECK (id > 0) is missing",
        ]
    );
}

#[test]
fn the_order_of_columns_is_no_fact_unless_asked_for() {
    let one = || table(vec![Column::new("a", ""), Column::new("b", "")], vec![]);
    let other = || table(vec![Column::new("b", ""), Column::new("a", "")], vec![]);
    assert!(words(one(), other(), &Options::new()).is_empty());
    assert_eq!(
        words(one(), other(), &Options::new().column_order()),
        ["its columns shall be in the order b, a"]
    );
    let schema = |object| Schema::new(Dialect::Sqlite, [object]);
    assert_eq!(schema(one()).digest(), schema(other()).digest());
}

#[test]
fn constraints_are_paired_by_what_they_demand_before_their_names() {
    let before = table(vec![], vec![check(Some("a"), "x > 0"), check(Some("b"), "y > 0")]);
    let after = table(vec![], vec![check(Some("c"), "x > 0"), check(Some("b"), "y > 1")]);
    assert_eq!(
        words(before, after, &Options::new()),
        ["constraint a is to be called c", "check b is CHECK (y > 0), wanted CHECK (y > 1)"]
    );
}
