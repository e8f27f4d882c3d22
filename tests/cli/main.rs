//! The command line: whatever holds for every command, and the commands without a room of their own.

#[path = "../common/mod.rs"]
mod common;

mod addresses;
mod charset;
mod doctor;
mod errors;
mod explain;
mod foreign_arguments;
mod foreign_bytes;
mod full_disk;
mod global_options;
mod ground;
mod help;
mod hostile;
mod in_chinese;
mod inherited_streams;
mod interrupted;
mod job_control;
mod layers_command;
mod layers_packet;
#[cfg(unix)]
mod live;
mod narration;
mod no_thread;
mod output;
#[cfg(unix)]
mod secure;
mod standing_readers;
mod terminal_laws;
mod trace_files;
