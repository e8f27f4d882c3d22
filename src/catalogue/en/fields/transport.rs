//! The header fields in English: the headers of segments and datagrams.
//!
//! The one idea: only the two ends read these: a router passes them on unseen.
//!
//! See it run: `netlab layers --at transport`.

use crate::catalogue::entry::FieldText;

pub(super) const TCP_SOURCE_PORT: FieldText = FieldText {
    title: "which socket on the sending machine",
    meaning: "A client's kernel chose it when the program connected. The answer comes back to it.",
};

pub(super) const TCP_DESTINATION_PORT: FieldText = FieldText {
    title: "which socket on the receiving machine",
    meaning: "The port that the client connects to. With both addresses and the other port it identifies \
        one connection.",
};

pub(super) const TCP_SEQUENCE_NUMBER: FieldText = FieldText {
    title: "the place of the first data byte in the stream",
    meaning: "The count begins at a number that a stranger cannot guess. By it the receiver's kernel \
        puts segments in order, and drops what it has already.",
};

pub(super) const TCP_ACKNOWLEDGMENT_NUMBER: FieldText = FieldText {
    title: "the byte expected next from the other side",
    meaning: "All bytes before it have arrived in the kernel that sends this (a cumulative \
        acknowledgement). It says nothing about what the program has read.",
};

pub(super) const TCP_HEADER_LENGTH: FieldText = FieldText {
    title: "where the header ends and the data begin",
    meaning: "4 bits that count units of 4 bytes. TCP has no field for the data's length: that follows \
        from the packet's.",
};

pub(super) const TCP_FLAGS: FieldText = FieldText {
    title: "what kind of segment it is",
    meaning: "ACK: the acknowledgment number counts, as in all segments of an open connection. PSH: the \
        sender has no more to send for now. SYN opens a connection, FIN ends one direction, RST ends the \
        connection at once.",
};

pub(super) const TCP_WINDOW: FieldText = FieldText {
    title: "how many bytes the other side may send",
    meaning: "Room in the sender's receive buffer. In the handshake each end states a scale by which its \
        number is to be multiplied; on Linux 128 or 1,024 are usual. 0 means: stop.",
};

pub(super) const TCP_CHECKSUM: FieldText = FieldText {
    title: "a sum over addresses, header and data",
    meaning: "The receiver computes it again and drops what does not fit. Often the network card \
        computes it, not the kernel; on Linux's loopback nobody does, and the field holds a first part \
        of the sum only.",
};

pub(super) const TCP_URGENT_POINTER: FieldText = FieldText {
    title: "where urgent data would end",
    meaning: "It counts only with the flag URG, which new programs should not use.",
};

pub(super) const TCP_OPTIONS: FieldText = FieldText {
    title: "additions to the header",
    meaning: "Between Linux machines each segment has timestamps, by which the round trip is measured; a \
        SYN also states the MSS, the window's scale and whether SACK is possible (it names gaps). No-ops \
        fill up to 4 bytes.",
};

pub(super) const UDP_SOURCE_PORT: FieldText = FieldText {
    title: "which socket on the sending machine",
    meaning: "Answers go there. It may be 0 where none is wanted.",
};

pub(super) const UDP_DESTINATION_PORT: FieldText = FieldText {
    title: "which socket on the receiving machine",
    meaning: "If no socket has it, the receiving kernel usually answers with an ICMP message, port \
        unreachable.",
};

pub(super) const UDP_LENGTH: FieldText = FieldText {
    title: "how long the datagram is, header and all",
    meaning: "At least 8. It repeats what follows from IP's length.",
};

pub(super) const UDP_CHECKSUM: FieldText = FieldText {
    title: "a sum over addresses, header and data",
    meaning: "With IPv4, 0 means that none was computed; with IPv6 there must be one, except in some \
        tunnels. On loopback Linux leaves it half done, as nobody checks it there.",
};
