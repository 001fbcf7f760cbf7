//! The network goes silent, comes back, and leaves nothing behind.

use std::net::Ipv4Addr;
use std::process::Stdio;
use std::time::Duration;
use std::{env, fs, process, thread};

use schemalane_testkit::{Command, Network, eventually};

const SOON: Duration = Duration::from_secs(30);
/// In the process that is killed: where it says which network it has.
const HOLD: &str = "KIT_TEST_HOLD_A_NETWORK";

/// The addresses of this machine. Those inside of its networks are not among them.
fn addresses() -> String {
    Command::new("ip").args(["-4", "-o", "address"]).run().expect(0).stdout
}

/// The names of the network namespaces of this machine.
fn namespaces() -> String {
    Command::new("ip").args(["netns", "list"]).run().expect(0).stdout
}

/// The name of the namespace with this server address.
fn namespace(host: &str) -> String {
    let address: Ipv4Addr = host.parse().expect("an address");
    format!("schemalane-{:06x}", (u32::from(address) & 0x00ff_ffff) >> 2)
}

/// The address of the server, as it is seen from inside.
fn host(url: &str) -> &str {
    let place = url.rsplit_once('@').and_then(|(_, place)| place.split_once(':'));
    place.expect("an address and a port").0
}

/// Whether the server can be reached from inside: the port takes a connection.
fn answers(network: &Network, url: &str) -> bool {
    let place = format!("exec 3<>/dev/tcp/{}/{}", host(url), network.server().port());
    let program = Command::new("timeout").args(["2", "bash", "-c", &place]);
    network.inside(program).run().code == 0
}

#[test]
fn is_silent_until_it_is_restored() {
    let network = Network::new(&[]);
    let database = network.server().database();
    let url = network.url_for(&database);
    assert!(answers(&network, &url));
    network.silence();
    assert!(!answers(&network, &url));
    assert_eq!(database.psql("select 1"), "1");
    network.restore();
    assert!(answers(&network, &url));
}

#[test]
fn a_program_inside_may_log_in_and_goes_nowhere_else() {
    let network = Network::new(&[("application_name", "inside")]);
    let database = network.server().database();
    let psql = network.server().programs().join("psql");
    let ask = "select inet_server_addr() = inet_client_addr(), current_setting('application_name')";
    let ask = ["--no-align", "--tuples-only", "--no-psqlrc", "--command", ask];
    let url = network.url_for(&database);
    let program = Command::new(&psql).arg(&url).args(ask).env("PGAPPNAME", "inside");
    assert_eq!(network.inside(program).run().expect(0).stdout, "f|inside\n");
    // The loopback of this machine is not that of the network.
    let program = Command::new(&psql).arg(database.url()).args(ask);
    assert_ne!(network.inside(program).run().code, 0);
}

/// A silent network is no closed connection: the session is there until keepalives say otherwise.
#[test]
fn nobody_is_told_that_it_is_silent() {
    let network = Network::new(&[("client_connection_check_interval", "100ms")]);
    let database = network.server().database();
    let psql = network.server().programs().join("psql");
    let program = Command::new(psql)
        .arg(network.url_for(&database))
        .args(["--command", "select pg_sleep(60)"])
        .env("PGAPPNAME", "sleeper");
    let is_there = || {
        let sessions = database.sessions();
        sessions.iter().any(|it| it.application == "sleeper" && it.state == "active")
    };
    let running = network.inside(program).start();
    eventually("it sleeps", SOON, is_there);
    network.silence();
    running.signal("KILL");
    let _killed = running.finish();
    thread::sleep(Duration::from_secs(2));
    assert!(is_there());
    // Its end, or the answer to what the server sends to who is gone, arrives now.
    network.restore();
    eventually("it is gone", SOON, || !is_there());
}

#[test]
fn two_at_a_time_and_nothing_is_left_of_either() {
    let (one, other) = (Network::new(&[]), Network::new(&[]));
    let urls = [&one, &other].map(|it| it.url_for(&it.server().database()));
    let [first, second] = urls.each_ref().map(|url| format!(" {}/30 ", host(url)));
    let names = urls.each_ref().map(|url| namespace(host(url)));
    assert!(names.iter().all(|name| namespaces().contains(name)));
    assert_ne!(first, second);
    one.silence();
    assert!(!answers(&one, &urls[0]) && answers(&other, &urls[1]));
    drop(one);
    assert!(!addresses().contains(&first) && addresses().contains(&second));
    drop(other);
    assert!(!addresses().contains(&second));
    assert!(!names.iter().any(|name| namespaces().contains(name)));
}

#[test]
fn a_process_that_is_killed_leaves_no_network() {
    if let Some(note) = env::var_os(HOLD) {
        let network = Network::new(&[]);
        let url = network.url_for(&network.server().database());
        fs::write(note, format!("{}\n", host(&url))).unwrap();
        thread::sleep(SOON * 4);
        return;
    }
    let notes = tempfile::tempdir().unwrap();
    let note = notes.path().join("note");
    let mut holder = process::Command::new(env::current_exe().unwrap())
        .args(["--exact", "a_process_that_is_killed_leaves_no_network"])
        .env(HOLD, &note)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    eventually("it is there", SOON, || {
        fs::read_to_string(&note).is_ok_and(|text| text.ends_with('\n'))
    });
    let text = fs::read_to_string(&note).unwrap();
    let (address, name) = (format!(" {}/30 ", text.trim_end()), namespace(text.trim_end()));
    assert!(addresses().contains(&address) && namespaces().contains(&name));
    holder.kill().unwrap();
    holder.wait().unwrap();
    eventually("it is gone", SOON, || {
        !addresses().contains(&address) && !namespaces().contains(&name)
    });
}
