//! The OSI layers in English, for any message and for one command of FTP.
//!
//! The one idea: a layer is a question that somebody must answer before bytes can arrive, and the
//! answer comes from the program, the kernel, the card or a router.
//!
//! See it run: `netlab layers`.

use crate::catalogue::Osi;
use crate::catalogue::entry::OsiText;

/// What a layer does.
pub(crate) fn text(layer: Osi) -> &'static OsiText {
    match layer {
        Osi::Application => &APPLICATION,
        Osi::Presentation => &PRESENTATION,
        Osi::Session => &SESSION,
        Osi::Transport => &TRANSPORT,
        Osi::Network => &NETWORK,
        Osi::DataLink => &DATA_LINK,
        Osi::Physical => &PHYSICAL,
    }
}

const APPLICATION: OsiText = OsiText {
    name: "application",
    part: "what it means, as programs agreed",
    ftp: "RETR means \"send me this file\"",
    handler: "the program",
    local_part: None,
    local_handler: "the program",
};

const PRESENTATION: OsiText = OsiText {
    name: "presentation",
    part: "which bytes stand for it: UTF-8",
    ftp: "ASCII letters, then CR and LF",
    handler: "the program",
    local_part: None,
    local_handler: "the program",
};

const SESSION: OsiText = OsiText {
    name: "session",
    part: "who speaks when",
    ftp: "log in first; command, then reply",
    handler: "the program",
    local_part: None,
    local_handler: "the program",
};

const TRANSPORT: OsiText = OsiText {
    name: "transport",
    part: "to which program: port",
    ftp: "TCP: port 21; in order; repeated",
    handler: "both kernels",
    local_part: None,
    local_handler: "the kernel",
};

const NETWORK: OsiText = OsiText {
    name: "network",
    part: "to which machine:",
    ftp: "IP: the address, and the way there",
    handler: "kernels, routers",
    local_part: None,
    local_handler: "the kernel",
};

const DATA_LINK: OsiText = OsiText {
    name: "data link",
    part: "to the next device: a frame",
    ftp: "a frame to the next device",
    handler: "kernel and card",
    local_part: Some("to itself: a frame for nobody else"),
    local_handler: "the kernel",
};

const PHYSICAL: OsiText = OsiText {
    name: "physical",
    part: "bits as voltage, light or radio",
    ftp: "bits as voltage, light or radio",
    handler: "the card",
    local_part: Some("nothing: the bytes stay in memory"),
    local_handler: "nobody",
};
