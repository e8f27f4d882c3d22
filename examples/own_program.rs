//! A program of your own, as README.md shows it: its one socket is told on standard error.
//!
//! The one idea: the line that names the sockets is the only one that differs from a program on tokio alone.
//! It needs of netlab the library alone: `netlab = { version = "0.1", default-features = false }`.
//!
//! See it run: `netlab tcp-server`, and `cargo run --no-default-features --example own_program` elsewhere.

#![allow(clippy::print_stdout, reason = "it is shown to readers, and runs in their hands")]

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
