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
    meaning: "The port that the client dialled. With both addresses and the other port it names one \
        connection.",
};

pub(super) const TCP_SEQUENCE_NUMBER: FieldText = FieldText {
    title: "the place of the first data byte in the stream",
    meaning: "The count begins at a number drawn by lot, so that a stranger cannot guess it. By it the \
        receiver's kernel puts segments in order, and drops what it has already.",
};

pub(super) const TCP_ACKNOWLEDGMENT_NUMBER: FieldText = FieldText {
    title: "the byte expected next from the other side",
    meaning: "All bytes before it have arrived in the kernel that sends this. It says nothing of what \
        the program has read.",
};

pub(super) const TCP_HEADER_LENGTH: FieldText = FieldText {
    title: "where the header ends and the data begin",
    meaning: "4 bits that count units of 4 bytes. TCP has no field for the data's length: that follows \
        from the packet's.",
};

pub(super) const TCP_FLAGS: FieldText = FieldText {
    title: "what kind of segment it is",
    meaning: "ACK: the acknowledgment number counts, as in all segments of an open connection. PSH: hand the \
        data to the program soon. SYN opens, FIN finishes a direction, RST throws the connection away.",
};

pub(super) const TCP_WINDOW: FieldText = FieldText {
    title: "how many bytes the other side may send",
    meaning: "Room in the sender's receive buffer. The two ends agree on a scale when they connect, \
        often of 128 or more, by which the number is to be multiplied. 0 means: stop.",
};

pub(super) const TCP_CHECKSUM: FieldText = FieldText {
    title: "a sum over addresses, header and data",
    meaning: "The receiving kernel computes it again and drops what does not fit. The card often \
        computes it, not the kernel; on loopback nobody does, and the field holds a first part of the \
        sum only.",
};

pub(super) const TCP_URGENT_POINTER: FieldText = FieldText {
    title: "where urgent data would end",
    meaning: "It counts only with the flag URG, which is out of use.",
};

pub(super) const TCP_OPTIONS: FieldText = FieldText {
    title: "additions to the header",
    meaning: "In every segment timestamps, by which the round trip is measured; in a SYN also the MSS, \
        the window's scale and whether gaps may be named (SACK). No-ops fill up to 4 bytes.",
};

pub(super) const UDP_SOURCE_PORT: FieldText = FieldText {
    title: "which socket on the sending machine",
    meaning: "Answers go there. It may be 0 where none is wanted.",
};

pub(super) const UDP_DESTINATION_PORT: FieldText = FieldText {
    title: "which socket on the receiving machine",
    meaning: "If no socket has it, the receiving kernel answers with an ICMP message, port unreachable.",
};

pub(super) const UDP_LENGTH: FieldText = FieldText {
    title: "how long the datagram is, header and all",
    meaning: "At least 8. That is why a datagram keeps its border, and a stream has none.",
};

pub(super) const UDP_CHECKSUM: FieldText = FieldText {
    title: "a sum over addresses, header and data",
    meaning: "With IPv4, 0 means that none was computed; with IPv6 there must be one. On loopback Linux \
        leaves it half done, as nobody checks it there.",
};
