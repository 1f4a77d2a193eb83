//! Replies of Exchange Online, by the numbers that Microsoft documents for it.
//!
//! They stand in the send logs of every hybrid organisation, and in those of everyone who sends to a customer of
//! Microsoft 365. The ranges are wide and the texts behind them vary, hence rows by number.

use super::reply_rule::{ReplyRule, detail, details};

pub(super) static ONLINE: &[ReplyRule] = &[
    // ------------------------------------------------------------------------------------------- throttling, reputation
    details(
        7,
        650,
        652,
        "451 4.7.651 The mail server [192.0.2.7] has been temporarily rate limited; exceeded the maximum number of connections",
        "Exchange Online limits this sending address: it opened too many connections, or its reputation is new or poor. \
         It passes by itself; send less at once, and let the address build up a reputation.",
    )
    .codes((400, 499)),
    details(
        7,
        500,
        699,
        "451 4.7.550 Access denied, please try again later (AS901)",
        "Exchange Online found something unusual about this sending address and slows it down while it looks closer. If \
         the mail is wanted, it passes by itself; else look for a misused account.",
    )
    .codes((400, 499)),
    details(
        7,
        850,
        899,
        "451 4.7.860 Access denied, please try again later",
        "Exchange Online found something unusual about this sending address and refuses it for a time. If the mail is \
         wanted, it passes by itself; else look for a misused account.",
    )
    .codes((400, 499)),
    detail(
        5,
        3,
        "452 4.5.3 Too many recipients",
        "More recipients than the server takes in one transaction. A mail server sends the message to the rest in another \
         transaction by itself.",
    )
    .codes((400, 499)),
    detail(
        7,
        26,
        "450 4.7.26 Access denied, a message sent over IPv6 [2001:db8::7] must pass either SPF or DKIM validation",
        "Over IPv6 the server takes only mail that passes SPF or DKIM. Put the IPv6 address into the domain's SPF record, \
         sign with DKIM, or send over IPv4.",
    )
    .text("IPv6"),
    // --------------------------------------------------------------------------------------------- connections outward
    detail(
        4,
        316,
        "450 4.4.316 Connection refused [Message=Socket error code 10061]",
        "Exchange Online could not connect to the mail server of the recipient. Look whether that server runs, and \
         whether its firewall lets the addresses of Exchange Online in.",
    ),
    detail(
        4,
        317,
        "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]",
        "Exchange Online does not trust the certificate that the receiving server showed. Look which certificate is bound \
         to SMTP there, and whether the server sends the whole chain.",
    )
    .text("UntrustedRoot"),
    detail(
        4,
        317,
        "450 4.4.317 Cannot connect to remote server [Message=CertificateExpired]",
        "Exchange Online could not set up a connection to the receiving server. The word after Message says why; with TLS \
         look at the certificate, its names and its dates.",
    ),
    details(
        4,
        300,
        300,
        "550 5.4.300 Message expired",
        "The receiving server did not take the message for so long that Exchange Online gave up. Look at why that server \
         could not be reached.",
    ),
    detail(
        4,
        14,
        "554 5.4.14 Hop count exceeded - possible mail loop ATTR34",
        "The message went in circles between Exchange Online and another system. Look at connectors, at MX records, and \
         whether the domain is set to internal relay.",
    ),
    // ------------------------------------------------------------------------------------------------ authentication
    detail(
        7,
        139,
        "535 5.7.139 Authentication unsuccessful, basic authentication is disabled",
        "Exchange Online refused the logon: SMTP AUTH is switched off for the mailbox or the organisation, or a policy \
         (security defaults, conditional access) forbids it.",
    ),
    detail(
        7,
        64,
        "550 5.7.64 TenantAttribution; Relay Access Denied [ATTR36]",
        "Exchange Online did not recognise the on-premises server, so it treats it as a stranger who wants to relay. \
         Compare the certificate name or the sending address with the inbound connector; often the certificate was \
         renewed or the public address changed.",
    ),
    // ------------------------------------------------------------------------------------------------------ recipients
    detail(
        4,
        1,
        "550 5.4.1 Recipient address rejected: Access denied",
        "The server takes no mail for this address: the recipient does not exist there, or the domain is not one of its \
         own. If the address is right, look at MX records and at the synchronisation of recipients.",
    ),
    detail(
        7,
        12,
        "550 5.7.12 Sender was not authenticated by organization",
        "The recipient takes mail from inside the organisation only.",
    )
    .text("not authenticated"),
    detail(
        7,
        13,
        "550 5.7.13 Sender was not authenticated for public folder",
        "The public folder takes mail from inside the organisation only.",
    )
    .text("public folder"),
    detail(
        7,
        124,
        "550 5.7.124 Sender not in allowed-senders list",
        "The group takes mail only from senders on its list of allowed senders.",
    ),
    detail(
        7,
        133,
        "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
        "The group takes mail from inside the organisation only.",
    ),
    detail(
        7,
        134,
        "550 5.7.134 RESOLVER.RST.SenderNotAuthenticatedForMailbox; authentication required",
        "The mailbox takes mail from inside the organisation only.",
    ),
    detail(
        7,
        135,
        "550 5.7.135 Sender was not authenticated for public folder",
        "The public folder takes mail from inside the organisation only.",
    ),
    detail(
        7,
        136,
        "550 5.7.136 RESOLVER.RST.SenderNotAuthenticated; authentication required",
        "The recipient (a mail user) takes mail from inside the organisation only.",
    ),
    detail(
        2,
        121,
        "550 5.2.121 Recipient's per hour message receive limit from specific sender exceeded",
        "One sender sent more messages to this recipient within an hour than Exchange Online lets through.",
    ),
    detail(
        2,
        122,
        "550 5.2.122 Recipient's per hour message receive limit exceeded",
        "The recipient got more messages within an hour than Exchange Online lets through.",
    ),
    detail(
        2,
        2,
        "550 5.2.2 Submission quota exceeded",
        "The sender has used up its limit of recipients or messages in Exchange Online. If it did not send that much, the \
         account may be misused.",
    )
    .text("Submission quota"),
    detail(
        3,
        190,
        "550 5.3.190 Journaling on-premises messages to Microsoft 365 not supported when Journaling Archive is disabled",
        "A journal rule on premises sends to Exchange Online, where the journaling archive is not switched on.",
    ),
    detail(
        0,
        350,
        "550 5.0.350 x-dg-ref header is too long",
        "Collective number of Exchange Online for errors of the receiving organisation; the text says more. With \
         x-dg-ref the message is in rich text format: send it as HTML or plain text.",
    ),
    detail(
        6,
        11,
        "550 5.6.11 Invalid characters",
        "The message holds bare line feeds, which the receiving server does not take. The program that made the message \
         must end lines with CR LF.",
    ),
    // ------------------------------------------------------------------------------------------------ blocked senders
    detail(
        7,
        501,
        "550 5.7.501 Access denied, spam abuse detected",
        "Exchange Online blocked the sender for spam. Look for a misused account, then ask for the block to be lifted.",
    ),
    details(
        7,
        502,
        503,
        "550 5.7.502 Access denied, banned sender",
        "Exchange Online blocked the sender for spam. Look for a misused account, then ask for the block to be lifted.",
    ),
    detail(
        7,
        504,
        "550 5.7.504 Recipient address rejected: Access denied",
        "The recipient's address is not valid at the organisation that replied.",
    ),
    detail(
        7,
        505,
        "550 5.7.505 Access denied, banned recipient",
        "Exchange Online does not let mail through to this recipient.",
    ),
    detail(
        7,
        506,
        "550 5.7.506 Access Denied, Bad HELO",
        "The sending server called itself, in EHLO or HELO, by the name of the server it connected to. Set the FQDN of \
         the send connector to the server's own name.",
    ),
    detail(
        7,
        507,
        "550 5.7.507 Access denied, rejected by recipient",
        "The receiving organisation has blocked the sending address.",
    ),
    detail(
        7,
        508,
        "550 5.7.508 Access denied, [2001:db8::7] has exceeded permitted limits within /64 range",
        "The IPv6 range of the sender sent too many messages in a short time.",
    ),
    detail(
        7,
        509,
        "550 5.7.509 Access denied, sending domain [contoso.com] does not pass DMARC verification",
        "The domain in the message's From field demands DMARC, and neither SPF nor DKIM fits it. Look at the domain's SPF \
         record and DKIM signature, and at forwarding on the way.",
    ),
    detail(
        7,
        510,
        "550 5.7.510 Access denied, contoso.com does not accept email over IPv6",
        "The receiving organisation takes no mail over IPv6. Send over IPv4.",
    ),
    detail(
        7,
        511,
        "550 5.7.511 Access denied, banned sender",
        "Exchange Online blocked the sending account or address. The reply names how to ask for the block to be lifted.",
    ),
    detail(
        7,
        512,
        "550 5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant",
        "The message has no valid address in its From field. Change the program that makes the message.",
    ),
    detail(
        7,
        513,
        "550 5.7.513 Service unavailable, Client host [192.0.2.7] blocked by fabrikam.com using Customer Block list",
        "The receiving organisation has put the sending address on its own block list. Only that organisation can \
         change this.",
    ),
    details(
        7,
        606,
        649,
        "550 5.7.606 Access denied, banned sending IP [192.0.2.7]",
        "The sending address is on Microsoft's block list. Look for misused accounts and open relays first, then ask for \
         it to be taken off.",
    )
    .codes((500, 599)),
    detail(
        7,
        750,
        "550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains",
        "Too much mail came through Exchange Online from domains that are not registered in the organisation. Add the \
         sending domains, or look for an open relay.",
    ),
    details(
        7,
        700,
        749,
        "550 5.7.705 Access denied, tenant has exceeded threshold",
        "Exchange Online blocked the whole organisation because most of its traffic looked like spam, or because it is \
         new. Look for misused accounts and open relays, then ask support.",
    ),
];
