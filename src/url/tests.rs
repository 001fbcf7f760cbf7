use super::*;

#[test]
fn passwords_are_never_shown() {
    let text = "postgres://shop:hunter2@db/shop?sslmode=require&password=hunter2";
    let url: DatabaseUrl = text.parse().unwrap();
    assert_eq!(url.to_string(), "postgres://shop@db/shop?sslmode=require");
    assert!(!format!("{url:?}").contains("hunter2"));
    let error = "postgres://shop:hunter2@db:port/shop".parse::<DatabaseUrl>().unwrap_err();
    assert_eq!(error, UrlError::Postgres { what: "the port is no number" });
    assert!(!error.to_string().contains("hunter2"));
}

#[test]
fn a_password_that_ends_the_host_too_early_is_refused() {
    for text in [
        "postgres://shop:p@ss/word@db/shop",
        "postgres://shop:1/word@db/shop",
        "postgres://shop:1?word@db/shop",
        "postgres://shop:1#word@db/shop",
    ] {
        let error = text.parse::<DatabaseUrl>().unwrap_err();
        assert_eq!(error, UrlError::Postgres { what: "an `@` stands behind the host" }, "{text}");
    }
    let url: DatabaseUrl = "postgres://shop:p@ss%2Fword@db/shop".parse().unwrap();
    assert_eq!((url.host(), url.to_string().as_str()), (Some("db"), "postgres://shop@db/shop"));
}

#[test]
fn other_databases_are_refused_by_scheme() {
    let error = "mysql://root:hunter2@db/shop".parse::<DatabaseUrl>().unwrap_err();
    assert_eq!(error, UrlError::Scheme { scheme: "mysql".to_owned() });
    // Somebody forgot the scheme, and what comes first is the user or worse.
    let error = "shop:hunter2@db/shop".parse::<DatabaseUrl>().unwrap_err();
    assert_eq!(error, UrlError::Scheme { scheme: String::new() });
}

#[cfg(feature = "cli")]
#[test]
fn a_relative_path_is_anchored_where_it_was_said() {
    let url: DatabaseUrl = "sqlite://a b%3F.db?mode=rwc".parse().unwrap();
    let here = std::env::current_dir().unwrap();
    assert_eq!(url.anchored().database(), here.join("a b?.db").display().to_string());
    assert!(url.anchored().to_string().ends_with("/a b%3F.db?mode=rwc"));
    for text in ["sqlite::memory:", "sqlite:///tmp/a.db", "postgres://shop@db/shop"] {
        assert_eq!(text.parse::<DatabaseUrl>().unwrap().anchored().to_string(), text);
    }
}

#[cfg(feature = "cli")]
#[test]
fn only_a_file_that_may_be_made_is_made() {
    let file = |text: &str| {
        let url: DatabaseUrl = text.parse().unwrap();
        url.file_to_make().map(|path| path.display().to_string())
    };
    assert_eq!(file("sqlite://C:x%3F.db").as_deref(), Some("C:x?.db"));
    assert_eq!(file("sqlite:///srv/a.db?mode=rwc").as_deref(), Some("/srv/a.db"));
    for text in
        ["sqlite://a.db?mode=ro", "sqlite://a.db?mode=rw", "sqlite::memory:", "postgres://db/a"]
    {
        assert_eq!(file(text), None, "{text}");
    }
}
