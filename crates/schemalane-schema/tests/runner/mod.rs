//! A case folder, and what both databases do with one.

pub(crate) mod postgres;
mod rights;
mod rows;
pub(crate) mod sqlite;

use schemalane_schema::{Engine, Error, Files, Options, Progress};
use std::fmt;
use std::path::{Path, PathBuf};

/// How much of an expected text must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Everything to the letter.
    Exact,
    /// Only that it is there: servers of other versions write queries in other ways, and take other steps.
    Any,
}

/// A case folder.
pub(crate) struct Case {
    folder: PathBuf,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

impl Case {
    /// All cases below a folder, in the order of their names.
    pub(crate) fn all(root: &Path) -> Vec<Self> {
        let mut folders = Vec::new();
        let mut open = vec![root.to_owned()];
        while let Some(folder) = open.pop() {
            if folder.join("current.sql").exists() {
                folders.push(folder);
                continue;
            }
            let entries =
                std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
            open.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()));
        }
        folders.sort();
        // Those that are being worked on can be picked by parts of their names.
        let picked = std::env::var("CASE").unwrap_or_default();
        folders
            .retain(|folder| picked.split(',').any(|part| folder.to_string_lossy().contains(part)));
        folders.into_iter().map(|folder| Self { folder }).collect()
    }

    pub(crate) fn name(&self) -> String {
        self.folder.to_string_lossy().into_owned()
    }

    fn text(&self, file: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(file)).ok()
    }

    pub(crate) fn current(&self) -> String {
        self.text("current.sql").expect("a case has current.sql")
    }

    /// The wanted files with their paths from the case's folder on.
    pub(crate) fn wanted(&self) -> Vec<(String, String)> {
        if let Some(text) = self.text("wanted.sql") {
            return vec![("wanted.sql".to_owned(), text)];
        }
        let folder = self.folder.join("wanted");
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{folder:?}: {error}"))
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
            .into_iter()
            .map(|name| {
                (format!("wanted/{name}"), std::fs::read_to_string(folder.join(&name)).unwrap())
            })
            .collect()
    }

    /// The texts that make the database that must come of it: those of the wanted files, or `built.sql` where what is
    /// left in peace is there too, or where a server cannot take the files as they are.
    pub(crate) fn built(&self) -> Vec<String> {
        match self.text("built.sql") {
            Some(text) => vec![text],
            None => self.wanted().into_iter().map(|(_, text)| text).collect(),
        }
    }

    /// The extensions that a server may lack, one a line.
    pub(crate) fn requires(&self) -> Vec<String> {
        self.text("requires.txt").unwrap_or_default().lines().map(str::to_owned).collect()
    }

    fn files(&self) -> Files {
        Files::from_texts(self.wanted())
    }

    fn options(&self) -> Options {
        let text = self.text("allow.txt").unwrap_or_default();
        text.lines().filter(|line| !line.trim().is_empty()).fold(Options::new(), |options, line| {
            match line {
                role if role.starts_with("--as ") => options,
                "--online" => options.online(),
                "--column-order" => options.column_order(),
                "--grants" => options.authorisation(),
                line if line.starts_with("--ignore ") => {
                    options.ignore(line["--ignore ".len()..].trim())
                }
                line if line.starts_with("--schema ") => {
                    options.schema(line["--schema ".len()..].trim())
                }
                approval => options
                    .allow(approval.parse().unwrap_or_else(|error| panic!("{approval}: {error}"))),
            }
        })
    }

    /// Whether `allow.txt` has this line.
    fn allows(&self, line: &str) -> bool {
        self.text("allow.txt").unwrap_or_default().lines().any(|other| other == line)
    }

    pub(crate) fn orders_columns(&self) -> bool {
        self.allows("--column-order")
    }

    pub(crate) fn compares_rights(&self) -> bool {
        self.allows("--grants")
    }

    /// The role that plans and executes, where it is no superuser.
    fn role(&self) -> Option<String> {
        let text = self.text("allow.txt")?;
        text.lines().find_map(|line| line.strip_prefix("--as ")).map(str::to_owned)
    }

    /// Whether a table's rows, or where a sequence stands, may change.
    fn is_changed_on_purpose(&self, object: &str) -> bool {
        let object = object.strip_prefix("public.").unwrap_or(object);
        let text = self.text("changes.txt").unwrap_or_default();
        text.lines().any(|line| line.strip_prefix("public.").unwrap_or(line) == object)
    }

    /// Whether the loss of a table's rows or a column's values is approved; the schema `public` is not said there.
    fn approves_loss(&self, object: &str) -> bool {
        let text = self.text("allow.txt").unwrap_or_default();
        let approved = text.lines().filter_map(|line| line.strip_prefix("delete-data:"));
        approved.map(plainly).any(|name| name == plainly(object))
    }

    /// Whether the expected plan does something that the schema shows.
    pub(crate) fn changes_something(&self) -> bool {
        self.text("plan.sql").is_some_and(|plan| {
            plan.lines().any(|line| !line.is_empty() && !line.starts_with("--"))
        })
    }

    /// The queries of `after.sql` with their expected answers.
    fn after(&self) -> Option<(Vec<String>, String)> {
        let queries = self.text("after.sql")?;
        let answers = self.text("after.txt").expect("after.sql needs after.txt");
        Some((queries.lines().map(str::to_owned).collect(), answers))
    }

    /// Compares with a file of the case, or writes it where `UPDATE_EXPECT` says so.
    fn expect(
        &self,
        file: &str,
        other: &str,
        actual: &str,
        spelling: Spelling,
    ) -> Result<(), String> {
        let actual = format!("{}\n", actual.trim_end());
        if std::env::var_os("UPDATE_EXPECT").is_some() && spelling == Spelling::Exact {
            std::fs::write(self.folder.join(file), &actual).unwrap();
            let _ = std::fs::remove_file(self.folder.join(other));
            return Ok(());
        }
        match self.text(file) {
            Some(expected) if spelling == Spelling::Any || expected == actual => Ok(()),
            Some(expected) => Err(format!(
                "{file} is not what it was.\n--- expected\n{expected}--- actual\n{actual}"
            )),
            None => Err(format!("{file} is missing; what it would say:\n{actual}")),
        }
    }

    /// Plans and executes, and looks what came of it; `true` where the plan was executed.
    pub(crate) async fn execute(
        &self,
        engine: &Engine,
        spelling: Spelling,
    ) -> Result<bool, String> {
        let files = self.files();
        let plan = match engine.plan(&files).await {
            Ok(plan) => plan,
            Err(error) => {
                return self
                    .expect("refused.txt", "plan.sql", &error.to_string(), spelling)
                    .map(|()| false);
            }
        };
        match engine.execute(&files, &plan, None, &Progress::new()).await {
            Ok(_) => self.expect("plan.sql", "refused.txt", &plan.to_sql(), spelling)?,
            Err(error @ Error::Refused { .. }) => {
                return self
                    .expect("refused.txt", "plan.sql", &error.to_string(), spelling)
                    .map(|()| false);
            }
            Err(error) => return Err(format!("the plan failed: {error}\n{}", plan.to_sql())),
        }
        // Another text, so that it is not answered by what the execution has found.
        let again = self.wanted().into_iter().chain([("z.sql".to_owned(), "-- again".to_owned())]);
        let second = engine
            .plan(&Files::from_texts(again))
            .await
            .map_err(|error| format!("the second plan: {error}"))?;
        if second.is_empty() {
            Ok(true)
        } else {
            Err(format!(
                "the second plan is not empty:\n{}\nafter\n{}",
                second.to_sql(),
                plan.to_sql()
            ))
        }
    }
}

/// A name without its quotes, its capitals, what it is, and the schema that goes without saying.
fn plainly(name: &str) -> String {
    const BEFORE: [&str; 6] = ["table ", "table:", "column ", "column:", "public.", "main."];
    let mut name = name.replace('"', "").to_lowercase();
    for before in BEFORE {
        name = name.strip_prefix(before).map(str::to_owned).unwrap_or(name);
    }
    name
}

pub(crate) fn engine(case: &Case, database: schemalane_schema::Database) -> Engine {
    Engine::new(database, case.options())
}
