//! Node trees, as PostgreSQL writes them down.
//!
//! ```text
//! {TAG :field value ..}   ( value .. )   (i 1 2)   <>   word   "text"   8 [ 1 0 0 0 ]
//! ```
//!
//! The format is that of `pg_node_tree`, which rules, defaults and bodies of functions are kept in.

#[cfg(test)]
mod tests;

/// How deep a tree may be: each level takes some of the stack.
const DEPTH: usize = 400;

/// A value of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// `<>`.
    Nothing,
    /// A number, a name, `true`; without its escapes, and without quotes around it.
    Word(String),
    /// `( .. )`; also sets of numbers, whose first element is the word that says what they are.
    List(Vec<Self>),
    /// `{TAG ..}`.
    Object(Object),
    /// `[ 1 0 0 0 ]`: bytes as the server has them in memory.
    Bytes(Vec<i16>),
}

/// `{TAG :field value ..}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) tag: String,
    /// A field may have several values: a length before bytes.
    fields: Vec<(String, Vec<Node>)>,
}

/// A text that is no tree, or one that is too deep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

static NOTHING: Node = Node::Nothing;

impl Node {
    /// Reads the one value that a text has.
    pub(crate) fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut reader = Reader { rest: text };
        let node = reader.value(DEPTH)?;
        match reader.token() {
            None => Ok(node),
            Some(_) => Err(Unreadable),
        }
    }

    pub(crate) const fn object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The object, if it has this tag.
    pub(crate) fn tagged(&self, tag: &str) -> Option<&Object> {
        self.object().filter(|object| object.tag == tag)
    }

    /// The elements of a list; none of anything else.
    pub(crate) fn list(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }

    pub(crate) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn is_there(&self) -> bool {
        *self != Self::Nothing
    }

    /// The objects of a list.
    pub(crate) fn objects(&self) -> impl Iterator<Item = &Object> {
        self.list().iter().filter_map(Self::object)
    }

    /// All objects in here, this one before those within it.
    pub(crate) fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Object)) {
        match self {
            Self::Nothing | Self::Word(_) | Self::Bytes(_) => {}
            Self::List(list) => list.iter().for_each(|node| node.walk(visit)),
            Self::Object(object) => object.walk(visit),
        }
    }
}

impl Object {
    /// The first value of a field; nothing where it has no such field.
    pub(crate) fn get(&self, name: &str) -> &Node {
        self.values(name).first().unwrap_or(&NOTHING)
    }

    /// All values of a field.
    pub(crate) fn values(&self, name: &str) -> &[Node] {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or(&[], |(_, values)| values)
    }

    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        self.get(name).word()
    }

    /// A number; `None` where there is none, or another field.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.word(name)?.parse().ok()
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.word(name) == Some("true")
    }

    pub(crate) fn objects(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.get(name).objects()
    }

    /// All objects in here, this one first.
    pub(crate) fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Self)) {
        visit(self);
        self.children().for_each(|node| node.walk(visit));
    }

    /// The values of all fields.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Node> {
        self.fields.iter().flat_map(|(_, values)| values)
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// The next token, with its escapes.
    fn token(&mut self) -> Option<&'t str> {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\t']);
        let first = self.rest.chars().next()?;
        let length = match first {
            '(' | ')' | '{' | '}' => 1,
            _ => self.word_length(),
        };
        let (token, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(token)
    }

    fn peek(&self) -> Option<&'t str> {
        Self { rest: self.rest }.token()
    }

    fn word_length(&self) -> usize {
        let mut is_escaped = false;
        for (at, character) in self.rest.char_indices() {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                ' ' | '\n' | '\t' | '(' | ')' | '{' | '}' => return at,
                _ => {}
            }
        }
        self.rest.len()
    }

    fn value(&mut self, depth: usize) -> Result<Node, Unreadable> {
        let depth = depth.checked_sub(1).ok_or(Unreadable)?;
        match self.token().ok_or(Unreadable)? {
            "(" => Ok(Node::List(self.until(")", depth)?)),
            "{" => self.object(depth),
            "[" => self.bytes(),
            ")" | "}" | "]" => Err(Unreadable),
            "<>" => Ok(Node::Nothing),
            word => Ok(Node::Word(unescaped(word))),
        }
    }

    fn until(&mut self, end: &str, depth: usize) -> Result<Vec<Node>, Unreadable> {
        let mut found = Vec::new();
        while self.peek().ok_or(Unreadable)? != end {
            found.push(self.value(depth)?);
        }
        self.token();
        Ok(found)
    }

    fn object(&mut self, depth: usize) -> Result<Node, Unreadable> {
        let tag = self.token().filter(|tag| is_name(tag)).ok_or(Unreadable)?;
        let mut fields: Vec<(String, Vec<Node>)> = Vec::new();
        loop {
            let token = self.peek().ok_or(Unreadable)?;
            if token == "}" {
                self.token();
                return Ok(Node::Object(Object { tag: tag.to_owned(), fields }));
            }
            // A name in the query can begin with a colon as well, and is not escaped: each field has a value.
            let is_value = fields.last().is_some_and(|(_, values)| values.is_empty());
            if let Some(name) = token.strip_prefix(':').filter(|_| !is_value) {
                self.token();
                fields.push((name.to_owned(), Vec::new()));
                continue;
            }
            let value = self.value(depth)?;
            fields.last_mut().ok_or(Unreadable)?.1.push(value);
        }
    }

    fn bytes(&mut self) -> Result<Node, Unreadable> {
        let mut bytes = Vec::new();
        loop {
            match self.token().ok_or(Unreadable)? {
                "]" => return Ok(Node::Bytes(bytes)),
                number => bytes.push(number.parse().map_err(|_| Unreadable)?),
            }
        }
    }
}

fn is_name(tag: &str) -> bool {
    !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A word without its escapes, and without the quotes around it.
fn unescaped(word: &str) -> String {
    let inner = word.strip_prefix('"').and_then(|word| word.strip_suffix('"'));
    let mut found = String::with_capacity(word.len());
    let mut characters = inner.unwrap_or(word).chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => found.extend(characters.next()),
            _ => found.push(character),
        }
    }
    found
}
