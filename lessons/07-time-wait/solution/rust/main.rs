//! A greeting server that can be killed and started again immediately, but only one copy can run.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;
use std::{env, io, thread};

fn main() -> ExitCode {
    let address = format!("{}:{}", variable("HOST"), variable("PORT"));
    // On Unix bind sets SO_REUSEADDR first: old connections in TIME_WAIT do not keep us from the port,
    // and a program that listens does.
    let listener = match TcpListener::bind(&address) {
        Ok(listener) => listener,
        Err(error) => {
            // The error itself does not know which address was asked for.
            eprintln!("cannot listen on {address}: {error}");
            return ExitCode::FAILURE;
        }
    };
    for client in listener.incoming() {
        let Ok(client) = client else { continue };
        thread::spawn(move || {
            if let Err(error) = attend(client) {
                println!("a client left in a hurry: {error}");
            }
        });
    }
    ExitCode::SUCCESS
}

fn attend(mut client: TcpStream) -> io::Result<()> {
    client.write_all(b"Hello from the server. Who is there?\n")?;
    let mut buffer = [0; 4096];
    while client.read(&mut buffer)? > 0 {}
    Ok(())
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
