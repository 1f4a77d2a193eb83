//! Enhanced status codes in general: RFC 3463, and the codes that the registry of RFC 5248 has gathered since.
//!
//! A sentence must suit both classes, since `4.2.2` and `5.2.2` differ only in whether trying again may help; a sentence
//! about that is added where it is shown.

use super::reply_rule::{ReplyRule, detail, subject};

pub(super) static STATUS_CODES: &[ReplyRule] = &[
    // RFC 3463, 3.2: addresses; RFC 7505 for 10 (in the table of Exchange, which uses it otherwise).
    detail(
        1,
        2,
        "550 5.1.2 x",
        "The recipient's domain does not exist or takes no mail. Look at its spelling and at its MX record.",
    ),
    detail(1, 3, "501 5.1.3 x", "The recipient's address is not well formed."),
    detail(1, 4, "550 5.1.4 x", "The recipient's address fits more than one mailbox."),
    detail(1, 6, "551 5.1.6 x", "The mailbox has moved, and its mail is not forwarded."),
    detail(
        1,
        8,
        "553 5.1.8 x",
        "The domain of the sender's address does not exist or takes no mail. Look at the sender's address.",
    ),
    detail(
        1,
        9,
        "550 5.1.9 x",
        "The message was passed on to a system that does not speak SMTP, so nothing more is known.",
    ),
    // RFC 3463, 3.3: mailboxes.
    detail(2, 1, "550 5.2.1 x", "The mailbox exists but is switched off, or takes no mail at present."),
    detail(2, 2, "552 5.2.2 x", "The mailbox is full."),
    detail(2, 3, "552 5.2.3 x", "The message is larger than the recipient may get."),
    detail(2, 4, "550 5.2.4 x", "A distribution list could not be expanded into its members."),
    // RFC 3463, 3.4: systems; RFC 6710 for 6.
    detail(3, 1, "452 4.3.1 x", "The server has no room for more mail."),
    detail(
        3,
        2,
        "453 4.3.2 x",
        "The server takes no mail from the network, for example because it is being maintained.",
    ),
    detail(
        3,
        4,
        "552 5.3.4 x",
        "The message is larger than the server takes. Look at the size limits of the organisation, of the \
        connector and of the mailbox on the server that replied.",
    ),
    detail(3, 6, "554 5.3.6 x", "The message was taken, but with another priority than it asked for."),
    // RFC 3463, 3.5: networks and routing.
    detail(4, 3, "451 4.4.3 x", "A directory or DNS server gave no answer."),
    detail(
        4,
        4,
        "554 5.4.4 x",
        "The server knows no way to the recipient's domain. Look at DNS and at the send connectors' address \
        spaces.",
    ),
    detail(4, 5, "451 4.4.5 x", "The mail system is overloaded."),
    // RFC 3463, 3.6: protocol; RFC 4954 for 6.
    detail(5, 1, "500 5.5.1 x", "The server does not know the command, or not at this point of the session."),
    detail(5, 2, "500 5.5.2 x", "The command is not well formed."),
    detail(
        5,
        3,
        "552 5.5.3 x",
        "The message has more recipients than the server takes in one message. Look at the recipient limits \
        of the organisation, of the connector and of the sender.",
    ),
    detail(5, 4, "501 5.5.4 x", "An argument of the command is not valid."),
    detail(5, 5, "554 5.5.5 x", "Client and server speak different versions of the protocol."),
    detail(5, 6, "500 5.5.6 x", "A line of the logon was longer than the server takes."),
    // RFC 3463, 3.7: content; RFC 4468 for 6, RFC 6531 for 7 to 10.
    detail(6, 1, "554 5.6.1 x", "The server does not take the message's type of content."),
    detail(6, 2, "554 5.6.2 x", "The content would have to be converted, which is not allowed."),
    detail(6, 3, "554 5.6.3 x", "The content would have to be converted, which the server cannot do."),
    detail(6, 4, "554 5.6.4 x", "The content was converted, and something was lost by that."),
    detail(6, 5, "554 5.6.5 x", "Converting the content failed."),
    detail(6, 6, "554 5.6.6 x", "The server could not get the message's content."),
    detail(
        6,
        7,
        "553 5.6.7 x",
        "The address holds characters beyond ASCII, which the server does not take (SMTPUTF8).",
    ),
    detail(
        6,
        8,
        "553 5.6.8 x",
        "The reply would hold characters beyond ASCII, which the client did not ask for (SMTPUTF8).",
    ),
    detail(
        6,
        9,
        "553 5.6.9 x",
        "The headers hold characters beyond ASCII, which the next server does not take (SMTPUTF8).",
    ),
    detail(6, 10, "553 5.6.10 x", "The message needs SMTPUTF8, which could not be used."),
    // RFC 3463, 3.8: security.
    detail(
        7,
        1,
        "554 5.7.1 x",
        "The server refuses the message or the sender by one of its rules: relaying, a block list, a filter, \
        or a restriction on the recipient. The text of the reply says which.",
    ),
    detail(7, 2, "550 5.7.2 x", "The sender may not write to this distribution list."),
    detail(
        7,
        3,
        "550 5.7.3 x",
        "The message would have to be changed to another kind of protection, which is not possible, or the \
        client is not authorised.",
    ),
    detail(7, 5, "554 5.7.5 x", "A certificate or key did not do: encryption or signature failed."),
    detail(7, 6, "554 5.7.6 x", "The server does not support the cryptographic algorithm."),
    detail(7, 7, "554 5.7.7 x", "The message was changed on the way: its protection does not fit any more."),
    // RFC 4954, RFC 5248.
    detail(7, 8, "535 5.7.8 x", "The logon failed: wrong user name or password, or the account may not use SMTP."),
    detail(
        7,
        9,
        "534 5.7.9 x",
        "The mechanism of the logon is too weak for this account; some services want an app password or OAuth.",
    ),
    detail(7, 10, "523 5.7.10 x", "The server wants an encrypted session first (STARTTLS)."),
    detail(7, 11, "538 5.7.11 x", "This mechanism may be used only in an encrypted session: STARTTLS first."),
    detail(
        7,
        12,
        "432 4.7.12 x",
        "The user must first log on by another mechanism, so that the server can store the password for \
        this one.",
    ),
    detail(7, 13, "525 5.7.13 x", "The account is disabled."),
    detail(7, 14, "535 5.7.14 x", "The servers do not trust each other in the way that this needs."),
    // RFC 6710, RFC 7293, RFC 7372, RFC 7505.
    detail(7, 15, "554 5.7.15 x", "The message's priority is lower than the server takes at present."),
    detail(7, 16, "554 5.7.16 x", "The message is too large for its priority."),
    detail(7, 17, "550 5.7.17 x", "The mailbox has another owner now than the sender expects."),
    detail(7, 18, "550 5.7.18 x", "The recipient's domain has another owner now than the sender expects."),
    detail(7, 19, "550 5.7.19 x", "The server cannot check whether the recipient's owner has changed."),
    detail(7, 20, "550 5.7.20 x", "No DKIM signature of the message was valid."),
    detail(7, 21, "550 5.7.21 x", "The message has valid DKIM signatures, but none that the server accepts."),
    detail(7, 22, "550 5.7.22 x", "No valid DKIM signature belongs to the domain in the From field."),
    detail(
        7,
        23,
        "550 5.7.23 x",
        "SPF: the sending address may not send for this domain. Put it into the domain's SPF record.",
    ),
    detail(7, 24, "451 4.7.24 x", "SPF: the domain's record could not be read or is not well formed."),
    detail(
        7,
        25,
        "550 5.7.25 x",
        "The sending address has no name in DNS, or the name does not point back to it (PTR record).",
    ),
    detail(7, 26, "550 5.7.26 x", "The message failed more than one check of its sender (SPF, DKIM, DMARC)."),
    detail(
        7,
        27,
        "550 5.7.27 x",
        "The domain of the sender's address says in DNS that it takes no mail, so its mail is refused.",
    ),
    // Registered later: 28 and 29 by RFC 8617 and its neighbours, 30 by RFC 8689.
    detail(7, 28, "450 4.7.28 x", "Too much mail from this sender or to this recipient."),
    detail(7, 29, "550 5.7.29 x", "The chain of forwarding signatures (ARC) is not valid."),
    detail(
        7,
        30,
        "550 5.7.30 x",
        "The message demands TLS on its whole way (REQUIRETLS), which the next server does not offer.",
    ),
];

/// The subject alone, for details that are 0 or not registered.
pub(super) static SUBJECTS: &[ReplyRule] = &[
    subject(1, "550 5.1.0 x", "Something is wrong with an address: the sender's or the recipient's."),
    subject(2, "550 5.2.0 x", "Something is wrong with the recipient's mailbox."),
    subject(3, "554 5.3.0 x", "Something is wrong with the mail system that replied."),
    subject(4, "451 4.4.0 x", "Something is wrong on the way to the next server: network, DNS or routing."),
    subject(
        5,
        "554 5.5.0 x",
        "Client and server did not understand each other: a command or its argument was not accepted.",
    ),
    subject(6, "554 5.6.0 x", "Something is wrong with the content of the message."),
    subject(
        7,
        "554 5.7.0 x",
        "Refused for reasons of security or policy: rights, logon, encryption, filters. The text says more.",
    ),
];
