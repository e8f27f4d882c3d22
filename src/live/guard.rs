//! Who may ask the page's server for anything.
//!
//! The one idea: every page of every site that a browser has open can send requests to 127.0.0.1. So the name by which
//! we are called must be ours (else a foreign name was made to point here), the page that asks must be ours, and for all
//! but the empty page a secret is needed that no other page knows.

use std::net::SocketAddr;

use hyper::header::{AUTHORIZATION, HOST, HeaderMap, HeaderName, ORIGIN};

/// Decides.
#[derive(Debug, Clone)]
pub struct Guard {
    hosts: [String; 2],
    token: String,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It calls us by a name that is not ours.
    Host,
    /// Another site's page asks.
    Origin,
    /// It does not know the secret.
    Token,
}

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

impl Guard {
    /// For a server at this address, and with this secret.
    #[must_use]
    pub fn new(at: SocketAddr, token: String) -> Guard {
        Guard { hosts: [at.to_string(), format!("localhost:{}", at.port())], token }
    }

    /// The page's address with the secret behind `#`, which a browser sends to nobody.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}/#{}", self.hosts[0], self.token)
    }

    /// Whether a request may be answered; the page itself holds no secret.
    pub(super) fn check(&self, headers: &HeaderMap, is_page: bool) -> Result<(), Refused> {
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let host = text(HOST).ok_or(Refused::Host)?;
        if !self.hosts.iter().any(|ours| ours == host) {
            return Err(Refused::Host);
        }
        let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(|it| it == host);
        let is_from_elsewhere = match text(FETCH_SITE) {
            // A link or a bookmark may lead to the page, and to nothing else.
            Some("none") => !is_page,
            Some("same-origin") | None => false,
            Some(_) => !is_page,
        };
        if text(ORIGIN).is_some_and(|origin| !is_own(origin)) || is_from_elsewhere {
            return Err(Refused::Origin);
        }
        let given = text(AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        if is_page || given.is_some_and(|given| is_same(given, &self.token)) {
            Ok(())
        } else {
            Err(Refused::Token)
        }
    }
}

/// Compares without telling by its time how much of it was right.
fn is_same(one: &str, other: &str) -> bool {
    let differs = one.bytes().zip(other.bytes()).fold(0, |all, (one, other)| all | (one ^ other));
    one.len() == other.len() && differs == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_page_with_the_secret_is_answered() {
        let guard = Guard::new("127.0.0.1:4000".parse().expect("an address"), "abc".to_owned());
        let check = |headers: &[(&'static str, &'static str)], is_page, expected| {
            let headers: HeaderMap = headers
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), value.parse().expect("a value")))
                .collect();
            assert_eq!(guard.check(&headers, is_page).err(), expected, "{headers:?}");
        };
        let (host, token) = (("host", "127.0.0.1:4000"), ("authorization", "Bearer abc"));
        check(&[host], true, None);
        check(&[host, token], false, None);
        check(&[("host", "localhost:4000"), ("origin", "http://localhost:4000"), token], false, None);
        check(
            &[host, ("origin", "http://127.0.0.1:4000"), ("sec-fetch-site", "same-origin"), token],
            false,
            None,
        );
        check(&[token], false, Some(Refused::Host));
        check(&[("host", "evil.example:4000"), token], true, Some(Refused::Host));
        check(&[host, ("origin", "http://evil.example"), token], false, Some(Refused::Origin));
        check(&[host, ("origin", "null"), token], false, Some(Refused::Origin));
        check(&[host, ("origin", "http://localhost:4000"), token], false, Some(Refused::Origin));
        check(&[host, ("sec-fetch-site", "cross-site"), token], false, Some(Refused::Origin));
        check(&[host, ("sec-fetch-site", "cross-site")], true, None);
        check(&[host], false, Some(Refused::Token));
        check(&[host, ("authorization", "Bearer abd")], false, Some(Refused::Token));
        check(&[host, ("authorization", "Bearer abcd")], false, Some(Refused::Token));
        check(&[host, ("authorization", "abc")], false, Some(Refused::Token));
    }
}
