//! A client that shows both ends of its connection: its own, and the server's.

use std::net::TcpStream;
use std::process::ExitCode;
use std::{env, io};

fn main() -> ExitCode {
    let address = format!("{}:{}", variable("HOST"), variable("PORT"));
    match show_ends(&address) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot connect to {address}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn show_ends(address: &str) -> io::Result<()> {
    let server = TcpStream::connect(address)?;
    // The port of this end was never typed: the kernel chose it in connect, and only the socket knows it.
    println!("local={} peer={}", server.local_addr()?, server.peer_addr()?);
    Ok(())
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
