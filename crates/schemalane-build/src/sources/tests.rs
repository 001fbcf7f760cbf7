use super::*;
use schemalane_source::Derives;

fn sources(files: &[(&str, &str)]) -> Sources {
    let (root, folder) = (Path::new("/shop"), Path::new("/shop/./migrations"));
    let none = Sources::new(CodeSource::Lane, &[Dialect::Sqlite], root, folder, Codegen::default());
    assert_eq!(none.folder, "migrations");
    files.iter().fold(none, |sources, (path, text)| sources.with_file(root, &root.join(path), text))
}

#[test]
fn what_is_other_is_named() {
    let made = sources(&[("a", "1"), ("b", "2")]);
    let difference = |now: &[(&str, &str)]| made.difference(&sources(now));
    assert_eq!(difference(&[("a", "1"), ("b", "2")]), None);
    assert_eq!(difference(&[("a", "1"), ("b", "3")]), Some(Difference::Changed("b".into())));
    assert_eq!(difference(&[("b", "2")]), Some(Difference::Gone("a".into())));
    let more = [("a", "1"), ("b", "2"), ("0", "1")];
    assert_eq!(difference(&more), Some(Difference::New("0".into())));
    let mut now = made.clone();
    now.codegen.derive = Derives::All(vec!["Eq".to_owned()]);
    assert_eq!(made.difference(&now), Some(Difference::Settings));
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    assert_eq!(sources(&[("a", "x\ny\n")]), sources(&[("a", "\u{feff}x\r\ny\r\n")]));
}
