//! What a client says to the engine: five verbs of text.
//!
//! The one idea: `PUB netlab.chat.lab.say.a 13` and then 13 bytes. Whoever counts characters where bytes are meant
//! writes a wrong length for any text that is not ASCII, and the engine takes the rest of it for the next verb.
//!
//! See it run: `netlab chat-server --engine nats://127.0.0.1:4222 --machine a`: each `PUB` is told.

use bytes::{BufMut, BytesMut};
use serde_json::json;

/// Who we are; only what `NETLAB_ENGINE_USER` and `NETLAB_ENGINE_PASSWORD` hold.
#[derive(Clone)]
pub struct Login {
    /// The user's name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Says who we are, and what we understand: headers, and to be told where nobody is there to answer.
pub(super) fn connect(out: &mut BytesMut, name: &str, login: Option<&Login>, is_secured: bool) {
    let mut options = json!({
        "verbose": false, "pedantic": false, "tls_required": is_secured, "lang": "rust", "version": "0",
        "protocol": 1, "headers": true, "no_responders": true, "name": name,
    });
    if let Some(Login { user, password }) = login {
        options["user"] = json!(user);
        options["pass"] = json!(password);
    }
    out.put_slice(format!("CONNECT {options}\r\n").as_bytes());
}

/// Wants what is published on a subject, under a number of our own.
pub(super) fn subscribe(out: &mut BytesMut, subject: &str, sid: u64) {
    out.put_slice(format!("SUB {subject} {sid}\r\n").as_bytes());
}

/// Publishes something, with headers if there are any; `reply` is where an answer is wanted.
pub(super) fn publish(
    out: &mut BytesMut,
    (subject, reply): (&str, Option<&str>),
    headers: &[(&str, &str)],
    payload: &[u8],
) {
    let to = reply.map_or_else(|| subject.to_owned(), |reply| format!("{subject} {reply}"));
    if headers.is_empty() {
        out.put_slice(format!("PUB {to} {}\r\n", payload.len()).as_bytes());
    } else {
        let mut lines = "NATS/1.0\r\n".to_owned();
        for (name, value) in headers {
            lines.push_str(&format!("{name}: {value}\r\n"));
        }
        lines.push_str("\r\n");
        let n_bytes = lines.len() + payload.len();
        out.put_slice(format!("HPUB {to} {} {n_bytes}\r\n{lines}", lines.len()).as_bytes());
    }
    out.put_slice(payload);
    out.put_slice(b"\r\n");
}

/// Asks whether the engine is there.
pub(super) fn ping(out: &mut BytesMut) {
    out.put_slice(b"PING\r\n");
}

/// Says that we are.
pub(super) fn pong(out: &mut BytesMut) {
    out.put_slice(b"PONG\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut BytesMut)) -> String {
        let mut out = BytesMut::new();
        write(&mut out);
        String::from_utf8(out.to_vec()).expect("text")
    }

    #[test]
    fn lengths_are_counted_in_bytes() {
        let hello = "小明: hello\n".as_bytes();
        assert_eq!(written(|out| publish(out, ("a.b", None), &[], hello)), "PUB a.b 14\r\n小明: hello\n\r\n");
        assert_eq!(
            written(|out| publish(out, ("a.b", Some("r")), &[("A", "1")], hello)),
            "HPUB a.b r 18 32\r\nNATS/1.0\r\nA: 1\r\n\r\n小明: hello\n\r\n"
        );
    }

    #[test]
    fn a_password_may_hold_any_character_and_is_not_shown() {
        let login = Login { user: "a".to_owned(), password: "x\"\r\nPUB y".to_owned() };
        assert!(!format!("{login:?}").contains("PUB"));
        let said = written(|out| connect(out, "netlab", Some(&login), false));
        assert_eq!(said.matches("\r\n").count(), 1, "{said}");
        assert!(said.contains(r#""pass":"x\"\r\nPUB y""#), "{said}");
    }
}
