//! Enhanced status codes in general: RFC 3463, and the codes added since to the registry of RFC 5248.
//!
//! An explanation must suit both classes: `4.2.2` and `5.2.2` differ only in whether a retry may help, and the lookup
//! adds a sentence on that.

use super::reply_rule::{ReplyRule, detail, subject};

pub(super) static STATUS_CODES: &[ReplyRule] = &[
    // RFC 3463, 3.2: addresses; RFC 7505 defines 10, which Exchange uses differently: see `exchange_replies.rs`.
    detail(
        1,
        2,
        "550 5.1.2 x",
        "The recipient's domain does not exist or does not accept mail. Check the spelling and the MX record.",
    ),
    detail(1, 3, "501 5.1.3 x", "The recipient's address is malformed."),
    detail(1, 4, "550 5.1.4 x", "The recipient's address matches more than one mailbox."),
    detail(1, 6, "551 5.1.6 x", "The mailbox has moved, and mail is not forwarded."),
    detail(
        1,
        8,
        "553 5.1.8 x",
        "The domain of the sender address does not exist or does not accept mail. Check the sender address.",
    ),
    detail(
        1,
        9,
        "550 5.1.9 x",
        "The message was relayed to a system that does not use SMTP, so its delivery status is unknown.",
    ),
    // RFC 3463, 3.3: mailboxes.
    detail(2, 1, "550 5.2.1 x", "The mailbox exists but is disabled, or is not accepting mail."),
    detail(2, 2, "552 5.2.2 x", "The mailbox is full."),
    detail(2, 3, "552 5.2.3 x", "The message exceeds the size limit of the recipient."),
    detail(2, 4, "550 5.2.4 x", "A distribution list could not be expanded to its members."),
    // RFC 3463, 3.4: systems; RFC 6710 for 6.
    detail(3, 1, "452 4.3.1 x", "The server has no storage left for mail."),
    detail(3, 2, "453 4.3.2 x", "The server is not accepting mail from the network, for example during maintenance."),
    detail(
        3,
        4,
        "552 5.3.4 x",
        "The message exceeds a size limit of the server. Check the limits of the organisation, the connector and the \
         mailbox on the server that replied.",
    ),
    detail(3, 6, "554 5.3.6 x", "The message was accepted, but with a different priority than requested."),
    // RFC 3463, 3.5: networks and routing.
    detail(4, 3, "451 4.4.3 x", "A directory or DNS server did not respond."),
    detail(
        4,
        4,
        "554 5.4.4 x",
        "The server has no route to the recipient's domain. Check DNS and the address spaces of the send connectors.",
    ),
    detail(4, 5, "451 4.4.5 x", "The mail system is congested."),
    // RFC 3463, 3.6: protocol; RFC 4954 for 6.
    detail(
        5,
        1,
        "500 5.5.1 x",
        "The server does not know the command, or does not allow it at this point in the session.",
    ),
    detail(5, 2, "500 5.5.2 x", "The syntax of the command is wrong."),
    detail(
        5,
        3,
        "552 5.5.3 x",
        "The message has more recipients than the server accepts. Check the recipient limits of the organisation, the \
         connector and the sender.",
    ),
    detail(5, 4, "501 5.5.4 x", "A parameter of the command is invalid."),
    detail(5, 5, "554 5.5.5 x", "Client and server use different versions of the protocol."),
    detail(5, 6, "500 5.5.6 x", "A line of the authentication exchange was longer than the server accepts."),
    // RFC 3463, 3.7: content; RFC 4468 for 6, RFC 6531 for 7 to 10.
    detail(6, 1, "554 5.6.1 x", "The server does not support the content type of the message."),
    detail(6, 2, "554 5.6.2 x", "The content would have to be converted, which is prohibited."),
    detail(6, 3, "554 5.6.3 x", "The content would have to be converted, which the server does not support."),
    detail(6, 4, "554 5.6.4 x", "The content was converted, with loss."),
    detail(6, 5, "554 5.6.5 x", "Content conversion failed."),
    detail(6, 6, "554 5.6.6 x", "The server could not retrieve the content of the message."),
    detail(
        6,
        7,
        "553 5.6.7 x",
        "The address contains non-ASCII characters, which the server does not accept (SMTPUTF8).",
    ),
    detail(
        6,
        8,
        "553 5.6.8 x",
        "The reply would contain non-ASCII characters, which the client did not request (SMTPUTF8).",
    ),
    detail(
        6,
        9,
        "553 5.6.9 x",
        "The headers contain non-ASCII characters, which the next server does not accept (SMTPUTF8).",
    ),
    detail(6, 10, "553 5.6.10 x", "The message needs SMTPUTF8, which is not available."),
    // RFC 3463, 3.8: security.
    detail(
        7,
        1,
        "554 5.7.1 x",
        "The server rejects the message or the sender by policy: relaying, a block list, a filter, or a restriction \
         on the recipient. The text of the reply says which.",
    ),
    detail(7, 2, "550 5.7.2 x", "The sender may not send to this distribution list."),
    detail(
        7,
        3,
        "550 5.7.3 x",
        "The message would have to be converted from one security mechanism to another, which is not possible, or the \
         client is not authorised.",
    ),
    detail(7, 5, "554 5.7.5 x", "A certificate or key was not usable: encryption or signature failed."),
    detail(7, 6, "554 5.7.6 x", "The server does not support the cryptographic algorithm."),
    detail(7, 7, "554 5.7.7 x", "The message was altered in transit: its integrity check failed."),
    // RFC 4954, RFC 5248.
    detail(7, 8, "535 5.7.8 x", "Authentication failed: wrong user name or password, or the account may not use SMTP."),
    detail(
        7,
        9,
        "534 5.7.9 x",
        "The authentication mechanism is too weak for this account; some services require an app password or OAuth.",
    ),
    detail(7, 10, "523 5.7.10 x", "The server requires an encrypted session first (STARTTLS)."),
    detail(
        7,
        11,
        "538 5.7.11 x",
        "This authentication mechanism is allowed only in an encrypted session: STARTTLS first.",
    ),
    detail(
        7,
        12,
        "432 4.7.12 x",
        "The user must first authenticate with another mechanism, so that the server can store the password for this \
         one.",
    ),
    detail(7, 13, "525 5.7.13 x", "The account is disabled."),
    detail(7, 14, "535 5.7.14 x", "The trust relationship between the servers that this requires does not exist."),
    // RFC 6710, RFC 7293, RFC 7372, RFC 7505.
    detail(7, 15, "554 5.7.15 x", "The message's priority is lower than the server currently accepts."),
    detail(7, 16, "554 5.7.16 x", "The message is too large for its priority."),
    detail(7, 17, "550 5.7.17 x", "The mailbox no longer has the owner that the sender expects."),
    detail(7, 18, "550 5.7.18 x", "The recipient's domain no longer has the owner that the sender expects."),
    detail(7, 19, "550 5.7.19 x", "The server cannot check whether the owner of the mailbox has changed."),
    detail(7, 20, "550 5.7.20 x", "The message has no valid DKIM signature."),
    detail(7, 21, "550 5.7.21 x", "The message has valid DKIM signatures, but none that the server accepts."),
    detail(7, 22, "550 5.7.22 x", "No valid DKIM signature matches the domain in the From field."),
    detail(
        7,
        23,
        "550 5.7.23 x",
        "SPF: the sending IP address may not send for this domain. Add it to the domain's SPF record.",
    ),
    detail(7, 24, "451 4.7.24 x", "SPF: the domain's record could not be looked up or is malformed."),
    detail(
        7,
        25,
        "550 5.7.25 x",
        "The sending IP address has no PTR record in DNS, or its name does not resolve back to the address.",
    ),
    detail(7, 26, "550 5.7.26 x", "The message failed more than one authentication check (SPF, DKIM, DMARC)."),
    detail(
        7,
        27,
        "550 5.7.27 x",
        "The domain of the sender address declares in DNS that it accepts no mail (null MX), so mail from it is \
         rejected.",
    ),
    // Registered later: 28 and 29 by RFC 8617 and related registrations, 30 by RFC 8689.
    detail(7, 28, "450 4.7.28 x", "Too much mail from this sender or to this recipient."),
    detail(7, 29, "550 5.7.29 x", "The ARC chain (signatures added by forwarders) is not valid."),
    detail(
        7,
        30,
        "550 5.7.30 x",
        "The message requires TLS on every hop (REQUIRETLS), which the next server does not offer.",
    ),
];

/// The subject alone, if the detail is 0 or not registered.
pub(super) static SUBJECTS: &[ReplyRule] = &[
    subject(1, "550 5.1.0 x", "There is a problem with an address: the sender's or the recipient's."),
    subject(2, "550 5.2.0 x", "There is a problem with the recipient's mailbox."),
    subject(3, "554 5.3.0 x", "There is a problem in the mail system that replied."),
    subject(4, "451 4.4.0 x", "There is a problem on the way to the next server: network, DNS or routing."),
    subject(5, "554 5.5.0 x", "Protocol error: a command or its parameters were not accepted."),
    subject(6, "554 5.6.0 x", "There is a problem with the content of the message."),
    subject(
        7,
        "554 5.7.0 x",
        "Rejected for security or policy reasons: permissions, authentication, encryption or filtering. See the text \
         of the reply.",
    ),
];
