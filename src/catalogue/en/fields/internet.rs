//! The header fields in English: the packet's headers.
//!
//! The one idea: these fields are read by every router on the way, so they hold what a router must
//! know, and nothing of programs.
//!
//! See it run: `netlab layers --at internet`.

use crate::catalogue::entry::FieldText;

pub(super) const IPV_4_VERSION: FieldText = FieldText {
    title: "which version of IP this is",
    meaning: "4 bits, and the number 4. They stand first so that a receiver knows how to read the rest.",
};

pub(super) const IPV_4_HEADER_LENGTH: FieldText = FieldText {
    title: "where the header ends",
    meaning: "4 bits that count units of 4 bytes: 5 means 20 bytes, which is a header without options.",
};

pub(super) const IPV_4_TYPE_OF_SERVICE: FieldText = FieldText {
    title: "how to treat the packet, and whether there is congestion",
    meaning: "8 bits, once called type of service. 6 of them (DSCP) ask routers for a kind of treatment, \
        which most ignore; with 2 (ECN) a router can report congestion before it must drop packets.",
};

pub(super) const IPV_4_TOTAL_LENGTH: FieldText = FieldText {
    title: "how long the packet is, header and all",
    meaning: "At most 65,535. It also tells where the packet ends in a frame that was padded.",
};

pub(super) const IPV_4_IDENTIFICATION: FieldText = FieldText {
    title: "a number that all fragments of one packet share",
    meaning: "By it the receiver puts the fragments of a packet together. It has no meaning in a packet \
        that is not and must not be fragmented.",
};

pub(super) const IPV_4_FLAGS: FieldText = FieldText {
    title: "whether it may be fragmented, and whether more follows",
    meaning: "'Do not fragment' forbids routers to split the packet: one that is too large is dropped \
        and reported, so that the sender finds the path's MTU. 'More fragments' is set in all fragments \
        but the last.",
};

pub(super) const IPV_4_FRAGMENT_OFFSET: FieldText = FieldText {
    title: "where in the whole packet this piece begins",
    meaning: "13 bits that count units of 8 bytes. It is 0 in a packet that is not fragmented, and in a \
        first fragment.",
};

pub(super) const IPV_4_TTL: FieldText = FieldText {
    title: "how many more routers may forward it",
    meaning: "Time to live: each router takes 1 away and drops the packet at 0, so that no packet \
        circles forever. Linux begins with 64. traceroute uses it to find the routers.",
};

pub(super) const IPV_4_PROTOCOL: FieldText = FieldText {
    title: "what the packet carries",
    meaning: "Which protocol is to read what follows: 6 for TCP, 17 for UDP, 1 for ICMP. TCP and UDP \
        have ports of their own, so this comes before the port.",
};

pub(super) const IPV_4_CHECKSUM: FieldText = FieldText {
    title: "a sum over the header alone",
    meaning: "Each router checks it, and computes it again because the TTL has changed. It does not \
        cover the data: that is left to TCP and UDP.",
};

pub(super) const IPV_4_SOURCE: FieldText = FieldText {
    title: "the machine that sends",
    meaning: "4 bytes. The answer goes there. A router that translates addresses (NAT) writes its own \
        here.",
};

pub(super) const IPV_4_DESTINATION: FieldText = FieldText {
    title: "the machine that the packet is for",
    meaning: "4 bytes. By it each router chooses the next device. It stays the same all the way, unless \
        an address is translated (NAT).",
};

pub(super) const IPV_4_OPTIONS: FieldText = FieldText {
    title: "rare additions to the header",
    meaning: "For instance to record the route. Many routers drop packets with options, so programs do \
        without them.",
};

pub(super) const IPV_6_VERSION: FieldText = FieldText {
    title: "which version of IP this is",
    meaning: "4 bits, and the number 6. They stand first so that a receiver knows how to read the rest.",
};

pub(super) const IPV_6_TRAFFIC_CLASS: FieldText = FieldText {
    title: "how to treat the packet, and whether there is congestion",
    meaning: "8 bits. 6 of them (DSCP) ask routers for a kind of treatment, which most ignore; with 2 \
        (ECN) a router can report congestion before it must drop packets.",
};

pub(super) const IPV_6_FLOW_LABEL: FieldText = FieldText {
    title: "a number that a conversation's packets share",
    meaning: "20 bits, chosen at random by the sender's kernel. Routers with several equal ways can use \
        it to keep the packets of one conversation on one way.",
};

pub(super) const IPV_6_PAYLOAD_LENGTH: FieldText = FieldText {
    title: "how many bytes follow this header",
    meaning: "At most 65,535. The header itself is not counted: it always has 40 bytes.",
};

pub(super) const IPV_6_NEXT_HEADER: FieldText = FieldText {
    title: "what the packet carries",
    meaning: "Which header is to be read next: 6 for TCP, 17 for UDP, 58 for ICMPv6, 44 for a fragment.",
};

pub(super) const IPV_6_HOP_LIMIT: FieldText = FieldText {
    title: "how many more routers may forward it",
    meaning: "Each router takes 1 away and drops the packet at 0, so that no packet circles forever. \
        IPv4 calls it TTL.",
};

pub(super) const IPV_6_SOURCE: FieldText =
    FieldText { title: "the machine that sends", meaning: "16 bytes. The answer goes there." };

pub(super) const IPV_6_DESTINATION: FieldText = FieldText {
    title: "the machine that the packet is for",
    meaning: "16 bytes. By it each router chooses the next device.",
};

pub(super) const FRAGMENT_NEXT_HEADER: FieldText = FieldText {
    title: "what was fragmented",
    meaning: "Which header begins the whole packet, once its fragments are put together.",
};

pub(super) const FRAGMENT_OFFSET: FieldText = FieldText {
    title: "where this piece begins, and whether more follow",
    meaning: "13 bits that count units of 8 bytes, and one bit that is 1 in all pieces but the last.",
};

pub(super) const FRAGMENT_IDENTIFICATION: FieldText = FieldText {
    title: "a number that all fragments of one packet share",
    meaning: "By it the receiver puts the fragments of a packet together. With IPv6 only the sender \
        fragments, never a router.",
};
