//! Wrong: read_until collects for as long as no newline comes.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(&client));
    }
    Ok(())
}

fn attend(mut client: &TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(client);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let text = line.strip_suffix(b"\n").map_or(line.as_slice(), |text| text.strip_suffix(b"\r").unwrap_or(text));
        client.write_all(&[b"echo: ", text, b"\n"].concat())?;
        line.clear();
    }
    Ok(())
}
