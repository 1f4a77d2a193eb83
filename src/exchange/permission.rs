//! The permissions of a session: the row `Set Session Permissions`.
//!
//! Exchange logs the short names of Active Directory permissions (`ms-Exch-SMTP-Submit` is `SMTPSubmit`). A receive
//! connector grants them by permission group, so a row with exactly the permissions of a group identifies the group; if
//! the permissions of the connector were customised, none matches. Groups and meanings are those of Microsoft's page on
//! receive connectors. The permissions at the end of the table are documented as internal; their short names are
//! derived from the long ones.

use crate::bytes::words;

/// A permission in the row, with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission<'a> {
    /// The short name as in the log.
    pub name: &'a [u8],
    /// What it allows, one sentence; `None` if it is unknown.
    pub meaning: Option<&'static str>,
}

/// The permissions in the data of the row, in its order.
pub fn permissions(names: &[u8]) -> impl Iterator<Item = Permission<'_>> {
    words(names).map(|name| Permission { name, meaning: meaning(name) })
}

/// What a permission allows, one sentence; `None` if it is unknown.
pub fn meaning(name: &[u8]) -> Option<&'static str> {
    let known = PERMISSIONS.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name));
    known.map(|(_, meaning)| *meaning)
}

/// A predefined set of permissions that a receive connector grants to a kind of client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionGroup {
    /// `AnonymousUsers`: clients that have not authenticated.
    AnonymousUsers,
    /// `ExchangeUsers`: clients that have authenticated with a user account.
    ExchangeUsers,
    /// `ExchangeServers`: servers of the organisation.
    ExchangeServers,
    /// `ExchangeServers` for a connector with `ExternalAuthoritative`, or `ExchangeLegacyServers`: both grant the same.
    ExternallySecuredServers,
    /// `Partners`: servers that are identified by their certificate.
    Partners,
}

impl PermissionGroup {
    /// The group that grants exactly these permissions, in any order. Permissions reserved for Exchange itself are
    /// ignored.
    pub fn of(names: &[u8]) -> Option<PermissionGroup> {
        let known = GROUPS.iter().find(|(_, rights)| grants_exactly(rights, names));
        known.map(|(group, _)| *group)
    }

    /// Its name, as in the parameter `PermissionGroups`.
    pub const fn name(self) -> &'static str {
        match self {
            PermissionGroup::AnonymousUsers => "AnonymousUsers",
            PermissionGroup::ExchangeUsers => "ExchangeUsers",
            PermissionGroup::ExchangeServers => "ExchangeServers",
            PermissionGroup::ExternallySecuredServers => {
                "ExchangeServers (externally secured) or ExchangeLegacyServers"
            }
            PermissionGroup::Partners => "Partners",
        }
    }
}

fn grants_exactly(rights: &[&str], names: &[u8]) -> bool {
    let is_right = |name: &[u8]| rights.iter().any(|right| right.as_bytes().eq_ignore_ascii_case(name));
    let is_named = |right: &&str| words(names).any(|name| name.eq_ignore_ascii_case(right.as_bytes()));
    let is_internal = |name: &[u8]| INTERNAL.iter().any(|right| right.as_bytes().eq_ignore_ascii_case(name));
    rights.iter().all(is_named) && words(names).all(|name| is_right(name) || is_internal(name))
}

const GROUPS: &[(PermissionGroup, &[&str])] = &[
    (
        PermissionGroup::AnonymousUsers,
        &["SMTPSubmit", "SMTPAcceptAnySender", "SMTPAcceptAuthoritativeDomainSender", "AcceptRoutingHeaders"],
    ),
    (
        PermissionGroup::ExchangeUsers,
        &["SMTPSubmit", "SMTPAcceptAnyRecipient", "BypassAntiSpam", "AcceptRoutingHeaders"],
    ),
    (
        PermissionGroup::ExchangeServers,
        &[
            "SMTPSubmit",
            "SMTPAcceptAnyRecipient",
            "SMTPAcceptAuthenticationFlag",
            "SMTPAcceptAnySender",
            "SMTPAcceptAuthoritativeDomainSender",
            "BypassAntiSpam",
            "BypassMessageSizeLimit",
            "SMTPAcceptEXCH50",
            "AcceptRoutingHeaders",
            "AcceptForestHeaders",
            "AcceptOrganizationHeaders",
        ],
    ),
    (
        PermissionGroup::ExternallySecuredServers,
        &[
            "SMTPSubmit",
            "SMTPAcceptAnyRecipient",
            "SMTPAcceptAuthenticationFlag",
            "SMTPAcceptAnySender",
            "SMTPAcceptAuthoritativeDomainSender",
            "BypassAntiSpam",
            "BypassMessageSizeLimit",
            "SMTPAcceptEXCH50",
            "AcceptRoutingHeaders",
        ],
    ),
    (PermissionGroup::Partners, &["SMTPSubmit", "AcceptRoutingHeaders"]),
];

/// Permissions that Exchange servers have in addition to those of `ExchangeServers`.
const INTERNAL: &[&str] = &[
    "SMTPSubmitForMLS",
    "SMTPSendEXCH50",
    "SendRoutingHeaders",
    "SendForestHeaders",
    "SendOrganizationHeaders",
    "SMTPSendXShadow",
    "SMTPAcceptXShadow",
    "SMTPAcceptXProxyFrom",
    "SMTPAcceptXSessionParams",
    "SMTPAcceptXAttr",
    "SMTPAcceptXSysProbe",
    "SMTPSendXMessageContextADRecipientCache",
    "SMTPSendXMessageContextExtendedProperties",
    "SMTPSendXMessageContextFastIndex",
];

