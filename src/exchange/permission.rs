//! What a session may do: the row `Set Session Permissions`.
//!
//! Exchange writes the short names of Active Directory rights (`ms-Exch-SMTP-Submit` is `SMTPSubmit`). A receive
//! connector grants them by permission group, so a row that holds exactly the rights of a group tells which group the
//! session fell into; a connector whose rights were changed by hand matches none. The groups and the meanings are those
//! of Microsoft's page on receive connectors. The rights at the end of the table are documented as internal, and their
//! short names were concluded from the long ones.

use crate::bytes::words;

/// A right in the row, with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission<'a> {
    /// The short name as it stands in the log.
    pub name: &'a [u8],
    /// What it allows, one sentence; `None` when it is not a known right.
    pub meaning: Option<&'static str>,
}

/// The rights that the data of the row names, in its order.
pub fn permissions(names: &[u8]) -> impl Iterator<Item = Permission<'_>> {
    words(names).map(|name| Permission { name, meaning: meaning(name) })
}

/// What a right allows, one sentence; `None` when it is not a known right.
pub fn meaning(name: &[u8]) -> Option<&'static str> {
    let known = RIGHTS.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name));
    known.map(|(_, meaning)| *meaning)
}

/// A predefined set of rights that a receive connector grants to a kind of client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionGroup {
    /// `AnonymousUsers`: who has not logged on.
    AnonymousUsers,
    /// `ExchangeUsers`: who has logged on with a user account.
    ExchangeUsers,
    /// `ExchangeServers`: servers of the organisation.
    ExchangeServers,
    /// `ExchangeServers` for a connector with `ExternalAuthoritative`, or `ExchangeLegacyServers`: both grant the same.
    ExternallySecuredServers,
    /// `Partners`: servers that are known by their certificate.
    Partners,
}

impl PermissionGroup {
    /// The group that grants exactly these rights, in any order. Rights reserved for Exchange itself do not count.
    pub fn of(names: &[u8]) -> Option<PermissionGroup> {
        let known = GROUPS.iter().find(|(_, rights)| grants_exactly(rights, names));
        known.map(|(group, _)| *group)
    }

    /// Its name, as `PermissionGroups` of the cmdlets has it.
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

/// Rights that members of `ExchangeServers` have besides those of the group.
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

const RIGHTS: &[(&str, &str)] = &[
    ("None", "No rights: the session can do nothing that needs one."),
    ("SMTPSubmit", "May send mail at all; without it MAIL FROM and AUTH are refused."),
    ("SMTPSubmitForMLS", "May send mail on behalf of a mailing list service."),
    ("SMTPAcceptAnyRecipient", "May relay: recipients need not be in an accepted domain of the organisation."),
    ("SMTPAcceptAuthenticationFlag", "Its mail counts as sent from inside the organisation."),
    ("SMTPAcceptAnySender", "May use any sender address; the check against forged senders is skipped."),
    ("SMTPAcceptAuthoritativeDomainSender", "May use sender addresses in the organisation's own domains."),
    ("BypassAntiSpam", "Its mail skips the spam filters."),
    ("BypassMessageSizeLimit", "May exceed the message size limit of the connector."),
    ("SMTPSendEXCH50", "Exchange 2003 message properties (XEXCH50) are sent along."),
    ("SMTPAcceptEXCH50", "May hand over Exchange 2003 message properties (XEXCH50)."),
    ("AcceptRoutingHeaders", "Its Received and Resent headers are kept; without it they are removed."),
    ("AcceptForestHeaders", "Its X-MS-Exchange-Forest headers are kept; without it they are removed."),
    ("AcceptOrganizationHeaders", "Its X-MS-Exchange-Organization headers are kept; without it they are removed."),
    ("SendRoutingHeaders", "Received and Resent headers are sent along."),
    ("SendForestHeaders", "X-MS-Exchange-Forest headers are sent along."),
    ("SendOrganizationHeaders", "X-MS-Exchange-Organization headers are sent along."),
    ("SMTPSendXShadow", "Shadow redundancy commands are sent to it."),
    ("SMTPAcceptXShadow", "May use shadow redundancy commands."),
    ("SMTPAcceptXProxyFrom", "May tell the address of the client that it passes on (XPROXYFROM)."),
    ("SMTPAcceptXSessionParams", "May set options of the session (XSESSIONPARAMS)."),
    ("SMTPAcceptXAttr", "May tell the organisation that the mail belongs to (XATTR)."),
    ("SMTPAcceptXSysProbe", "May mark its mail as a probe of the system's own monitoring."),
    ("SMTPSendXMessageContextADRecipientCache", "Cached recipient data are sent along with messages."),
    ("SMTPSendXMessageContextExtendedProperties", "Extended properties are sent along with messages."),
    ("SMTPSendXMessageContextFastIndex", "Data for the search index are sent along with messages."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_of_a_group_and_every_internal_one_has_a_meaning() {
        let grouped = GROUPS.iter().flat_map(|(_, rights)| rights.iter());
        for right in grouped.chain(INTERNAL) {
            assert!(meaning(right.as_bytes()).is_some(), "{right}");
        }
    }

    #[test]
    fn gives_each_right_its_meaning() {
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
    fn tells_servers_apart_by_the_header_firewall() {
        let common = "SMTPSubmit SMTPSubmitForMLS SMTPAcceptAnyRecipient SMTPAcceptAuthenticationFlag SMTPAcceptAnySender \
            SMTPAcceptAuthoritativeDomainSender BypassAntiSpam BypassMessageSizeLimit SMTPSendEXCH50 SMTPAcceptEXCH50 \
            AcceptRoutingHeaders";
        assert_eq!(PermissionGroup::of(common.as_bytes()), Some(PermissionGroup::ExternallySecuredServers));
        let servers = format!("{common} AcceptForestHeaders AcceptOrganizationHeaders SMTPAcceptXShadow");
        assert_eq!(PermissionGroup::of(servers.as_bytes()), Some(PermissionGroup::ExchangeServers));
    }

    #[test]
    fn a_customised_connector_is_no_group() {
        let customised = b"SMTPSubmit SMTPAcceptAnyRecipient SMTPAcceptAnySender BypassAntiSpam AcceptRoutingHeaders";
        assert_eq!(PermissionGroup::of(customised), None);
        assert_eq!(PermissionGroup::of(b"None"), None);
        assert_eq!(PermissionGroup::of(b""), None);
    }
}
