//! The header fields in English: the frame's header.
//!
//! The one idea: a frame's header counts as far as the next device and no further: it is written anew
//! for each link.
//!
//! See it run: `netlab layers --at link`.

use crate::catalogue::entry::FieldText;

pub(super) const ETHERNET_DESTINATION: FieldText = FieldText {
    title: "the device on this link that should take the frame",
    meaning: "A hardware address (MAC address) of 6 bytes, valid on this link alone. It is the \
        receiver's only if that is on the same link; otherwise it is the router's. The kernel learns it \
        by asking the link: by ARP, or with IPv6 by neighbour discovery.",
};

pub(super) const ETHERNET_SOURCE: FieldText = FieldText {
    title: "the device that sends this frame",
    meaning: "The hardware address of the sending card. Each router that passes the packet on builds a \
        new frame and writes its own address here.",
};

pub(super) const ETHERNET_TYPE: FieldText = FieldText {
    title: "what the frame carries",
    meaning: "Which protocol is to read what follows: 0x0800 for IPv4, 0x86dd for IPv6. By it the \
        receiving kernel chooses who handles the packet.",
};
