//! Wrong: whatever is not the latest number is taken for new.

use std::env;
use std::io;
use std::net::UdpSocket;
use std::time::Duration;

fn main() -> io::Result<()> {
    let address = format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap());
    if env::args().nth(1).as_deref() == Some("send") { send(&address) } else { receive(&address) }
}

fn send(address: &str) -> io::Result<()> {
    let link = UdpSocket::bind("0.0.0.0:0")?;
    link.set_read_timeout(Some(Duration::from_millis(250)))?;
    let mut buffer = [0; 1500];
    for (index, line) in io::stdin().lines().enumerate() {
        let message = format!("{} {}", index + 1, line?);
        let acknowledgement = format!("ACK {}", index + 1);
        link.send_to(message.as_bytes(), address)?;
        loop {
            match link.recv(&mut buffer) {
                Ok(n_bytes) if buffer[..n_bytes] == *acknowledgement.as_bytes() => break,
                Ok(_) => {}
                Err(_) => drop(link.send_to(message.as_bytes(), address)?),
            }
        }
    }
    Ok(())
}

fn receive(address: &str) -> io::Result<()> {
    let link = UdpSocket::bind(address)?;
    let mut buffer = [0; 1500];
    let mut last = 0;
    loop {
        let (n_bytes, sender) = link.recv_from(&mut buffer)?;
        let message = String::from_utf8_lossy(&buffer[..n_bytes]);
        let Some((number, text)) = message.split_once(' ') else { continue };
        let number: u64 = number.parse().unwrap_or(0);
        if number != last {
            last = number;
            println!("{text}");
        }
        link.send_to(format!("ACK {number}").as_bytes(), sender)?;
    }
}
