//! Reply codes without any more detail: RFC 5321, 4.2.2 and 4.2.3, and the extensions that add codes.

use super::reply_rule::{ReplyRule, on};

pub(super) static REPLY_CODES: &[ReplyRule] = &[
    on(
        (421, 421),
        "421 x",
        "The server closes the connection: it is being shut down, is overloaded, or waited too long.",
    ),
    on((422, 422), "422 x", "The recipient's mailbox is over its limit."),
    on((432, 432), "432 x", "The user must first log on by another mechanism (RFC 4954)."),
    on(
        (450, 450),
        "450 x",
        "The mailbox cannot be reached at present: it is busy, or the server blocks the sender for a time.",
    ),
    on((451, 451), "451 x", "The server met an error of its own and gave the command up."),
    on((452, 452), "452 x", "The server has no room or takes no more recipients in this transaction."),
    on((454, 454), "454 x", "TLS or the logon is not available at present (RFC 3207, RFC 4954)."),
    on((455, 455), "455 x", "The server cannot use the parameters of MAIL or RCPT at present."),
    on((500, 500), "500 x", "The server does not know the command, or the line is too long."),
    on((501, 501), "501 x", "An argument of the command is not well formed."),
    on((502, 502), "502 x", "The server knows the command but does not carry it out."),
    on((504, 504), "504 x", "The server knows the command but not this argument."),
    on((521, 521), "521 x", "The host takes no mail at all (RFC 7504)."),
    on((523, 523), "523 x", "The server wants an encrypted session first."),
    on((525, 525), "525 x", "The account is disabled."),
    on((530, 530), "530 x", "The server wants a logon or TLS before this command (RFC 3207, RFC 4954)."),
    on((534, 534), "534 x", "The mechanism of the logon is too weak for this account (RFC 4954)."),
    on(
        (535, 535),
        "535 x",
        "The logon failed: wrong user name or password, or the account may not use SMTP (RFC 4954).",
    ),
    on((538, 538), "538 x", "This mechanism may be used only in an encrypted session: STARTTLS first."),
    on(
        (550, 550),
        "550 x",
        "Refused: the mailbox does not exist, or the server's rules do not allow this sender or recipient.",
    ),
    on((551, 551), "551 x", "The recipient is not at this server, and the server does not pass the mail on."),
    on((552, 552), "552 x", "The message or the mailbox is over its size limit."),
    on((553, 553), "553 x", "The address is not allowed: it is not well formed, or this sender may not use it."),
    on(
        (554, 554),
        "554 x",
        "The transaction failed, or the server takes no mail from this client. The text says more.",
    ),
    on((555, 555), "555 x", "The server does not know a parameter of MAIL or RCPT."),
    on((556, 556), "556 x", "The recipient's domain takes no mail (RFC 7504)."),
];

/// The second digit (RFC 5321, 4.2.1), and every other refusal.
pub(super) static DIGITS: &[ReplyRule] = &[
    on((500, 509), "509 x", "The command was not understood or is not supported."),
    on((510, 519), "511 x", "Refused; the text of the reply is meant as information on why."),
    on((520, 529), "529 x", "Refused; the reason lies with the connection."),
    on((540, 559), "557 x", "Refused by the mail system; the text of the reply says why."),
    on((400, 409), "401 x", "The command was not understood or is not supported at present."),
    on((410, 419), "411 x", "Refused for now; the text of the reply is meant as information on why."),
    on((420, 429), "425 x", "Refused for now; the reason lies with the connection."),
    on((440, 459), "458 x", "Refused by the mail system for now; the text of the reply says why."),
    on((400, 599), "499 x", "Refused; the text of the reply says why."),
];
