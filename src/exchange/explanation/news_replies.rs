//! What rejections by a news server mean (RFC 3977, RFC 4643).

/// What an NNTP reply code means; `None` for success, and for codes that are not in the standards.
pub fn explain_news_reply(code: u16) -> Option<&'static str> {
    Some(match code {
        400 => "The server is unavailable, or closes the connection; try again later.",
        401 => "The server is in the wrong mode; the client has to change it first.",
        403 => "Internal server error.",
        411 => "There is no such newsgroup on this server.",
        412 => "No newsgroup is selected.",
        420 => "No article is selected, or the current one is gone.",
        421 => "There is no next article in this newsgroup.",
        422 => "There is no previous article in this newsgroup.",
        423 => "There is no article with this number in the newsgroup.",
        430 => "There is no article with this Message-ID.",
        435 => "The server does not want this article, because it already has it.",
        436 => "The transfer of the article failed; try again later.",
        437 => "The article was rejected; do not retry.",
        440 => "Posting is not permitted.",
        441 => "The article could not be posted.",
        480 => "The command requires authentication first.",
        481 => "Authentication failed: wrong user name or password.",
        // RFC 4643 in place of RFC 2980, 3.1.1.
        482 => "Authentication was rejected, or its commands were sent out of sequence.",
        483 => "The command requires an encrypted connection.",
        500 => "The server does not know the command.",
        501 => "The syntax of the command is wrong.",
        502 => "The client does not have permission for this, or may not connect at all.",
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
