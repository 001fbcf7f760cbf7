use super::*;
use crate::{Column, Digest, SqliteTable, Step, Table, TableOptions};
use proptest::prelude::*;

const PG: Dialect = Dialect::Postgres;

fn plan(dialect: Dialect, hazards: Vec<Hazard>) -> Plan {
    let mut step = Step::new(ObjectId::new(Kind::Table, "", "users"), "change", Vec::new());
    step.hazards = hazards;
    Plan {
        dialect,
        from: Digest::of(&[]),
        to: Digest::of(&[]),
        changes: Vec::new(),
        steps: vec![step],
        suggestions: Vec::new(),
        notes: Vec::new(),
        uncompared: Vec::new(),
        doubts: Vec::new(),
    }
}

fn lost(about: impl Into<Address>) -> Hazard {
    Hazard::new(HazardKind::DeleteData, about, Severity::Refused, "")
}

fn table(schema: &str, name: &str) -> ObjectId {
    ObjectId::new(Kind::Table, schema, name)
}

/// What is approved once these words were typed, by what an approval calls it, and the notes.
fn approved(mut plan: Plan, typed: &[&str]) -> (Vec<String>, Vec<String>) {
    let approvals: Vec<Approval> = typed.iter().map(|text| text.parse().unwrap()).collect();
    let names = Names::of(plan.dialect, &[]);
    plan.approve(&approvals, names);
    let hazards = plan.steps[0].hazards.iter();
    let is_approved = |hazard: &&Hazard| hazard.severity == Severity::Approved;
    (hazards.filter(is_approved).map(|hazard| hazard.object.clone()).collect(), plan.notes)
}

#[test]
fn an_approval_is_for_one_hazard_of_one_object() {
    let users = table("public", "users");
    let hazards = || {
        let lossy = Hazard::new(HazardKind::LossyConversion, users.clone(), Severity::Refused, "");
        plan(PG, vec![lost(Address::column(&users, "nickname")), lost(users.clone()), lossy])
    };
    for typed in [
        "delete-data:users.nickname",
        "delete-data:Users.NickName",
        "delete-data:public.users.nickname",
        "delete-data:column:users.nickname",
        "delete-data:\"users\".\"nickname\"",
    ] {
        let (objects, notes) = approved(hazards(), &[typed]);
        assert_eq!((objects.as_slice(), notes.len()), (&["users.nickname".to_owned()][..], 0));
    }
    let (objects, _) = approved(hazards(), &["delete-data:users"]);
    assert_eq!(objects, ["users"]);
}

#[test]
fn what_could_mean_two_things_approves_neither() {
    let both = || {
        let column = Address::column(&table("public", "users"), "nickname");
        plan(PG, vec![lost(table("users", "nickname")), lost(column)])
    };
    let (objects, notes) = approved(both(), &["delete-data:users.nickname"]);
    assert_eq!(objects, [""; 0]);
    assert_eq!(
        notes,
        [
            "The approval delete-data:users.nickname could mean delete-data:column:public.users.nickname or \
          delete-data:table:users.nickname, and approves none of them: say which."
        ]
    );
    let (objects, notes) = approved(both(), &["delete-data:table:users.nickname"]);
    assert_eq!((objects, notes.len()), (vec!["table:users.nickname".to_owned()], 0));
    let (objects, _) = approved(both(), &["delete-data:public.users.nickname"]);
    assert_eq!(objects, ["column:public.users.nickname"]);
}

/// Also where only one of them is in danger: the script that says so may have been written for the other.
#[test]
fn what_is_there_counts_as_well_as_what_is_in_danger() {
    let users = Table {
        columns: vec![Column::new("nickname", "text")],
        constraints: Vec::new(),
        options: TableOptions::Sqlite(SqliteTable::default()),
    };
    let object = Object::new(table("public", "users"), "users", Details::Table(users), vec![]);
    let schema = Schema::new(PG, [object]);
    let mut plan = plan(PG, vec![lost(table("users", "nickname"))]);
    let approval = "delete-data:users.nickname".parse().unwrap();
    plan.approve(&[approval], Names::of(PG, &[&schema]));
    assert_eq!(plan.steps[0].hazards[0].severity, Severity::Refused);
    assert_eq!(plan.steps[0].hazards[0].object, "table:users.nickname");
}

