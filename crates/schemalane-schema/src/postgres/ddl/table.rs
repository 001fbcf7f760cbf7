//! Tables and their constraints.

use super::{column, comment, qualified, quote, tablespace, with};
use crate::{
    Column, Constraint, KeyPart, ObjectId, Part, Persistence, PostgresTable, RowSecurity, Rule,
    Table, TableOptions,
};

/// `CONSTRAINT name CHECK (...)`.
pub(crate) fn constraint(constraint: &Constraint) -> String {
    let definition = with_parameters(constraint);
    match &constraint.name {
        Some(name) => format!("CONSTRAINT {} {definition}", quote(name)),
        None => definition,
    }
}

/// The parameters of its index come before the rows that it is about, and before when it is checked.
fn with_parameters(constraint: &Constraint) -> String {
    let definition = constraint.definition.as_str();
    if constraint.parameters.is_empty() {
        return definition.to_owned();
    }
    let end = definition.trim_end_matches(" INITIALLY DEFERRED").trim_end_matches(" DEFERRABLE");
    let end = match constraint.rule {
        Rule::Exclude { .. } => end.rfind(" WHERE (").unwrap_or(end.len()),
        _ => end.len(),
    };
    format!("{}{}{}", &definition[..end], with(&constraint.parameters), &definition[end..])
}

/// What makes a table, and what waits until all tables are there.
pub(super) fn statements(id: &ObjectId, table: &Table) -> (Vec<String>, Vec<String>) {
    let name = qualified(id);
    let fallback = PostgresTable::default();
    let options = match &table.options {
        TableOptions::Postgres(options) => options,
        TableOptions::Sqlite(_) => &fallback,
    };
    let is_foreign = |one: &&Constraint| matches!(one.rule, Rule::ForeignKey { .. });
    let (foreign, own): (Vec<&Constraint>, Vec<&Constraint>) =
        table.constraints.iter().partition(is_foreign);
    // Partitions that come later would get the key, and the rest of it is what the files say of them.
    let is_half = |one: &&Constraint| one.not_valid && one.is_key();
    let (half, own): (Vec<&Constraint>, Vec<&Constraint>) = own.into_iter().partition(is_half);
    let is_late = |one: &&Constraint| one.not_valid || repeats_a_key(table, one);
    let (late, early): (Vec<&Constraint>, Vec<&Constraint>) = own.into_iter().partition(is_late);
    let mut create = vec![head(&name, table, &early, options)];
    create.extend(table.columns.iter().flat_map(|one| column::settings(&name, one)));
    for one in &late {
        create.push(add(id, one));
    }
    for one in early.iter().chain(&late) {
        create.extend(constraint_comment(id, one));
    }
    let clustered = early.iter().filter(|one| one.clustered).filter_map(|one| one.name.as_ref());
    create.extend(clustered.map(|index| format!("ALTER TABLE {name} CLUSTER ON {}", quote(index))));
    create.extend(security(&name, options.row_security));
    let mut finish: Vec<String> = Vec::new();
    for one in foreign.into_iter().chain(half) {
        finish.push(add(id, one));
        finish.extend(constraint_comment(id, one));
    }
    if let Some(identity) = &options.replica_identity {
        // Its index may be one of those that come after the table.
        finish.push(format!("ALTER TABLE ONLY {name} REPLICA IDENTITY {identity}"));
    }
    (create, finish)
}

/// Whether another key has the same columns: of two such keys in one statement the server makes only one.
fn repeats_a_key(table: &Table, one: &Constraint) -> bool {
    fn columns(constraint: &Constraint) -> Option<&[KeyPart]> {
        match &constraint.rule {
            Rule::PrimaryKey { columns } | Rule::Unique { columns, .. } => Some(columns),
            _ => None,
        }
    }
    let before = table.constraints.iter().take_while(|other| *other != one);
    columns(one).is_some_and(|own| before.filter_map(columns).any(|other| other == own))
}

/// Adds a constraint; a key that is not valid to the partitioned table alone.
pub(crate) fn add(table: &ObjectId, one: &Constraint) -> String {
    let only = if one.not_valid && one.is_key() { "ONLY " } else { "" };
    format!("ALTER TABLE {only}{} ADD {}", qualified(table), constraint(one))
}

fn constraint_comment(id: &ObjectId, one: &Constraint) -> Option<String> {
    let (name, text) = (one.name.clone()?, one.comment.as_deref()?);
    Some(comment(id, Some(&Part::Constraint(name)), Some(text)))
}

fn head(name: &str, table: &Table, early: &[&Constraint], options: &PostgresTable) -> String {
    let unlogged = match options.persistence {
        Persistence::Permanent => "",
        Persistence::Unlogged => "UNLOGGED ",
    };
    let mut parts: Vec<String> = match &options.partition_of {
        None => table.columns.iter().map(column).collect(),
        Some(_) => table.columns.iter().map(partition_column).collect(),
    };
    parts.extend(early.iter().map(|one| constraint(one)));
    let body = match (&options.partition_of, parts.is_empty()) {
        (Some(_), true) => String::new(),
        (_, true) => " ()".to_owned(),
        (_, false) => format!(" (\n    {}\n)", parts.join(",\n    ")),
    };
    let parent = options
        .partition_of
        .as_ref()
        .map(|partition| format!(" PARTITION OF {}", qualified(&partition.parent)))
        .unwrap_or_default();
    let bound = options
        .partition_of
        .as_ref()
        .map(|partition| format!(" {}", partition.bound))
        .unwrap_or_default();
    let inherits = if options.inherits.is_empty() {
        String::new()
    } else {
        let parents: Vec<String> = options.inherits.iter().map(qualified).collect();
        format!(" INHERITS ({})", parents.join(", "))
    };
    let by =
        options.partition_by.as_ref().map(|by| format!(" PARTITION BY {by}")).unwrap_or_default();
    format!(
        "CREATE {unlogged}TABLE {name}{parent}{body}{bound}{inherits}{by}{}{}",
        with(&options.parameters),
        tablespace(options.tablespace.as_ref())
    )
}

/// What a partition says of a column beside what its parent says: it cannot repeat the type.
fn partition_column(one: &Column) -> String {
    let bare = Column { compression: None, collation: None, ..one.clone() };
    let text = column(&bare);
    let name = quote(&one.name);
    let rest = text.strip_prefix(&format!("{name} {}", one.data_type)).unwrap_or_default();
    // Without any option there has to be a word.
    if rest.is_empty() { format!("{name} NULL") } else { format!("{name} WITH OPTIONS{rest}") }
}

fn security(name: &str, security: RowSecurity) -> Vec<String> {
    let enable = format!("ALTER TABLE {name} ENABLE ROW LEVEL SECURITY");
    let force = format!("ALTER TABLE ONLY {name} FORCE ROW LEVEL SECURITY");
    match security {
        RowSecurity::Off => Vec::new(),
        RowSecurity::Enabled => vec![enable],
        RowSecurity::ForcedOff => vec![force],
        RowSecurity::Forced => vec![enable, force],
    }
}
