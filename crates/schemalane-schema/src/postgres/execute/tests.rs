use super::{groups, pause};
use crate::{Kind, ObjectId, Step, Transaction};

fn step(transaction: Transaction) -> Step {
    Step { transaction, ..Step::new(ObjectId::new(Kind::Table, "public", "t"), "", Vec::new()) }
}

#[test]
fn neighbours_share_a_transaction_and_others_stand_alone() {
    use Transaction::{Outside, Own, Shared};
    let steps: Vec<_> = [Shared, Shared, Own, Own, Shared, Outside, Shared].map(step).into();
    assert_eq!(groups(&steps), [0..2, 2..3, 3..4, 4..5, 5..6, 6..7]);
    assert!(groups(&[]).is_empty());
}

#[test]
fn pauses_grow_and_have_an_end() {
    assert!(pause(1).as_millis() <= 500 && pause(1).as_millis() >= 125);
    assert!(pause(40).as_millis() <= 10_000 && pause(40).as_millis() >= 2_500);
}