#[test]
fn namesakes_of_other_kinds_are_told_apart() {
    let on = |kind, name| Address::from(ObjectId::on_table(kind, "public", "a", name));
    let hazards = [
        on(Kind::Trigger, "guard"),
        on(Kind::Policy, "guard"),
        Address::column(&table("public", "a"), "guard"),
        Address::constraint(&table("public", "a"), "guard"),
        ObjectId::on_table(Kind::Trigger, "public", "b", "guard").into(),
        ObjectId::new(Kind::Routine, "public", "a(integer)").into(),
        ObjectId::new(Kind::Routine, "public", "a(text)").into(),
        table("public", "a").into(),
    ];
    let warning =
        |about: Address| Hazard::new(HazardKind::BehaviourChange, about, Severity::Refused, "");
    let mut plan = plan(PG, hazards.into_iter().map(warning).collect());
    plan.approve(&[], Names::of(PG, &[]));
    let called: Vec<&str> =
        plan.steps[0].hazards.iter().map(|hazard| hazard.object.as_str()).collect();
    assert_eq!(
        called,
        [
            "trigger:public.a.guard",
            "policy:public.a.guard",
            "column:public.a.guard",
            "constraint:public.a.guard",
            "b.guard",
            "a(integer)",
            "a(text)",
            "table:public.a",
        ]
    );
    let (objects, notes) = approved(plan, &["behaviour-change:routine:a"]);
    assert!(objects.is_empty() && notes[0].contains("routine:public.a(integer) or"), "{notes:?}");
}

#[test]
fn sqlite_folds_names_and_postgres_those_without_quotes() {
    let emp = table("", "emp");
    let sqlite = || plan(Dialect::Sqlite, vec![lost(Address::column(&emp, "fax"))]);
    for typed in ["delete-data:Emp.Fax", "delete-data:\"EMP\".\"Fax\"", "delete-data:main.emp.fax"]
    {
        assert_eq!(approved(sqlite(), &[typed]).0, ["emp.fax"], "{typed}");
    }
    let emp = table("public", "Emp");
    let postgres = || plan(PG, vec![lost(emp.clone())]);
    assert_eq!(approved(postgres(), &["delete-data:\"Emp\""]).0, ["\"Emp\""]);
    let (objects, notes) = approved(postgres(), &["delete-data:Emp"]);
    assert_eq!(objects, [""; 0]);
    assert!(notes[0].contains("`delete-data:\"Emp\"` is there"), "{notes:?}");
}

#[test]
fn an_approval_that_changes_nothing_is_told() {
    let users = table("public", "users");
    let hazard =
        Hazard::new(HazardKind::MayFail, Address::column(&users, "id"), Severity::Refused, "");
    let (objects, notes) =
        approved(plan(PG, vec![hazard]), &["may-fail:users.id", "delete-data:user"]);
    assert_eq!(objects, [""; 0]);
    assert!(notes[0].starts_with("The approval may-fail:users.id does not help"), "{notes:?}");
    assert!(notes[1].starts_with("The approval delete-data:user is about nothing"), "{notes:?}");
    assert_eq!(notes.len(), 2);
}

