//! Which outputs of a query can be null.

use super::facts::Facts;
use super::{
    Aggregate, Call, Expr, Field, Frame, From, Grouping, Join, Quantifier, Query, Rows, Rule,
    Select, SetKind, Source, SourceId, Window,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many sources and expressions are looked at: beyond that everything can be null, so that a query in which each expression names
/// another twice costs no more than it is worth.
const BUDGET: usize = 200_000;

/// What becomes of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fate {
    /// Whether it can be null.
    pub(crate) nullable: bool,
    /// The outer-joined source that it is a column of: all columns of one go null together.
    pub(crate) joined: Option<SourceId>,
    /// Whether it can be null where the outer-joined row is there.
    pub(crate) nullable_in_row: bool,
}

impl Fate {
    const UNKNOWN: Self = Self::plain(true);

    const fn plain(nullable: bool) -> Self {
        Self { nullable, joined: None, nullable_in_row: nullable }
    }

    /// What becomes of it where it is this or that.
    fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::plain(self.nullable || other.nullable) }
    }
}

/// What becomes of each output of a query; `parameters` says which of them can be null.
pub(crate) fn nullness(query: &Query, parameters: &[bool]) -> Vec<Fate> {
    let mut walk = Walk {
        parameters,
        sources: BTreeMap::new(),
        recursions: BTreeMap::new(),
        extensions: 0,
        implied: BTreeMap::new(),
        exclusive: Vec::new(),
        rows: u32::MAX,
        left: BUDGET,
    };
    walk.query(query, &Place::default())
}

struct Walk<'p> {
    parameters: &'p [bool],
    sources: BTreeMap<SourceId, Known>,
    /// What is taken to be so of the rows that a recursive query has found so far.
    recursions: BTreeMap<u32, Vec<Fate>>,
    /// How many outer joins there were.
    extensions: u32,
    /// What holds where an outer join has not left its row out: its condition.
    implied: BTreeMap<u32, Facts>,
    /// Outer joins of which one alone can leave its row out: the two sides of a full one.
    exclusive: Vec<(u32, u32)>,
    /// The number of the next outer-joined row of a derived table; they count down.
    rows: u32,
    /// How many of them may still be looked at.
    left: usize,
}

/// What is known of a source.
struct Known {
    columns: Vec<Fate>,
    /// The outer joins that can leave its row out.
    extensions: BTreeSet<u32>,
}

/// What holds where expressions are computed.
#[derive(Clone, Default)]
struct Place {
    facts: Facts,
    /// Those of them that hold in every row: the conditions of a `CASE` hold in this one alone.
    of_all_rows: Facts,
    /// Expressions that the grouping sets of this query make null.
    grouped_away: Vec<Expr>,
    /// The same of the queries around it.
    outer_away: Vec<Expr>,
    /// Whether a group can be without rows.
    may_be_empty: bool,
}

impl Place {
    fn is_away(&self, expr: &Expr) -> bool {
        self.grouped_away.contains(expr) || self.outer_away.contains(expr)
    }

    /// What holds in a query that stands here, before it has sources of its own.
    fn around(&self) -> Self {
        Self {
            facts: self.facts.clone(),
            of_all_rows: self.facts.clone(),
            grouped_away: Vec::new(),
            outer_away: [self.grouped_away.as_slice(), &self.outer_away].concat(),
            may_be_empty: false,
        }
    }

    /// The same for the arguments of an aggregate, which are computed for each row, before there are groups.
    fn of_rows(&self) -> Self {
        Self { grouped_away: Vec::new(), may_be_empty: false, ..self.clone() }
    }
}

