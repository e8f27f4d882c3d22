//! Wrong: it asks a second socket what port the kernel gives, which is another one.

use std::net::{TcpListener, TcpStream};
use std::{env, io};

fn main() -> io::Result<()> {
    let address = format!("{}:{}", env::var("HOST").expect("HOST"), env::var("PORT").expect("PORT"));
    let server = TcpStream::connect(address)?;
    let own = TcpListener::bind("127.0.0.1:0")?;
    println!("local={} peer={}", own.local_addr()?, server.peer_addr()?);
    Ok(())
}
