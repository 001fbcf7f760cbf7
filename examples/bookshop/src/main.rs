//! A bookshop: the whole of a self-migrating application.
//!
//! Before the first command runs, the database is what this binary was compiled for, or the process has left with the
//! exit code that says why not.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line prints")]

use std::process::ExitCode;

use bookshop::{Problem, Shop, db::NewBook, migrations};
use clap::{Parser, Subcommand};

/// A bookshop that migrates its own database
#[derive(Parser)]
#[command(name = "bookshop", version)]
struct Args {
    /// `--database-url`, `--migrate-only`, ...
    #[command(flatten)]
    startup: schemalane::StartupArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Takes copies of a book into stock
    Stock {
        /// The number of the book, with hyphens or without
        isbn: String,
        /// Its title
        title: String,
        /// Who wrote it
        author: String,
        /// Its price, in cents
        price_cents: i32,
        /// How many copies
        copies: i32,
    },
    /// Sells one copy of a book
    Sell {
        /// The number of the book, with hyphens or without
        isbn: String,
    },
    /// Shows how each book sells [default]
    Report,
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    // The SQLite file is for the developer: its migrations are right for PostgreSQL too, so that it counts in debug
    // builds only.
    let runner = migrations::runner().default_url("sqlite://bookshop.db");
    let db = runner.start(&args.startup).await;
    match run(&Shop::new(db), args.command.unwrap_or(Command::Report)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(shop: &Shop, command: Command) -> Result<(), Problem> {
    match command {
        Command::Stock { isbn, title, author, price_cents, copies } => {
            shop.stock(NewBook::new(isbn, title, author, price_cents), copies).await
        }
        Command::Sell { isbn } => {
            let number = shop.sell(&isbn).await?;
            println!("sale {number}");
            Ok(())
        }
        Command::Report => {
            for line in shop.report().await? {
                // A view may have a null anywhere, as far as anybody can say.
                let (isbn, title) = (line.isbn.unwrap_or_default(), line.title.unwrap_or_default());
                let (copies, cents) =
                    (line.copies.unwrap_or_default(), line.cents.unwrap_or_default());
                println!("{isbn} {title}: {copies} sold for {cents} cents");
            }
            Ok(())
        }
    }
}
