//! How PostgreSQL's frontend and backend cut their conversation into messages (protocol 3.0, "Message Formats").

use std::io::{self, ErrorKind, Read};

/// Where a connection asks for TLS or GSSAPI before anything else.
const ENCRYPTION: [u32; 2] = [80_877_103, 80_877_104];
const CANCEL: u32 = 80_877_102;
/// Nothing in a test is larger. What claims to be is no message.
const LIMIT: usize = 1 << 30;

/// One typed message: the letter that says what it is, and what follows the length.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Message {
    pub(crate) kind: u8,
    pub(crate) body: Vec<u8>,
}

impl Message {
    pub(crate) fn new(kind: u8, body: impl Into<Vec<u8>>) -> Self {
        Self { kind, body: body.into() }
    }

    /// The next message, or nothing at the end of the conversation.
    pub(crate) fn read(source: &mut impl Read) -> io::Result<Option<Self>> {
        let mut kind = [0];
        // With a time limit on the socket, any signal ends the wait for the first byte; the rest is read by what goes on.
        let count = loop {
            match source.read(&mut kind) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        if count == 0 {
            return Ok(None);
        }
        Ok(Some(Self { kind: kind[0], body: body(source)? }))
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        [&[self.kind][..], &length(self.body.len()), &self.body].concat()
    }
}

/// What a connection begins with, before messages have types.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Opening {
    /// It asks for encryption, and goes on with another opening when it is refused.
    Encryption,
    /// It asks to cancel what another connection runs.
    Cancel(Vec<u8>),
    /// It begins a session.
    Session(Vec<u8>),
}

impl Opening {
    /// The opening, with its whole text for passing it on.
    pub(crate) fn read(source: &mut impl Read) -> io::Result<Self> {
        let body = body(source)?;
        let code = body.first_chunk().copied().map(u32::from_be_bytes);
        let whole = [&length(body.len())[..], &body].concat();
        match code {
            Some(code) if ENCRYPTION.contains(&code) => Ok(Self::Encryption),
            Some(CANCEL) => Ok(Self::Cancel(whole)),
            Some(_) => Ok(Self::Session(whole)),
            None => Err(io::Error::new(
                ErrorKind::InvalidData,
                "the opening of a connection is too short",
            )),
        }
    }

    /// The bytes which begin a session with these parameters.
    pub(crate) fn session<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
        const PROTOCOL: u32 = 3 << 16;
        let mut body = PROTOCOL.to_be_bytes().to_vec();
        for (name, value) in parameters {
            body.extend([name.as_bytes(), b"\0", value.as_bytes(), b"\0"].concat());
        }
        body.push(0);
        [&length(body.len())[..], &body].concat()
    }

    /// The bytes which ask to cancel what a process of the server runs.
    pub(crate) fn cancel(process: i32, secret: [u8; 4]) -> Vec<u8> {
        [&length(12)[..], &CANCEL.to_be_bytes(), &process.to_be_bytes(), &secret].concat()
    }
}

/// Takes the text up to the next NUL from the front of `body`. What is not UTF-8 shows as replacement characters.
pub(crate) fn take_text(body: &mut &[u8]) -> String {
    let end = body.iter().position(|&byte| byte == 0).unwrap_or(body.len());
    let text = String::from_utf8_lossy(&body[..end]).into_owned();
    *body = body.get(end + 1..).unwrap_or_default();
    text
}

/// Takes a number of `N` bytes from the front of `body`.
pub(crate) fn take<const N: usize>(body: &mut &[u8]) -> Option<[u8; N]> {
    let (&number, rest) = body.split_first_chunk()?;
    *body = rest;
    Some(number)
}

/// A field of an ErrorResponse or NoticeResponse by its letter: `C` SQLSTATE, `M` message, and so on.
pub(crate) fn field(mut body: &[u8], letter: u8) -> Option<String> {
    while let Some([kind]) = take::<1>(&mut body) {
        let text = take_text(&mut body);
        if kind == letter {
            return Some(text);
        }
    }
    None
}

fn body(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    source.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_be_bytes(length))
        .ok()
        .filter(|length| (4..LIMIT).contains(length));
    let length = length.ok_or_else(|| {
        io::Error::new(ErrorKind::InvalidData, "a message has an impossible length")
    })?;
    let mut body = vec![0; length - 4];
    source.read_exact(&mut body)?;
    Ok(body)
}

/// The length as it stands in a message: it counts itself.
fn length(body: usize) -> [u8; 4] {
    u32::try_from(body + 4).expect("a message of a test is small").to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_back_from_its_bytes() {
        let first = Message::new(b'Q', *b"select 1\0");
        let second = Message::new(b'S', []);
        let bytes = [first.bytes(), second.bytes()].concat();
        assert_eq!(bytes, b"Q\0\0\0\x0dselect 1\0S\0\0\0\x04");
        let mut source = &bytes[..];
        assert_eq!(Message::read(&mut source).unwrap(), Some(first));
        assert_eq!(Message::read(&mut source).unwrap(), Some(second));
        assert_eq!(Message::read(&mut source).unwrap(), None);
    }

    #[test]
    fn half_a_message_is_an_error_and_no_end() {
        assert_eq!(
            Message::read(&mut &b"Q\0\0\0\x09sel"[..]).unwrap_err().kind(),
            ErrorKind::UnexpectedEof
        );
        assert_eq!(
            Message::read(&mut &b"Q\0\0\0\x03"[..]).unwrap_err().kind(),
            ErrorKind::InvalidData
        );
    }

    #[test]
    fn an_opening_is_told_from_the_others() {
        let session = Opening::session([("user", "me")]);
        assert_eq!(session, b"\0\0\0\x11\0\x03\0\0user\0me\0\0");
        assert_eq!(Opening::read(&mut &session[..]).unwrap(), Opening::Session(session));
        assert_eq!(
            Opening::read(&mut &b"\0\0\0\x08\x04\xd2\x16\x2f"[..]).unwrap(),
            Opening::Encryption
        );
        let cancel = Opening::cancel(7, *b"5678");
        assert_eq!(cancel, b"\0\0\0\x10\x04\xd2\x16\x2e\0\0\0\x075678");
        assert_eq!(Opening::read(&mut &cancel[..]).unwrap(), Opening::Cancel(cancel));
    }

    #[test]
    fn fields_are_found_by_their_letter() {
        let body = b"SERROR\0C42P01\0Mno such table\0\0";
        assert_eq!(field(body, b'C').as_deref(), Some("42P01"));
        assert_eq!(field(body, b'M').as_deref(), Some("no such table"));
        assert_eq!(field(body, b'H'), None);
    }

    /// A source that a signal interrupts once.
    struct Interrupted(bool, io::Cursor<Vec<u8>>);

    impl Read for Interrupted {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if std::mem::take(&mut self.0) {
                return Err(ErrorKind::Interrupted.into());
            }
            self.1.read(buffer)
        }
    }

    #[test]
    fn a_signal_does_not_end_a_conversation() {
        let bytes = Message::new(b'Q', *b"select 1\0").bytes();
        let mut source = Interrupted(true, io::Cursor::new(bytes));
        let read = Message::read(&mut source).expect("nothing is wrong").expect("there is one");
        assert_eq!((read.kind, read.body.as_slice()), (b'Q', &b"select 1\0"[..]));
    }
}
