//! What is broken on purpose while the engine works, and what it promises
//! then: each migration once, a history that tells the truth, a way on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod arriving;
mod blocked;
mod catalogue;
mod disk;
mod file;
mod frozen;
mod hosts;
mod killed;
mod lane;
mod lock;
mod network;
mod pooler;
mod replicas;
mod restarted;
mod server;
mod silence;
mod sqlite;
mod tls;
mod ways_out;
mod wire;
