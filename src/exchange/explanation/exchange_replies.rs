//! Rejections by on-premises Exchange, and by mail servers in general if their wording is common: temporary conditions,
//! recipients, limits. Rejections for lack of permission are in `access_replies.rs`.
//!
//! Sources: Microsoft's pages on non-delivery reports, back pressure, receive connectors and transport errors; the
//! wording is that of logs. PRX numbers are not documented: the explanations say what reports about them have in
//! common.

use super::reply_rule::{ReplyRule, detail, on};

pub(super) static EXCHANGE: &[ReplyRule] = &[
    // ---------------------------------------------------------------------------- Front End Transport, next hops
    on(
        (400, 499),
        "450 4.7.0 Proxy session setup failed on Frontend with '451 4.4.0 Primary target IP address responded with …'",
        "Front End Transport could not open a proxy session to the next server. The quoted reply is the actual error; \
         the last endpoint attempted is the server that it came from.",
    )
    .text("Proxy session setup failed on Frontend"),
    on(
        (400, 499),
        "451 4.4.0 Primary target IP address responded with: \"…\". Attempted failover to alternate host",
        "The next server rejected the mail or could not be reached, and there was no alternate host left to try. The \
         quoted text is the actual error, from that server or from the connection to it.",
    )
    .text("target IP address responded with"),
    on(
        (451, 451),
        "451 4.7.0 Temporary server error. Please try again later. PRX2",
        "Front End Transport could not proxy the session to a Transport service. PRX2 usually means failed name \
         resolution: check the DNS servers set on the network adapters and in Exchange, and the hosts file.",
    )
    .text("PRX2"),
    on(
        (451, 451),
        "451 4.7.0 Temporary server error. Please try again later. PRX5",
        "Front End Transport could not proxy the session to a Transport service. PRX5 has been reported with disabled \
         connectors: check that the receive connectors of the Transport service are enabled and reachable.",
    )
    .text("PRX5"),
    on(
        (451, 451),
        "451 4.7.0 Temporary server error. Please try again later. PRX9 RemoteHost: mail.contoso.com",
        "Front End Transport opened a proxy session, but the connection to that server broke. Check its transport \
         services, the TLS settings, and firewalls between the servers.",
    )
    .text("PRX9"),
    on(
        (451, 451),
        "451 4.7.0 Temporary server error. Please try again later. PRX4",
        "Front End Transport could not proxy the session to a Transport service. Check that the Transport service is \
         running and active, then DNS, and the receive connectors on port 2525.",
    )
    .text("PRX"),
    // ------------------------------------------------------------------------------------- temporary conditions
    on(
        (432, 432),
        "432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded",
        "Too many messages are being delivered to this mailbox or its database at once, so delivery is throttled. \
         Look for a mass mailing or a mail loop to that mailbox.",
    )
    .text("thread limit exceeded"),
    detail(
        3,
        2,
        "421 4.3.2 Service not active",
        "The transport service is running but its component is inactive, usually because of maintenance mode: check \
         Get-ServerComponentState. Another cause is a custom receive connector on port 25 with the transport role \
         HubTransport instead of FrontendTransport.",
    )
    .text("Service not active"),
    detail(
        3,
        2,
        "421 4.3.2 Service not available",
        "The server is not accepting mail. Check Get-ServerComponentState, failing transport agents, and for a custom \
         receive connector on port 25 with the transport role HubTransport instead of FrontendTransport.",
    )
    .text("Service not available"),
    detail(
        3,
        2,
        "421 4.3.2 System not accepting network messages",
        "The server is not accepting mail from the network: it is in maintenance mode, shutting down, or paused. \
         Check Get-ServerComponentState and the state of its transport services.",
    )
    .text("not accepting network messages"),
    detail(
        3,
        2,
        "421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel",
        "Too many concurrent connections, in total or from this address. Check MaxInboundConnection and \
         MaxInboundConnectionPerSource on the receive connector, and look for a client that opens too many.",
    )
    .text("concurrent connections"),
    detail(
        3,
        1,
        "452 4.3.1 Insufficient system resources",
        "Back pressure: the server is short of disk space for the queue database, of memory, or of queue capacity, so \
         it rejects mail. Check free disk space, memory, and events 15004 to 15007.",
    )
    .text("Insufficient system resources"),
    detail(
        4,
        1,
        "421 4.4.1 Connection timed out",
        "The session was idle too long or exceeded its time limit. Check ConnectionInactivityTimeout and \
         ConnectionTimeout on the connector, the network, and what the other side was waiting for.",
    )
    .codes((400, 499)),
    detail(
        4,
        2,
        "421 4.4.2 Connection dropped due to SocketError",
        "The connection broke during the session. SocketError usually means that one side does not accept the other's \
         TLS version, or that a firewall intervened; a limit on connections or message rate is also possible.",
    )
    .text("SocketError"),
    detail(
        4,
        2,
        "421 4.4.2 Connection dropped due to ConnectionReset",
        "The other side reset the connection. Check its log for the same time, firewalls that inspect SMTP, and the \
         TLS settings.",
    )
    .text("ConnectionReset"),
    detail(
        4,
        2,
        "421 4.4.2 Connection dropped",
        "The other side or a device in between closed the connection. Check firewalls and spam filters that inspect \
         SMTP, size and rate limits, and the log of the other side.",
    ),
    detail(
        4,
        0,
        "421 4.4.0 Remote server response was not RFC conformant",
        "The other server sent something that is not an SMTP reply. Check what it sent last; often a firewall or \
         filter in between modifies replies.",
    )
    .text("not RFC conformant"),
    detail(
        4,
        7,
        "550 4.4.7 QUEUE.Expired; message expired",
        "The message expired in the queue. The send log and the connectivity log of the preceding days show why the \
         next server did not accept it.",
    ),
    // ---------------------------------------------------------------------------------------------- recipients
    detail(
        1,
        1,
        "550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found",
        "Exchange has no recipient with this legacyExchangeDN (X.500 address). Usually the mailbox was recreated and \
         Outlook still has the old address cached: delete the cached entry, or add the old address to the mailbox as \
         an X500 proxy address.",
    )
    .text("RESOLVER.ADR"),
    detail(
        1,
        1,
        "550 5.1.1 User unknown",
        "The address does not exist on the server that replied. Check the spelling, and whether the mailbox was \
         removed or moved.",
    ),
    detail(
        1,
        10,
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        "The organisation that replied has no recipient with this address. Check the spelling, and whether directory \
         synchronisation includes the recipient.",
    ),
    detail(
        1,
        4,
        "550 5.1.4 Recipient address reserved by RFC 2606",
        "The address is in a top-level domain reserved for testing (.test, .example, .invalid, .localhost), and the \
         connector rejects these (RejectReservedTopLevelRecipientDomains).",
    )
    .text("RFC 2606"),
    detail(
        1,
        5,
        "550 5.1.5 Recipient address reserved by RFC 2606",
        "The address is in a domain reserved for examples (example.com, .net, .org), and the connector rejects these \
         (RejectReservedSecondLevelRecipientDomains).",
    )
    .text("RFC 2606"),
    detail(
        1,
        6,
        "550 5.1.6 Recipient addresses in single label domains not accepted",
        "The domain of the address has no dot (anna@contoso), and the connector rejects these \
         (RejectSingleLabelRecipientDomains).",
    )
    .text("single label"),
    detail(
        1,
        8,
        "550 5.1.8 Access denied, bad outbound sender",
        "The sender is blocked or exceeded a sending limit. In Exchange Online the account may have been compromised \
         and used for spam; on premises, check the message rate limits.",
    )
    .text("bad outbound sender"),
    detail(
        1,
        0,
        "550 5.1.0 Sender denied",
        "The sender is blocked by sender filtering or by a block list, or the message replies to an old one whose \
         address is no longer valid.",
    )
    .text("Sender denied"),
    // --------------------------------------------------------------------------------------- limits, loops, content
    detail(
        2,
        1,
        "550 5.2.1 Content Filter agent quarantined this message",
        "The content filter of the server that replied quarantined this message.",
    )
    .text("quarantined"),
    detail(
        3,
        5,
        "554 5.3.5 System incorrectly configured",
        "The server detected that it is talking to itself: a mail loop. Check whether the FQDN of a receive connector \
         is also the name of another server or device in the path.",
    ),
    detail(
        3,
        0,
        "554 5.3.0 Too many related errors",
        "The message caused repeated failures on the server and was moved to the poison message queue. Check \
         Get-Queue and the application log of the server that replied.",
    )
    .text("related errors"),
    detail(
        4,
        4,
        "554 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain",
        "The recipient's domain does not exist in DNS. Check the spelling, and the DNS servers that Exchange and the \
         network adapters use.",
    )
    .text("SMTPSEND.DNS"),
    detail(
        4,
        6,
        "554 5.4.6 Hop count exceeded - possible mail loop",
        "Mail loop. Check forwarding and Inbox rules, the routing of an accepted domain that two systems share, and \
         connectors that refer to removed servers.",
    ),
    // ------------------------------------------------------------------------ common wording of other mail servers
    on(
        (432, 432),
        "432 4.3.2 STOREDRV; mailbox server is too busy",
        "The mailbox server or the database accepts no more deliveries at the moment. The queue retries on its own; if it \
         lasts, look at the load of the mailbox server and the latency of the database's disks.",
    )
    .text("STOREDRV"),
    on(
        (400, 499),
        "451 4.7.1 Greylisting in action, please come back later",
        "Greylisting: the server rejects the first attempt from an unknown sender and accepts a retry some minutes \
         later. No action is needed unless retries fail as well.",
    )
    .text("greylist"),
    on(
        (400, 499),
        "450 4.2.0 Graylisted, please try again later",
        "Greylisting: the server rejects the first attempt from an unknown sender and accepts a retry some minutes \
         later. No action is needed unless retries fail as well.",
    )
    .text("graylist"),
    on(
        (400, 599),
        "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.example.net",
        "The sending IP address is on the block list named in the reply. Check with that list why, and how to be \
         removed; until then the server rejects mail from this address.",
    )
    .text("blocked using"),
];
