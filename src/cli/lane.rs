//! The commands that work on a lane, for one target or for all.

use std::cell::RefCell;

use schemalane_source::TargetName;

use super::{
    args::{
        BaselineArgs, CommonArgs, Format, FreshArgs, ImportArgs, LaneCommand, RepairArgs,
        StatusArgs, UpArgs, ValidateArgs,
    },
    create,
    job::Job,
    lanes::Source,
    mend::{Baselined, RepairState, Repaired},
    notice::Notice,
    outcome::{self, Located, Outcome, Ran, Refusal, Shown},
    refuse, rename,
};
use crate::{
    Config, Error, console, exit,
    ledger::{Ledger, step},
    resolve::Chosen,
    shutdown::Shutdown,
};

/// Runs a command and gives its exit code.
pub(super) async fn run(command: LaneCommand, source: Source<'_>, ledger: &Ledger) -> u8 {
    match command {
        LaneCommand::New(args) => match create::create(&args, source) {
            Ok(()) => exit::SUCCESS,
            Err(error) => refuse(&error, Format::Table),
        },
        LaneCommand::Up(args) => up(args, source, ledger).await,
        LaneCommand::Status(args) => status(args, source).await,
        LaneCommand::Validate(args) => validate(args, source).await,
        LaneCommand::Fresh(args) => fresh(args, source, ledger).await,
        LaneCommand::Repair(args) => repair(args, source, ledger).await,
        LaneCommand::Baseline(args) => baseline(args, source, ledger).await,
        LaneCommand::Import(args) if args.rename => match rename::rename(&args, source) {
            Ok(()) => exit::SUCCESS,
            Err(error) => refuse(&error, args.common.format),
        },
        LaneCommand::Import(args) => import(*args, source, ledger).await,
    }
}

async fn up(args: UpArgs, source: Source<'_>, ledger: &Ledger) -> u8 {
    let shutdown = Shutdown::after(args.limits.timeout);
    let configure = |config: Config| {
        let mut config =
            config.lock_wait(args.wait.lock_wait).lock_timeout(args.limits.lock_timeout);
        if args.out_of_order {
            config = config.out_of_order();
        }
        if args.adopt {
            config = config.adopt();
        }
        match &args.target {
            Some(version) => config.up_to(version.clone()),
            None => config,
        }
    };
    let code = each(&args.common, source, configure, async |job| {
        if args.dry_run {
            job.dry_run().await
        } else {
            let work = job.up(&shutdown);
            ledger
                .record(job.order("migrate up"), work, step::of_run)
                .await
                .map(|report| job.ran(report))
        }
    })
    .await;
    shutdown.leave(code)
}

async fn status(args: StatusArgs, source: Source<'_>) -> u8 {
    let code = each(&args.common, source, |config| config, async |job| job.status().await).await;
    // Pending migrations are the least of what a status can find.
    if code == exit::PENDING && !args.fail_on_pending { exit::SUCCESS } else { code }
}

async fn validate(args: ValidateArgs, source: Source<'_>) -> u8 {
    let configure = |mut config: Config| {
        if args.out_of_order {
            config = config.out_of_order();
        }
        if args.adopt { config.adopt() } else { config }
    };
    each(&args.common, source, configure, async |job| job.validate().await).await
}

async fn fresh(args: FreshArgs, source: Source<'_>, ledger: &Ledger) -> u8 {
    let shutdown = Shutdown::after(args.limits.timeout);
    let configure = |config: Config| {
        config.lock_wait(args.wait.lock_wait).lock_timeout(args.limits.lock_timeout)
    };
    let emptied = RefCell::new(Vec::new());
    let code = each(&args.common, source, configure, async |job| {
        let work = async {
            if !args.yes {
                return Err(job.unconfirmed());
            }
            // What an earlier target of this round has just put into the same
            // schema is not to be dropped again.
            if emptied.borrow().contains(&job.schema()) {
                return job.up(&shutdown).await;
            }
            let report = job.fresh(&shutdown).await?;
            emptied.borrow_mut().push(job.schema());
            Ok(report)
        };
        ledger
            .record(job.order("migrate fresh"), work, step::of_run)
            .await
            .map(|report| job.ran(report))
    })
    .await;
    shutdown.leave(code)
}

async fn repair(args: RepairArgs, source: Source<'_>, ledger: &Ledger) -> u8 {
    let configure = |config: Config| config.lock_wait(args.wait.lock_wait);
    each(&args.common, source, configure, async |job| {
        let (repairs, state) = if args.yes {
            let work = job.repair(&args.accept);
            (
                ledger.record(job.order("migrate repair"), work, step::none).await?,
                RepairState::Repaired,
            )
        } else {
            (job.plan_repair(&args.accept).await?, RepairState::Planned)
        };
        Ok(Outcome::Repair(Repaired { repairs, state }))
    })
    .await
}

async fn baseline(args: BaselineArgs, source: Source<'_>, ledger: &Ledger) -> u8 {
    let configure = |config: Config| config.lock_wait(args.wait.lock_wait);
    each(&args.common, source, configure, async |job| {
        let work = job.baseline(&args.version);
        let repairs = ledger.record(job.order("migrate baseline"), work, step::none).await?;
        let baselined = Baselined { target: repairs.target, baseline: args.version.clone() };
        Ok(Outcome::Baseline(baselined))
    })
    .await
}

