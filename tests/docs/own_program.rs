//! A program of one's own, as README.md shows it.

use netlab::net::TcpStream; // instead of tokio::net::TcpStream
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let _telling = netlab::tell()?;
    let mut stream = TcpStream::connect("127.0.0.1:8080").await?;
    stream.write_all(b"hello\n").await?;
    stream.shutdown().await?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await?;
    println!("{reply}");
    Ok(())
}
