//! Wrong: it thinks of the server's end as local.

use std::net::TcpStream;
use std::{env, io};

fn main() -> io::Result<()> {
    let address = format!("{}:{}", env::var("HOST").expect("HOST"), env::var("PORT").expect("PORT"));
    let server = TcpStream::connect(address)?;
    let (local, peer) = (server.peer_addr()?, server.local_addr()?);
    println!("local={local} peer={peer}");
    Ok(())
}
