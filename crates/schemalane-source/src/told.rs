//! What is said of something that is wrong.

use crate::Excerpt;
use std::fmt;

/// What is said of something that is wrong: the fact, what belongs to it, and the way out.
///
/// Its text has a line for each, as cargo writes them; [`Told::line`] is one line of it, for who has
/// no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    fact: String,
    excerpt: Option<[String; 3]>,
    parts: Vec<Self>,
    help: Option<String>,
}

/// A line of what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saying<'t> {
    /// A fact, which may have line breaks in it.
    Fact {
        /// How deep it lies, from 0.
        depth: usize,
        /// Its text.
        text: &'t str,
    },
    /// A line of the file that the fact is about, or what stands around it.
    Excerpt {
        /// How deep it lies, from 0.
        depth: usize,
        /// Its text.
        text: &'t str,
    },
    /// The way out of what was said before it.
    Help {
        /// How deep it lies, from 0.
        depth: usize,
        /// Its text.
        text: &'t str,
    },
}

impl Told {
    /// A fact that names no way out.
    #[must_use]
    pub fn new(fact: impl Into<String>) -> Self {
        Self { fact: fact.into(), excerpt: None, parts: Vec::new(), help: None }
    }

    /// With the way out.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// With one more way out.
    #[must_use]
    pub fn or(self, other: &str) -> Self {
        let help = self.help.map_or_else(|| other.to_owned(), |help| format!("{help}; or {other}"));
        Self { help: Some(help), ..self }
    }

    /// With the line of a file that it is about.
    #[must_use]
    pub fn showing(self, excerpt: Option<&Excerpt>) -> Self {
        Self { excerpt: excerpt.map(|excerpt| excerpt.lines(Excerpt::COLUMNS)), ..self }
    }

    /// With what belongs to it, each with a way out of its own.
    #[must_use]
    pub fn parts(self, parts: impl IntoIterator<Item = Self>) -> Self {
        Self { parts: parts.into_iter().collect(), ..self }
    }

    /// With one more thing that belongs to it.
    #[must_use]
    pub fn with(mut self, part: Self) -> Self {
        self.parts.push(part);
        self
    }

    /// With this before the fact.
    #[must_use]
    pub fn at(self, place: impl fmt::Display) -> Self {
        Self { fact: format!("{place}{}", self.fact), ..self }
    }

    /// The lines in the order in which they are read: the way out comes last.
    #[must_use]
    pub fn sayings(&self) -> Vec<Saying<'_>> {
        let mut sayings = Vec::new();
        self.say(0, &mut sayings);
        sayings
    }

    fn say<'t>(&'t self, depth: usize, sayings: &mut Vec<Saying<'t>>) {
        sayings.push(Saying::Fact { depth, text: &self.fact });
        let excerpt = self.excerpt.iter().flatten();
        sayings.extend(excerpt.map(|text| Saying::Excerpt { depth, text }));
        self.parts.iter().for_each(|part| part.say(depth + 1, sayings));
        sayings.extend(self.help.as_deref().map(|text| Saying::Help { depth, text }));
    }

    /// The facts, a line for each, without the ways out.
    #[must_use]
    pub fn facts(&self) -> String {
        let facts = self.sayings().into_iter().filter_map(|saying| match saying {
            Saying::Fact { depth, text } => Some(format!("{}{text}", Saying::indent(depth))),
            Saying::Excerpt { .. } | Saying::Help { .. } => None,
        });
        facts.collect::<Vec<_>>().join("\n")
    }

    /// The ways out, in order.
    #[must_use]
    pub fn ways(&self) -> Vec<String> {
        let ways = self.sayings().into_iter().filter_map(|saying| match saying {
            Saying::Help { text, .. } => Some(text.to_owned()),
            Saying::Fact { .. } | Saying::Excerpt { .. } => None,
        });
        ways.collect()
    }

    /// The fact and its way out in one line.
    pub fn line(&self) -> impl fmt::Display {
        match &self.help {
            Some(help) => format!("{}: {help}", self.fact),
            None => self.fact.clone(),
        }
    }
}

impl Saying<'_> {
    /// What stands before a line of this depth.
    #[must_use]
    pub fn indent(depth: usize) -> String {
        "  ".repeat(depth)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, saying) in self.sayings().into_iter().enumerate() {
            let newline = if index == 0 { "" } else { "\n" };
            match saying {
                Saying::Fact { depth, text } | Saying::Excerpt { depth, text } => {
                    write!(f, "{newline}{}{text}", Saying::indent(depth))?;
                }
                Saying::Help { depth, text } => {
                    write!(f, "{newline}{}help: {text}", Saying::indent(depth))?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Told;
    use crate::Excerpt;

    fn both() -> Told {
        let parts = ["a", "b"].map(|file| Told::new(format!("{file} is wrong")).help("mend it"));
        Told::new("two files").parts(parts).help("then run again")
    }

    #[test]
    fn each_way_out_is_a_line_behind_what_it_is_about() {
        assert_eq!(
            both().to_string(),
            "two files\n  a is wrong\n  help: mend it\n  b is wrong\n  help: mend it\nhelp: then run again"
        );
    }

    #[test]
    fn there_may_be_another_way_out() {
        assert_eq!(Told::new("a").or("b").ways(), ["b"]);
        assert_eq!(Told::new("a").help("b").or("c").ways(), ["b; or c"]);
    }

    #[test]
    fn a_line_of_the_file_stands_behind_the_fact() {
        let excerpt = Excerpt::new(7, 2, "ab");
        let told = Told::new("two files").with(both().showing(Some(&excerpt)));
        let text = told.to_string();
        let shown = "\n  two files\n     |\n   7 | ab\n     |  ^\n    a is wrong\n";
        assert!(text.contains(shown), "{text}");
        assert!(!told.facts().contains('^'));
    }

    #[test]
    fn facts_and_ways_out_are_told_apart() {
        assert_eq!(both().facts(), "two files\n  a is wrong\n  b is wrong");
        assert_eq!(both().ways(), ["mend it", "mend it", "then run again"]);
        assert_eq!(Told::new("a").help("b").at("x: ").line().to_string(), "x: a: b");
    }
}
