//! What the tour says.
//!
//! The one idea: three short sentences a row: what happened, who did it, and what it does not prove.
//!
//! See it run: `netlab tour`.

/// What a row of the drawing shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scene {
    Bound,
    Listening,
    Connected,
    /// Bytes that leave and arrive in one row.
    Bytes,
    /// Bytes that leave, and arrive in a later row.
    Leaves,
    Arrives,
    Finished,
    ServerCloses,
    Closed,
    /// Anything that the exchange of chapter 1 does not show.
    Other,
}

/// The text of a row.
pub(super) const fn text(scene: Scene) -> &'static str {
    match scene {
        Scene::Bound => {
            "The server asked its kernel for an address and a port, and the kernel gave it this port. \
             No client can connect yet."
        }
        Scene::Listening => {
            "The server called listen. From now on its kernel lets clients in, by itself, also while the program is \
             busy. It does not prove that the program takes them."
        }
        Scene::Connected => {
            "The client called connect. The two kernels made the connection (three-way handshake), and accept \
             gave the server a new socket for this one client: a line of its own."
        }
        Scene::Bytes => {
            "Bytes that one program wrote and the other read. In between they were in the buffers of the kernels. \
             That a write returned does not prove that anybody read: the arrow's end does."
        }
        Scene::Leaves => {
            "Bytes leave: the kernel took them into its send buffer. The other program reads them later, in the row \
             with the same number. Until then they wait in a buffer."
        }
        Scene::Arrives => {
            "The bytes with this number are read now. They waited while the other arrow was under way."
        }
        Scene::Finished => {
            "The client shuts down its sending side (FIN): it will send no more, and can still read. The \
             server read all bytes before it, and then the end."
        }
        Scene::ServerCloses => {
            "The server closes its socket of this client. Its kernel sends a FIN too, and the client reads the end. \
             Now both directions have ended."
        }
        Scene::Closed => {
            "A program gave a socket back to its kernel. The listening socket and the socket of a connection are two \
             sockets, so each is closed by itself."
        }
        Scene::Other => "",
    }
}

/// At the top.
pub(super) const TITLE: &str = "Tour · a server and a client greet each other";

/// At the top: where one is.
pub(super) fn place(step: usize, n_steps: usize) -> String {
    format!("{}{} {step} of {n_steps}", "●".repeat(step), "○".repeat(n_steps.saturating_sub(step)))
}

/// At the foot, by keys and what they do.
pub(super) const fn keys(is_last: bool) -> [(&'static str, &'static str); 3] {
    [("Enter", if is_last { "end" } else { "next" }), ("b", "back"), ("q", "quit")]
}

/// Above what is told at once.
pub(super) const INTRODUCTION: &str = "A server and a client greet each other over a real TCP connection on this \
    machine. Each line is one thing that one socket did: when, who, what, and the fact. The first time \
    something happens it is explained.\n";

/// Below what is told at once.
pub(super) fn took(span: &str) -> String {
    format!("All of this took {span}; it was told after it had happened.")
}

/// At the end.
pub(super) const NEXT: &str = "
Next, the same in two terminals, and the lesson that goes with it:
  netlab tcp-server    in one terminal
  netlab tcp-client    in another
  netlab lesson 1      what travels, and what a socket is
";
