//! Wrong: it compares the sender and does not connect. So nobody tells it that the port is not there.

use std::env;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

fn main() -> io::Result<()> {
    let address = format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap());
    let address: SocketAddr = address.parse().expect("an address");
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    for line in io::stdin().lines() {
        socket.send_to(line?.as_bytes(), address)?;
        match answer(&socket, address)? {
            Some(text) => println!("{text}"),
            None => println!("no answer"),
        }
    }
    Ok(())
}

fn answer(socket: &UdpSocket, address: SocketAddr) -> io::Result<Option<String>> {
    let end = Instant::now() + Duration::from_secs(1);
    let mut buffer = vec![0; 65_536];
    loop {
        let rest = end.saturating_duration_since(Instant::now());
        if rest.is_zero() {
            return Ok(None);
        }
        socket.set_read_timeout(Some(rest))?;
        match socket.recv_from(&mut buffer) {
            Ok((n_bytes, sender)) if sender == address => {
                return Ok(Some(String::from_utf8_lossy(&buffer[..n_bytes]).into_owned()));
            }
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => return Ok(None),
            Err(error) => return Err(error),
        }
    }
}
