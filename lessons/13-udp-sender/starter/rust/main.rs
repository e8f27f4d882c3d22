//! A sender of datagrams. It sends each line; what comes back is yours to find out.

use std::net::UdpSocket;
use std::{env, io};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    for line in io::stdin().lines() {
        socket.send_to(line?.as_bytes(), format!("{host}:{port}"))?;
        // Print the answer that comes from there. What if none comes, or a stranger's?
        // And how does the program hear that nobody has the port?
    }
    Ok(())
}
