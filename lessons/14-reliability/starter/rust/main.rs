//! Both sides of a link over UDP, `main send` and `main receive`. It assumes that nothing is lost.

use std::net::UdpSocket;
use std::{env, io};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    if env::args().nth(1).as_deref() == Some("send") {
        let link = UdpSocket::bind("0.0.0.0:0")?;
        for line in io::stdin().lines() {
            // A number comes before the text, and "ACK number" must come back before the next line goes out.
            link.send_to(line?.as_bytes(), format!("{host}:{port}"))?;
        }
        return Ok(());
    }
    let link = UdpSocket::bind(format!("{host}:{port}"))?;
    let mut buffer = vec![0; 65_536];
    loop {
        let (n_bytes, _sender) = link.recv_from(&mut buffer)?;
        // Which of these is a copy? And how does the sender learn that it has arrived?
        println!("{}", String::from_utf8_lossy(&buffer[..n_bytes]));
    }
}