const PERMISSIONS: &[(&str, &str)] = &[
    ("None", "No permissions: the session cannot do anything that requires one."),
    ("SMTPSubmit", "May send mail; without it MAIL FROM and AUTH are rejected."),
    ("SMTPSubmitForMLS", "May send mail on behalf of a mailing list service."),
    ("SMTPAcceptAnyRecipient", "May relay: recipients need not be in an accepted domain of the organisation."),
    ("SMTPAcceptAuthenticationFlag", "Mail from this session is treated as sent from inside the organisation."),
    ("SMTPAcceptAnySender", "May use any sender address; the check for spoofed senders is skipped."),
    ("SMTPAcceptAuthoritativeDomainSender", "May use sender addresses in the organisation's own domains."),
    ("BypassAntiSpam", "Mail from this session bypasses anti-spam filtering."),
    ("BypassMessageSizeLimit", "May exceed the message size limit of the connector."),
    ("SMTPSendEXCH50", "Exchange 2003 message properties (XEXCH50) are sent to it."),
    ("SMTPAcceptEXCH50", "May send Exchange 2003 message properties (XEXCH50)."),
    (
        "AcceptRoutingHeaders",
        "Received and Resent headers of its mail are kept; without this permission they are removed.",
    ),
    (
        "AcceptForestHeaders",
        "X-MS-Exchange-Forest headers of its mail are kept; without this permission they are removed.",
    ),
    (
        "AcceptOrganizationHeaders",
        "X-MS-Exchange-Organization headers of its mail are kept; without this permission they are removed.",
    ),
    ("SendRoutingHeaders", "Received and Resent headers are kept in mail sent to it."),
    ("SendForestHeaders", "X-MS-Exchange-Forest headers are kept in mail sent to it."),
    ("SendOrganizationHeaders", "X-MS-Exchange-Organization headers are kept in mail sent to it."),
    ("SMTPSendXShadow", "Shadow redundancy commands are sent to it."),
    ("SMTPAcceptXShadow", "May use shadow redundancy commands."),
    ("SMTPAcceptXProxyFrom", "May pass on the IP address of the original client (XPROXYFROM)."),
    ("SMTPAcceptXSessionParams", "May set session options (XSESSIONPARAMS)."),
    ("SMTPAcceptXAttr", "May state the organisation that the mail belongs to (XATTR)."),
    ("SMTPAcceptXSysProbe", "May mark its mail as a probe of Exchange's own monitoring."),
    ("SMTPSendXMessageContextADRecipientCache", "Cached recipient data is sent along with messages."),
    ("SMTPSendXMessageContextExtendedProperties", "Extended properties are sent along with messages."),
    ("SMTPSendXMessageContextFastIndex", "Search index data is sent along with messages."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_of_a_group_and_every_internal_one_has_a_meaning() {
        let grouped = GROUPS.iter().flat_map(|(_, rights)| rights.iter());
        for right in grouped.chain(INTERNAL) {
            assert!(meaning(right.as_bytes()).is_some(), "{right}");
        }
    }

    #[test]
    fn gives_each_permission_its_meaning() {
        let listed: Vec<_> = permissions(b"SMTPSubmit  SMTPFuture smtpsubmit").collect();
        let known: Vec<_> = listed.iter().map(|permission| permission.meaning.is_some()).collect();
        assert_eq!(known, [true, false, true]);
        assert_eq!(listed.get(1).map(|permission| permission.name), Some(&b"SMTPFuture"[..]));
        assert_eq!(permissions(b"").count(), 0);
    }

    #[test]
    fn recognises_groups_in_any_order() {
        let anonymous = b"AcceptRoutingHeaders SMTPSubmit SMTPAcceptAnySender SMTPAcceptAuthoritativeDomainSender";
        assert_eq!(PermissionGroup::of(anonymous), Some(PermissionGroup::AnonymousUsers));
        let users = b"SMTPSubmit SMTPAcceptAnyRecipient BypassAntiSpam AcceptRoutingHeaders";
        assert_eq!(PermissionGroup::of(users), Some(PermissionGroup::ExchangeUsers));
        assert_eq!(PermissionGroup::of(b"SMTPSubmit AcceptRoutingHeaders"), Some(PermissionGroup::Partners));
    }

    #[test]
    fn the_header_firewall_distinguishes_servers() {
        let common = "SMTPSubmit SMTPSubmitForMLS SMTPAcceptAnyRecipient SMTPAcceptAuthenticationFlag SMTPAcceptAnySender \
            SMTPAcceptAuthoritativeDomainSender BypassAntiSpam BypassMessageSizeLimit SMTPSendEXCH50 SMTPAcceptEXCH50 \
            AcceptRoutingHeaders";
        assert_eq!(PermissionGroup::of(common.as_bytes()), Some(PermissionGroup::ExternallySecuredServers));
        let servers = format!("{common} AcceptForestHeaders AcceptOrganizationHeaders SMTPAcceptXShadow");
        assert_eq!(PermissionGroup::of(servers.as_bytes()), Some(PermissionGroup::ExchangeServers));
    }

    #[test]
    fn permissions_of_a_customised_connector_are_not_a_group() {
        let customised = b"SMTPSubmit SMTPAcceptAnyRecipient SMTPAcceptAnySender BypassAntiSpam AcceptRoutingHeaders";
        assert_eq!(PermissionGroup::of(customised), None);
        assert_eq!(PermissionGroup::of(b"None"), None);
        assert_eq!(PermissionGroup::of(b""), None);
    }
}