impl Walk<'_> {
    fn query(&mut self, query: &Query, outer: &Place) -> Vec<Fate> {
        match query {
            Query::Select(select) => self.select(select, outer),
            Query::Values(rows) => {
                let rows = rows
                    .iter()
                    .map(|row| row.iter().map(|expr| self.fate(expr, outer)).collect::<Vec<_>>());
                rows.reduce(|left, right| merged(&left, &right, Fate::or)).unwrap_or_default()
            }
            Query::Set(kind, left, right) => {
                let left = self.query(left, outer);
                let right = self.query(right, outer);
                match kind {
                    SetKind::Union => merged(&left, &right, Fate::or),
                    SetKind::Except => left,
                    SetKind::Intersect => merged(&left, &right, |left, right| {
                        Fate::plain(left.nullable && right.nullable)
                    }),
                }
            }
            Query::Recursive(number, first, then) => {
                let mut found = self.query(first, outer);
                loop {
                    self.recursions.insert(*number, found.clone());
                    let next = merged(&found, &self.query(then, outer), Fate::or);
                    if next == found {
                        return next;
                    }
                    // What was found by then rests on what may not be so.
                    if self.left == 0 {
                        return vec![Fate::UNKNOWN; next.len()];
                    }
                    found = next;
                }
            }
        }
    }

    fn select(&mut self, select: &Select, outer: &Place) -> Vec<Fate> {
        let side = self.from(&select.from, outer);
        let mut found = side.facts;
        if let Some(filter) = &select.filter {
            found.extend(Facts::of(filter));
        }
        self.establish(&found, &side.sources);
        if let Some(having) = &select.having {
            let of_groups = Facts::of(having);
            if !matches!(select.grouping, Grouping::Sets(_)) {
                self.establish(&of_groups, &side.sources);
            }
            found.extend(of_groups);
        }
        let (grouped_away, may_be_empty) = match &select.grouping {
            // What is computed of a column that is made null is null as well, whatever holds of the rows.
            Grouping::Sets(away) => {
                found.keep_columns();
                (away.clone(), true)
            }
            Grouping::Whole => (Vec::new(), true),
            Grouping::None | Grouping::By(_) => (Vec::new(), false),
        };
        let facts = outer.facts.and(&found);
        let place = Place {
            of_all_rows: facts.clone(),
            facts,
            grouped_away,
            outer_away: outer.outer_away.clone(),
            may_be_empty,
        };
        select.output.iter().map(|expr| self.fate(expr, &place)).collect()
    }

    /// Makes the sources known, and says what holds of every row of them.
    fn from(&mut self, from: &From, outer: &Place) -> Side {
        match from {
            From::Nothing => Side::default(),
            From::Source(source) => self.source(source, outer),
            From::Join(kind, left, right, on) => {
                let mut left = self.from(left, outer);
                let mut right = self.from(right, outer);
                let found = on.as_ref().map(Facts::of).unwrap_or_default();
                let kept = match kind {
                    Join::Inner => {
                        let both = [left.sources.as_slice(), &right.sources].concat();
                        self.establish(&found, &both);
                        left.facts.and(&right.facts).and(&found)
                    }
                    Join::Left => {
                        self.establish(&found, &right.sources);
                        let extension = self.extend(&right.sources);
                        self.implied.insert(extension, found);
                        left.facts
                    }
                    Join::Right => {
                        self.establish(&found, &left.sources);
                        let extension = self.extend(&left.sources);
                        self.implied.insert(extension, found);
                        right.facts
                    }
                    Join::Full => {
                        let pair = (self.extend(&left.sources), self.extend(&right.sources));
                        self.exclusive.push(pair);
                        Facts::default()
                    }
                };
                left.sources.append(&mut right.sources);
                Side { sources: left.sources, facts: kept }
            }
        }
    }

    fn source(&mut self, source: &Source, outer: &Place) -> Side {
        let columns = match &source.rows {
            _ if !self.spend() => Vec::new(),
            Rows::Columns(columns) => {
                columns.iter().map(|nullable| Fate::plain(*nullable)).collect()
            }
            Rows::Query(query) => {
                let fates = self.query(query, outer);
                self.renumbered(fates)
            }
            Rows::Recursion(number) => self.recursions.get(number).cloned().unwrap_or_default(),
        };
        self.sources.insert(source.id, Known { columns, extensions: BTreeSet::new() });
        Side { sources: vec![source.id], facts: Facts::default() }
    }

    /// Gives the outer-joined rows of a derived table numbers of their own: the same query may be another source as well,
    /// with other rows.
    fn renumbered(&mut self, mut fates: Vec<Fate>) -> Vec<Fate> {
        let mut numbers = BTreeMap::new();
        for joined in fates.iter_mut().filter_map(|fate| fate.joined.as_mut()) {
            *joined = *numbers.entry(*joined).or_insert_with(|| {
                self.rows -= 1;
                SourceId(self.rows)
            });
        }
        fates
    }

    /// Takes it into account that columns are not null in any row of these sources; what a condition says of a query
    /// around it holds for that condition alone. Where a column of a source is not null its row is there, and so no outer
    /// join has left it out.
    fn establish(&mut self, facts: &Facts, within: &[SourceId]) {
        for field in facts.columns() {
            if !within.contains(&field.source) {
                continue;
            }
            let Some(known) = self.sources.get_mut(&field.source) else { continue };
            if let Some(fate) = known.columns.get_mut(field.index) {
                let joined = fate.joined;
                *fate = Fate::plain(false);
                // The row of a derived table that this is a column of is there, and with it all others of it.
                if joined.is_some() {
                    for fate in known.columns.iter_mut().filter(|fate| fate.joined == joined) {
                        *fate = Fate::plain(fate.nullable_in_row);
                    }
                }
            }
            let gone = std::mem::take(&mut known.extensions);
            for known in self.sources.values_mut() {
                known.extensions.retain(|extension| !gone.contains(extension));
            }
            for extension in gone {
                if let Some(condition) = self.implied.remove(&extension) {
                    self.establish(&condition, within);
                }
            }
        }
    }

    /// An outer join that can leave the rows of these sources out, by its number.
    fn extend(&mut self, sources: &[SourceId]) -> u32 {
        self.extensions += 1;
        for id in sources {
            if let Some(known) = self.sources.get_mut(id) {
                known.extensions.insert(self.extensions);
            }
        }
        self.extensions
    }

    fn fate(&mut self, expr: &Expr, place: &Place) -> Fate {
        match expr {
            Expr::Column(field) if !place.is_away(expr) => match place.facts.contains(expr) {
                true => Fate::plain(false),
                false => self.column(*field, &place.facts),
            },
            _ => Fate::plain(self.is_nullable(expr, place)),
        }
    }

    fn column(&self, field: Field, facts: &Facts) -> Fate {
        let Some(known) = self.sources.get(&field.source) else { return Fate::UNKNOWN };
        let fate = known.columns.get(field.index).copied().unwrap_or(Fate::UNKNOWN);
        if !self.may_be_missing(known, facts) {
            let with_it = |other: Field| {
                let other = known.columns.get(other.index).filter(|_| other.source == field.source);
                other.is_some_and(|other| other.joined == fate.joined)
            };
            return match fate.joined.is_some() && facts.columns().any(with_it) {
                true => Fate::plain(fate.nullable_in_row),
                false => fate,
            };
        }
        Fate { nullable: true, joined: Some(field.source), nullable_in_row: fate.nullable }
    }

    /// Whether an outer join can have left the row of a source out, where some columns are not null.
    fn may_be_missing(&self, known: &Known, facts: &Facts) -> bool {
        let is_there = |extension: &u32| {
            let mut sources = facts.columns().filter_map(|field| self.sources.get(&field.source));
            sources.any(|source| source.extensions.contains(extension))
        };
        !known.extensions.iter().all(is_there)
    }

    fn is_nullable(&mut self, expr: &Expr, place: &Place) -> bool {
        if !self.spend() {
            return true;
        }
        if place.is_away(expr) {
            return true;
        }
        if place.facts.contains(expr) {
            return false;
        }
        match expr {
            Expr::Column(field) => self.column(*field, &place.facts).nullable,
            Expr::Parameter(number) => self.parameters.get(*number).copied().unwrap_or(true),
            Expr::Constant(text) => text.is_none(),
            Expr::Call(Call { rule, arguments, .. }) => match rule {
                Rule::Never => false,
                Rule::Exact | Rule::Total => self.any(arguments, place),
                Rule::Strict | Rule::Maybe => true,
            },
            Expr::And(parts) | Expr::Or(parts) => self.any(parts, place),
            Expr::Not(inner) => self.is_nullable(inner, place),
            Expr::Test(..) | Expr::Distinct(..) | Expr::Exists(_) => false,
            Expr::In(left, list) => self.is_nullable(left, place) || self.any(list, place),
            // Nothing tells of the elements.
            Expr::InArray(..) | Expr::Opaque => true,
            Expr::InQuery(_, left, query) => {
                self.any(left, place)
                    || self.query(query, &place.around()).iter().any(|fate| fate.nullable)
            }
            Expr::Scalar(query) => {
                let fates = self.query(query, &place.around());
                !is_one_row(query) || fates.first().is_none_or(|fate| fate.nullable)
            }
            Expr::Coalesce(parts) => {
                !self.is_either_there(parts, place)
                    && parts.iter().all(|part| self.is_nullable(part, place))
            }
            Expr::Case(arms, otherwise) => self.case(arms, otherwise.as_deref(), place),
            Expr::Aggregate(aggregate) => self.aggregate(aggregate, place),
            Expr::Window(window) => self.window(window, place),
        }
    }

    /// Whether columns that are not null themselves are of both sides of a full join.
    fn is_either_there(&self, parts: &[Expr], place: &Place) -> bool {
        let missing = |part: &Expr| match part {
            Expr::Column(field) if !place.is_away(part) => {
                let known = self.sources.get(&field.source)?;
                let is_not_null = known.columns.get(field.index).is_some_and(|fate| !fate.nullable);
                known
                    .extensions
                    .first()
                    .copied()
                    .filter(|_| is_not_null && known.extensions.len() == 1)
            }
            _ => None,
        };
        let missing: Vec<u32> = parts.iter().filter_map(missing).collect();
        self.exclusive.iter().any(|(left, right)| missing.contains(left) && missing.contains(right))
    }

    /// Takes one look from the budget, if there is one left.
    fn spend(&mut self) -> bool {
        let is_there = self.left > 0;
        self.left = self.left.saturating_sub(1);
        is_there
    }

    fn any(&mut self, exprs: &[Expr], place: &Place) -> bool {
        exprs.iter().any(|expr| self.is_nullable(expr, place))
    }

    fn case(&mut self, arms: &[(Expr, Expr)], otherwise: Option<&Expr>, place: &Place) -> bool {
        let mut place = place.clone();
        for (condition, value) in arms {
            let taken = Place { facts: place.facts.and(&Facts::of(condition)), ..place.clone() };
            if self.is_nullable(value, &taken) {
                return true;
            }
            // A condition that cannot be null is false where it is not true.
            if !self.is_nullable(condition, &place) {
                place.facts.extend(Facts::of_false(condition));
            }
        }
        otherwise.is_none_or(|value| self.is_nullable(value, &place))
    }

    fn aggregate(&mut self, aggregate: &Aggregate, place: &Place) -> bool {
        let is_empty = place.may_be_empty || aggregate.filtered;
        match aggregate.rule {
            Rule::Never => false,
            Rule::Total => is_empty,
            Rule::Exact => is_empty || self.any(&aggregate.arguments, &place.of_rows()),
            Rule::Strict | Rule::Maybe => true,
        }
    }

    fn window(&mut self, window: &Window, place: &Place) -> bool {
        // It looks at other rows too.
        let place = &Place { facts: place.of_all_rows.clone(), ..place.clone() };
        let is_empty = window.filtered || window.frame == Frame::Empty;
        match window.rule {
            Rule::Never => false,
            Rule::Total => is_empty,
            Rule::Exact => is_empty || self.any(&window.arguments, place),
            Rule::Strict | Rule::Maybe => true,
        }
    }
}

/// One side of a join.
#[derive(Default)]
struct Side {
    sources: Vec<SourceId>,
    facts: Facts,
}

/// Whether a query gives one row, whatever is in the tables.
fn is_one_row(query: &Query) -> bool {
    match query {
        Query::Select(select) => {
            let is_single = match &select.grouping {
                Grouping::Whole => true,
                Grouping::None => select.from == From::Nothing && select.filter.is_none(),
                Grouping::By(_) | Grouping::Sets(_) => false,
            };
            is_single && select.having.is_none() && !select.limited && !select.multiplied
        }
        Query::Values(rows) => rows.len() == 1,
        Query::Set(..) | Query::Recursive(..) => false,
    }
}

fn merged(left: &[Fate], right: &[Fate], with: impl Fn(Fate, Fate) -> Fate) -> Vec<Fate> {
    let longest = left.len().max(right.len());
    let at = |side: &[Fate], place: usize| side.get(place).copied().unwrap_or(Fate::UNKNOWN);
    (0..longest).map(|place| with(at(left, place), at(right, place))).collect()
}
