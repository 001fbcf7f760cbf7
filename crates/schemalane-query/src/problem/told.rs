//! What is said of each problem.

use schemalane_source::Told;

use super::ProblemKind;
use crate::Command;

impl ProblemKind {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::NoFolder => Told::new("there is no such folder of queries")
                .help("create it, or name another with --dir"),
            Self::Entry(error) => error.told(),
            Self::FileName => Told::new("the file's name gives no Rust module")
                .help("begin it with a letter: only letters, digits, `_` and `-` stand before `.sql`"),
            Self::SameModule { other, module } => {
                Told::new(format!("{other} gives the Rust module `{module}` too"))
                    .help("rename one of them")
            }
            Self::TextForAll { other } => {
                Told::new(format!("it is for every database, and {other} for one of them"))
                    .help("name each file for its database, or keep one for all")
            }
            Self::MissingEdition { expected, dialect } => {
                Told::new(format!("the project is for {dialect} too, and there is no {expected}"))
                    .help("write it, with the same names and commands")
            }
            Self::ForeignEdition { dialect } => {
                Told::new(format!("it is for {dialect}, which the project is not for"))
                    .help("add it to `dialect` in schemalane.toml, or remove the file")
            }
            Self::Split(kind) => kind.told(),
            Self::NoName => Told::new("the statement has no name")
                .help("write `-- name: ListAuthors :many` above it"),
            Self::NoStatement { name } => Told::new(format!("`{name}` has no statement"))
                .help("write the statement below it, or remove the name"),
            Self::SeveralStatements { name } => {
                Told::new(format!("this is a second statement of `{name}`"))
                    .help("give it a name of its own: `-- name: Another :exec`")
            }
            Self::OpenStatement { before } => {
                Told::new(format!("the statement of `{before}` is not closed before this name"))
                    .help("end it with `;`")
            }
            Self::NotAQuery { word } => told_of_no_query(word),
            Self::BadName { name } => {
                Told::new(format!("`{name}` is no name for a Rust function"))
                    .help("use letters, digits and `_`, and no digit first")
            }
            Self::SameName { name, line } => {
                Told::new(format!("`{name}` is the name of the query in line {line} too"))
                    .help("rename one of them")
            }
            Self::SameFunction { name, other, function } => Told::new(format!(
                "`{name}` and `{other}` are both the Rust function `{function}`"
            ))
            .help("rename one of them"),
            Self::NoCommand { name } => Told::new(format!("`{name}` does not say what it gives"))
                .help(format!("write one of {} behind the name", commands())),
            Self::UnknownCommand { command, near: Some(near) } => {
                Told::new(format!("`:{command}` is not known"))
                    .help(format!("did you mean `:{near}`?"))
            }
            Self::UnknownCommand { command, near: None } => {
                Told::new(format!("`:{command}` is not known"))
                    .help(format!("expected one of {}", commands()))
            }
            Self::ForeignCommand { command, instead } => {
                Told::new(format!("`:{command}` is another tool's word")).help(*instead)
            }
            Self::HeaderRest { rest } => {
                Told::new(format!("`{rest}` stands behind the name of a query"))
                    .help("a name and a command are all: write the rest into the next line")
            }
            Self::UnknownNote { name, near } => Told::new(format!("`@{name}` is no note that is known"))
                .help(match near {
                    Some(near) => format!("did you mean `@{near}`?"),
                    None => "expected @param, @column, @returns, @embed, @optional, @order or @large; \
                             write other words without `@`"
                        .to_owned(),
                }),
            Self::UnknownContract { name, near } => {
                Told::new(format!("`schemalane:{name}` is not known in a file of queries"))
                    .help(format!("did you mean `schemalane:{}`?", near.unwrap_or("name")))
            }
            Self::BrokenNote { note, form } => {
                Told::new(format!("this part of `{note}` cannot be read"))
                    .help(format!("it is written so: `{form}`"))
            }
            Self::StrayNote => Told::new("the note belongs to no query")
                .help("write it between the name of a query and its statement"),
            Self::NoteTwice { note } => Told::new(format!("`{note}` is said twice"))
                .help("remove one of them"),
            Self::NamesNothing { note, name, near, known } => {
                let told = Told::new(format!("`{note}` names `{name}`, which the query does not have"));
                match near {
                    Some(near) => told.help(format!("did you mean `{near}`?")),
                    None if known.is_empty() => told.help("remove the note: there is none"),
                    None => told.help(format!("it has: {}", known.join(", "))),
                }
            }
            Self::NotInContract { name } => Told::new(format!(
                "the parameter `{name}` is not in the declared contract"
            ))
            .help(format!("add `{name}:text`, with its type, to `schemalane:params`")),
            Self::UnknownMacro { name, near: Some(near) } => {
                Told::new(format!("`sqlc.{name}` is not known"))
                    .help(format!("did you mean `sqlc.{near}`?"))
            }
            Self::UnknownMacro { name, near: None } => {
                Told::new(format!("`sqlc.{name}` is not known"))
                    .help("write a parameter as `:name`")
            }
            Self::BrokenMacro { name } => Told::new(format!("`sqlc.{name}` has no name in its brackets"))
                .help(format!("write `sqlc.{name}(author_id)`, or `:author_id`")),
            Self::ParameterName { name } => {
                Told::new(format!("`{name}` is no name for a Rust parameter"))
                    .help("use letters, digits and `_`, and no digit first")
            }
            Self::MixedParameters => {
                Told::new("the statement has parameters by name and parameters by position")
                    .help("write all of them as `:name`")
            }
            Self::ParameterGap { number } => Told::new(format!("there is no parameter {number} before it"))
                .help("count from 1 without a gap, or write parameters as `:name`"),
            Self::SameParameter { name, other } => {
                Told::new(format!("`{name}` and `{other}` are one name in Rust"))
                    .help("write one of them like the other, or rename it")
            }
            Self::ListOutside { name } => {
                Told::new(format!("`{name}` is a list, and stands where one value is taken"))
                    .help(format!("write `IN (:{name})`, or give the one value a name of its own"))
            }
            Self::TooManyOptional { count } => Told::new(format!(
                "{count} parameters are optional, which would be {} statements",
                1u128.checked_shl(u32::try_from(*count).unwrap_or(127)).unwrap_or(u128::MAX)
            ))
            .help(format!(
                "make at most {} of them optional, and write `(:name IS NULL OR country = :name)` for the others",
                crate::rewrite::MOST_OPTIONAL
            )),
            Self::OptionalNowhere { name } => Told::new(format!(
                "`{name}` is optional, and stands in no condition that could be left out"
            ))
            .help(format!(
                "use it only in conditions that AND joins, in WHERE, ON or HAVING; or write `@param {name}: ?`, so that \
                 it can be null"
            )),
            Self::OptionalShared { name, other } => Told::new(format!(
                "`{name}` is optional, and its condition has `{other}` too"
            ))
            .help("write two conditions, with AND between them"),
            Self::OrderWithoutSlot => Told::new("`@order` has no place in the statement")
                .help("write `ORDER BY /* @order */ name`, with the order that is taken when none is chosen"),
            Self::SlotWithoutOrder => Told::new("no `@order` says which orders there are")
                .help("write `-- @order name | created_at` above the statement"),
            Self::MisplacedSlot => Told::new("there can be no order here")
                .help("write `ORDER BY /* @order */ name`, with the order that is taken when none is chosen"),
            Self::SecondSlot => Told::new("the statement has a place for `@order` already")
                .help("remove one of them"),
            Self::TooManyVariants { count } => Told::new(format!(
                "its orders and optional parameters would be {count} statements"
            ))
            .help(format!("keep at most {}", crate::rewrite::MOST_VARIANTS)),
            Self::Refused { message, help } => {
                let told = Told::new(message.clone());
                match help {
                    Some(help) => told.help(help.clone()),
                    None => told,
                }
            }
            Self::UnknownParameterType { name } => {
                Told::new(format!("nothing says the type of the parameter `{name}`"))
                    .help(format!("say it above the statement: `-- @param {name}: text`"))
            }
            Self::UnknownColumnType { name } => {
                Told::new(format!("nothing says the type of the column `{name}`"))
                    .help(format!("say it above the statement: `-- @column {}: text`", noted(name)))
            }
            Self::DeclaredType { name, declared, found } => {
                Told::new(format!("`{name}` is declared as {declared}, and is {found}"))
                    .help(format!("declare it as {found}, or convert it: `CAST(... AS {declared})`"))
            }
            Self::DeclaredNotNull { name } => {
                Told::new(format!("`{name}` is declared as never null, and can be"))
                    .help(format!("declare it with `?`, or give it a value with COALESCE; or promise it: `-- @column {}: !`", noted(name)))
            }
            Self::DeclaredNullable { name } => {
                Told::new(format!("`{name}` is declared with `?`, and is never null"))
                    .help("remove the `?`")
            }
            Self::ContractColumns { declared, found } => {
                Told::new(format!("the contract declares {declared}, and the statement gives {found}"))
                    .help("declare each column, in order")
            }
            Self::Ambiguous { note, name } => {
                Told::new(format!("`{note}` names `{name}`, and more than one column has this name"))
                    .help("give one of them another name with AS")
            }
            Self::EmbedUnclear { name } => {
                Told::new(format!("it is not clear which columns are those of `{name}`"))
                    .help(format!("write `{name}.*`, and the names of the other columns instead of `*`"))
            }
            Self::VariantsDiffer { name } => Told::new(format!(
                "`{name}` has another type where an optional parameter is not given, or another order is chosen"
            ))
            .help("convert it to one type with CAST"),
            Self::NoRows { command } => {
                Told::new(format!("`{command}` gives rows, and the statement has none"))
                    .help("use `:exec` or `:execrows`, or add RETURNING")
            }
            Self::RowsLost { command } => {
                Told::new(format!("the statement gives rows, which `{command}` drops"))
                    .help("use `:one`, `:opt` or `:many`, or remove RETURNING")
            }
            Self::OneOrNone => Told::new("`:one` is an error where DO NOTHING leaves no row")
                .help("use `:opt`"),
            Self::BatchOfChoices => {
                Told::new("a batch is one statement for all, and this one has optional parts or orders")
                    .help("remove `@optional` and `@order`, or use another command")
            }
            Self::UnnamedColumn { number, name } => {
                Told::new(format!("column {number} has no name, and is called `{name}` in Rust"))
                    .help("give it one with AS")
            }
            Self::SameColumn { name, field } => Told::new(format!(
                "another column is called `{name}` too, and this one `{field}` in Rust"
            ))
            .help("give it a name of its own with AS"),
        }
    }
}

fn told_of_no_query(word: &str) -> Told {
    const SCHEMA: [&str; 7] = ["ALTER", "COMMENT", "CREATE", "DROP", "GRANT", "REVOKE", "TRUNCATE"];
    const TRANSACTION: [&str; 7] =
        ["BEGIN", "COMMIT", "END", "RELEASE", "ROLLBACK", "SAVEPOINT", "START"];
    let told = Told::new(format!("{word} is a statement that is no query"));
    if SCHEMA.contains(&word) {
        told.help("write it into a migration")
    } else if TRANSACTION.contains(&word) {
        told.help("remove it: the function runs on the transaction that it is given")
    } else {
        told.help("expected SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES or WITH")
    }
}

fn commands() -> String {
    Command::ALL.map(|command| format!("`{command}`")).join(", ")
}

/// A name as a note writes it.
fn noted(name: &str) -> String {
    let is_plain = name.chars().all(|character| character.is_alphanumeric() || character == '_');
    if is_plain { name.to_owned() } else { format!("\"{name}\"") }
}
