//! What a lane, files or a database come to.

use schemalane_schema::Schema;
use schemalane_source::{CodeSource, Dialect, TargetName};
use serde::Serialize;

use crate::{
    Error, Migrator,
    cli::schema::{
        args::{CodegenArgs, LaneArgs},
        job::Job,
        replay,
    },
    shutdown::Shutdown,
};

/// What a catalogue says that it was made by.
pub(super) const GENERATOR: &str = "schemalane codegen";

/// A schema, with the digest of what it was made from.
pub(super) struct Catalogue {
    pub(super) schema: Schema,
    target: TargetName,
    source: CodeSource,
    digest: String,
}

/// A catalogue as it is written.
#[derive(Serialize)]
struct Written<'c> {
    generated_by: &'static str,
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    database_target: Option<&'c str>,
    source: &'static str,
    digest: &'c str,
    dialect: Dialect,
    schema: &'c Schema,
}

impl Catalogue {
    /// Reads it from what is named, else from the lane, or the files where there is no lane.
    pub(super) async fn read(
        args: &CodegenArgs,
        job: &Job,
        named: Option<CodeSource>,
        shutdown: &Shutdown,
    ) -> Result<Self, Error> {
        let source = match named {
            Some(source) => source,
            None => Self::usual_source(job, &args.lane)?.unwrap_or(CodeSource::Lane),
        };
        let (schema, digest) = match source {
            CodeSource::Schema => {
                let wanted = job.engine()?.wanted(&job.files()?).await;
                of_schema(wanted.map_err(|error| job.located(error))?)
            }
            CodeSource::Database => {
                let actual = job.engine()?.actual().await;
                of_schema(actual.map_err(|error| job.located(error))?)
            }
            CodeSource::Lane => of_lane(args, job, shutdown).await?,
        };
        Ok(Self { schema, target: job.target.clone(), source, digest })
    }

    /// What there is to read: a lane, or else files of a wanted schema.
    pub(super) fn usual_source(job: &Job, args: &LaneArgs) -> Result<Option<CodeSource>, Error> {
        if !job.lane(args)?.files(&job.target).is_empty() {
            return Ok(Some(CodeSource::Lane));
        }
        Ok(job.dir()?.is_dir().then_some(CodeSource::Schema))
    }

    /// What the first line of generated code says that it was made from.
    pub(super) fn of(&self) -> String {
        format!("{} {}", self.source.name(), self.digest)
    }

    /// The text of the file, sorted, the same for the same schema.
    pub(super) fn json(&self) -> String {
        let written = Written {
            generated_by: GENERATOR,
            version: 1,
            database_target: (!self.target.is_default()).then(|| self.target.as_str()),
            source: self.source.name(),
            digest: &self.digest,
            dialect: self.schema.dialect,
            schema: &self.schema,
        };
        let text = serde_json::to_string_pretty(&written).expect("a schema is JSON");
        format!("{text}\n")
    }
}

fn of_schema(schema: Schema) -> (Schema, String) {
    let digest = schema.digest().to_string();
    (schema, digest)
}

async fn of_lane(
    args: &CodegenArgs,
    job: &Job,
    shutdown: &Shutdown,
) -> Result<(Schema, String), Error> {
    let folder = job.lane(&args.lane)?;
    let path = folder.path(&job.target);
    if !path.is_dir() {
        return Err(Error::NoFolder { path });
    }
    let manifest = folder.sketch(&job.target, job.url.dialect())?;
    let digest = manifest.digest().to_owned();
    let migrator = Migrator::new(manifest, job.config().adopt());
    let schema =
        replay::on_scratch(job, &migrator, shutdown, async |engine| Ok(engine.actual().await?));
    Ok((schema.await?, digest))
}
