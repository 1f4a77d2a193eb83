//! Reply codes without further detail: RFC 5321, 4.2.2 and 4.2.3, and the extensions that add codes (RFC 7504
//! for 521 and 556, RFC 3207 and RFC 4954 for TLS and authentication). 422 is in none of them, but in common use.

use super::reply_rule::{ReplyRule, on};

pub(super) static REPLY_CODES: &[ReplyRule] = &[
    on((421, 421), "421 x", "The server closes the connection: it is shutting down, overloaded, or waited too long."),
    on((422, 422), "422 x", "The recipient's mailbox is over quota."),
    on((432, 432), "432 x", "The user must first authenticate with another mechanism (RFC 4954)."),
    on((450, 450), "450 x", "The mailbox is unavailable: it is busy, or the server blocks the sender temporarily."),
    on((451, 451), "451 x", "The server aborted the command because of a local error."),
    on((452, 452), "452 x", "The server has insufficient storage, or accepts no more recipients in this transaction."),
    on((454, 454), "454 x", "TLS or authentication is temporarily unavailable (RFC 3207, RFC 4954)."),
    on((455, 455), "455 x", "The server cannot accommodate the parameters of MAIL or RCPT."),
    on((500, 500), "500 x", "The server does not know the command, or the line is too long."),
    on((501, 501), "501 x", "A parameter of the command is malformed."),
    on((502, 502), "502 x", "The server does not implement the command."),
    on((504, 504), "504 x", "The server does not implement this parameter of the command."),
    on((521, 521), "521 x", "The host does not accept mail (RFC 7504)."),
    on((523, 523), "523 x", "The server requires an encrypted session first."),
    on((525, 525), "525 x", "The account is disabled."),
    on((530, 530), "530 x", "The server requires authentication or TLS before this command (RFC 3207, RFC 4954)."),
    on((534, 534), "534 x", "The authentication mechanism is too weak for this account (RFC 4954)."),
    on(
        (535, 535),
        "535 x",
        "Authentication failed: wrong user name or password, or the account may not use SMTP (RFC 4954).",
    ),
    on((538, 538), "538 x", "This authentication mechanism is allowed only in an encrypted session: STARTTLS first."),
    on(
        (550, 550),
        "550 x",
        "Rejected: the mailbox does not exist, or the server's policy does not allow this sender or recipient.",
    ),
    on((551, 551), "551 x", "The recipient is not local, and the server does not relay."),
    on((552, 552), "552 x", "The message or the mailbox exceeds its size limit."),
    on((553, 553), "553 x", "The address is not allowed: it is malformed, or this sender may not use it."),
    on(
        (554, 554),
        "554 x",
        "The transaction failed, or the server does not accept mail from this client. See the text of the reply.",
    ),
    on((555, 555), "555 x", "The server does not know a parameter of MAIL or RCPT."),
    on((556, 556), "556 x", "The recipient's domain does not accept mail (RFC 7504)."),
];

/// The second digit (RFC 5321, 4.2.1), and any other rejection.
pub(super) static DIGITS: &[ReplyRule] = &[
    on((500, 509), "509 x", "The command was not understood or is not supported."),
    on((510, 519), "511 x", "Rejected; the text of the reply has information about the reason."),
    on((520, 529), "529 x", "Rejected; the reason is the connection."),
    on((540, 559), "557 x", "Rejected by the mail system; the text of the reply gives the reason."),
    on((400, 409), "401 x", "The command was not understood or is not supported at the moment."),
    on((410, 419), "411 x", "Rejected temporarily; the text of the reply has information about the reason."),
    on((420, 429), "425 x", "Rejected temporarily; the reason is the connection."),
    on((440, 459), "458 x", "Rejected temporarily by the mail system; the text of the reply gives the reason."),
    on((400, 599), "499 x", "Rejected; the text of the reply gives the reason."),
];
