use crate::{Digest, Hazard, HazardKind, Kind, ObjectId, Plan, Severity, Step};
use schemalane_source::Dialect;

fn plan(summaries: impl IntoIterator<Item = String>) -> Plan {
    let step = |summary| {
        let sql = vec!["SELECT 1\nFROM t".to_owned()];
        Step::new(ObjectId::new(Kind::Table, "", "t"), summary, sql)
    };
    Plan {
        dialect: Dialect::Sqlite,
        from: Digest::of(b""),
        to: Digest::of(b""),
        changes: Vec::new(),
        steps: summaries.into_iter().map(step).collect(),
        suggestions: Vec::new(),
        notes: Vec::new(),
        uncompared: Vec::new(),
        doubts: Vec::new(),
    }
}

#[test]
fn what_belongs_to_the_tenth_step_is_indented_as_its_text_is() {
    let text = plan((1..=10).map(|number| format!("do {number}"))).to_markdown();
    assert!(
        text.contains("\n9. **do 9**\n\n   ```sql\n   SELECT 1\n   FROM t;\n   ```\n"),
        "{text}"
    );
    assert!(
        text.contains("\n10. **do 10**\n\n    ```sql\n    SELECT 1\n    FROM t;\n    ```\n"),
        "{text}"
    );
}

/// Else what stands behind the end of the line would be executed by whoever runs the plan by hand.
#[test]
fn a_name_or_value_with_two_lines_stays_in_its_comment() {
    let mut plan = plan(["drop table a\nDROP TABLE b;".to_owned()]);
    let message = "rows that break it: 1, such as 'x\nDROP TABLE c;'";
    let hazard =
        Hazard::new(HazardKind::MayFail, plan.steps[0].object.clone(), Severity::Refused, message);
    plan.steps[0].hazards.push(hazard);
    plan.notes.push("it is broken: x\r\nDROP TABLE d;".to_owned());
    let is_drop = |line: &&str| line.starts_with("DROP");
    assert_eq!(plan.to_sql().lines().find(is_drop), None, "{}", plan.to_sql());
    assert_eq!(plan.to_markdown().lines().find(is_drop), None, "{}", plan.to_markdown());
}
