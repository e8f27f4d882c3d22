//! A greeting client: is greeted, says a line, finishes, and prints the rest to the end.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;
use std::env;

fn main() -> ExitCode {
    let address = format!("{}:{}", variable("HOST"), variable("PORT"));
    match TcpStream::connect(&address).and_then(talk) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot talk to {address}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn talk(mut server: TcpStream) -> io::Result<()> {
    let mut output = io::stdout();
    let mut buffer = [0; 4096];
    let mut has_spoken = false;
    // A read of nothing is the server's end. Bytes are printed as they are: no cut can hurt them.
    loop {
        let n_bytes = server.read(&mut buffer)?;
        if n_bytes == 0 {
            return Ok(());
        }
        output.write_all(&buffer[..n_bytes])?;
        output.flush()?;
        if !has_spoken && buffer[..n_bytes].contains(&b'\n') {
            has_spoken = true;
            server.write_all(b"Hello from the client!\n")?;
            // One direction ends here; the other still carries what the server says.
            server.shutdown(Shutdown::Write)?;
        }
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
