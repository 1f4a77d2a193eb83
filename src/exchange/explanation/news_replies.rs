//! What the replies of a news server mean that refuse something (RFC 3977, RFC 4643).

/// A sentence for a reply code of NNTP; `None` for a code that refuses nothing, or is not in the standards.
pub fn explain_news_reply(code: u16) -> Option<&'static str> {
    Some(match code {
        400 => "The server is not available, or closes the connection; try again later.",
        401 => "The server is in another mode; the client has to change it first.",
        403 => "The server met an error of its own.",
        411 => "There is no such newsgroup on this server.",
        412 => "No newsgroup is selected.",
        420 => "The current article is gone, or none is selected.",
        421 => "There is no next article in this newsgroup.",
        422 => "There is no previous article in this newsgroup.",
        423 => "There is no article of this number in the newsgroup.",
        430 => "There is no article with this Message-ID.",
        435 => "The server does not want this article; it has it already.",
        436 => "The transfer of the article failed; try again later.",
        437 => "The article was refused; do not try again.",
        440 => "Posting is not allowed.",
        441 => "The article could not be posted.",
        480 => "The command needs a logon first.",
        481 => "The logon failed: wrong user name or password.",
        482 => "The commands of the logon came in the wrong order.",
        483 => "The command needs an encrypted connection.",
        500 => "The server does not know the command.",
        501 => "The argument of the command is wrong.",
        502 => "The client may not do this, or may not connect at all.",
        503 => "The server does not support this.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_explained_in_a_sentence() {
        for code in 0..=700 {
            let sentence = explain_news_reply(code);
            assert!(sentence.is_none_or(|sentence| sentence.ends_with('.') && code >= 400), "{code}");
        }
        assert!(explain_news_reply(411).is_some_and(|sentence| sentence.contains("newsgroup")));
    }
}
