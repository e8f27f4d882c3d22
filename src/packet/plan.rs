//! Putting a frame together around a program's bytes, as a kernel does it.
//!
//! The one idea: a program hands over bytes and an address; everything else in a frame is added below it.
//! The bytes made here are real, checksums and all, but for numbers that a kernel draws by lot.
//!
//! See it run: `netlab layers 'hello' --udp`.

use std::net::{IpAddr, SocketAddr};

use etherparse::checksum::Sum16BitWords;
use etherparse::{
    EtherType, Ethernet2Header, IpFragOffset, IpNumber, Ipv4Header, Ipv6FlowLabel, Ipv6FragmentHeader,
    Ipv6Header, TcpHeader, TcpOptionElement, UdpHeader,
};

/// Which transport carries the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// As part of a stream that is open already.
    Tcp,
    /// As one datagram.
    Udp,
}

/// What the frame travels over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A cable to a switch: MTU 1500, short frames are padded.
    Ethernet,
    /// Linux's own `lo`: MTU 65536, addresses of zeros, no padding, and no transport checksum.
    Loopback,
}

impl Medium {
    /// The largest packet that it takes.
    #[must_use]
    pub const fn mtu(self) -> usize {
        match self {
            Self::Ethernet => 1500,
            Self::Loopback => 65_536,
        }
    }
}

/// Who sends what to whom over what. Both addresses are of the same family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The sending socket's address.
    pub from: SocketAddr,
    /// The receiving socket's address.
    pub to: SocketAddr,
    /// TCP or UDP.
    pub transport: Transport,
    /// Ethernet or loopback.
    pub medium: Medium,
}

/// One of the frames that a message takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// How many of the message's bytes it carries.
    pub n_data: usize,
    /// Its length with headers and padding, without the check sequence.
    pub n_frame: usize,
}

/// A datagram that no UDP packet can hold. Its `Display` is for whoever develops netlab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{n_bytes} bytes, limit {limit}")]
pub struct TooLong {
    /// The most bytes.
    pub limit: usize,
    /// How many there were.
    pub n_bytes: usize,
}

const ETHERNET_HEADER: usize = 14;
const UDP_HEADER: usize = 8;
/// Linux sends timestamps with every segment (RFC 7323): 20 bytes, and 12 of options.
const TCP_HEADER: usize = 32;
/// The least frame without its check sequence (IEEE 802.3 §3.2.7): 46 bytes of packet.
const MIN_FRAME: usize = 60;
/// An IPv4 packet's length, and that of an IPv6 packet's payload, is a number of 16 bits.
const MAX_LENGTH: usize = 65_535;

impl Plan {
    /// The frames that carry a message: segments with TCP, with UDP one packet or its fragments. At least one.
    ///
    /// # Errors
    /// Where UDP cannot take the message in one datagram.
    pub fn pieces(&self, n_bytes: usize) -> Result<Vec<Piece>, TooLong> {
        let limit = MAX_LENGTH - UDP_HEADER - if self.is_ipv6() { 0 } else { self.ip_header() };
        if self.transport == Transport::Udp && n_bytes > limit {
            return Err(TooLong { limit, n_bytes });
        }
        if self.transport == Transport::Udp && n_bytes > self.room() {
            return Ok(self.fragments(n_bytes));
        }
        let n_headers = self.headers();
        let n_pieces = n_bytes.div_ceil(self.room()).max(1);
        let piece = |index: usize| {
            let n_data = (n_bytes - index * self.room()).min(self.room());
            Piece { n_data, n_frame: self.padded(n_headers + n_data) }
        };
        Ok((0..n_pieces).map(piece).collect())
    }

    /// How many bytes of data fit into one frame: with TCP, the most that a segment carries.
    #[must_use]
    pub fn room(&self) -> usize {
        ETHERNET_HEADER + self.largest_packet() - self.headers()
    }

    /// The first frame that carries the message, without the check sequence that a card appends.
    ///
    /// # Errors
    /// As [`Plan::pieces`].
    pub fn frame(&self, message: &[u8]) -> Result<Vec<u8>, TooLong> {
        let pieces = self.pieces(message.len())?;
        let is_cut = pieces.len() > 1;
        let data = &message[..pieces[0].n_data];
        let mut carried = match self.transport {
            Transport::Tcp => self.tcp_header(data, is_cut),
            // The header, and the checksum in it, are those of the whole datagram.
            Transport::Udp => self.udp_header(message, is_cut),
        };
        carried.extend(data);
        let is_fragment = is_cut && self.transport == Transport::Udp;
        let mut frame = self.ethernet_header();
        frame.extend(self.ip_headers(carried.len(), is_fragment));
        frame.extend(carried);
        frame.resize(self.padded(frame.len()), 0);
        Ok(frame)
    }

