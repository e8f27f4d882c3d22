//! Wrong: a read of 0 bytes is taken for "nothing yet", so the loop spins and the socket stays open.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::{env, io, thread, time::Duration};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    for mut client in listener.incoming().flatten() {
        thread::spawn(move || -> io::Result<()> {
            client.write_all(b"Hello from the server. Who is there?\n")?;
            let mut buffer = [0; 1024];
            loop {
                if client.read(&mut buffer)? == 0 {
                    thread::sleep(Duration::from_millis(10));
                }
            }
        });
    }
    Ok(())
}
