//! A sender of datagrams: each line goes out as one, and its answer is printed.

use std::env;
use std::io::{self, ErrorKind};
use std::net::UdpSocket;
use std::process::ExitCode;
use std::time::Duration;

/// How long to wait for an answer: a lost one never comes.
const LIMIT: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let address = format!("{}:{}", variable("HOST"), variable("PORT"));
    match send_lines(&address) {
        Ok(()) => ExitCode::SUCCESS,
        // An ICMP message about a datagram that was sent before: ErrorKind::ConnectionRefused.
        Err(error) => {
            eprintln!("cannot talk to {address}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn send_lines(address: &str) -> io::Result<()> {
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    // This sends nothing. It keeps strangers out, and lets us learn that no program uses the port.
    socket.connect(address)?;
    socket.set_read_timeout(Some(LIMIT))?;
    // A datagram that does not fit is cut, so the buffer takes the largest there is.
    let mut buffer = vec![0; 65_536];
    for line in io::stdin().lines() {
        socket.send(line?.as_bytes())?;
        match socket.recv(&mut buffer) {
            Ok(n_bytes) => println!("{}", String::from_utf8_lossy(&buffer[..n_bytes])),
            // A limit that has passed is WouldBlock on Unix and TimedOut on Windows.
            // Lost, or slow, or its answer lost: we cannot know. Go on with the next line.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                eprintln!("no answer within {LIMIT:?}");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
