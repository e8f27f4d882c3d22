//! What is said of TLS before anybody speaks it.
//!
//! The one idea: an authority is given to one client, for one purpose. Whoever installs it lets it speak for others to
//! all of his programs.

use std::path::Path;

use crate::catalogue::Lang;
use crate::terminal::escaped_path;

/// There was no authority yet.
pub(super) fn made_authority(lang: Lang) -> &'static str {
    lang.pick(
        "note: made an authority for the lab; it is valid for two years",
        "注意：已创建实验用的证书机构，有效期两年",
    )
}

/// What a client needs who wants to come in.
pub(super) fn clients_need(lang: Lang, certificate: &Path) -> String {
    let file = escaped_path(certificate);
    lang.pick(
        format!(
            "note: other clients need --cafile {file}; give it to a program, never install it in a system or a \
             browser"
        ),
        format!("注意：其他客户端需要 --cafile {file} ；把它交给某个程序，不要安装到系统或浏览器里"),
    )
}

/// Whoever has the keys can read all.
pub(super) fn keys_are_logged(lang: Lang, file: &str) -> String {
    lang.pick(
        format!("note: SSLKEYLOGFILE is set: the keys go to {file}; whoever has them can read all of this"),
        format!("注意：设置了 SSLKEYLOGFILE：密钥写入 {file} ；得到密钥的人可以读到全部内容"),
    )
}
