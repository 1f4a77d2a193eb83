//! Names and addresses, all of them fictitious: contoso.com, fabrikam.com and the address ranges that RFC 5737 and
//! RFC 3849 reserve for documentation.

use super::random::Random;

const GIVEN: [&str; 24] = [
    "adele", "bianca", "carlos", "diego", "elena", "farid", "grete", "henrik", "ines", "jonas", "kerstin", "lidia",
    "megan", "nestor", "oksana", "patti", "quentin", "raul", "sofia", "tamara", "ulrich", "vera", "wanda", "yusuf",
];

const FAMILY: [&str; 30] = [
    "adams",
    "bauer",
    "castro",
    "dupont",
    "ericson",
    "fischer",
    "garcia",
    "hansen",
    "ivanova",
    "jensen",
    "kovacs",
    "lindqvist",
    "moreau",
    "novak",
    "olsen",
    "petrova",
    "quist",
    "rossi",
    "schmidt",
    "tanaka",
    "ueda",
    "vance",
    "weber",
    "xu",
    "young",
    "zimmer",
    "okafor",
    "silva",
    "nguyen",
    "haddad",
];

const PLACES: [&str; 16] = [
    "north", "south", "harbor", "valley", "summit", "river", "forest", "island", "meadow", "canyon", "delta", "ridge",
    "coast", "plaza", "garden", "bridge",
];

/// A mailbox of the organisation that the logs belong to: one of some 4,300.
pub fn inside_address(random: &mut Random) -> String {
    let number = random.below(6);
    let (given, family) = (random.pick(&GIVEN), random.pick(&FAMILY));
    match number {
        0 => format!("{given}.{family}@contoso.com"),
        n => format!("{given}.{family}{n}@contoso.com"),
    }
}

/// An address outside the organisation: one of some 90 million, since most senders are seen only once.
pub fn outside_address(random: &mut Random) -> String {
    let (given, family) = (random.pick(&GIVEN), random.pick(&FAMILY));
    let domain = outside_domain(random);
    format!("{given}.{family}{}@{domain}", random.below(400))
}

/// A domain outside the organisation: one of some 300.
pub fn outside_domain(random: &mut Random) -> String {
    let number = random.below(20);
    format!("{}{number}.fabrikam.com", random.pick(&PLACES))
}

/// The name that an outside mail server gives in EHLO.
pub fn outside_host(random: &mut Random) -> String {
    let number = random.below(4);
    format!("mx{number}.{}", outside_domain(random))
}

/// The name that a device or application of the organisation gives in EHLO.
pub fn inside_host(random: &mut Random) -> String {
    let kind = random.pick(&["printer", "scanner", "erp", "monitor", "backup", "crm"]);
    format!("{kind}{:02}.contoso.com", random.below(40))
}

/// The address of a client, as in an EHLO reply: mostly IPv4, one in eight IPv6.
pub fn client_ip(random: &mut Random) -> String {
    if random.one_in(8) {
        return format!("2001:db8:{:x}::{:x}", random.below(64), random.between(1, 0xFFF));
    }
    let net = random.pick(&["192.0.2", "198.51.100", "203.0.113"]);
    format!("{net}.{}", random.between(1, 254))
}

/// Address and port, as in an endpoint field: an IPv6 address is in brackets.
pub fn endpoint(ip: &str, port: u64) -> String {
    if ip.contains(':') { format!("[{ip}]:{port}") } else { format!("{ip}:{port}") }
}

/// Port of a client.
pub fn client_port(random: &mut Random) -> u64 {
    random.between(1_025, 65_000)
}

/// A message-id, in angle brackets.
pub fn message_id(random: &mut Random, host: &str) -> String {
    format!("<{:016x}{:08x}@{host}>", random.bits(), random.below(1 << 32))
}

/// A GUID.
pub fn guid(random: &mut Random) -> String {
    let (high, low) = (random.bits(), random.bits());
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    )
}
