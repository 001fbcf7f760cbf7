//! The rules on queries built by hand.

use super::*;
use std::rc::Rc;

fn source(id: u32, columns: &[bool]) -> From {
    From::Source(Source { id: SourceId(id), rows: Rows::Columns(columns.to_vec()) })
}

fn column(source: u32, index: usize) -> Expr {
    Expr::Column(Field { source: SourceId(source), index })
}

fn call(name: &str, rule: Rule, arguments: impl Into<Vec<Expr>>) -> Expr {
    let arguments = arguments.into();
    Expr::Call(Call { name: name.to_owned(), rule, arguments, stable: true })
}

fn equal(left: Expr, right: Expr) -> Expr {
    call("=", Rule::Exact, [left, right])
}

fn join(kind: Join, left: From, right: From, on: Expr) -> From {
    From::Join(kind, Box::new(left), Box::new(right), Some(on))
}

fn one() -> Expr {
    Expr::Constant(Some("1".to_owned()))
}

fn flags(select: Select) -> Vec<bool> {
    let query = Query::Select(Box::new(select));
    nullness(&query, &[]).iter().map(|fate| fate.nullable).collect()
}

/// `a(0: not null, 1: null) <kind> b(0: not null, 1: null)` on the first columns.
fn joined(kind: Join) -> From {
    join(
        kind,
        source(1, &[false, true]),
        source(2, &[false, true]),
        equal(column(1, 0), column(2, 0)),
    )
}

fn all() -> Vec<Expr> {
    vec![column(1, 0), column(1, 1), column(2, 0), column(2, 1)]
}

#[test]
fn an_outer_join_makes_its_side_null() {
    for (kind, expected) in [
        (Join::Inner, [false, true, false, true]),
        (Join::Left, [false, true, true, true]),
        (Join::Right, [true, true, false, true]),
        (Join::Full, [true, true, true, true]),
    ] {
        assert_eq!(flags(Select::new(joined(kind), all())), expected, "{kind:?}");
    }
}

#[test]
fn a_condition_on_the_missing_side_takes_the_join_back() {
    let select = Select {
        filter: Some(equal(column(2, 1), one())),
        ..Select::new(joined(Join::Left), all())
    };
    assert_eq!(flags(select), [false, true, false, false]);
    let or = Expr::Or(vec![equal(column(2, 1), one()), equal(column(1, 1), one())]);
    let select = Select { filter: Some(or), ..Select::new(joined(Join::Left), all()) };
    assert_eq!(flags(select), [false, true, true, true]);
    let not = Expr::Test(Test::Null, Box::new(column(2, 0)));
    let select = Select { filter: Some(not), ..Select::new(joined(Join::Left), all()) };
    assert_eq!(flags(select), [false, true, true, true]);
}

#[test]
fn a_condition_inside_an_outer_joined_side_holds_for_its_rows_alone() {
    // a LEFT JOIN (b LEFT JOIN c ON b.0 = c.0) ON a.0 = c.1: where b is there, c is.
    let inner = join(
        Join::Left,
        source(2, &[false]),
        source(3, &[false, true]),
        equal(column(2, 0), column(3, 0)),
    );
    let from = join(Join::Left, source(1, &[false]), inner, equal(column(1, 0), column(3, 1)));
    let output = vec![column(1, 0), column(2, 0), column(3, 0), column(3, 1)];
    let query = Query::Select(Box::new(Select::new(from, output)));
    let fates = nullness(&query, &[]);
    assert_eq!(
        fates.iter().map(|fate| fate.nullable).collect::<Vec<_>>(),
        [false, true, true, true]
    );
    assert_eq!(fates[3].joined, Some(SourceId(3)));
    assert!(!fates[3].nullable_in_row);
}

#[test]
fn an_inner_join_above_takes_an_outer_one_back() {
    let from = join(
        Join::Inner,
        joined(Join::Left),
        source(3, &[false]),
        equal(column(3, 0), column(2, 0)),
    );
    assert_eq!(flags(Select::new(from, all())), [false, true, false, true]);
}

