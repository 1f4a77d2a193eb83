//! Replies of Exchange Online, by the status codes that Microsoft documents for it ("Email non-delivery reports and SMTP
//! errors in Exchange Online").
//!
//! They are in the send logs of every hybrid organisation and of everyone who sends to Microsoft 365. The documented
//! ranges are wide and the texts vary, so most rules match the number alone.

use super::reply_rule::{ReplyRule, detail, details};

pub(super) static ONLINE: &[ReplyRule] = &[
    // ------------------------------------------------------------------------------------------- throttling,
    // reputation
    details(
        7,
        650,
        652,
        "451 4.7.651 The mail server [192.0.2.7] has been temporarily rate limited; exceeded the maximum number of connections",
        "Exchange Online throttles this sending IP address: it opened too many connections, or its reputation is new \
         or poor. This is temporary; send less at a time and let the address build up a reputation.",
    )
    .codes((400, 499)),
    details(
        7,
        500,
        699,
        "451 4.7.550 Access denied, please try again later (AS901)",
        "Exchange Online detected unusual activity from this sending IP address and throttles it while evaluating it. \
         For legitimate mail this is temporary; otherwise look for a compromised account.",
    )
    .codes((400, 499)),
    details(
        7,
        850,
        899,
        "451 4.7.860 Access denied, please try again later",
        "Exchange Online detected unusual activity from this sending IP address and rejects its mail for a time. For \
         legitimate mail this is temporary; otherwise look for a compromised account.",
    )
    .codes((400, 499)),
    detail(
        5,
        3,
        "452 4.5.3 Too many recipients",
        "The message has more recipients than the server accepts in one transaction. Mail servers send it to the \
         remaining recipients in another transaction on their own.",
    )
    .codes((400, 499)),
    detail(
        7,
        26,
        "450 4.7.26 Access denied, a message sent over IPv6 [2001:db8::7] must pass either SPF or DKIM validation",
        "Over IPv6 the server accepts only mail that passes SPF or DKIM. Add the IPv6 address to the domain's SPF \
         record, sign with DKIM, or send over IPv4.",
    )
    .text("IPv6"),
    // --------------------------------------------------------------------------------------------- connections outward
    detail(
        4,
        316,
        "450 4.4.316 Connection refused [Message=Socket error code 10061]",
        "Exchange Online could not connect to the recipient's mail server. Check that the server is running and that \
         its firewall allows the IP addresses of Exchange Online.",
    ),
    detail(
        4,
        317,
        "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]",
        "Exchange Online does not trust the certificate of the receiving server. Check which certificate that server \
         uses for SMTP, and whether it sends the whole chain.",
    )
    .text("UntrustedRoot"),
    detail(
        4,
        317,
        "450 4.4.317 Cannot connect to remote server [Message=CertificateExpired]",
        "Exchange Online could not connect to the receiving server. The word after Message is the reason; for TLS \
         errors check the certificate, its names and its validity dates.",
    ),
    details(
        4,
        300,
        300,
        "550 5.4.300 Message expired",
        "The receiving server did not accept the message before it expired in Exchange Online. Check why that server \
         could not be reached.",
    ),
    detail(
        4,
        14,
        "554 5.4.14 Hop count exceeded - possible mail loop ATTR34",
        "Mail loop between Exchange Online and another system. Check connectors, MX records, and whether the domain \
         is set to internal relay.",
    ),
    // ------------------------------------------------------------------------------------------------ authentication
    detail(
        7,
        139,
        "535 5.7.139 Authentication unsuccessful, basic authentication is disabled",
        "Exchange Online rejected the logon: SMTP AUTH is disabled for the mailbox or the organisation, or blocked by \
         a policy (security defaults, Conditional Access).",
    ),
    detail(
        7,
        64,
        "550 5.7.64 TenantAttribution; Relay Access Denied [ATTR36]",
        "Exchange Online did not recognise the on-premises server and treats it as an unknown sender that tries to \
         relay. Compare the certificate name or the sending IP address with the inbound connector; often the \
         certificate was renewed or the public IP address changed.",
    ),
    // ------------------------------------------------------------------------------------------------------ recipients
    detail(
        4,
        1,
        "550 5.4.1 Recipient address rejected: Access denied",
        "The server does not accept mail for this address: the recipient does not exist, or the domain is not one of \
         its own. If the address is correct, check MX records and the synchronisation of recipients.",
    ),
    detail(
        7,
        12,
        "550 5.7.12 Sender was not authenticated by organization",
        "The recipient accepts mail only from inside the organisation.",
    )
    .text("not authenticated"),
    detail(
        7,
        13,
        "550 5.7.13 Sender was not authenticated for public folder",
        "The public folder accepts mail only from inside the organisation.",
    )
    .text("public folder"),
    detail(
        7,
        124,
        "550 5.7.124 Sender not in allowed-senders list",
        "The group accepts mail only from senders on its list of allowed senders.",
    ),
    detail(
        7,
        133,
        "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
        "The group accepts mail only from inside the organisation.",
    ),
    detail(
        7,
        134,
        "550 5.7.134 RESOLVER.RST.SenderNotAuthenticatedForMailbox; authentication required",
        "The mailbox accepts mail only from inside the organisation.",
    ),
    detail(
        7,
        135,
        "550 5.7.135 Sender was not authenticated for public folder",
        "The public folder accepts mail only from inside the organisation.",
    ),
    detail(
        7,
        136,
        "550 5.7.136 RESOLVER.RST.SenderNotAuthenticated; authentication required",
        "The recipient (a mail user) accepts mail only from inside the organisation.",
    ),
    detail(
        2,
        121,
        "550 5.2.121 Recipient's per hour message receive limit from specific sender exceeded",
        "A single sender exceeded the number of messages per hour that Exchange Online allows to this recipient.",
    ),
    detail(
        2,
        122,
        "550 5.2.122 Recipient's per hour message receive limit exceeded",
        "The recipient exceeded the number of messages per hour that Exchange Online allows it to receive.",
    ),
    detail(
        2,
        2,
        "550 5.2.2 Submission quota exceeded",
        "The sender exceeded its recipient or message limit in Exchange Online. If it did not send that much, the \
         account may be compromised.",
    )
    .text("Submission quota"),
    detail(
        3,
        190,
        "550 5.3.190 Journaling on-premises messages to Microsoft 365 not supported when Journaling Archive is disabled",
        "An on-premises journal rule sends to Exchange Online, where the journaling archive is not enabled.",
    ),
    detail(
        0,
        350,
        "550 5.0.350 x-dg-ref header is too long",
        "Generic Exchange Online code for errors in the receiving organisation; see the text. With x-dg-ref, the \
         message is in rich text format: send it as HTML or plain text.",
    ),
    detail(
        6,
        11,
        "550 5.6.11 Invalid characters",
        "The message contains bare line feeds, which the receiving server does not accept. The program that created \
         the message must end lines with CR LF.",
    ),
    // ------------------------------------------------------------------------------------------------ blocked senders
    detail(
        7,
        501,
        "550 5.7.501 Access denied, spam abuse detected",
        "Exchange Online blocked the sender for spam. Look for a compromised account, then request that the block be \
         removed.",
    ),
    details(
        7,
        502,
        503,
        "550 5.7.502 Access denied, banned sender",
        "Exchange Online blocked the sender for spam. Look for a compromised account, then request that the block be \
         removed.",
    ),
    detail(
        7,
        504,
        "550 5.7.504 Recipient address rejected: Access denied",
        "The recipient's address is not valid in the organisation that replied.",
    ),
    detail(
        7,
        505,
        "550 5.7.505 Access denied, banned recipient",
        "Exchange Online blocks mail to this recipient.",
    ),
    detail(
        7,
        506,
        "550 5.7.506 Access Denied, Bad HELO",
        "The sending server used the name of the receiving server in EHLO or HELO. Set the FQDN of the send connector \
         to the sending server's own name.",
    ),
    detail(
        7,
        507,
        "550 5.7.507 Access denied, rejected by recipient",
        "The receiving organisation blocks the sender address.",
    ),
    detail(
        7,
        508,
        "550 5.7.508 Access denied, [2001:db8::7] has exceeded permitted limits within /64 range",
        "The sender's IPv6 range sent too many messages in a short time.",
    ),
    detail(
        7,
        509,
        "550 5.7.509 Access denied, sending domain [contoso.com] does not pass DMARC verification",
        "The domain in the From field requires DMARC, and neither SPF nor DKIM aligns with it. Check the domain's SPF \
         record and DKIM signature, and forwarding along the way.",
    ),
    detail(
        7,
        510,
        "550 5.7.510 Access denied, contoso.com does not accept email over IPv6",
        "The receiving organisation does not accept mail over IPv6. Send over IPv4.",
    ),
    detail(
        7,
        511,
        "550 5.7.511 Access denied, banned sender",
        "Exchange Online blocked the sending account or IP address. The reply says how to request removal of the \
         block.",
    ),
    detail(
        7,
        512,
        "550 5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant",
        "The message has no valid address in its From field. Fix the program that creates the message.",
    ),
    detail(
        7,
        513,
        "550 5.7.513 Service unavailable, Client host [192.0.2.7] blocked by fabrikam.com using Customer Block list",
        "The sending IP address is on the receiving organisation's own block list. Only that organisation can change \
         this.",
    ),
    details(
        7,
        606,
        649,
        "550 5.7.606 Access denied, banned sending IP [192.0.2.7]",
        "The sending IP address is on Microsoft's block list. Look for compromised accounts and open relays first, \
         then request removal.",
    )
    .codes((500, 599)),
    detail(
        7,
        750,
        "550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains",
        "Too much mail was sent through Exchange Online from domains that are not registered in the organisation. Add \
         the sending domains, or look for an open relay.",
    ),
    details(
        7,
        700,
        749,
        "550 5.7.705 Access denied, tenant has exceeded threshold",
        "Exchange Online blocked the whole organisation because most of its traffic looked like spam, or because it \
         is new. Look for compromised accounts and open relays, then contact support.",
    ),
];
