//! A server that counts characters: four bytes of length, then the text; the answers are framed alike.

use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

const MAX_TEXT: u32 = 1_048_576;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", variable("HOST"), variable("PORT")))?;
    for client in listener.incoming() {
        let Ok(client) = client else { continue };
        thread::spawn(move || {
            if let Err(error) = attend(&client) {
                println!("a client was cut off: {error}");
            }
        });
    }
    Ok(())
}

fn attend(mut client: &TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(client);
    loop {
        let mut header = [0; 4];
        // read would give what has arrived; read_exact reads on until all four are there.
        match reader.read_exact(&mut header) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        // The highest byte comes first, whatever this machine's own order is.
        let length = u32::from_be_bytes(header);
        // The length is a stranger's claim: it is compared before room is made for it.
        if length > MAX_TEXT {
            return Ok(());
        }
        let mut bytes = vec![0; length as usize];
        reader.read_exact(&mut bytes)?;
        // Decoded once it is whole, so that no character is cut in two. len() would count bytes.
        let text = String::from_utf8(bytes).map_err(io::Error::other)?;
        let digits = text.chars().count().to_string();
        // One write: a length by itself would travel alone.
        client.write_all(&[&(digits.len() as u32).to_be_bytes(), digits.as_bytes()].concat())?;
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
