//! The usual words for each error, as Linux says them.
//!
//! The one idea: systems word the same error differently, Windows in its user's language and with a full
//! stop. A learner who looks an error up needs one wording, so a name has its words here.
//!
//! See it run: `netlab -q tcp-client 127.0.0.1:1`.

use crate::event::ErrorCode;

/// The error in a few words: lower case, no final stop.
pub(crate) fn words(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::EACCES => "权限不足",
        ErrorCode::EADDRINUSE => "地址已被占用",
        ErrorCode::EADDRNOTAVAIL => "本机不能使用所要求的地址",
        ErrorCode::EAFNOSUPPORT => "协议不支持这个地址族",
        ErrorCode::EAGAIN => "资源暂时不可用",
        ErrorCode::EALREADY => "操作已在进行",
        ErrorCode::EBADF => "文件描述符无效",
        ErrorCode::ECONNABORTED => "软件使连接中止",
        ErrorCode::ECONNREFUSED => "连接被拒绝",
        ErrorCode::ECONNRESET => "连接被重置",
        ErrorCode::EDESTADDRREQ => "缺少目的地址",
        ErrorCode::EFAULT => "地址无效",
        ErrorCode::EHOSTDOWN => "主机已停机",
        ErrorCode::EHOSTUNREACH => "没有到主机的路由",
        ErrorCode::EINPROGRESS => "操作正在进行",
        ErrorCode::EINTR => "系统调用被中断",
        ErrorCode::EINVAL => "参数无效",
        ErrorCode::EISCONN => "套接字已连接",
        ErrorCode::EMFILE => "打开的文件过多",
        ErrorCode::EMSGSIZE => "消息过长",
        ErrorCode::ENETDOWN => "网络已关闭",
        ErrorCode::ENETRESET => "网络复位使连接断开",
        ErrorCode::ENETUNREACH => "网络不可达",
        ErrorCode::ENFILE => "系统中打开的文件过多",
        ErrorCode::ENOBUFS => "没有可用的缓冲区空间",
        ErrorCode::ENODEV => "没有这个设备",
        ErrorCode::ENOENT => "没有这个文件或目录",
        ErrorCode::ENOMEM => "无法分配内存",
        ErrorCode::ENOPROTOOPT => "没有这个协议选项",
        ErrorCode::ENOTCONN => "套接字未连接",
        ErrorCode::ENOTSOCK => "操作对象不是套接字",
        ErrorCode::EOPNOTSUPP => "不支持这个操作",
        ErrorCode::EPERM => "不允许这个操作",
        ErrorCode::EPIPE => "管道已断开",
        ErrorCode::EPROTO => "协议错误",
        ErrorCode::EPROTONOSUPPORT => "不支持这个协议",
        ErrorCode::EPROTOTYPE => "协议与套接字类型不符",
        ErrorCode::ESOCKTNOSUPPORT => "不支持这种套接字类型",
        ErrorCode::ETIMEDOUT => "连接超时",
        ErrorCode::EAI_NONAME => "名字或服务不存在",
        ErrorCode::EAI_AGAIN => "域名解析暂时失败",
        ErrorCode::EAI_FAIL => "域名解析失败，无法恢复",
        ErrorCode::OTHER => "其他错误",
    }
}
