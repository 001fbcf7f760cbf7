//! What must hold for every pair.

use super::bench::{Bench, Defect};
use super::rows;
use super::tally::{Outcome, Tally};
use schemalane_schema::{Approval, Error, Files, HazardKind, Options, Plan, Progress, Severity};

/// What a database says to steps in a wrong order. A refusal for it is none to be proud of.
const MISTAKES: &[&str] = &["already exists", "does not exist", "depend on"];

/// Plans, executes, and looks what came of it.
pub(crate) async fn check(
    bench: &impl Bench,
    wanted: &str,
    tally: &Tally,
    defect: Option<Defect>,
) -> Result<(), String> {
    let files = Files::from_texts([("wanted.sql", wanted)]);
    let is_same = bench.differences().is_empty();
    let plan = match bench.engine(Options::new()).plan(&files).await {
        Ok(plan) => plan,
        Err(Error::Unsupported { id, reason, .. })
            if !MISTAKES.iter().any(|words| reason.contains(words)) =>
        {
            tally.count(Outcome::Unsupported(format!("{id}: {reason}")));
            return Ok(());
        }
        Err(error) => return Err(format!("there is no plan: {error}")),
    };
    if plan.is_empty() != is_same {
        return Err(format!(
            "the judge finds {:?}, and the plan is\n{}",
            bench.differences(),
            plan.to_sql()
        ));
    }
    if is_same {
        tally.count(Outcome::Same);
        return Ok(());
    }
    let run = Run { bench, files: &files, tally };
    let options = run.approvals(&plan).await?;
    if has(&plan, HazardKind::MayFail) {
        tally.count(Outcome::Failed);
        return run.failure(&plan).await;
    }
    let before = bench.rows();
    let plan =
        bench.engine(options.clone()).plan(&files).await.map_err(|error| error.to_string())?;
    if run.success(&plan, options, defect).await? == Ended::AsFeared {
        tally.count(Outcome::Feared);
        return Ok(());
    }
    rows::compare(&plan, &before, &bench.rows())
        .map_err(|why| format!("{why}\nafter\n{}", plan.to_sql()))?;
    tally.count(Outcome::Executed);
    Ok(())
}

/// Whether a plan is refused for a hazard of this kind.
fn has(plan: &Plan, kind: HazardKind) -> bool {
    plan.refused().any(|(_, hazard)| hazard.kind == kind)
}

/// Whether the plan says of a step that it may fail.
fn may_fail(plan: &Plan, number: usize) -> bool {
    let step = number.checked_sub(1).and_then(|index| plan.steps.get(index));
    step.is_some_and(|step| step.hazards.iter().any(|hazard| hazard.kind == HazardKind::MayFail))
}

/// How an execution ended that was not foretold to fail.
#[derive(PartialEq, Eq)]
enum Ended {
    Well,
    /// A step failed of which the plan says that nobody could tell.
    AsFeared,
}

struct Run<'r, B> {
    bench: &'r B,
    files: &'r Files,
    tally: &'r Tally,
}

impl<B: Bench> Run<'_, B> {
    /// Everything that can be approved of a plan. A plan that is refused must change nothing.
    async fn approvals(&self, plan: &Plan) -> Result<Options, String> {
        let options = plan
            .refused()
            .fold(Options::new(), |options, (_, hazard)| options.allow(Approval::of(hazard)));
        if plan.refused().next().is_none() {
            return Ok(options);
        }
        self.tally.count(Outcome::Refused);
        let before = self.bench.dump();
        let engine = self.bench.engine(Options::new());
        match engine.execute(self.files, plan, None, &Progress::new()).await {
            Err(Error::Refused { .. }) if self.bench.dump() == before => Ok(options),
            Err(Error::Refused { .. }) => Err("a refused plan changed the database".to_owned()),
            Err(error) => Err(format!("a refused plan was executed: {error}")),
            Ok(_) => Err(format!("a refused plan was executed:\n{}", plan.to_sql())),
        }
    }

    /// A plan that says it fails has to, at the step that it says, and without a trace.
    async fn failure(&self, plan: &Plan) -> Result<(), String> {
        let dangerous: Vec<usize> = plan
            .refused()
            .filter(|(_, hazard)| hazard.kind == HazardKind::MayFail)
            .map(|(number, _)| number)
            .collect();
        let mut forced = plan.clone();
        for hazard in forced.steps.iter_mut().flat_map(|step| &mut step.hazards) {
            hazard.severity = hazard.severity.min(Severity::Approved);
        }
        let before = self.bench.dump();
        let engine = self.bench.engine(Options::new());
        match engine.execute(self.files, &forced, None, &Progress::new()).await {
            Ok(_) => Err(format!("the plan says that it fails, and did not:\n{}", plan.to_sql())),
            // Foreign keys of SQLite are looked at in the end.
            Err(Error::Step { number, message, .. })
                if dangerous.contains(&number)
                    || may_fail(plan, number)
                    || message.contains("would be broken that") =>
            {
                if !self.bench.is_one_transaction() || self.bench.dump() == before {
                    Ok(())
                } else {
                    Err(format!("a plan that failed left a trace:\n{}", plan.to_sql()))
                }
            }
            Err(error) => Err(format!("it failed elsewhere: {error}\n{}", plan.to_sql())),
        }
    }

    /// A plan of which everything is approved has to lead to the wanted schema, also by hand.
    async fn success(
        &self,
        plan: &Plan,
        options: Options,
        defect: Option<Defect>,
    ) -> Result<Ended, String> {
        let after = |why: String| format!("{why}\nafter\n{}", plan.to_sql());
        if let Some((_, hazard)) = plan.refused().next() {
            return Err(after(format!("it is approved, and refused: {hazard}")));
        }
        let by_hand = self.bench.by_hand(&plan.to_sql());
        let engine = self.bench.engine(options);
        match engine.execute(self.files, plan, None, &Progress::new()).await {
            Ok(_) => {}
            Err(Error::Step { number, .. }) if may_fail(plan, number) => {
                return Ok(Ended::AsFeared);
            }
            Err(error) => return Err(after(format!("it failed: {error}"))),
        }
        by_hand.map_err(|why| after(format!("by hand: {why}")))?;
        if let Some(defect) = defect {
            self.bench.spoil(defect);
        }
        let differences = self.bench.differences();
        if !differences.is_empty() {
            return Err(after(format!("the judge finds\n  {}", differences.join("\n  "))));
        }
        self.bench.soundness().map_err(after)?;
        match engine.plan(self.files).await {
            Ok(second) if second.is_empty() => Ok(Ended::Well),
            Ok(second) => Err(after(format!("the second plan is\n{}", second.to_sql()))),
            Err(error) => Err(after(format!("there is no second plan: {error}"))),
        }
    }
}
