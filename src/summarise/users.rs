//! Users who fail to log on.

use alloc::vec::Vec;

/// More failures than this of one user from one address are those of a device with an old password.
pub const MANY: u32 = 3;

/// A user without a domain, in lower case.
pub fn plain(user: &[u8]) -> Vec<u8> {
    let name = user.rsplit(|byte| *byte == b'\\').next().unwrap_or(user);
    let name = name.split(|byte| *byte == b'@').next().unwrap_or(name);
    name.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_the_same_with_and_without_a_domain() {
        for user in ["ann", "CONTOSO\\Ann", "ann@contoso.com", "contoso.com\\ANN"] {
            assert_eq!(plain(user.as_bytes()), b"ann", "{user}");
        }
    }
}
