//! Replies of Exchange Server on premises, and of mail servers in general where their wording is common: what goes well,
//! what a server cannot do at this time, recipients, limits. What a client may not do stands in `access_replies.rs`.
//!
//! Sources: Microsoft's pages on non-delivery reports, back pressure, receive connectors and transport errors; the wording
//! as it stands in logs. PRX numbers have no official table: only what is common to reports about them is said.

use super::reply_rule::{ReplyRule, detail, on};

pub(super) static EXCHANGE: &[ReplyRule] = &[
    // ------------------------------------------------------------------------------------ replies that go well
    on(
        (220, 220),
        "220 mail.contoso.com Microsoft ESMTP MAIL Service ready at Thu, 2 Apr 2020 09:57:37 +0200",
        "Greeting of an Exchange server. The time in it is the server's local time with its distance from UTC.",
    )
    .text("Microsoft ESMTP MAIL Service"),
    on(
        (220, 220),
        "220 2.0.0 SMTP server ready",
        "STARTTLS is accepted: the TLS negotiation begins, and EHLO follows anew when it succeeded.",
    )
    .text("SMTP server ready"),
    on((221, 221), "221 2.0.0 Service closing transmission channel", "The server ends the session, mostly as answer to QUIT."),
    on((235, 235), "235 2.7.0 Authentication successful", "The client has logged on."),
    on(
        (334, 334),
        "334 <authentication response>",
        "The server asks for the next part of the logon. Exchange leaves the parts themselves out of the log.",
    ),
    on(
        (354, 354),
        "354 Start mail input; end with <CRLF>.<CRLF>",
        "The server waits for the message. The message itself is never in the log.",
    ),
    on(
        (250, 250),
        "250 2.6.0 <a@contoso.com> [InternalId=110] Queued mail for delivery",
        "The server has taken the message and is responsible for it from here on; message tracking goes on with it.",
    )
    .text("Queued mail for delivery"),
    on((250, 250), "250 2.0.0 Resetting", "The transaction, if there was one, is forgotten (answer to RSET).").text("Resetting"),
    on(
        (250, 250),
        "250 2.1.0 Sender OK",
        "The sender's address is accepted. Whether the message is, shows at its end.",
    )
    .text("Sender OK"),
    on((250, 250), "250 2.1.5 Recipient OK", "The recipient is accepted.").text("Recipient OK"),
    on(
        (250, 250),
        "250 XProxyFrom accepted",
        "The back end has taken over who the front end's client is, so that its address counts and not the front end's.",
    )
    .text("XProxyFrom accepted"),
    // --------------------------------------------------------------- a front end that cannot hand over, and queues
    on(
        (400, 499),
        "450 4.7.0 Proxy session setup failed on Frontend with '451 4.4.0 Primary target IP address responded with …'",
        "Front End Transport could not hand the session over to the next server. The text in quotes is the real error, \
         and the last endpoint attempted tells which server it was.",
    )
    .text("Proxy session setup failed on Frontend"),
    on(
        (400, 499),
        "451 4.4.0 Primary target IP address responded with: \"…\". Attempted failover to alternate host",
        "The next server refused the mail or could not be reached, and no other one was left to try. The text in quotes \
         is the real error; it comes from the next server or from the connection to it.",
    )
    .text("target IP address responded with"),
    on(
        (451, 451),
        "451 4.7.0 Temporary server error. Please try again later. PRX2",
        "Front End Transport could not pass the mail on to a transport service behind it. With PRX2 mostly name \
         resolution is at fault: look at the DNS servers of the network adapters and of Exchange, and at the hosts file.",
    )
    .text("PRX2"),
    on(
        (451, 451),
        "451 4.7.0 Temporary server error. Please try again later. PRX5",
        "Front End Transport could not pass the mail on to a transport service behind it. PRX5 was seen with disabled \
         connectors: look whether the receive connectors of the Transport service are enabled and reachable.",
    )
    .text("PRX5"),
    on(
        (451, 451),
        "451 4.7.0 Temporary server error. Please try again later. PRX9 RemoteHost: mail.contoso.com",
        "Front End Transport passed the mail on, but the connection to the server behind it broke. Look at that \
         server's transport services, at TLS settings, and at firewalls between the servers.",
    )
    .text("PRX9"),
    on(
        (451, 451),
        "451 4.7.0 Temporary server error. Please try again later. PRX4",
        "Front End Transport could not pass the mail on to a transport service behind it. Look whether the Transport \
         service runs and is active, at DNS, and at the receive connectors on port 2525.",
    )
    .text("PRX"),
    // ------------------------------------------------------------------------------ the server cannot at this time
    on(
        (432, 432),
        "432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded",
        "The recipient's mailbox or its database gets too many messages at once, so delivery is slowed down. Look for a \
         mass mailing or a loop to that mailbox.",
    )
    .text("thread limit exceeded"),
    detail(
        3,
        2,
        "421 4.3.2 Service not active",
        "The transport service runs but is switched off, mostly by maintenance mode: look at Get-ServerComponentState. \
         Another cause is a custom receive connector on port 25 that belongs to Transport instead of Front End Transport.",
    )
    .text("Service not active"),
    detail(
        3,
        2,
        "421 4.3.2 Service not available",
        "The server takes no mail now. Look at Get-ServerComponentState, at transport agents that fail, and for a custom \
         receive connector on port 25 that belongs to Transport instead of Front End Transport.",
    )
    .text("Service not available"),
    detail(
        3,
        2,
        "421 4.3.2 System not accepting network messages",
        "The server takes no mail from the network: it is in maintenance mode, is shutting down, or was paused. Look at \
         Get-ServerComponentState and at the state of its transport services.",
    )
    .text("not accepting network messages"),
    detail(
        3,
        2,
        "421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel",
        "Too many sessions at the same time, in all or from this one address. Look at MaxInboundConnection and \
         MaxInboundConnectionPerSource of the receive connector, and for a client that opens too many.",
    )
    .text("concurrent connections"),
    detail(
        3,
        1,
        "452 4.3.1 Insufficient system resources",
        "Back pressure: the server is short of disk space for its queue, of memory, or of room in its queues, and so \
         refuses mail. Look at free space on the queue's disk, at memory, and at events 15004 to 15007.",
    )
    .text("Insufficient system resources"),
    detail(
        4,
        1,
        "421 4.4.1 Connection timed out",
        "The session was idle for too long or lasted too long. Look at ConnectionInactivityTimeout and \
         ConnectionTimeout of the connector, at the network, and at what the other side waited for.",
    )
    .codes((400, 499)),
    detail(
        4,
        2,
        "421 4.4.2 Connection dropped due to SocketError",
        "The connection broke in mid-session. With SocketError mostly one side does not accept the other side's TLS \
         version, or a firewall cuts in; a limit on connections or message rate is possible too.",
    )
    .text("SocketError"),
    detail(
        4,
        2,
        "421 4.4.2 Connection dropped due to ConnectionReset",
        "The other side broke the connection off. Look at its log at the same time, at firewalls that inspect SMTP, and \
         at TLS settings.",
    )
    .text("ConnectionReset"),
    detail(
        4,
        2,
        "421 4.4.2 Connection dropped",
        "The other side or something in between cut the connection. Look at firewalls and spam filters that inspect \
         SMTP, at size and rate limits, and at the other side's log.",
    ),
    detail(
        4,
        0,
        "421 4.4.0 Remote server response was not RFC conformant",
        "The other server sent something that is no SMTP reply. Look at what it sent just before; often a firewall or a \
         filter in between changes replies.",
    )
    .text("not RFC conformant"),
    detail(
        4,
        7,
        "550 4.4.7 QUEUE.Expired; message expired",
        "The message waited in a queue until its time was over. Look at why the next server did not take it: the send \
         log and the connectivity log of the days before tell.",
    ),
    // ---------------------------------------------------------------------------------------------- recipients
    detail(
        1,
        1,
        "550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found",
        "Exchange has no recipient with this internal address (X.500). Mostly the mailbox was made anew and Outlook \
         remembers the old one: delete the remembered entry, or add the old address to the mailbox as X500 address.",
    )
    .text("RESOLVER.ADR"),
    detail(
        1,
        1,
        "550 5.1.1 User unknown",
        "The address does not exist at the server that replied. Look at its spelling, and whether the mailbox was removed \
         or moved.",
    ),
    detail(
        1,
        10,
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        "The organisation that replied has no recipient with this address. Look at its spelling, and whether directory \
         synchronisation knows the recipient.",
    ),
    detail(
        1,
        4,
        "550 5.1.4 Recipient address reserved by RFC 2606",
        "The address ends with a name that is reserved for tests (.test, .example, .invalid, .localhost), and the \
         connector is set to refuse these (RejectReservedTopLevelRecipientDomains).",
    )
    .text("RFC 2606"),
    detail(
        1,
        5,
        "550 5.1.5 Recipient address reserved by RFC 2606",
        "The address lies in a domain that is reserved for examples (example.com, .net, .org), and the connector is set to \
         refuse these (RejectReservedSecondLevelRecipientDomains).",
    )
    .text("RFC 2606"),
    detail(
        1,
        6,
        "550 5.1.6 Recipient addresses in single label domains not accepted",
        "The address has a domain without a dot (anna@contoso), and the connector is set to refuse these \
         (RejectSingleLabelRecipientDomains).",
    )
    .text("single label"),
    detail(
        1,
        8,
        "550 5.1.8 Access denied, bad outbound sender",
        "The sender is blocked or has sent more than it may. In Exchange Online the account may have been misused for \
         spam; on premises look at the message rate limits.",
    )
    .text("bad outbound sender"),
    detail(
        1,
        0,
        "550 5.1.0 Sender denied",
        "The sender is blocked, by sender filtering or by a list of blocked senders; or the message answers an old one \
         whose address is no longer valid.",
    )
    .text("Sender denied"),
    // --------------------------------------------------------------------------------------- limits, loops, content
    detail(
        2,
        1,
        "550 5.2.1 Content Filter agent quarantined this message",
        "The spam filter of the server that replied put the message into quarantine.",
    )
    .text("quarantined"),
    detail(
        3,
        5,
        "554 5.3.5 System incorrectly configured",
        "The server believes that it talks to itself: a mail loop. Look whether the FQDN of a receive connector is the \
         name of another server or device on the way.",
    ),
    detail(
        3,
        0,
        "554 5.3.0 Too many related errors",
        "The message made the server fail more than once and was put into the poison message queue. Look at Get-Queue \
         and at the application log of the server that replied.",
    )
    .text("related errors"),
    detail(
        4,
        4,
        "554 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain",
        "DNS does not know the recipient's domain. Look at its spelling, and at the DNS servers that Exchange and the \
         network adapters use.",
    )
    .text("SMTPSEND.DNS"),
    detail(
        4,
        6,
        "554 5.4.6 Hop count exceeded - possible mail loop",
        "The message went in circles. Look at forwarding and inbox rules, at the routing of an accepted domain that two \
         systems send back and forth, and at connectors of removed servers.",
    ),
    // --------------------------------------------------------------------------- common words of other mail servers
    on(
        (400, 499),
        "451 4.7.1 Greylisting in action, please come back later",
        "Greylisting: the server refuses the first attempt of a sender that it does not know and takes the second one, \
         some minutes later. Nothing is to be done unless it never takes it.",
    )
    .text("greylist"),
    on(
        (400, 499),
        "450 4.2.0 Graylisted, please try again later",
        "Greylisting: the server refuses the first attempt of a sender that it does not know and takes the second one, \
         some minutes later. Nothing is to be done unless it never takes it.",
    )
    .text("graylist"),
    on(
        (400, 599),
        "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.example.net",
        "The sending address is on the block list that the reply names. Ask there why and how it is taken off; until \
         then the server refuses mail from this address.",
    )
    .text("blocked using"),
];
