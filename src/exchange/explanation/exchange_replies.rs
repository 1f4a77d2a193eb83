//! Replies of Exchange Server on premises, and of mail servers in general where their wording is common.
//!
//! Sources: Microsoft's pages on non-delivery reports, back pressure, receive connectors and transport errors; the wording
//! as it stands in logs. PRX numbers have no official table: only what is common to reports about them is said.

use super::replies::{Row, detail, details, on};

pub(super) static EXCHANGE: &[Row] = &[
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
        "Wrong user name or password, or an account that is locked, disabled or not allowed to use SMTP. The row with the \
         user name stands just before; the security log of the domain controller names the reason.",
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
