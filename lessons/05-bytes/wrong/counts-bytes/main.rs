//! Wrong: the length of a String is its number of bytes.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(client));
    }
    Ok(())
}

fn attend(mut client: TcpStream) -> io::Result<()> {
    loop {
        let mut header = [0; 4];
        client.read_exact(&mut header)?;
        let length = u32::from_be_bytes(header);
        if length > 1_048_576 {
            return Err(ErrorKind::InvalidData.into());
        }
        let mut bytes = vec![0; length as usize];
        client.read_exact(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let answer = text.len().to_string();
        client.write_all(&(answer.len() as u32).to_be_bytes())?;
        client.write_all(answer.as_bytes())?;
    }
}
