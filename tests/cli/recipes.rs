//! The containers of docs/recipes.md: what they are told is run in an empty folder, on a database.

use std::{collections::BTreeSet, fs};

use schemalane::{DatabaseUrl, exit};
use schemalane_testkit::{Output, Server};
use serde_json::Value;

use crate::{
    application::{Kind, READY, application},
    document,
};

const RECIPES: &str = include_str!("../../docs/recipes.md");

/// The variable with which every recipe names the database.
const URL: &str = "SCHEMALANE_DATABASE_URL";

/// A file of the recipes, as YAML has it.
fn yaml(name: &str) -> Value {
    document::yaml(RECIPES, name)
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().map(|text| text.as_str().unwrap()).collect()
}

/// One container's program, with its arguments, in a folder that holds nothing.
fn container(arguments: &[&str], url: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let output = application(Kind::Server, arguments).env(URL, url).folder(folder.path()).run();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "it left something behind");
    output
}

/// A job's container, then those of the replicas, all at once.
fn job_then_replicas(job: &[&str], replica: &[&str], count: u64) {
    let database = Server::shared().database();
    let url = database.url();
    let prepared = container(job, &url).expect(exit::SUCCESS.into());
    assert!(prepared.stderr.contains("applied 3 migrations"), "{prepared:?}");
    assert!(!prepared.stdout.contains(READY), "{prepared:?}");
    std::thread::scope(|scope| {
        for _ in 0..count {
            scope.spawn(|| {
                let started = container(replica, &url).expect(exit::SUCCESS.into());
                assert!(started.stdout.contains(READY), "{started:?}");
            });
        }
    });
    let rows = database.psql("SELECT count(*) FROM flyway_schema_history");
    assert_eq!(rows, "3");
}

#[test]
fn a_job_and_then_its_replicas_do_what_kubernetes_is_told() {
    let job = yaml("job.yaml");
    let spec = &job["spec"]["template"]["spec"];
    let migrate = &spec["containers"][0];
    let deployment = yaml("deployment.yaml");
    let replica = &deployment["spec"]["template"]["spec"]["containers"][0];
    for container in [migrate, replica] {
        assert_eq!(container["env"][0]["name"], URL);
        assert_eq!(container["env"].as_array().unwrap().len(), 1);
    }
    assert_eq!(migrate["image"], replica["image"]);
    let count = deployment["spec"]["replicas"].as_u64().unwrap();
    assert_eq!(count, 3);
    job_then_replicas(&texts(&migrate["args"]), &texts(&replica["args"]), count);

    // Trying again helps with nothing that these codes mean, and perhaps with any other.
    let rules = &job["spec"]["podFailurePolicy"]["rules"];
    assert_eq!(
        (&rules[0]["action"], &rules[0]["onExitCodes"]["operator"]),
        (&"FailJob".into(), &"In".into())
    );
    assert_eq!(rules[0]["onExitCodes"]["containerName"], migrate["name"]);
    let codes = rules[0]["onExitCodes"]["values"].as_array().unwrap().iter();
    let codes: BTreeSet<_> = codes.map(|code| code.as_u64().unwrap()).collect();
    let final_codes = [exit::INVALID, exit::DRIFT, exit::FAILED].map(u64::from);
    assert_eq!(codes, BTreeSet::from(final_codes));
    // A policy is for pods that are not started again in their place.
    assert_eq!(spec["restartPolicy"], "Never");
    assert!(spec["terminationGracePeriodSeconds"].as_u64().unwrap() > 5);
}

#[test]
fn compose_migrates_before_it_starts() {
    let services = &yaml("compose.yaml")["services"];
    let [migrate, shop] = ["migrate", "shop"].map(|name| &services[name]);
    for service in [migrate, shop] {
        let variables = service["environment"].as_object().unwrap();
        assert_eq!(variables.keys().collect::<Vec<_>>(), [URL]);
        assert_eq!(service["build"], ".");
    }
    assert_eq!(shop["depends_on"]["migrate"]["condition"], "service_completed_successfully");
    let count = shop["deploy"]["replicas"].as_u64().unwrap();
    job_then_replicas(&texts(&migrate["command"]), &texts(&shop["command"]), count);

    let url = migrate["environment"][URL].as_str().unwrap().parse::<DatabaseUrl>().unwrap();
    let database = &services[url.host().unwrap()];
    assert_eq!(database["environment"]["POSTGRES_USER"], url.database());
    assert_eq!(migrate["depends_on"]["database"]["condition"], "service_healthy");
}
