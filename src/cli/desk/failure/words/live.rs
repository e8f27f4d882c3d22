//! What is said where the page on which events appear cannot be.

use std::io;

use crate::catalogue::Lang;
use crate::cli::desk::failure::facts::LiveFailure;
use crate::cli::desk::failure::words::form::Words;
use crate::terminal::escaped_path;

pub(super) fn words_of(lang: Lang, failure: &LiveFailure) -> Words {
    match failure {
        LiveFailure::Taken { pid } => {
            let who = pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
            let whose = pid.map_or_else(String::new, |pid| format!("（pid {pid}）"));
            Words::new(
                lang.pick(
                    format!("another netlab live{who} hears this user's programs already"),
                    format!("另一个 netlab live{whose}已在接收这个用户的程序"),
                ),
                lang.pick(
                    "use its page, or end it; records can be shown beside it: netlab live run.jsonl",
                    "用它的页面，或结束它；记录可以同时显示： netlab live run.jsonl",
                ),
            )
        }
        LiveFailure::Folder { path, cause } if cause.kind == io::ErrorKind::PermissionDenied => {
            let path = escaped_path(path);
            Words::new(
                lang.pick(
                    format!("cannot hear programs at {path}: it is not this user's alone"),
                    format!("未能在 {path} 接收程序：它不是只属于这个用户"),
                ),
                lang.pick(
                    format!("nobody else may enter it: chmod 700 {path}"),
                    format!("其他人不得进入它： chmod 700 {path}"),
                ),
            )
        }
        LiveFailure::Folder { path, cause } => {
            let (path, why) = (escaped_path(path), cause.words(lang));
            Words::new(
                lang.pick(
                    format!("cannot hear programs at {path}: {why}"),
                    format!("未能在 {path} 接收程序：{why}"),
                ),
                lang.pick("NETLAB_HOME can name another folder", "NETLAB_HOME 可以写另一个目录"),
            )
        }
        LiveFailure::FilesOnly => Words::new(
            lang.pick(
                "programs are heard on Linux, macOS and BSD only",
                "只有 Linux、macOS 和 BSD 能接收程序",
            )
            .to_owned(),
            lang.pick(
                "records can be shown, also growing ones: netlab live run.jsonl",
                "记录可以显示，还在增长的也可以： netlab live run.jsonl",
            ),
        ),
    }
}
