//! Rejections by on-premises Exchange because of client errors and missing permissions: TLS and certificates, commands,
//! authentication, relaying, senders.
//!
//! Sources: Microsoft's pages on non-delivery reports, receive connectors and transport errors; the wording is that of
//! logs.

use super::reply_rule::{ReplyRule, detail, details, on};

pub(super) static ACCESS: &[ReplyRule] = &[
    // ------------------------------------------------------------------------------------------ TLS and certificates
    on(
        (400, 599),
        "451 5.7.3 Must issue a STARTTLS command first",
        "The connector accepts mail over TLS only, and the client did not start TLS. Enable STARTTLS on the client, \
         check whether a device in between strips STARTTLS from the EHLO reply, and check RequireTLS on the \
         connector.",
    )
    .text("STARTTLS"),
    on(
        (454, 454),
        "454 4.7.0 Failed to establish appropriate TLS channel: UntrustedRoot: Access Denied",
        "One side's certificate was not accepted. Check which certificate the connector uses for SMTP, and whether \
         the other side trusts its whole chain.",
    )
    .text("Failed to establish appropriate TLS channel"),
    detail(
        7,
        5,
        "454 4.7.5 The certificate specified in TlsCertificateName of the SendConnector could not be found",
        "The send connector refers to a certificate that is no longer on the server, usually because it was renewed. \
         Set TlsCertificateName on the send connector to the new certificate.",
    )
    .text("could not be found"),
    on(
        (454, 454),
        "454 4.7.0 Temporary authentication failure",
        "Kerberos authentication between Exchange servers failed. Check for a clock difference of more than five \
         minutes, Active Directory replication, the server's SPNs, and blocked ports to the domain controllers.",
    )
    .text("authentication failure"),
    // ------------------------------------------------------------------------------------------------ commands
    detail(
        3,
        3,
        "500 5.3.3 Unrecognized command",
        "The server does not know the command, or does not offer it to this client. Between Exchange servers, check \
         whether the connector has Exchange Server authentication enabled and whether a firewall filters SMTP \
         commands.",
    ),
    detail(
        1,
        7,
        "501 5.1.7 Invalid address",
        "The sender address in MAIL FROM is malformed or unknown. Check the sender address configured in the \
         application or device.",
    ),
    on(
        (501, 501),
        "501 5.5.4 Invalid domain name",
        "The name in EHLO or HELO is malformed, for example because it contains an underscore or a space. Change the \
         client's host name, or the name it is configured to announce.",
    )
    .text("Invalid domain name"),
    detail(
        5,
        2,
        "503 5.5.2 Send hello first",
        "The client sent a command before EHLO or HELO. After STARTTLS it must send EHLO again, which is often \
         forgotten.",
    )
    .text("hello first"),
    on(
        (503, 503),
        "503 5.5.2 Need rcpt command",
        "The client sent DATA although no recipient was accepted. The replies to its RCPT commands show why.",
    )
    .text("need rcpt"),
    on(
        (503, 503),
        "503 5.5.1 Bad sequence of commands",
        "A command came out of sequence, often because the client continued after an earlier command was rejected. \
         Check the first rejection above.",
    ),
    detail(
        7,
        4,
        "504 5.7.4 Unrecognized authentication type",
        "The client used an authentication mechanism that the connector does not offer here. The EHLO reply lists \
         those offered; AUTH LOGIN is usually offered only after STARTTLS. Check AuthMechanism on the receive \
         connector.",
    ),
    // ----------------------------------------------------------------------------------- permissions
    detail(
        7,
        57,
        "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM",
        "The client did not authenticate, and the connector does not accept mail from anonymous clients. Configure \
         authentication on the client, or use a connector whose permission groups include AnonymousUsers.",
    ),
    on(
        (530, 530),
        "530 5.7.1 Client was not authenticated",
        "The client did not authenticate, and the connector does not accept mail from anonymous clients. Check the \
         permission groups of the receive connector, and whether the session matched the intended connector.",
    )
    .text("not authenticated"),
    detail(
        7,
        3,
        "535 5.7.3 Authentication unsuccessful",
        "Wrong user name or password, or the account is locked, disabled or not allowed to use SMTP. In the log of \
         the server that replied, the preceding row shows the user name; the security log of the domain controller \
         has the reason.",
    )
    .codes((535, 535)),
    detail(
        7,
        3,
        "550 5.7.3 Cannot achieve Exchange Server authentication",
        "Two Exchange servers could not authenticate to each other. Check for a firewall that filters X-EXPS, and for \
         internal mail that matches a custom receive connector without Exchange Server authentication.",
    )
    .text("Exchange Server authentication"),
    detail(
        7,
        54,
        "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
        "Relaying denied: the recipient's domain is not an accepted domain, and this session may not relay. If the \
         client needs to send to external domains, give it a relay connector restricted to its IP address, or have it \
         authenticate.",
    ),
    detail(
        7,
        60,
        "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
        "The authenticated account may not send from this address. Use the account's own address on the client, or \
         grant Send As on the mailbox.",
    ),
    on(
        (550, 550),
        "550 5.7.1 Unable to relay",
        "Relaying denied: the recipient's domain is not an accepted domain, and this session may not relay. If the \
         client needs to send to external domains, give it a relay connector restricted to its IP address, or have it \
         authenticate.",
    )
    .text("Unable to relay"),
    on(
        (550, 550),
        "550 5.7.1 Anonymous client does not have permissions to send as this sender",
        "An anonymous client used a sender address that the connector does not permit. Check the permission \
         SMTPAcceptAuthoritativeDomainSender and the permission groups of the receive connector.",
    )
    .text("Anonymous client"),
    on(
        (550, 550),
        "550 5.7.1 Client does not have permissions to send as this sender",
        "The session may not use this sender address. An authenticated client needs Send As for it; an anonymous \
         client may use addresses in the organisation's own domains only if the connector permits it.",
    )
    .text("to send as this sender"),
    on(
        (500, 599),
        "550 5.7.1 Command not allowed",
        "The session does not have permission to use the command. Check the permission groups and the authentication \
         of the receive connector that the session matched.",
    )
    .text("Command not allowed"),
    details(
        7,
        900,
        999,
        "550 5.7.900 Delivery not authorized, message refused",
        "A mail flow rule (transport rule) rejected the message. Check the rules of the organisation that replied; \
         the code is set in the rule.",
    ),
];
