//! The page's server: loopback, and a handful of answers.
//!
//! The one idea: a browser asks once and then reads for as long as it likes. Each reader has its own place in the ring
//! and takes a piece when there is room on its connection, so none waits for another.
//!
//! See it run: `netlab live --no-open`, and the address that it prints.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::catalogue::Lang;
use crate::live::page::Page;
use crate::live::served::{Body, read};
use crate::live::shown::Shown;
use crate::live::told;

/// More connections than two browsers make.
const MAX_CONNECTIONS: usize = 64;
/// A browser sends the head of a request at once.
const HEAD_LIMIT: Duration = Duration::from_secs(10);

/// Answers browsers until it is dropped.
pub async fn serve(listener: TcpListener, shown: Arc<Shown>) {
    let page = Arc::new(Page::new(&shown));
    let mut all = JoinSet::new();
    loop {
        while all.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        if all.len() < MAX_CONNECTIONS {
            all.spawn(connection(stream, Arc::clone(&shown), Arc::clone(&page)));
        }
    }
}

async fn connection(stream: TcpStream, shown: Arc<Shown>, page: Arc<Page>) {
    // Where it cannot be set, small pieces come a little later.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| answered(request, Arc::clone(&shown), Arc::clone(&page)));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_LIMIT).max_buf_size(64 * 1024);
    // A browser that leaves in the middle is nobody's failure.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}

async fn answered(
    request: Request<Incoming>,
    shown: Arc<Shown>,
    page: Arc<Page>,
) -> Result<Response<Body>, Infallible> {
    let mut response = answer(request, &shown, &page).await;
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, page.policy.clone());
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), hyper::header::HeaderValue::from_static(value));
    }
    Ok(response)
}

/// What stands above every answer.
const ALWAYS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

async fn answer(request: Request<Incoming>, shown: &Arc<Shown>, page: &Page) -> Response<Body> {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let is_page = method == Method::GET && path == "/";
    if shown.guard.check(request.headers(), is_page).is_err() {
        return plain(StatusCode::FORBIDDEN, "forbidden\n");
    }
    match (method, path.as_str()) {
        (Method::GET, "/") => of("text/html; charset=utf-8", Body::whole(page.html.clone())),
        (Method::GET, "/events") => {
            of("application/x-ndjson; charset=utf-8", Body::stream(&shown.ring, after(request.uri().query())))
        }
        (Method::POST, "/told") => match read::<Vec<u64>>(request.into_body()).await {
            Some(ids) => of("application/json", Body::whole(told::told(&shown.ring, &ids))),
            None => plain(StatusCode::BAD_REQUEST, "not understood\n"),
        },
        (Method::POST, "/saved.jsonl") => of("application/x-ndjson", Body::whole(shown.ring.saved())),
        (Method::POST, "/saved.html") => {
            let lang = if request.uri().query() == Some("zh") { Lang::Chinese } else { Lang::English };
            match told::drawn(&shown.ring, lang) {
                Some(page) => of("text/html; charset=utf-8", Body::whole(page)),
                None => plain(StatusCode::NOT_FOUND, "not found\n"),
            }
        }
        _ => plain(StatusCode::NOT_FOUND, "not found\n"),
    }
}

fn after(query: Option<&str>) -> u64 {
    query.and_then(|query| query.strip_prefix("after=")?.parse().ok()).unwrap_or(0)
}

fn of(kind: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(kind));
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = of("text/plain; charset=utf-8", Body::whole(text.to_owned()));
    *response.status_mut() = status;
    response
}
