use super::{Function, FunctionError, Instead};

fn error(text: &str) -> FunctionError {
    Function::parse(text).unwrap_err()
}

#[test]
fn the_parameter_is_the_strategy() {
    for text in [
        "pub async fn migrate(db: &DatabaseConnection) -> R {}",
        "pub async fn migrate(_: &sea_orm::DatabaseConnection) -> Result<(), DbErr> { Ok(()) }",
        "pub(crate) async fn migrate(db: &DbConn) -> anyhow::Result<()> {}",
        "pub(super) async fn migrate(db: &sea_orm::DbConn) -> schemalane::Outcome {}",
        "pub async fn migrate(db: &'_ ::sea_orm::DatabaseConnection) -> R {}",
        "pub async fn migrate<'a>(db: &'a DatabaseConnection) -> R {}",
        "//! Docs.\n#![allow(dead_code)]\nfn help() {}\nmod inner { pub fn migrate() {} }\n\
         pub async fn migrate(db: &DatabaseConnection) -> R {}",
    ] {
        assert_eq!(Function::parse(text), Ok(Function::Connection), "{text}");
    }
    let text = "pub async fn migrate(txn: &DatabaseTransaction) -> R {}";
    assert_eq!(Function::parse(text), Ok(Function::Transaction));
}

#[test]
fn a_function_elsewhere_is_not_the_migration() {
    for text in ["", "mod inner { pub async fn migrate(db: &DatabaseConnection) -> R {} }"] {
        assert_eq!(error(text).found(), &Instead::Nothing, "{text}");
    }
}

#[test]
fn a_wrong_signature_is_found_in_its_place() {
    let cases = [
        ("async fn migrate(db: &DatabaseConnection) -> R {}", 10, Instead::Private),
        ("pub fn migrate(db: &DatabaseConnection) -> R {}", 8, Instead::Blocking),
        ("pub async unsafe fn migrate(db: &DatabaseConnection) -> R {}", 11, Instead::Unsafe),
        (
            "pub async extern \"C\" fn migrate(db: &DatabaseConnection) -> R {}",
            11,
            Instead::Foreign,
        ),
        ("pub async fn migrate<C: Sync>(db: &C) {}", 22, Instead::Generic),
        ("pub async fn migrate() {}", 14, Instead::Parameters(0)),
        ("pub async fn migrate(a: &DatabaseConnection, b: u8) {}", 14, Instead::Parameters(2)),
    ];
    for (text, column, found) in cases {
        let error = error(text);
        assert_eq!((error.line(), error.column(), error.found()), (1, column, &found), "{text}");
    }
}

#[test]
fn a_wrong_type_is_told_as_it_is_written() {
    for written in [
        "DatabaseConnection",
        "&mut DatabaseConnection",
        "&'static DatabaseConnection",
        "&DatabaseConnection<u8>",
        "&impl ConnectionTrait",
        "&PgPool",
    ] {
        let error = error(&format!("\npub async fn migrate(db: {written}) {{}}"));
        assert_eq!((error.line(), error.column()), (2, 26));
        assert_eq!(error.found(), &Instead::Parameter(written.to_owned()));
    }
    let broken = error("pub async fn migrate(db:\n    &mut\n    PgPool) {}");
    assert_eq!(broken.found(), &Instead::Parameter("&mut PgPool".to_owned()));
}

#[test]
fn what_is_given_must_be_able_to_be_a_result() {
    for written in [
        "Result<(), DbErr>",
        "std::result::Result<(), Box<dyn Error + Send + Sync>>",
        "Result<(), Box<dyn std::error::Error + Sync + Send + 'static>>",
        "anyhow::Result<()>",
        "Result",
        "Done",
    ] {
        let text = format!("pub async fn migrate(db: &DbConn) -> {written} {{}}");
        assert_eq!(Function::parse(&text), Ok(Function::Connection), "{written}");
    }
    let cases = [
        ("()", Instead::Outcome("()".to_owned())),
        ("&'static str", Instead::Outcome("&'static str".to_owned())),
        ("Result<u64, DbErr>", Instead::Outcome("Result<u64, DbErr>".to_owned())),
        ("anyhow::Result<ExecResult>", Instead::Outcome("anyhow::Result<ExecResult>".to_owned())),
    ];
    for (written, found) in cases {
        let error = error(&format!("pub async fn migrate(db: &DbConn) -> {written} {{}}"));
        assert_eq!((error.line(), error.column(), error.found()), (1, 38, &found));
        assert!(error.to_string().contains("expected `Result<(), E>`"), "{error}");
    }
    let nothing = error("pub async fn migrate(db: &DbConn) {}");
    assert_eq!((nothing.column(), nothing.found()), (14, &Instead::NoResult));
}

#[test]
fn an_error_must_be_able_to_leave_its_thread() {
    for written in ["Box<dyn Error>", "Box<dyn std::error::Error + Send>"] {
        let text = format!("pub async fn migrate(db: &DbConn) -> Result<(), {written}> {{}}");
        let error = error(&text);
        assert_eq!(error.found(), &Instead::BareError(written.to_owned()));
        assert_eq!(error.column(), 49);
        assert!(error.to_string().ends_with("write `Box<dyn Error + Send + Sync>`"), "{error}");
    }
}

#[test]
fn a_second_function_is_found() {
    let one = "pub async fn migrate(db: &DatabaseConnection) -> R {}\n";
    let error = error(&format!("{one}\n{one}"));
    assert_eq!((error.line(), error.column(), error.found()), (3, 14, &Instead::Second));
}

#[test]
fn text_that_does_not_parse_is_found_in_its_place() {
    let error = error("pub async fn migrate(db: &DatabaseConnection) {\n    é = ;\n}\n");
    assert_eq!((error.line(), error.column()), (2, 9));
    assert!(matches!(error.found(), Instead::Syntax(_)));
}