async fn import(args: ImportArgs, source: Source<'_>, ledger: &Ledger) -> u8 {
    let configure = |config: Config| {
        let config = config.lock_wait(args.wait.lock_wait);
        if args.out_of_order { config.out_of_order() } else { config }
    };
    let import = args.import();
    each(&args.common, source, configure, async |job| {
        let report = if args.yes {
            let work = job.import(&import);
            ledger.record(job.order("migrate import"), work, step::none).await?
        } else {
            job.plan_import(&import).await?
        };
        Ok(Outcome::Import(report))
    })
    .await
}

/// Runs a command on each target it names, shows what came of it, and gives
/// the worst exit code. What cannot be done ends the round. People see each
/// table when it is there; machines get one text at the end.
async fn each(
    common: &CommonArgs,
    source: Source<'_>,
    configure: impl Fn(Config) -> Config,
    work: impl AsyncFn(&Job<'_>) -> Result<Outcome, Error>,
) -> u8 {
    let mut outcomes = Vec::new();
    let stopped = go_round(common, source, configure, work, &mut outcomes).await.err();
    if common.format == Format::Json {
        show_json(common, &outcomes, stopped.as_ref());
    }
    match stopped {
        None => outcomes.iter().map(|(it, _)| it.exit_code()).fold(exit::SUCCESS, worse),
        Some(stopped) => {
            stopped.complain(common);
            stopped.error.exit_code()
        }
    }
}

async fn go_round(
    common: &CommonArgs,
    source: Source<'_>,
    configure: impl Fn(Config) -> Config,
    work: impl AsyncFn(&Job<'_>) -> Result<Outcome, Error>,
    outcomes: &mut Vec<(Outcome, Option<Chosen>)>,
) -> Result<(), Stopped> {
    let workplace = source.workplace()?;
    let lanes = source.lanes(&common.target, &workplace)?;
    let targets = lanes.targets(common)?;
    if common.all_databases {
        for target in source.named(&workplace).iter().filter(|target| !targets.contains(target)) {
            console::warn(&lanes.without(target).to_string());
        }
    }
    let mut targets = targets.into_iter();
    while let Some(target) = targets.next() {
        let (outcome, chosen, notices) = match Job::new(source, &lanes, &target, common, &workplace)
        {
            Ok(job) => {
                let (chosen, job) = (job.chosen(), job.configure(&configure));
                (work(&job).await, Some(chosen), job.notices())
            }
            Err(error) => (Err(error), None, Vec::new()),
        };
        match outcome {
            Ok(outcome) => {
                if common.format == Format::Table {
                    let before = outcomes.last().map(|(outcome, _)| outcome);
                    outcome::show_table(&outcome, before);
                }
                outcomes.push((outcome, chosen));
            }
            Err(error) => {
                if let Error::Migration { report } = &error {
                    let ran = Ran { report: report.clone(), notices: notices.clone() };
                    let failed = outcome::Failed { ran, help: error.help() };
                    outcomes.push((Outcome::Failed(failed), chosen.clone()));
                }
                let target = Some(target);
                return Err(Stopped { target, chosen, notices, error, rest: targets.collect() });
            }
        }
    }
    if outcomes.is_empty() {
        console::note("there are no migrations for any target, so there is nothing to do");
    }
    Ok(())
}

/// What ended a round.
struct Stopped {
    /// At which target, if it came that far.
    target: Option<TargetName>,
    /// What was chosen for it, if it came that far.
    chosen: Option<Chosen>,
    /// What the server remarked before.
    notices: Vec<Notice>,
    error: Error,
    /// The targets that it did not come to.
    rest: Vec<TargetName>,
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self { target: None, chosen: None, notices: Vec::new(), error, rest: Vec::new() }
    }
}

impl Stopped {
    fn complain(&self, common: &CommonArgs) {
        match &self.target {
            Some(target) if common.all_databases => console::complain_of(target, &self.error),
            _ => console::complain(&self.error),
        }
        if !self.rest.is_empty() {
            let rest: Vec<_> = self.rest.iter().map(TargetName::as_str).collect();
            console::insist(&format!(
                "nothing was done for the targets after it: {}",
                rest.join(", ")
            ));
        }
    }
}

/// Shows an object, or one for each target. The report of a run that failed
/// says why by itself; any other error is an object of its own.
fn show_json(
    common: &CommonArgs,
    outcomes: &[(Outcome, Option<Chosen>)],
    stopped: Option<&Stopped>,
) {
    let refusal = stopped.filter(|stopped| !matches!(stopped.error, Error::Migration { .. })).map(
        |stopped| {
            let refusal = Refusal::new(stopped.target.clone(), &stopped.error);
            let refusal = refusal.noticing(stopped.notices.clone());
            Located::new(Shown::Refusal(refusal), stopped.chosen.as_ref())
        },
    );
    let outcomes = outcomes
        .iter()
        .map(|(outcome, chosen)| Located::new(Shown::Outcome(outcome), chosen.as_ref()));
    let all = outcomes.chain(refusal);
    if common.all_databases {
        outcome::show_json(&all.collect::<Vec<_>>());
    } else {
        all.for_each(|shown| outcome::show_json(&shown));
    }
}

/// The code that comes first where several hold.
fn worse(one: u8, other: u8) -> u8 {
    let order = [exit::FAILED, exit::DRIFT, exit::PENDING];
    order.into_iter().find(|code| [one, other].contains(code)).unwrap_or(exit::SUCCESS)
}
