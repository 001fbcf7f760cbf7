//! What is wrong with a server's certificate, in a sentence and with the way out.

use rustls::{CertificateError, Error as TlsError};

/// Why the certificate of a server was refused.
pub(super) struct Refused {
    pub(super) what: &'static str,
    pub(super) way: &'static str,
}

/// The refusal that a driver's error is about.
pub(super) fn refused(source: &sqlx::Error) -> Option<Refused> {
    match tls_error(source)? {
        TlsError::InvalidCertificate(error) => Some(sentence(error)),
        _ => None,
    }
}

fn tls_error(source: &sqlx::Error) -> Option<&TlsError> {
    match source {
        sqlx::Error::Io(source) => source.get_ref()?.downcast_ref(),
        sqlx::Error::Tls(source) => source.downcast_ref(),
        _ => None,
    }
}

fn sentence(error: &CertificateError) -> Refused {
    use CertificateError as Of;
    let (what, way) = match error {
        // Somebody else's authority of the same name has another key.
        Of::UnknownIssuer | Of::BadSignature => (
            "nobody who is trusted has signed the server's certificate",
            "name the certificate of the authority that did with sslrootcert (`system` for those \
             that the system trusts)",
        ),
        Of::NotValidForName | Of::NotValidForNameContext { .. } => (
            "the server's certificate is for another name",
            "connect under a name that stands in its subjectAltName (one in CN alone does not \
             count), or let a certificate be made for this one; sslmode=verify-ca compares no names",
        ),
        Of::Expired | Of::ExpiredContext { .. } => {
            ("the server's certificate has expired", "give the server a new one")
        }
        Of::NotValidYet | Of::NotValidYetContext { .. } => (
            "the server's certificate is not valid yet",
            "see whether the clocks of both machines are right",
        ),
        Of::Other(other) if is_authority(other) => (
            "the server uses the certificate of an authority as its own, as `openssl req -new -x509` \
             makes it",
            "make it with -addext basicConstraints=critical,CA:FALSE -addext \
             subjectAltName=DNS:<host>, and name it with sslrootcert; or let an authority of your \
             own sign one",
        ),
        _ => (
            "the server's certificate cannot be verified",
            "let a new one be made for it, and name the certificate of its authority with sslrootcert",
        ),
    };
    Refused { what, way }
}

/// Whether a certificate that may sign others was used by a server itself.
fn is_authority(error: &rustls::OtherError) -> bool {
    matches!(error.0.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity))
}
