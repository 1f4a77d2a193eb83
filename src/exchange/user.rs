//! Names of users, which logs have with and without their domain.

/// The name in `CONTOSO\ann` and `ann@contoso.com`, without the domain.
pub fn user_name(user: &[u8]) -> &[u8] {
    let name = user.rsplit(|&byte| byte == b'\\').next().unwrap_or_default();
    name.split(|&byte| byte == b'@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_is_beside_its_domain() {
        for user in ["ann", "CONTOSO\\ann", "ann@contoso.com", "CONTOSO\\ann@contoso.com"] {
            assert_eq!(user_name(user.as_bytes()), b"ann", "{user}");
        }
        assert_eq!(["", "CONTOSO\\", "@contoso.com"].map(|user| user_name(user.as_bytes())), [b""; 3]);
    }
}
