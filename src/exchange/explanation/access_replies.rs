//! Replies of Exchange Server on premises that refuse what a client may not do or did wrongly: TLS and trust, commands, logon,
//! relaying, senders.
//!
//! Sources: Microsoft's pages on non-delivery reports, receive connectors and transport errors; the wording as it stands in
//! logs.

use super::reply_rule::{ReplyRule, detail, details, on};

pub(super) static ACCESS: &[ReplyRule] = &[
    // ------------------------------------------------------------------------------------------ TLS and trust
    on(
        (400, 599),
        "451 5.7.3 Must issue a STARTTLS command first",
        "This connector takes mail over TLS only, and the client did not start TLS. Let the client use STARTTLS, or look \
         whether something in between removes STARTTLS from the EHLO reply, and at RequireTLS of the connector.",
    )
    .text("STARTTLS"),
    on(
        (454, 454),
        "454 4.7.0 Failed to establish appropriate TLS channel: UntrustedRoot: Access Denied",
        "The certificate of one side was not accepted. Look which certificate is bound to SMTP on this connector, and \
         whether its whole chain is trusted on the other side.",
    )
    .text("Failed to establish appropriate TLS channel"),
    detail(
        7,
        5,
        "454 4.7.5 The certificate specified in TlsCertificateName of the SendConnector could not be found",
        "The send connector names a certificate that the server no longer has, mostly since it was renewed. Set \
         TlsCertificateName of the send connector to the new certificate.",
    )
    .text("could not be found"),
    on(
        (454, 454),
        "454 4.7.0 Temporary authentication failure",
        "A Kerberos logon between Exchange servers failed. Look whether the clocks differ by more than five minutes, at \
         Active Directory replication, at the server's SPNs, and at blocked ports to the domain controllers.",
    )
    .text("authentication failure"),
    // ------------------------------------------------------------------------------------------------ commands
    detail(
        3,
        3,
        "500 5.3.3 Unrecognized command",
        "The server does not know the command, or does not offer it to this client. Between Exchange servers, look \
         whether the connector has Exchange Server authentication, and whether a firewall filters SMTP commands.",
    ),
    detail(
        1,
        7,
        "501 5.1.7 Invalid address",
        "The sender's address in MAIL FROM is not well formed or not known. Look at the address that the application or \
         device is set to send from.",
    ),
    on(
        (501, 501),
        "501 5.5.4 Invalid domain name",
        "The name that the client gave in EHLO or HELO is not well formed, for example because it holds an underscore or \
         a blank. Change the client's host name, or the name it is set to announce.",
    )
    .text("Invalid domain name"),
    detail(
        5,
        2,
        "503 5.5.2 Send hello first",
        "The client sent a command before EHLO or HELO. After STARTTLS it must send EHLO once more, which is often \
         forgotten.",
    )
    .text("hello first"),
    on(
        (503, 503),
        "503 5.5.2 Need rcpt command",
        "The client sent DATA though no recipient was accepted. The replies to its RCPT commands tell why.",
    )
    .text("need rcpt"),
    on(
        (503, 503),
        "503 5.5.1 Bad sequence of commands",
        "A command came at the wrong time, often because the client went on after an earlier command was refused. Look at \
         the first refusal above.",
    ),
    detail(
        7,
        4,
        "504 5.7.4 Unrecognized authentication type",
        "The client tried to log on by a mechanism that this connector does not offer here. The EHLO reply lists what is \
         offered; AUTH LOGIN is mostly offered only after STARTTLS. Look at AuthMechanism of the receive connector.",
    ),
    // ----------------------------------------------------------------------------------- who may do what
    detail(
        7,
        57,
        "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM",
        "The client did not log on, and this connector takes no mail from clients that have not. Let the client log on, \
         or let it use a connector whose permission groups include AnonymousUsers.",
    ),
    on(
        (530, 530),
        "530 5.7.1 Client was not authenticated",
        "The client did not log on, and this connector takes no mail from clients that have not. Look at the permission \
         groups of the receive connector, and whether the session fell into the connector it was meant for.",
    )
    .text("not authenticated"),
    detail(
        7,
        3,
        "535 5.7.3 Authentication unsuccessful",
        "Wrong user name or password, or an account that is locked, disabled or not allowed to use SMTP. In \
         the log of the server that replied, the row with the user name stands just before; the security log of the \
         domain controller names the reason.",
    )
    .codes((535, 535)),
    detail(
        7,
        3,
        "550 5.7.3 Cannot achieve Exchange Server authentication",
        "Two Exchange servers could not log on to each other. Look for a firewall that filters the X-EXPS command, and for \
         internal mail that falls into a custom receive connector without Exchange Server authentication.",
    )
    .text("Exchange Server authentication"),
    detail(
        7,
        54,
        "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
        "Relay refused: the recipient's domain is not an accepted domain, and this session may not relay. If this client \
         is to send outside, give it a connector that allows relaying for its address only, or let it log on.",
    ),
    detail(
        7,
        60,
        "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
        "The account that logged on may not send from this address. Let the client use the address of its account, or \
         grant Send As on the mailbox.",
    ),
    on(
        (550, 550),
        "550 5.7.1 Unable to relay",
        "Relay refused: the recipient's domain is not an accepted domain, and this session may not relay. If this client \
         is to send outside, give it a connector that allows relaying for its address only, or let it log on.",
    )
    .text("Unable to relay"),
    on(
        (550, 550),
        "550 5.7.1 Anonymous client does not have permissions to send as this sender",
        "A client that has not logged on uses a sender address that this connector does not let it use. Look at the \
         right SMTPAcceptAuthoritativeDomainSender and at the permission groups of the receive connector.",
    )
    .text("Anonymous client"),
    on(
        (550, 550),
        "550 5.7.1 Client does not have permissions to send as this sender",
        "The session may not use this sender address. A client that logged on needs Send As for it; an anonymous one may \
         not use an address of the organisation's own domains unless the connector allows it.",
    )
    .text("to send as this sender"),
    on(
        (500, 599),
        "550 5.7.1 Command not allowed",
        "This session has no right to use the command. Look at the permission groups and the authentication of the \
         receive connector that the session fell into.",
    )
    .text("Command not allowed"),
    details(
        7,
        900,
        999,
        "550 5.7.900 Delivery not authorized, message refused",
        "A mail flow rule (transport rule) refused the message. Look at the rules of the organisation that replied; the \
         number is chosen in the rule.",
    ),
];
