//! Completions and manual pages say what the program takes.

use schemalane_testkit::Command;

fn schemalane(arguments: &[&str]) -> Command {
    Command::new(env!("CARGO_BIN_EXE_schemalane")).args(arguments)
}

#[test]
fn shells_complete_commands_and_flags() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = schemalane(&["completions", shell]).run().expect(0).stdout;
        for word in ["migrate", "baseline", "dry-run", "completions"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("schemalane.bash");
    std::fs::write(&script, schemalane(&["completions", "bash"]).run().expect(0).stdout).unwrap();
    let asked = format!(
        "source {}; COMP_WORDS=(schemalane migrate up --dry); COMP_CWORD=3; \
         _schemalane schemalane --dry up; echo ${{COMPREPLY[@]}}",
        script.display()
    );
    let answer = Command::new("bash").args(["-c", &asked]).run().expect(0);
    assert_eq!(answer.stdout, "--dry-run\n", "{answer:?}");
    let unknown = schemalane(&["completions", "tcsh"]).run().expect(1).stderr;
    assert!(unknown.contains("possible values: bash, elvish, fish"), "{unknown}");
}

#[test]
fn each_command_has_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("share/man/man1").display().to_string();
    let said = schemalane(&["man", &place]).run().expect(0).stdout;
    assert_eq!(said, format!("{place}\n"));
    let page = |name: &str| {
        let path = folder.path().join("share/man/man1").join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
    };
    let program = page("schemalane.1");
    assert!(
        program.contains("Exit codes:") && program.contains("schemalane\\-migrate"),
        "{program}"
    );
    for (name, flag) in [
        ("schemalane-migrate-up.1", "dry\\-run"),
        ("schemalane-migrate-import.1", "table\\-schema"),
        ("schemalane-schema-exec.1", "statement\\-timeout"),
        ("schemalane-log.1", "outcome"),
    ] {
        assert!(page(name).contains(flag), "{name} lacks {flag}: {}", page(name));
    }

    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let refused = schemalane(&["man", &file.join("x").display().to_string()]).run().expect(1);
    assert!(refused.stderr.contains("cannot write the manual to"), "{refused:?}");
}
