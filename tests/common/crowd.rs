//! A chat room as a scene: one server, many clients, one message that all others get.
//!
//! The one idea: what one says to many is what a drawing must not take apart, so the scene has as many as are asked for.

use netlab::event::Kind;

use crate::common::scene::{Events, Process, SERVER, Socket, process, socket};

/// The room's server and so many clients; the second says something, and all others hear it.
pub(crate) fn crowd(n_clients: u64) -> Vec<Process> {
    let listener = socket(1, SERVER, "");
    let mut server: Events = vec![listener.did(Kind::Bound, 100), listener.did(Kind::Listening, 110)];
    let ends: Vec<(Socket, Socket)> = (1..=n_clients).map(ends).collect();
    let mut clients: Vec<Events> = Vec::new();
    for (n, (here, there)) in (1..).zip(&ends) {
        let t_us = 1_000 * n;
        clients.push(vec![here.did(Kind::Connecting, t_us), here.did(Kind::Connected, t_us + 40)]);
        server.push(there.did(Kind::Accepted, t_us + 60));
    }
    let said = 1_000 * (n_clients + 1);
    clients[1].push(ends[1].0.sent(said, 0, "你好，世界\n"));
    server.push(ends[1].1.received(said + 20, 0, "你好，世界\n"));
    let others = || (0..ends.len()).filter(|index| *index != 1);
    for (n, index) in (1..).zip(others()) {
        let t_us = said + 20 + 10 * n;
        server.push(ends[index].1.sent(t_us, 0, "guest-2: 你好，世界\n"));
        clients[index].push(ends[index].0.received(t_us + 35, 0, "guest-2: 你好，世界\n"));
    }
    let over = said + 1_000;
    for (n, (here, there)) in (1..).zip(&ends) {
        let t_us = over + 100 * n;
        clients[n as usize - 1].push(here.did(Kind::Closed, t_us));
        server.extend([there.did(Kind::PeerFinished, t_us + 20), there.did(Kind::Closed, t_us + 40)]);
    }
    server.push(listener.did(Kind::Closed, over + 100 * (n_clients + 1)).with(|it| it.peer = None));
    let mut processes = vec![process("netlab chat-server", 41, server)];
    for (pid, events) in (42..).zip(clients) {
        processes.push(process("netlab chat-client", pid, events));
    }
    processes
}

/// The two ends of the connection of this client.
fn ends(n: u64) -> (Socket, Socket) {
    let client: &'static str = Box::leak(format!("127.0.0.1:{}", 50_000 + n).into_boxed_str());
    (socket(1, client, SERVER), socket(n + 1, SERVER, client))
}
