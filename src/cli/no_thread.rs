//! Where the system gives no thread.
//!
//! The one idea: a limit that is reached is an answer, not a fault of the program. Most threads are asked
//! for with a result; those of the runtime are not, and panic, which is caught here and said as any other
//! failure is.
//!
//! See it run: `(ulimit -v 30000; netlab chat-server)`, on Linux.

use std::any::Any;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use crate::catalogue::Lang;
use crate::cli::desk::failure::{Failure, NOT_ASKED};

/// Runs the program; where it ends because there is no thread, that is said.
pub(super) fn answered(lang: Lang, is_json: bool, program: impl FnOnce() -> ExitCode) -> ExitCode {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |told| {
        if is_want_of_thread(told.payload()) {
            // What a task could not do costs the task alone; what the program could not do ends below.
            let _ = Failure::of_thread(&io::ErrorKind::WouldBlock.into()).report(lang, is_json);
        } else {
            usual(told);
        }
    }));
    match panic::catch_unwind(AssertUnwindSafe(program)) {
        Ok(code) => code,
        Err(payload) if is_want_of_thread(&*payload) => ExitCode::from(NOT_ASKED),
        Err(payload) => panic::resume_unwind(payload),
    }
}

/// The words of tokio's panic and of the standard library's.
fn is_want_of_thread(payload: &(dyn Any + Send)) -> bool {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or_default();
    ["OS can't spawn worker thread", "failed to spawn thread"].iter().any(|words| text.starts_with(words))
}
