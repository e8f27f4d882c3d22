//! The line editor of the chat, for a terminal.
//!
//! The one idea: while a line is being typed, other lines arrive. Both are written to one screen, so
//! both go through one owner: the editor, which draws what arrives above the line being typed.
//!
//! See it run: `netlab chat-client` in two terminals.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rustyline::error::ReadlineError;
use rustyline::{DefaultEditor, ExternalPrinter};
use tokio::sync::{mpsc, oneshot};

use crate::cli::setting::Setting;
use crate::trace::{Pen, summary};

/// An editor that owns the terminal.
pub(super) struct Editor {
    editor: DefaultEditor,
}

/// Lines as they are entered, and the moment at which Ctrl-C was pressed.
type Typed = (mpsc::Receiver<Vec<u8>>, Option<oneshot::Receiver<()>>);

impl Editor {
    /// Takes the terminal over: what is narrated and printed goes through the editor from now on.
    ///
    /// # Errors
    /// Those of the terminal.
    pub(super) fn open(setting: &mut Setting) -> io::Result<Self> {
        let mut editor = DefaultEditor::new().map_err(io::Error::other)?;
        let printer = editor.create_external_printer().map_err(io::Error::other)?;
        let screen = Screen {
            printer: Arc::new(Mutex::new(printer)),
            line: Vec::new(),
            has_colour: setting.has_colour,
        };
        setting.pen = Pen::new(screen.clone(), screen, summary)?;
        Ok(Editor { editor })
    }

    /// Starts to read lines, on a thread of its own, as a pending read cannot be cancelled.
    ///
    /// The lines end with Ctrl-D. When the channel's 64 places are full, typing waits.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(super) fn lines(self) -> io::Result<Typed> {
        let (sender, lines) = mpsc::channel(64);
        let (stop, stopped) = oneshot::channel();
        let Editor { mut editor } = self;
        thread::Builder::new().name("editor".to_owned()).spawn(move || {
            loop {
                match editor.readline("> ") {
                    Ok(text) => {
                        let _ = editor.add_history_entry(&text);
                        // A paste of several lines comes as one text.
                        for line in text.lines() {
                            if sender.blocking_send(line.as_bytes().to_vec()).is_err() {
                                return;
                            }
                        }
                    }
                    Err(ReadlineError::Interrupted) => {
                        let _ = stop.send(());
                        return;
                    }
                    Err(_end_of_input) => {
                        // Ctrl-D ends the lines and not the talk: what is still to come is read.
                        drop(sender);
                        let _kept_until_the_end = stop;
                        loop {
                            thread::park();
                        }
                    }
                }
            }
        })?;
        Ok((lines, Some(stopped)))
    }
}

/// The screen above the line being typed. Text is shown in whole lines.
struct Screen<P> {
    printer: Arc<Mutex<P>>,
    line: Vec<u8>,
    has_colour: bool,
}

impl<P> Clone for Screen<P> {
    fn clone(&self) -> Self {
        Screen { printer: Arc::clone(&self.printer), line: Vec::new(), has_colour: self.has_colour }
    }
}

impl<P: ExternalPrinter> Write for Screen<P> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.line.extend_from_slice(bytes);
        let Some(end) = self.line.iter().rposition(|byte| *byte == b'\n') else { return Ok(bytes.len()) };
        let rest = self.line.split_off(end + 1);
        let lines = std::mem::replace(&mut self.line, rest);
        let text = String::from_utf8_lossy(&lines);
        let text =
            if self.has_colour { text.into_owned() } else { anstream::adapter::strip_str(&text).to_string() };
        let mut printer = self.printer.lock().unwrap_or_else(PoisonError::into_inner);
        printer.print(text).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