#[test]
fn what_is_no_approval_says_what_one_looks_like() {
    let message = |text: &str| text.parse::<Approval>().unwrap_err().to_string();
    assert!(message("delete-data").contains("such as `delete-data:users.nickname`"));
    assert!(message("delete-data:").contains("names no object"));
    assert!(message("drop:users").starts_with("`drop` is no hazard: there are delete-data,"));
    assert!(message("delete-data:tabel:users").starts_with("`tabel` does not say what an object"));
    assert!(message("delete-data:users.e mail").contains("`\"e mail\"`"));
    assert!(message("delete-data:users.\"e").contains("is no name"));
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("users".to_owned()),
        Just("public".to_owned()),
        Just("nickname".to_owned()),
        Just("table".to_owned()),
        Just("a.b".to_owned()),
        Just("A\"b".to_owned()),
        Just("f(integer, \"my type\")".to_owned()),
        Just("x:y z".to_owned()),
        "[^\u{0}]{1,12}",
    ]
}

fn address() -> impl Strategy<Value = Address> {
    let kinds = prop::sample::select(vec![
        Kind::Schema,
        Kind::Extension,
        Kind::Enum,
        Kind::Domain,
        Kind::Composite,
        Kind::Sequence,
        Kind::Routine,
        Kind::Table,
        Kind::View,
        Kind::MaterializedView,
        Kind::Index,
        Kind::Trigger,
        Kind::Policy,
        Kind::Other,
    ]);
    (kinds, name(), name(), name(), name(), 0..3).prop_map(
        |(kind, schema, table, name, part, of)| {
            let object = match kind {
                Kind::Schema | Kind::Extension => ObjectId::new(kind, "", name),
                Kind::Trigger | Kind::Policy => ObjectId::on_table(kind, schema, table, name),
                Kind::Other => ObjectId::new(kind, schema, format!("publication {name}")),
                Kind::Routine => ObjectId::new(kind, schema, format!("{name}(integer, text)")),
                _ => ObjectId::new(kind, schema, name),
            };
            match (kind, of) {
                (Kind::Table | Kind::Composite, 1) => Address::column(&object, part),
                (Kind::Table | Kind::Domain, 2) => Address::constraint(&object, part),
                (Kind::Enum, 1) => Address::of(object, Element::Label(part)),
                _ => object.into(),
            }
        },
    )
}

proptest! {
    /// Whatever there is: what is printed is read as what it was printed for, and approves that alone.
    #[test]
    fn what_is_printed_is_read_again(addresses in prop::collection::btree_set(address(), 1..12)) {
        // Names of SQLite are folded, and names of PostgreSQL cut, before they get here.
        let fits = |address: &Address| address.path().iter().all(|name| name.len() <= 60);
        // A schema has one type of a name, whichever of them it is; relations have one, too (`pg_type`).
        let types: Vec<ObjectId> = addresses.iter().map(|address| address.object.clone()).collect();
        let is_first = |address: &Address| {
            let ObjectId { schema, name, .. } = &address.object;
            let is_type = |kind| {
                use Kind::{Composite, Domain, Enum, MaterializedView, Table, View};
                matches!(kind, Composite | Domain | Enum | MaterializedView | Table | View)
            };
            let found = types.iter().find(|of| is_type(of.kind) && (&of.schema, &of.name) == (schema, name));
            !is_type(address.object.kind) || found == Some(&address.object)
        };
        let addresses: Vec<Address> = addresses.into_iter().filter(fits).filter(is_first).collect();
        let all = || addresses.iter().cloned().map(lost).collect::<Vec<_>>();
        let mut named = plan(PG, all());
        named.approve(&[], Names::of(PG, &[]));
        for hazard in &named.steps[0].hazards {
            for text in [format!("{}:{}", hazard.kind, hazard.object), Approval::of(hazard).to_string()] {
                let mut again = plan(PG, all());
                again.approve(&[text.parse().unwrap()], Names::of(PG, &[]));
                let approved = again.steps[0].hazards.iter();
                let approved: Vec<&Address> = approved
                    .filter(|other| other.severity == Severity::Approved)
                    .map(|other| &other.about)
                    .collect();
                prop_assert_eq!(approved, vec![&hazard.about], "{}", text);
            }
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,40}") {
        let _ = format!("delete-data:{text}").parse::<Approval>();
    }
}
