//! Keys as they are pressed.
//!
//! The one idea: a read of a terminal cannot be cancelled, so it is done by a plain thread, which is left where
//! it waits when the program ends. There is one such thread, whatever the keys are for.
//!
//! See it run: `netlab lesson 2`, and `netlab chat-client`.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

#[cfg(unix)]
use tokio::sync::mpsc;

use crate::cli::keyboard::key::{Key, Keys};
use crate::kernel::standard;

/// Hands over the keys of standard input as they come, several where they come at once, and `None` behind the
/// last.
///
/// # Errors
/// Those of starting a thread.
pub(crate) fn hand_over(
    name: &str,
    mut keys: Keys,
    mut each: impl FnMut(Option<Vec<Key>>) -> ControlFlow<()> + Send + 'static,
) -> io::Result<()> {
    let read = move || {
        let mut bytes = [0; 4096];
        loop {
            let n_bytes = match standard::Input.read(&mut bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read.unwrap_or(0),
            };
            let mut pressed = (n_bytes > 0).then(|| keys.read(&bytes[..n_bytes]));
            // A sequence comes at once; ESC with nothing behind it is the key.
            if let Some(pressed) = &mut pressed
                && keys.may_be_escape()
                && !standard::is_input_within(SEQUENCE)
            {
                pressed.push(keys.escape_key());
            }
            if each(pressed).is_break() || n_bytes == 0 {
                return;
            }
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(read).map(drop)
}

/// Longer than this no terminal takes from one byte of a sequence to the next.
const SEQUENCE: Duration = Duration::from_millis(50);

/// Keys as they are pressed. When the channel's 64 places are full, typing waits.
///
/// # Errors
/// Those of starting a thread.
#[cfg(unix)]
pub(crate) fn keys() -> io::Result<mpsc::Receiver<Vec<Key>>> {
    keys_as(Keys::default())
}

/// The same, the Escape key among them.
///
/// # Errors
/// As of [`keys`].
#[cfg(unix)]
pub(crate) fn keys_with_escape() -> io::Result<mpsc::Receiver<Vec<Key>>> {
    keys_as(Keys::with_escape())
}

#[cfg(unix)]
fn keys_as(keys: Keys) -> io::Result<mpsc::Receiver<Vec<Key>>> {
    let (sender, pressed) = mpsc::channel(64);
    hand_over("keys", keys, move |keys| match keys.map(|keys| sender.blocking_send(keys)) {
        Some(Ok(())) => ControlFlow::Continue(()),
        Some(Err(_)) | None => ControlFlow::Break(()),
    })?;
    Ok(pressed)
}
