//! Wrong: read may fill only a part of the four bytes, and the others stay 0.

use std::io::{self, Read, Write};
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
    let mut header = [0; 4];
    while client.read(&mut header)? > 0 {
        let length = u32::from_be_bytes(header);
        if length > 1_048_576 {
            break;
        }
        let mut bytes = vec![0; length as usize];
        client.read_exact(&mut bytes)?;
        let answer = String::from_utf8_lossy(&bytes).chars().count().to_string();
        client.write_all(&[&(answer.len() as u32).to_be_bytes(), answer.as_bytes()].concat())?;
    }
    Ok(())
}
