//! Both sides of a reliable link over UDP: `main send` and `main receive`.

use std::io::{self, ErrorKind};
use std::net::UdpSocket;
use std::time::{Duration, Instant};
use std::{env, thread};

/// Before a message is sent again; far longer than a round trip on this machine.
const PAUSE: Duration = Duration::from_millis(250);

fn main() -> io::Result<()> {
    let address = format!("{}:{}", variable("HOST"), variable("PORT"));
    match env::args().nth(1).as_deref() {
        Some("send") => send(&address),
        Some("receive") => receive(&address),
        _ => Err(io::Error::other("say send or receive")),
    }
}

fn send(address: &str) -> io::Result<()> {
    let link = UdpSocket::bind("0.0.0.0:0")?;
    // A connected socket gets datagrams only from the receiver.
    link.connect(address)?;
    for (index, line) in io::stdin().lines().enumerate() {
        let number = index + 1;
        let message = format!("{number} {}", line?);
        // A copy has the same number: that is what makes it a copy.
        while !is_delivered(&link, &message, &format!("ACK {number}"))? {}
    }
    Ok(())
}

/// Sends the message once, and waits a while for this acknowledgement and for no other.
fn is_delivered(link: &UdpSocket, message: &str, acknowledgement: &str) -> io::Result<bool> {
    let end = Instant::now() + PAUSE;
    let mut buffer = [0; 2048];
    let mut result = link.send(message.as_bytes());
    loop {
        let rest = end.saturating_duration_since(Instant::now());
        match result {
            // An ICMP message says that nobody receives there yet. We treat it like a loss.
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset) => {
                thread::sleep(rest);
                return Ok(false);
            }
            // A limit that has passed is WouldBlock on Unix and TimedOut on Windows.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => return Ok(false),
            Err(error) => return Err(error),
            Ok(_) if rest.is_zero() => return Ok(false),
            Ok(_) => {}
        }
        link.set_read_timeout(Some(rest))?;
        result = link.recv(&mut buffer);
        if let Ok(n_bytes) = result
            && buffer[..n_bytes] == *acknowledgement.as_bytes()
        {
            return Ok(true);
        }
    }
}

fn receive(address: &str) -> io::Result<()> {
    let link = UdpSocket::bind(address)?;
    let mut buffer = vec![0; 65_536];
    let mut last = 0;
    loop {
        // The error of an earlier acknowledgement can come back here; it is not about this message.
        let Ok((n_bytes, sender)) = link.recv_from(&mut buffer) else { continue };
        let message = String::from_utf8_lossy(&buffer[..n_bytes]);
        let Some((number, text)) = message.split_once(' ') else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        // The sender waits for each acknowledgement, so a new one has the next number. Others are copies.
        if number == last + 1 {
            println!("{text}");
            last = number;
        }
        // A copy shows that our acknowledgement was lost, so send it again.
        if (1..=last).contains(&number) {
            link.send_to(format!("ACK {number}").as_bytes(), sender)?;
        }
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
