//! What a person reads of a difference, kind by kind.

use crate::*;
use schemalane_source::Dialect;
use std::collections::BTreeMap;

/// The sentences for two objects of one name, which lie in the schema `public`.
fn said(kind: Kind, before: Details, after: Details) -> Vec<String> {
    let object =
        |details| Object::new(ObjectId::new(kind, "public", "x"), "x", details, Vec::new());
    between(object(before), object(after))
}

fn between(before: Object, after: Object) -> Vec<String> {
    let schema = |object| Schema::new(Dialect::Postgres, [object]);
    match diff(&schema(before), &schema(after), &Options::new()).as_slice() {
        [Change::Alter { differences, .. }] => {
            differences.iter().map(ToString::to_string).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

fn id(kind: Kind, name: &str) -> ObjectId {
    ObjectId::new(kind, "public", name)
}

#[test]
fn labels_one_by_one() {
    let labels = |labels| Details::Enum(Enum { labels });
    assert_eq!(
        said(Kind::Enum, labels(texts(["a", "b", "c"])), labels(texts(["c", "a", "d"]))),
        [
            "label 'd' is missing",
            "label 'b' is not wanted",
            "order of labels is 'a', 'c', wanted 'c', 'a'"
        ]
    );
}

#[test]
fn attributes_one_by_one() {
    let field = |name: &str, data_type: &str, comment: Option<&str>| Field {
        name: name.to_owned(),
        data_type: data_type.to_owned(),
        collation: None,
        comment: comment.map(str::to_owned),
    };
    let composite = |fields| Details::Composite(Composite { fields });
    let before = composite(vec![field("street", "text", None), field("town", "text", None)]);
    let after = composite(vec![
        field("street", "character varying(20)", Some("with its number")),
        field("zip", "text", None),
    ]);
    assert_eq!(
        said(Kind::Composite, before, after),
        [
            "attribute zip is missing",
            "attribute town is not wanted",
            "type of attribute street is text, wanted character varying(20)",
            "comment of attribute street is missing, wanted with its number",
        ]
    );
}

#[test]
fn columns_and_options_of_views() {
    let column = |name: &str, data_type: &str| ViewColumn {
        name: name.to_owned(),
        data_type: data_type.to_owned(),
        default: None,
        comment: None,
    };
    let view = |columns, options| {
        let query = "SELECT".to_owned();
        Details::View(View { query, columns, options, tablespace: None })
    };
    let before = view(vec![column("a", "integer")], pairs([("security_barrier", "true")]));
    let after = view(
        vec![column("total", "numeric"), column("a", "bigint")],
        pairs([("check_option", "local")]),
    );
    assert_eq!(
        said(Kind::View, before, after),
        [
            "column total is missing",
            "type of column a is integer, wanted bigint",
            "option check_option is missing, wanted local",
            "option security_barrier is true, wanted none",
        ]
    );
}

fn sequence(increment: i64) -> Sequence {
    Sequence {
        data_type: "integer".to_owned(),
        start: 1,
        increment,
        minimum: 1,
        maximum: i32::MAX.into(),
        cache: 1,
        cycle: increment > 1,
        persistence: Persistence::Permanent,
        owned_by: (increment > 1).then(|| (id(Kind::Table, "t"), "id".to_owned())),
    }
}

#[test]
fn options_of_sequences() {
    assert_eq!(
        said(Kind::Sequence, Details::Sequence(sequence(1)), Details::Sequence(sequence(5))),
        ["increment is 1, wanted 5", "CYCLE is missing", "owner column is missing, wanted t.id"]
    );
}

fn table(columns: Vec<Column>, options: PostgresTable) -> Details {
    let options = TableOptions::Postgres(Box::new(options));
    Details::Table(Table { columns, constraints: Vec::new(), options })
}

#[test]
fn identities() {
    let with = |identity: Option<(bool, i64)>| {
        let identity = identity.map(|(always, increment)| {
            let sequence = Sequence { cycle: false, owned_by: None, ..sequence(increment) };
            Identity { always, sequence }
        });
        table(vec![Column { identity, ..Column::new("id", "integer") }], PostgresTable::default())
    };
    for (before, after, sentence) in [
        (Some((true, 1)), Some((true, 5)), "INCREMENT BY 1, wanted INCREMENT BY 5"),
        (Some((true, 1)), Some((false, 1)), "ALWAYS, wanted BY DEFAULT"),
        (Some((false, 1)), None, "BY DEFAULT, wanted none"),
        (Some((false, 5)), None, "BY DEFAULT INCREMENT BY 5, wanted none"),
    ] {
        let said = said(Kind::Table, with(before), with(after));
        assert_eq!(said, [format!("column id has identity {sentence}")]);
    }
    assert_eq!(
        said(Kind::Table, with(None), with(Some((true, 1)))),
        ["column id has no identity, wanted ALWAYS"]
    );
}

#[test]
fn what_only_columns_of_postgres_have() {
    let plain = Column::new("a", "text");
    let told = Column {
        storage: Some("EXTERNAL".to_owned()),
        compression: Some("lz4".to_owned()),
        statistics: Some(100),
        parameters: pairs([("n_distinct", "5")]),
        ..plain.clone()
    };
    let table = |column| table(vec![column], PostgresTable::default());
    assert_eq!(
        said(Kind::Table, table(plain), table(told)),
        [
            "column a has no storage, wanted EXTERNAL",
            "column a has no compression, wanted lz4",
            "column a has no statistics target, wanted 100",
            "column a has no parameters, wanted n_distinct = 5",
        ]
    );
}

#[test]
fn properties_of_tables() {
    let partition = |bound: &str| {
        Some(Partition { parent: id(Kind::Table, "orders"), bound: format!("FOR VALUES {bound}") })
    };
    let before = PostgresTable {
        partition_of: partition("FROM (1) TO (10)"),
        inherits: vec![id(Kind::Table, "people")],
        parameters: pairs([("fillfactor", "70")]),
        ..PostgresTable::default()
    };
    let after = PostgresTable {
        persistence: Persistence::Unlogged,
        partition_of: partition("FROM (1) TO (20)"),
        row_security: RowSecurity::Forced,
        parameters: pairs([("fillfactor", "80")]),
        ..PostgresTable::default()
    };
    assert_eq!(
        said(Kind::Table, table(Vec::new(), before), table(Vec::new(), after)),
        [
            "persistence is permanent, wanted unlogged",
            "PARTITION OF is orders FOR VALUES FROM (1) TO (10), wanted orders FOR VALUES FROM (1) TO (20)",
            "parent people is not wanted",
            "row level security is off, wanted enabled and forced",
            "parameter fillfactor is 70, wanted 80",
        ]
    );
}

#[test]
fn properties_of_indexes() {
    let part = |expression: &str, is_column, descending| IndexPart {
        expression: expression.to_owned(),
        is_column,
        descending,
        nulls_reversed: false,
        collation: None,
        operator_class: None,
    };
    let before = Index {
        table: id(Kind::Table, "t"),
        unique: false,
        method: "btree".to_owned(),
        parts: vec![part("a", true, false), part("lower(b)", false, false)],
        include: texts(["c"]),
        predicate: None,
        nulls_not_distinct: false,
        parameters: BTreeMap::new(),
        tablespace: None,
        invalid: true,
        attached_to: None,
        clustered: false,
        statistics: [(2, 100)].into(),
        partitioned: false,
    };
    let after = Index {
        unique: true,
        parts: vec![part("a", true, true), part("lower(b)", false, false)],
        include: texts(["c", "d"]),
        invalid: false,
        attached_to: Some(id(Kind::Index, "whole")),
        clustered: true,
        statistics: [(2, 200)].into(),
        ..before.clone()
    };
    assert_eq!(
        said(Kind::Index, Details::Index(before), Details::Index(after)),
        [
            "UNIQUE is missing",
            "key is (a, (lower(b))), wanted (a DESC, (lower(b)))",
            "included column d is missing",
            "state is invalid, wanted valid",
            "index of the partitioned table is missing, wanted whole",
            "CLUSTER ON is missing",
            "statistics target of part 2 is 100, wanted 200",
        ]
    );
}

#[test]
fn roles_owners_and_grants() {
    let policy = |permissive, roles| {
        let details = Details::Policy(Policy {
            table: id(Kind::Table, "t"),
            permissive,
            command: "ALL".to_owned(),
            roles,
            using: None,
            check: None,
        });
        Object::new(id(Kind::Policy, "x"), "x", details, Vec::new())
    };
    let grant = |privilege: &str, column: Option<&str>, grantable| Grant {
        grantee: "reader".to_owned(),
        privilege: privilege.to_owned(),
        column: column.map(str::to_owned),
        grantable,
    };
    let mut before = policy(true, texts(["clerk"]));
    before.owner = Some("boss".to_owned());
    before.grants = vec![grant("DELETE", None, false), grant("INSERT", None, false)];
    let mut after = policy(false, texts(["reader"]));
    after.owner = Some("clerk".to_owned());
    after.grants = vec![grant("INSERT", None, false), grant("SELECT", Some("a"), true)];
    assert_eq!(
        between(before, after),
        [
            "kind is PERMISSIVE, wanted RESTRICTIVE",
            "role reader is missing",
            "role clerk is not wanted",
            "owner is boss, wanted clerk",
            "SELECT (a) for reader WITH GRANT OPTION is missing",
            "DELETE for reader is not wanted",
        ]
    );
}

#[test]
fn constraints_of_one_definition() {
    let constraint = |comment: Option<&str>, clustered| Constraint {
        rule: Rule::Check { expression: "a > 0".to_owned() },
        name: Some("c".to_owned()),
        deferrable: None,
        on_conflict: None,
        not_valid: false,
        definition: "CHECK ((a > 0))".to_owned(),
        parameters: BTreeMap::new(),
        clustered,
        comment: comment.map(str::to_owned),
    };
    let table = |constraint| {
        let options = TableOptions::Postgres(Box::default());
        Details::Table(Table { columns: Vec::new(), constraints: vec![constraint], options })
    };
    assert_eq!(
        said(Kind::Table, table(constraint(None, true)), table(constraint(Some("why"), false))),
        ["check c has CLUSTER ON it, wanted none and has no comment, wanted why"]
    );
}

/// A long text is shown where it begins to differ, and words are not cut.
#[test]
fn long_texts_are_shown_where_they_differ() {
    let view = |limit: &str| {
        let columns = "first_column, second_column, third_column, fourth_column, ".repeat(3);
        let query =
            format!("SELECT {columns}last\n FROM far WHERE a > {limit} ORDER BY {columns}last");
        Details::View(View { query, columns: Vec::new(), options: pairs([]), tablespace: None })
    };
    assert_eq!(
        said(Kind::View, view("1"), view("2")),
        [
            "query is ...fourth_column, last FROM far WHERE a > 1 ORDER BY first_column, second_column,..., \
             wanted ...fourth_column, last FROM far WHERE a > 2 ORDER BY first_column, second_column,..."
        ]
    );
    assert_eq!(said(Kind::View, view("1"), view("1 ")), ["query differs in its white space"]);
}
