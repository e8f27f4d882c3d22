//! Terms about what travels: the units and rules of each layer.
//!
//! The one idea: each layer has its own unit (segment, packet, frame), and a program sees none of
//! them: it sees bytes and datagrams.
//!
//! See it run: `netlab explain packet`.

use crate::catalogue::entry::TermText;

pub(super) const DATAGRAM: TermText = TermText {
    title: "one message of UDP, sent alone and kept whole",
    meaning: "A datagram arrives completely or not at all. It may get lost, arrive twice or overtake \
        another, and usually no error reports it. UDP keeps message boundaries: one send makes one \
        datagram, one receive takes one, and what does not fit the buffer is lost. It carries at most \
        65,507 bytes (IPv6: 65,527); 0 bytes are allowed.",
};

pub(super) const SEGMENT: TermText = TermText {
    title: "what TCP sends in one packet: a header and some bytes",
    meaning: "The kernel cuts the stream into segments as it sees fit. A segment's header holds the two \
        ports, the place of its bytes in the stream, an acknowledgement, the window, and flags such as \
        SYN, ACK, FIN and RST. A program sees bytes, never segments; a packet capture shows them.",
};

pub(super) const PACKET: TermText = TermText {
    title: "what IP sends: an IP header and what it carries",
    meaning: "The header holds the addresses of the sender and the receiver. Inside is usually a TCP \
        segment, a UDP datagram, or an ICMP message. Routers forward each packet by itself: packets can \
        be lost, take different ways and overtake each other. In everyday speech the word means anything \
        that is sent.",
};

pub(super) const FRAME: TermText = TermText {
    title: "what one link carries: a packet with the link's header",
    meaning: "A frame goes from one device to the next on the same link. On Ethernet and Wi-Fi it names \
        the two by their hardware addresses (MAC addresses). A router takes the packet out and puts it \
        into a new frame for the next link. Do not mix it up with framing, which marks messages in a \
        stream.",
};

pub(super) const MTU: TermText = TermText {
    title: "the largest packet that a link takes",
    meaning: "Maximum transmission unit: the bytes of the packet with its IP header, without the frame. \
        Ethernet has 1500, the loopback of Linux 65536; IPv6 requires at least 1280. The smallest one on \
        the path counts: the path MTU. TCP makes its segments small enough. A larger datagram is \
        fragmented or refused with EMSGSIZE.",
};

pub(super) const MSS: TermText = TermText {
    title: "the most bytes that a peer takes in one segment",
    meaning: "Maximum segment size: each end states it in its SYN. It counts the bytes without headers. \
        Usually it is the MTU less 40 for IPv4 (1460 on Ethernet) or less 60 for IPv6 (1440). A program \
        need not care: it may write any number of bytes, and the kernel splits them.",
};

pub(super) const FRAGMENTATION: TermText = TermText {
    title: "splitting a packet that is too large for a link",
    meaning: "With IPv4 the sender or a router splits the packet, with IPv6 the sender alone. The \
        receiver's kernel puts the fragments together; if one is lost, the whole packet is lost. So \
        large datagrams fail more often. TCP avoids it by small segments; a UDP program can, with \
        messages of at most about 1,200 bytes.",
};

pub(super) const ENCAPSULATION: TermText = TermText {
    title: "each layer wraps what it carries into its own header",
    meaning: "A program's bytes go into a TCP segment or a UDP datagram, this into an IP packet, and \
        this into a frame. The receiver unwraps them in reverse order. So a few bytes of text travel \
        with at least 40 bytes of TCP and IP headers, and the frame's header in addition.",
};

pub(super) const LAYER: TermText = TermText {
    title: "one of the levels that share the work of sending",
    meaning: "The Internet has four. Link: to the next device. Internet (IP): from machine to machine. \
        Transport (TCP, UDP): from program to program. Application: what the programs say to each other. \
        Each uses the one below it. The OSI model counts seven. A socket stands between application and \
        transport.",
};

pub(super) const ICMP: TermText = TermText {
    title: "the messages by which IP reports errors",
    meaning: "Hosts and routers send ICMP messages: no such port, no route to that host, packet too \
        large, hop limit used up. ping uses it as well. A program sees little of it, as errors: \
        ECONNREFUSED on a connected UDP socket, EHOSTUNREACH from connect. Many firewalls drop ICMP, so \
        its absence proves nothing.",
};

pub(super) const BROADCAST: TermText = TermText {
    title: "one datagram for every host of the local network",
    meaning: "It is sent by UDP to 255.255.255.255 or to the last address of a network; routers do not \
        forward it. The kernel refuses it with EACCES until SO_BROADCAST is set, which prevents \
        accidents. TCP has no broadcast, because a connection has two ends. IPv6 has none either: it \
        uses multicast.",
};

pub(super) const MULTICAST: TermText = TermText {
    title: "one datagram for all hosts that joined a group",
    meaning: "A group is an address from 224.0.0.0 to 239.255.255.255, or an IPv6 address that begins with \
        ff. A receiver binds the port and joins the group; a sender need not join. An IPv4 datagram to a \
        group stays in the local network unless its TTL is raised. On a machine with several interfaces, \
        say which one to use.",
};

pub(super) const CHECKSUM: TermText = TermText {
    title: "a number made from the bytes, to detect damage",
    meaning: "TCP, UDP and the IPv4 header carry a sum of 16 bits. The receiver computes it again and \
        drops what does not fit; so a program sees damage as loss. It finds most accidents, not all. It \
        does not protect against intent: for that, use cryptography, such as TLS.",
};

pub(super) const PATH_MTU: TermText = TermText {
    title: "the largest packet that every link of a path takes",
    meaning: "The sender forbids routers to split its packets (Don't Fragment, DF) and sends large ones. \
        A router whose next link is too small drops the packet and answers with an ICMP message \
        that names the size; the sender's kernel then makes smaller segments. Where a firewall \
        drops these messages, large segments are lost without a word and small ones pass: a black \
        hole. The connection opens, and stops at the first large message.",
};

pub(super) const RAW_SOCKET: TermText = TermText {
    title: "a socket for packets that the program itself puts together",
    meaning: "With a raw socket (SOCK_RAW) a program makes what IP carries: the kernel adds an IP \
        header, but no header of TCP or UDP, and it keeps no connection. Programs such as ping and \
        traceroute can use one. It needs a privilege, on Linux CAP_NET_RAW; without it the call \
        socket gives EPERM. A program that only wants to speak to another one does not need it.",
};

pub(super) const PACKET_CAPTURE: TermText = TermText {
    title: "reading copies of the packets that pass an interface",
    meaning: "tcpdump and Wireshark show each packet with its flags and numbers, also what the kernels \
        do alone: acknowledgements, repeats, resets. They need a privilege. netlab tells of calls \
        instead: what a program asked for and what it got. Use both, and you see which segments \
        belong to which call. On Linux tcpdump -i lo tcp port 8080 shows the loopback's.",
};