    /// The pieces of a datagram that is larger than a packet may be: the data of each but the last fill
    /// whole units of 8 bytes (RFC 791 §3.2, RFC 8200 §4.5).
    fn fragments(&self, n_bytes: usize) -> Vec<Piece> {
        let n_headers = self.ip_header() + if self.is_ipv6() { Ipv6FragmentHeader::LEN } else { 0 };
        let room = (self.largest_packet() - n_headers) / 8 * 8;
        let n_all = UDP_HEADER + n_bytes;
        let piece = |index: usize| {
            let n_carried = (n_all - index * room).min(room);
            let n_data = if index == 0 { n_carried - UDP_HEADER } else { n_carried };
            Piece { n_data, n_frame: self.padded(ETHERNET_HEADER + n_headers + n_carried) }
        };
        (0..n_all.div_ceil(room)).map(piece).collect()
    }

    fn tcp_header(&self, data: &[u8], is_cut: bool) -> Vec<u8> {
        let mut header = TcpHeader::new(self.from.port(), self.to.port(), EXAMPLE_SEQUENCE, EXAMPLE_WINDOW);
        header.acknowledgment_number = EXAMPLE_ACKNOWLEDGMENT;
        header.ack = true;
        // Only the last segment of what one call handed over asks to be pushed on (RFC 9293 §3.9.1).
        header.psh = !is_cut;
        let timestamps = TcpOptionElement::Timestamp(EXAMPLE_CLOCKS[0], EXAMPLE_CLOCKS[1]);
        header
            .set_options(&[TcpOptionElement::Noop, TcpOptionElement::Noop, timestamps])
            .expect("12 bytes of options fit");
        let fits = "a segment is shorter than 4 GiB";
        header.checksum = match (self.from.ip(), self.to.ip()) {
            _ if self.medium == Medium::Loopback => self.pseudo_sum(IpNumber::TCP, TCP_HEADER + data.len()),
            (IpAddr::V4(from), IpAddr::V4(to)) => {
                header.calc_checksum_ipv4_raw(from.octets(), to.octets(), data).expect(fits)
            }
            _ => header.calc_checksum_ipv6_raw(self.ipv6()[0], self.ipv6()[1], data).expect(fits),
        };
        header.to_bytes().to_vec()
    }

    fn udp_header(&self, message: &[u8], is_cut: bool) -> Vec<u8> {
        let length = (UDP_HEADER + message.len()).min(MAX_LENGTH) as u16;
        let mut header = UdpHeader {
            source_port: self.from.port(),
            destination_port: self.to.port(),
            length,
            checksum: 0,
        };
        let fits = "the message was measured";
        header.checksum = match (self.from.ip(), self.to.ip()) {
            // A datagram that is cut was summed up before.
            _ if self.medium == Medium::Loopback && !is_cut => {
                self.pseudo_sum(IpNumber::UDP, usize::from(length))
            }
            (IpAddr::V4(from), IpAddr::V4(to)) => {
                header.calc_checksum_ipv4_raw(from.octets(), to.octets(), message).expect(fits)
            }
            _ => header.calc_checksum_ipv6_raw(self.ipv6()[0], self.ipv6()[1], message).expect(fits),
        };
        header.to_bytes().to_vec()
    }

    fn ip_headers(&self, n_carried: usize, is_fragment: bool) -> Vec<u8> {
        let protocol = if self.transport == Transport::Tcp { IpNumber::TCP } else { IpNumber::UDP };
        let (IpAddr::V4(from), IpAddr::V4(to)) = (self.from.ip(), self.to.ip()) else {
            return self.ipv6_headers(protocol, n_carried, is_fragment);
        };
        let mut header = Ipv4Header::new(n_carried as u16, EXAMPLE_TTL, protocol, from.octets(), to.octets())
            .expect("a packet was measured");
        header.identification = EXAMPLE_IDENTIFICATION;
        (header.dont_fragment, header.more_fragments) = (!is_fragment, is_fragment);
        header.header_checksum = header.calc_header_checksum();
        header.to_bytes().to_vec()
    }

