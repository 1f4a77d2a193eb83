//! Mail for other organizations: sessions with recipients in domains that are not the server's own.
//!
//! No log lists the accepted domains of an organization. What it does show is for whom mail is accepted from clients that
//! may not relay, and the name by which the server greets. Where neither is there, nobody knows what is foreign.

use super::assignments::Assignments;
use crate::archive::Archive;
use crate::bytes::{first_word, strip_suffix};
use crate::query::Dimension;
use crate::session::view::SessionView;
use crate::store::SessionIndex;
use crate::work::each;
use alloc::vec::Vec;
use fixedbitset::FixedBitSet;

/// The last labels of names that exist only within an organization.
const INTERNAL: [&[u8]; 7] = [b"local", b"lan", b"internal", b"intern", b"corp", b"home", b"localdomain"];

/// Those of some sessions that have a recipient in a domain that is not the server's own. Its own are those of the recipients
/// of the other sessions.
pub async fn with_foreign_recipients(
    archive: &Archive,
    assignments: &Assignments,
    sessions: Vec<SessionIndex>,
    of_own: Vec<SessionIndex>,
) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(archive.published());
    let Some(dimension) = Dimension::named("recipient-domain").filter(|_| !sessions.is_empty()) else { return found };
    let domains = assignments.of(archive, &dimension, 0).await;
    let (mut place, mut values) = (0, Vec::new());
    let mut own = FixedBitSet::new();
    each(of_own.into_iter(), |index| {
        domains.sessions.each(index.0, &mut place, |value| {
            if value.is_some() {
                own.grow_and_insert(value.0 as usize);
            }
        });
    })
    .await;
    place = 0;
    each(sessions.into_iter(), |index| {
        let view = SessionView::new(&archive.store, archive.store.sessions.get(index));
        let names = [view.hello_reply(), view.greeting()].map(|reply| domain_of_host(first_word(reply).0));
        if own.is_clear() && names.iter().all(|name| name.is_empty()) {
            return;
        }
        domains.sessions.get(index.0, &mut place, &mut values);
        let mut foreign = values.iter().filter(|value| value.is_some() && !own.contains(value.0 as usize));
        if foreign.any(|value| !names.iter().any(|name| are_related(name, domains.names.get(*value)))) {
            found.insert(index.0 as usize);
        }
    })
    .await;
    found
}

/// The domain of a host, if it has one that mail can be for.
fn domain_of_host(host: &[u8]) -> &[u8] {
    let domain = host.iter().position(|byte| *byte == b'.').and_then(|dot| host.get(dot + 1..)).unwrap_or_default();
    let last = domain.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let is_internal = INTERNAL.iter().any(|name| last.eq_ignore_ascii_case(name));
    if domain.contains(&b'.') && !is_internal { domain } else { b"" }
}

/// Whether one of two domains is the other one, or within it.
fn are_related(one: &[u8], other: &[u8]) -> bool {
    let is_within = |inner: &[u8], outer: &[u8]| {
        outer.contains(&b'.') && strip_suffix(inner, outer).is_some_and(|before| before.ends_with(b"."))
    };
    !one.is_empty() && (one.eq_ignore_ascii_case(other) || is_within(one, other) || is_within(other, one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domain_of_a_host_is_one_that_mail_can_be_for() {
        assert_eq!(domain_of_host(b"EX01.contoso.com"), b"contoso.com");
        assert_eq!(domain_of_host(b"EX01.corp.contoso.com"), b"corp.contoso.com");
        for host in ["", "EX01", "contoso.com", "EX01.contoso.local", "ex01.contoso.LAN"] {
            assert_eq!(domain_of_host(host.as_bytes()), b"", "{host}");
        }
    }

    #[test]
    fn domains_are_related_if_one_is_within_the_other() {
        for (one, other) in
            [("contoso.com", "Contoso.com"), ("corp.contoso.com", "contoso.com"), ("contoso.com", "a.contoso.com")]
        {
            assert!(are_related(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
        for (one, other) in [
            ("contoso.com", "xcontoso.com"),
            ("contoso.com", "fabrikam.com"),
            ("contoso.com", "com"),
            ("", "contoso.com"),
        ] {
            assert!(!are_related(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
    }
}
