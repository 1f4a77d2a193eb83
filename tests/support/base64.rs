//! Base64, as clients encode their credentials.

/// The bytes in base64, RFC 4648, section 4.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |group: &[u8]| {
        let bits = group.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        let digit = |place: usize| char::from(DIGITS[(bits >> (18 - 6 * place)) as usize & 63]);
        let digits = (0..4).map(move |place| if place <= group.len() { digit(place) } else { '=' });
        digits.collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}
