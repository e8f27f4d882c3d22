//! See what your sockets do: observed sockets for programs on tokio, and the words for what happens to them.
//!
//! Say `use netlab::net` where you said `use tokio::net`, and call [`tell()`] once in `main`:
//!
//! ```
//! use netlab::net::{TcpListener, TcpStream}; // instead of tokio::net
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> std::io::Result<()> {
//!     let _telling = netlab::tell()?;
//!     let listener = TcpListener::bind("127.0.0.1:0").await?;
//!     let _client = TcpStream::connect(listener.local_addr()?).await?;
//!     let (_server, _from) = listener.accept().await?;
//!     Ok(())
//! }
//! ```
//!
//! Each socket's life is told on standard error, with an explanation where something happens for the first
//! time. Nothing else changes: the types of [`net`] have tokio's names, its functions and its results, and
//! without [`tell()`] an event costs a few nanoseconds. A program that has a `tracing` subscriber already adds
//! [`layer()`] to it; whoever wants the events themselves writes an [`Ear`](trace::Ear).
//!
//! For this, `netlab = { version = "0.1", default-features = false }` is enough. The feature `cli`, which is on
//! by default, adds the program `netlab` and all that it teaches with.
//!
//! # The map of this house
//!
//! It has six floors, and imports go downward only (a test holds it). What is marked needs that feature.
//!
//! | floor | module | what is there | |
//! |---|---|---|---|
//! | 6 | [`cli`] | the command line: arguments, terminal, signals, exit codes | `cli` |
//! | 5 | [`check`] | the judge: exercises, their checks, their verdicts | `cli` |
//! | 4 | [`chapters`] | the tutorial's programs, ordinary tokio | `cli` |
//! |   | [`telling`] | this process's own sockets heard, on its own standard error | |
//! |   | [`impair`] | links that break on purpose: rules, and relays for streams and datagrams | `cli` |
//! |   | [`trace`] | events heard: told in words, or recorded to a file | |
//! |   | [`ladder`] | events drawn: a line per socket, an arrow per byte range | `cli` |
//! |   | [`live`] | a page on which events appear as they happen | `cli` |
//! | 3 | [`net`] | observed sockets, drop-in for `tokio::net` | |
//! |   | [`tls`] | TLS above `net`: a client's side, a server's, the lab's own authority | `tls` |
//! |   | [`observe`] | another program's calls become events | `cli` |
//! |   | [`catalogue`] | every explanation | |
//! | 2 | [`kernel`] | the kernel's own view of a socket, and another program's calls | |
//! |   | [`packet`] | a frame taken apart into layers, with names and byte ranges | |
//! |   | [`lessons`] | the lessons' loader, and progress | `cli` |
//! | 1 | [`event`] | what can happen to a socket | |
//! |   | [`lang`] | the languages of texts, and which one is chosen | |
//! |   | [`markdown`] | texts, drawn in rows of characters | `cli` |
//! |   | [`terminal`] | width, wrapping, escaping | |
//! |   | [`files`] | files that are whole or not there | `cli` |
//! |   | [`toml_file`] | what people write in TOML, read with its mistakes | `cli` |

pub mod catalogue;
#[cfg(feature = "cli")]
pub mod chapters;
#[cfg(feature = "cli")]
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod event;
#[cfg(feature = "cli")]
pub mod files;
#[cfg(feature = "cli")]
pub mod impair;
pub mod kernel;
#[cfg(feature = "cli")]
pub mod ladder;
pub mod lang;
#[cfg(feature = "cli")]
pub mod lessons;
#[cfg(feature = "cli")]
pub mod live;
#[cfg(feature = "cli")]
pub mod markdown;
pub mod net;
#[cfg(feature = "cli")]
pub mod observe;
pub mod packet;
pub mod telling;
pub mod terminal;
#[cfg(feature = "tls")]
pub mod tls;
#[cfg(feature = "cli")]
pub mod toml_file;
pub mod trace;

pub use telling::{Telling, layer, tell};