#[test]
fn not_in_a_query_says_nothing_of_the_left_side() {
    let query =
        || Box::new(Query::Select(Box::new(Select::new(source(9, &[false]), vec![column(9, 0)]))));
    let of = |condition| {
        flags(Select {
            filter: Some(condition),
            ..Select::new(joined(Join::Inner), vec![column(1, 1)])
        })
    };
    let any = || Expr::InQuery(Quantifier::Any, vec![column(1, 1)], query());
    assert_eq!(of(any()), [false]);
    assert_eq!(of(Expr::Not(Box::new(any()))), [true]);
    assert_eq!(of(Expr::Not(Box::new(Expr::In(Box::new(column(1, 1)), vec![one()])))), [false]);
}

#[test]
fn groups_that_have_rows_keep_what_is_not_null() {
    let sum = |index| {
        Expr::Aggregate(Aggregate {
            name: "sum".to_owned(),
            rule: Rule::Exact,
            arguments: vec![column(1, index)],
            filtered: false,
        })
    };
    let of = |grouping| {
        let output = vec![column(1, 0), sum(0), sum(1)];
        flags(Select { grouping, ..Select::new(source(1, &[false, true]), output) })
    };
    assert_eq!(of(Grouping::By(vec![column(1, 0)])), [false, false, true]);
    assert_eq!(of(Grouping::Whole), [false, true, true]);
    assert_eq!(of(Grouping::Sets(vec![column(1, 0)])), [true, true, true]);
    let having = Select {
        grouping: Grouping::Whole,
        having: Some(call(">", Rule::Exact, [sum(1), one()])),
        ..Select::new(source(1, &[false, true]), vec![sum(1)])
    };
    assert_eq!(flags(having), [false]);
}

#[test]
fn arms_of_a_case_know_their_conditions() {
    let is_null = Expr::Test(Test::Null, Box::new(column(1, 1)));
    let case = Expr::Case(vec![(is_null, one())], Some(Box::new(column(1, 1))));
    assert_eq!(flags(Select::new(source(1, &[false, true]), vec![case])), [false]);
    let unknown = equal(column(1, 1), one());
    let case = Expr::Case(vec![(unknown, one())], Some(Box::new(column(1, 1))));
    assert_eq!(flags(Select::new(source(1, &[false, true]), vec![case])), [true]);
}

#[test]
fn a_recursion_ends_when_nothing_new_is_null() {
    let first = Query::Select(Box::new(Select::new(From::Nothing, vec![one(), one(), one()])));
    let seen = Source { id: SourceId(5), rows: Rows::Recursion(0) };
    let then = Query::Select(Box::new(Select::new(
        From::Source(seen),
        vec![column(5, 1), Expr::Opaque, column(5, 2)],
    )));
    let query = Query::Recursive(0, Box::new(first), Box::new(then));
    let found: Vec<bool> = nullness(&query, &[]).iter().map(|fate| fate.nullable).collect();
    assert_eq!(found, [true, true, false]);
}

#[test]
fn a_query_that_doubles_itself_ends() {
    let mut query =
        Rc::new(Query::Select(Box::new(Select::new(source(0, &[false]), vec![column(0, 0)]))));
    for id in 1..40 {
        let twin =
            |id| From::Source(Source { id: SourceId(id), rows: Rows::Query(Rc::clone(&query)) });
        let from = From::cross(twin(2 * id), twin(2 * id + 1));
        query = Rc::new(Query::Select(Box::new(Select::new(from, vec![column(2 * id, 0)]))));
    }
    assert_eq!(nullness(&query, &[]).len(), 1);
}

#[test]
fn a_condition_of_a_subquery_says_nothing_of_the_rows_around_it() {
    let inner = Select {
        filter: Some(equal(column(1, 1), column(9, 0))),
        ..Select::new(source(9, &[false]), vec![one()])
    };
    let scalar = Expr::Scalar(Box::new(Query::Select(Box::new(inner))));
    let output = vec![scalar, column(1, 1)];
    assert_eq!(flags(Select::new(source(1, &[false, true]), output)), [true, true]);
}

