//! Wrong: it accepts one member and stays with it until it has gone.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::env;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    let mut members: Vec<TcpStream> = Vec::new();
    let mut said: Vec<Vec<u8>> = Vec::new();
    for mut member in listener.incoming().flatten() {
        for line in &said {
            let _ = member.write_all(line);
        }
        members.push(member.try_clone()?);
        let mut reader = BufReader::new(member);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|n_bytes| n_bytes > 0) {
            said.push(std::mem::take(&mut line));
        }
    }
    Ok(())
}