    fn ipv6_headers(&self, protocol: IpNumber, n_carried: usize, is_fragment: bool) -> Vec<u8> {
        let fragment =
            Ipv6FragmentHeader::new(protocol, IpFragOffset::ZERO, true, u32::from(EXAMPLE_IDENTIFICATION));
        let extension = if is_fragment { fragment.to_bytes().to_vec() } else { Vec::new() };
        let [source, destination] = self.ipv6();
        let header = Ipv6Header {
            traffic_class: 0,
            flow_label: Ipv6FlowLabel::try_new(EXAMPLE_FLOW).expect("20 bits"),
            payload_length: (n_carried + extension.len()) as u16,
            next_header: if is_fragment { IpNumber::IPV6_FRAGMENTATION_HEADER } else { protocol },
            hop_limit: EXAMPLE_TTL,
            source,
            destination,
        };
        [header.to_bytes().to_vec(), extension].concat()
    }

    fn ethernet_header(&self) -> Vec<u8> {
        let [source, destination] = match self.medium {
            Medium::Ethernet => EXAMPLE_DEVICES,
            Medium::Loopback => [[0; 6]; 2],
        };
        let ether_type = if self.is_ipv6() { EtherType::IPV6 } else { EtherType::IPV4 };
        Ethernet2Header { source, destination, ether_type }.to_bytes().to_vec()
    }

    /// What Linux leaves in the checksum field where no hardware will compute the rest: the sum over addresses,
    /// protocol and length, for a card to go on from (`Documentation/networking/checksum-offloads.rst`).
    fn pseudo_sum(&self, protocol: IpNumber, length: usize) -> u16 {
        let sum = match (self.from.ip(), self.to.ip()) {
            (IpAddr::V4(from), IpAddr::V4(to)) => {
                Sum16BitWords::new().add_slice(&from.octets()).add_slice(&to.octets())
            }
            _ => self.ipv6().iter().fold(Sum16BitWords::new(), |sum, ip| sum.add_slice(ip)),
        };
        let sum = sum.add_2bytes([0, protocol.0]).add_slice(&(length as u32).to_be_bytes());
        !sum.ones_complement().to_be()
    }

    fn ipv6(&self) -> [[u8; 16]; 2] {
        [self.from.ip(), self.to.ip()].map(|ip| match ip {
            IpAddr::V4(ip) => ip.to_ipv6_mapped().octets(),
            IpAddr::V6(ip) => ip.octets(),
        })
    }

    /// The bytes of all headers around data that are not cut.
    fn headers(&self) -> usize {
        let transport = if self.transport == Transport::Tcp { TCP_HEADER } else { UDP_HEADER };
        ETHERNET_HEADER + self.ip_header() + transport
    }

    fn largest_packet(&self) -> usize {
        let limit = if self.is_ipv6() { Ipv6Header::LEN + MAX_LENGTH } else { MAX_LENGTH };
        self.medium.mtu().min(limit)
    }

    const fn padded(&self, n_frame: usize) -> usize {
        match self.medium {
            Medium::Ethernet if n_frame < MIN_FRAME => MIN_FRAME,
            _ => n_frame,
        }
    }

    const fn is_ipv6(&self) -> bool {
        self.to.is_ipv6()
    }

    const fn ip_header(&self) -> usize {
        if self.is_ipv6() { Ipv6Header::LEN } else { Ipv4Header::MIN_LEN }
    }
}

// What a kernel draws by lot or counts on; here fixed, so that the same message gives the same bytes.
const EXAMPLE_SEQUENCE: u32 = 1_000_000;
const EXAMPLE_ACKNOWLEDGMENT: u32 = 2_000_000;
const EXAMPLE_WINDOW: u16 = 502;
const EXAMPLE_CLOCKS: [u32; 2] = [300_000, 400_000];
const EXAMPLE_IDENTIFICATION: u16 = 0x1234;
const EXAMPLE_FLOW: u32 = 0x5_1234;
/// What Linux begins with (`ip_default_ttl`).
const EXAMPLE_TTL: u8 = 64;
/// Sender and router; addresses kept for documentation (RFC 9542 §2.1.2).
const EXAMPLE_DEVICES: [[u8; 6]; 2] = [[0, 0, 0x5e, 0, 0x53, 0x01], [0, 0, 0x5e, 0, 0x53, 0xfe]];

/// The check sequence that a card appends to a frame, in the order of the wire: CRC-32 (IEEE 802.3 §3.2.9).
#[must_use]
pub fn check_sequence(frame: &[u8]) -> [u8; 4] {
    let mut crc = u32::MAX;
    for byte in frame {
        crc ^= u32::from(*byte);
        for _bit in 0..8 {
            let is_odd = crc & 1 == 1;
            crc >>= 1;
            if is_odd {
                crc ^= 0xedb8_8320;
            }
        }
    }
    (!crc).to_le_bytes()
}