#[test]
fn what_is_computed_of_a_grouped_away_column_is_null_with_it() {
    let next = call("+", Rule::Exact, [column(1, 0), one()]);
    let inner = Select::new(From::Nothing, vec![column(1, 0)]);
    let scalar = Expr::Scalar(Box::new(Query::Select(Box::new(inner))));
    let select = Select {
        filter: Some(call(">", Rule::Exact, [next.clone(), one()])),
        grouping: Grouping::Sets(vec![column(1, 0)]),
        ..Select::new(source(1, &[false]), vec![next, scalar])
    };
    assert_eq!(flags(select), [true, true]);
}

#[test]
fn a_condition_that_either_side_of_or_needs_the_row_for_takes_the_join_back() {
    let or = Expr::Or(vec![equal(column(2, 1), one()), equal(column(2, 0), one())]);
    let select = Select { filter: Some(or), ..Select::new(joined(Join::Left), all()) };
    assert_eq!(flags(select), [false, true, false, true]);
}

#[test]
fn a_row_that_is_there_was_joined_by_the_condition() {
    // a LEFT JOIN b ON a.0 = b.0 LEFT JOIN c ON b.1 = c.0 WHERE c.0 = 1: b is there, and b.1 is not null.
    let from = join(
        Join::Left,
        joined(Join::Left),
        source(3, &[false]),
        equal(column(2, 1), column(3, 0)),
    );
    let filter = Some(equal(column(3, 0), one()));
    assert_eq!(flags(Select { filter, ..Select::new(from, all()) }), [false, true, false, false]);
}

#[test]
fn an_arm_of_a_case_knows_that_the_row_is_there() {
    let is_null = Expr::Test(Test::Null, Box::new(column(2, 0)));
    let value =
        |index| Expr::Case(vec![(is_null.clone(), one())], Some(Box::new(column(2, index))));
    let select = Select::new(joined(Join::Left), vec![value(0), value(1)]);
    assert_eq!(flags(select), [false, true]);
}

#[test]
fn one_side_of_a_full_join_is_there() {
    let both = Expr::Coalesce(vec![column(1, 0), column(2, 0)]);
    let one_null = Expr::Coalesce(vec![column(1, 1), column(2, 0)]);
    let select = Select::new(joined(Join::Full), vec![both, one_null]);
    assert_eq!(flags(select), [false, true]);
}

#[test]
fn one_query_as_two_sources_has_two_rows() {
    let inner =
        Rc::new(Query::Select(Box::new(Select::new(joined(Join::Left), vec![column(2, 0)]))));
    let twin = |id| From::Source(Source { id: SourceId(id), rows: Rows::Query(Rc::clone(&inner)) });
    let from = From::cross(twin(8), twin(9));
    let query = Query::Select(Box::new(Select::new(from, vec![column(8, 0), column(9, 0)])));
    let fates = nullness(&query, &[]);
    assert!(fates[0].joined.is_some() && fates[1].joined.is_some());
    assert_ne!(fates[0].joined, fates[1].joined);
}

#[test]
fn a_window_sees_rows_that_the_conditions_around_it_do_not_hold_for() {
    let first = Expr::Window(Window {
        name: "first_value".to_owned(),
        rule: Rule::Exact,
        arguments: vec![column(1, 1)],
        filtered: false,
        frame: Frame::Filled,
    });
    let is_there = || Expr::Test(Test::NotNull, Box::new(column(1, 1)));
    let case = Expr::Case(vec![(is_there(), first.clone())], Some(Box::new(one())));
    assert_eq!(flags(Select::new(source(1, &[false, true]), vec![case])), [true]);
    let filtered =
        Select { filter: Some(is_there()), ..Select::new(source(1, &[false, true]), vec![first]) };
    assert_eq!(flags(filtered), [false]);
}
