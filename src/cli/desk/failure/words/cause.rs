//! Causes that have no code in the catalogue: of files, and of our own parts.

use std::io;

use crate::catalogue::Lang;
use crate::check::JudgeLack;
use crate::files::FileTrouble;

/// What was found of a file.
pub(in crate::cli::desk::failure) fn file_trouble(lang: Lang, trouble: FileTrouble) -> &'static str {
    match trouble {
        FileTrouble::TooManyLinks => lang.pick("too many levels of symbolic links", "符号链接的层数过多"),
        FileTrouble::LockHeld => lang.pick("another netlab holds its lock", "另一个 netlab 持有它的锁"),
    }
}

/// What the judge lacks here.
pub(in crate::cli::desk::failure) fn judge_lack(lang: Lang, lack: JudgeLack) -> String {
    match lack {
        JudgeLack::FreePort { first, last } => lang.pick(
            format!("no free port from {first} to {last}"),
            format!("从 {first} 到 {last} 没有空闲端口"),
        ),
        JudgeLack::ProcessGroups => lang
            .pick(
                "this system has no process groups; run the check on Linux or macOS",
                "这个系统没有进程组；在 Linux 或 macOS 上运行检查",
            )
            .to_owned(),
        JudgeLack::PseudoTerminals => lang
            .pick(
                "this system has no pseudo-terminals; run the check on Linux or macOS",
                "这个系统没有伪终端；在 Linux 或 macOS 上运行检查",
            )
            .to_owned(),
    }
}

/// What was read is no text.
pub(in crate::cli::desk::failure) fn not_utf_8(lang: Lang) -> &'static str {
    lang.pick("it is not text in UTF-8", "不是 UTF-8 文本")
}

/// What happens to files, and has no code here; `None` where the system's own words are as good.
pub(in crate::cli::desk::failure) fn of_kind(lang: Lang, kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind as Is;
    Some(match kind {
        Is::NotFound => lang.pick("no such file or directory", "没有这个文件或目录"),
        Is::PermissionDenied => lang.pick("permission denied", "权限不足"),
        Is::AlreadyExists => lang.pick("file exists", "文件已存在"),
        Is::BrokenPipe => lang.pick("broken pipe", "管道已断开"),
        Is::StorageFull => lang.pick("no space left on device", "设备上没有剩余空间"),
        Is::IsADirectory => lang.pick("is a directory", "是目录"),
        Is::NotADirectory => lang.pick("not a directory", "不是目录"),
        Is::ReadOnlyFilesystem => lang.pick("read-only file system", "文件系统只读"),
        _ => return None,
    })
}
