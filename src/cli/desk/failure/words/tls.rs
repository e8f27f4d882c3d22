//! What is said where TLS cannot be spoken.
//!
//! The one idea: a certificate that is refused is refused for a good reason, so no hint ever says how to look away.

use crate::catalogue::{Lang, tls_failure};
use crate::cli::desk::address::Address;
use crate::cli::desk::failure::facts::{NoAuthority, TlsTrouble};
use crate::cli::desk::failure::words::form::Words;
use crate::event::{TlsFacts, TlsFailure};
use crate::terminal::{escaped, escaped_path};

pub(super) fn words_of(lang: Lang, failure: &TlsTrouble) -> Words {
    Words { message: message(lang, failure), hint: Some(hint(lang, failure)) }
}

fn message(lang: Lang, failure: &TlsTrouble) -> String {
    match failure {
        TlsTrouble::NotBuilt => {
            lang.pick("this netlab was built without TLS", "这个 netlab 构建时没有包含 TLS").to_owned()
        }
        TlsTrouble::NoHome => lang
            .pick("there is no place to keep the lab's authority", "没有保存实验用证书机构的地方")
            .to_owned(),
        TlsTrouble::NotKept { dir, cause } => {
            let (dir, why) = (escaped_path(dir), cause.words(lang));
            lang.pick(
                format!("cannot keep the lab's authority in {dir}: {why}"),
                format!("未能在 {dir} 中保存实验用的证书机构：{why}"),
            )
        }
        TlsTrouble::NoneYet { dir } => {
            let dir = escaped_path(dir);
            lang.pick(format!("there is no authority in {dir}"), format!("{dir} 中没有证书机构"))
        }
        TlsTrouble::Authority { dir, why } => no_authority(lang, &escaped_path(dir), *why),
        TlsTrouble::OutOfBounds { at } => lang.pick(
            format!("the lab's authority may not vouch for {at}"),
            format!("实验用的证书机构不能为 {at} 签署证书"),
        ),
        TlsTrouble::AuthoritiesNotRead { file, cause } => {
            let (file, why) = (escaped_path(file), cause.words(lang));
            lang.pick(format!("cannot read {file}: {why}"), format!("未能读取 {file}：{why}"))
        }
        TlsTrouble::NoCertificates { file } => {
            let file = escaped_path(file);
            lang.pick(
                format!("there is no certificate of an authority in {file}"),
                format!("{file} 中没有机构的证书"),
            )
        }
        TlsTrouble::NoServerName { name } => {
            let name = escaped(name.as_bytes());
            lang.pick(format!("{name} is no name of a server"), format!("{name} 不是服务器的名字"))
        }
        TlsTrouble::Refused { with, name, facts, error, .. } => {
            let why = tls_failure(lang, facts, Some(name));
            let code = error.map_or_else(String::new, |error| format!(" ({})", error.code));
            lang.pick(
                format!("cannot speak TLS with {with}: {why}{code}"),
                format!("未能与 {with} 建立 TLS：{why}{code}"),
            )
        }
    }
}

fn no_authority(lang: Lang, dir: &str, why: NoAuthority) -> String {
    match why {
        NoAuthority::Unreadable => lang.pick(
            format!("ca.pem and ca.key in {dir} are not an authority's certificate and its key"),
            format!("{dir} 中的 ca.pem 和 ca.key 不是证书机构的证书和密钥"),
        ),
        NoAuthority::Expired => {
            lang.pick(format!("the authority in {dir} is valid no more"), format!("{dir} 中的证书机构已过期"))
        }
        NoAuthority::NotMade => lang.pick(
            format!("no certificate could be made with the authority in {dir}"),
            format!("未能用 {dir} 中的证书机构签署证书"),
        ),
    }
}

fn hint(lang: Lang, failure: &TlsTrouble) -> String {
    match failure {
        TlsTrouble::NotBuilt => lang
            .pick(
                "build it with the feature: cargo install --path . --features tls; that needs a C compiler",
                "构建时加上这个特性： cargo install --path . --features tls；需要 C 编译器",
            )
            .to_owned(),
        TlsTrouble::NoHome => lang
            .pick("say where: --tls=DIR; or set HOME or NETLAB_HOME", "写明位置： --tls=DIR；或者设置 HOME 或 NETLAB_HOME")
            .to_owned(),
        TlsTrouble::NotKept { .. } => {
            lang.pick("keep it elsewhere: --tls=DIR", "保存在别处： --tls=DIR").to_owned()
        }
        TlsTrouble::NoneYet { .. } => lang
            .pick(
                "a server makes it: netlab tcp-server --tls; or name the file of another authority: --cafile FILE",
                "由服务器创建： netlab tcp-server --tls；或者写明其他机构的文件： --cafile FILE",
            )
            .to_owned(),
        TlsTrouble::Authority { dir, .. } => {
            let dir = escaped_path(dir);
            lang.pick(
                format!("a new one is made where none is: remove {dir}, and give the new ca.pem to all clients"),
                format!("没有机构时会创建新的：删除 {dir}，再把新的 ca.pem 交给所有客户端"),
            )
        }
        TlsTrouble::OutOfBounds { .. } => lang
            .pick(
                "it vouches for localhost, names that end in .test, the loopback and private addresses alone",
                "它只为 localhost、以 .test 结尾的名字、环回地址和私有地址签署证书",
            )
            .to_owned(),
        TlsTrouble::AuthoritiesNotRead { .. } | TlsTrouble::NoCertificates { .. } => lang
            .pick(
                "a server that speaks TLS says which file its clients need",
                "使用 TLS 的服务器会说明客户端需要哪个文件",
            )
            .to_owned(),
        TlsTrouble::NoServerName { .. } => {
            lang.pick("say it apart from the address: --server-name localhost", "把名字单独写出来： --server-name localhost").to_owned()
        }
        TlsTrouble::Refused { with, program, facts, .. } => refused_hint(lang, (with, program), facts),
    }
}

fn refused_hint(lang: Lang, (with, program): (&Address, &str), facts: &TlsFacts) -> String {
    match facts.failure {
        Some(TlsFailure::UnknownAuthority) => lang
            .pick(
                "name the file of whoever signed it: --cafile FILE; the server says which one",
                "写明签署机构的文件： --cafile FILE；服务器会说明是哪一个",
            )
            .to_owned(),
        Some(TlsFailure::WrongName) => {
            let name = facts.names.first().map_or_else(|| "NAME".to_owned(), |name| escaped(name.as_bytes()));
            lang.pick(
                format!("is it the server that was meant? Then ask for its name: --server-name {name}"),
                format!("是要找的那个服务器吗？如果是，就用它的名字： --server-name {name}"),
            )
        }
        Some(TlsFailure::NotTls | TlsFailure::CutOff | TlsFailure::TooSlow) => lang.pick(
            format!("does the server speak TLS? Without it: netlab {program} {with}"),
            format!("服务器使用 TLS 吗？不使用 TLS： netlab {program} {with}"),
        ),
        _ => lang
            .pick("what that means: netlab explain tls-failed", "这个事件的含义： netlab explain tls-failed")
            .to_owned(),
    }
}
