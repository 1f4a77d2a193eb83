//! Messages are found by what is known of one, and followed over all logs and servers.

#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

#[allow(dead_code, reason = "each test uses only part of it")]
#[path = "../support/mod.rs"]
mod support;

use support::fixtures::case;

#[test]
fn debug() {
    let engine = case("joins").read_whole();
    for text in
        ["<pi1@fabrikam.com>", "pi1@fabrikam.com", "vera@contoso.com", "quarterly", "Message-ID: <pi1@fabrikam.com>"]
    {
        println!("{text}: {:#?}", engine.find_messages(text, 10));
    }
}
