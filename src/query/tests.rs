//! The language as a whole: what is read as what, what is refused and where, and the laws.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use proptest::prelude::*;

use super::field::{FIELDS, Kind, Level, TimeField};
use super::pattern::Source;
use super::*;

fn parse_east_of_utc(text: &str, offset_minutes: i32) -> Result<Expression, Problem> {
    parse_in(text, &Surroundings { clock: Clock { offset_minutes, ..Clock::default() }, ..Surroundings::default() })
}

fn shown(text: &str) -> String {
    match parse(text) {
        Ok(expression) => expression.to_string(),
        Err(problem) => panic!("`{text}`: {problem:?}"),
    }
}

/// `name, query, the same query as it is written by Display`; what was written must read back as the same.
macro_rules! parses {
    ($($name:ident, $text:expr, $expected:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(shown($text), $expected);
            assert_eq!(parse($expected), parse($text), "reads back");
        }
    )*};
}

/// `name, query, the part of it that is marked, a part of the sentence`.
macro_rules! refuses {
    ($($name:ident, $text:expr, $place:expr, $message:expr;)*) => {$(
        #[test]
        fn $name() {
            let problem = parse($text).expect_err("a problem");
            let units: Vec<u16> = $text.encode_utf16().collect();
            let place = String::from_utf16_lossy(&units[problem.from as usize..problem.to as usize]);
            assert_eq!(place, $place, "{}", problem.message);
            assert!(problem.message.contains($message), "{}", problem.message);
        }
    )*};
}

parses! {
    nothing, "", "";
    blanks, "  \t\u{a0} ", "";
    one_word, "relay", "relay";
    words_side_by_side, "unable  to relay", "unable to relay";
    and_says_the_same, "unable AND to AND relay", "unable to relay";
    or_binds_weaker, "a b OR c AND d", "a b OR c d";
    parentheses, "(a OR b) c", "(a OR b) c";
    needless_parentheses, "((a (b c)) OR (d OR e))", "a b c OR d OR e";
    minus, "-a", "-a";
    not, "NOT a b", "-a b";
    not_a_group, "-(a b)", "-(a b)";
    not_not, "NOT -a", "-(-a)";
    not_a_field, "-code:550", "-code:550";
    keywords_in_any_case, "a or Not b and c", "a OR -b c";
    keywords_in_quotes_are_words, "\"OR\" \"and\"", "\"OR\" \"and\"";
    phrase, "\"unable to relay\"", "\"unable to relay\"";
    phrase_with_quotation_mark, r#""O=""thawte, Inc.""""#, r#""O=""thawte, Inc.""""#;
    phrase_keeps_backslashes, r#""\\server\a""#, r#""\\server\a""#;
    phrase_of_one_word, "\"relay\"", "relay";
    phrase_keeps_stars, "\"a*b\"", "\"a*b\"";
    regex, r"/5\.7\.\d+ x/ b", r"/5\.7\.\d+ x/ b";
    regex_with_slashes, "/a/b/", "/a/b/";
    regex_with_escaped_slash, r"/a\/ b/", r"/a\/ b/";
    regex_in_parentheses, "(/a/ OR b)", "/a/ OR b";
    word_with_star, "auth*failed", "*auth*failed*";
    stars_at_the_ends, "*failed*", "failed";
    only_a_star, "-*", "-*";
    only_stars, "220 ****", "220 \"****\"";
}

parses! {
    colon_word, "error: 550 5.7.1 <a@b>", "\"error:\" 550 5.7.1 (message-id:<a@b> OR from:<a@b> OR to:<a@b> OR \"<a@b>\")";
    mail_from, "MAIL FROM:<ann@contoso.com> SIZE=0 AUTH=<>", "MAIL \"FROM:<ann@contoso.com>\" \"SIZE=0\" \"AUTH=<>\"";
    rcpt_to_with_blank, "RCPT TO: <a@b>", "RCPT \"TO:\" (message-id:<a@b> OR from:<a@b> OR to:<a@b> OR \"<a@b>\")";
    mail_from_in_small_letters, "mail from:<a@b>", "mail from:<a@b>";
    message_id, "-<abc@contoso.com>", "-(message-id:<abc@contoso.com> OR from:<abc@contoso.com> OR to:<abc@contoso.com> OR \"<abc@contoso.com>\")";
    message_id_in_quotes, "\"<abc@contoso.com>\"", "\"<abc@contoso.com>\"";
    ipv4, "192.0.2.1", r"ip:192.0.2.1/32 OR /(?-u:\b)192\.0\.2\.1(?-u:\b)/";
    ipv6, "a 2001:db8::1", "a (ip:2001:db8::1/128 OR \"2001:db8::1\")";
    ipv6_with_letters_first, "fe80::1", "ip:fe80::1/128 OR \"fe80::1\"";
    ipv6_of_letters, "dead:beef::", "\"dead:beef::\"";
    endpoint, "[fe80::1%3]:25", "\"[fe80::1%3]:25\"";
    ipv4_endpoint, "192.0.2.1:25", "\"192.0.2.1:25\"";
    host_and_port, "mx1.contoso.com:25", "\"mx1.contoso.com:25\"";
    time_of_day, "10:15:30.123", "\"10:15:30.123\"";
    time_stamp, "2020-04-02T07:57:35.123Z", "start<=2020-04-02T07:57:35.123Z end>=2020-04-02T07:57:35.123Z OR \"2020-04-02T07:57:35.123Z\"";
    drive, r"C:\Logs\RECV.LOG", r#""C:\Logs\RECV.LOG""#;
    url, "https://contoso.com", "\"https://contoso.com\"";
    parameter, "QueueLength=TQ=1;RN=1;", "\"QueueLength=TQ=1;RN=1;\"";
    certificate, "CN=*.contoso.com", "*CN=*.contoso.com*";
    disconnect, "Remote(ConnectionReset)", "\"Remote(ConnectionReset)\"";
    disconnect_in_group, "(Remote(ConnectionReset))", "\"Remote(ConnectionReset)\"";
    bare_minus, "Office - x", "Office \"-\" x";
    two_minus, "--x", "\"--x\"";
    arrow, "->", "\"->\"";
    apostrophes, "Tarpit for '0.00:00:05'", "Tarpit for \"'0.00:00:05'\"";
    name_without_operator, "from to code", "from to code";
    unknown_name_with_equals, "BODY=8BITMIME", "\"BODY=8BITMIME\"";
    unknown_name_with_bracket, "ORCPT:<a>", "\"ORCPT:<a>\"";
    not_latin, "Внутренний соединитель", "Внутренний соединитель";
}

parses! {
    signs_of_programs, "a && !b || (c&&d)", "a -b OR \"c&&d\"";
    not_with_sign_before_a_group, "!(a b) ! != !! x!", "-(a b) \"!\" \"!=\" \"!!\" \"x!\"";
    field_after_not_with_sign, "!code:550", "-code:550";
    words_for_outcomes_are_text, "error failed Rejected deferred", "error failed Rejected deferred";
    versions_of_tls, "tls1.0 OR -TLSv1.2", "tls:1.0 OR -tls:1.2";
    versions_of_tls_in_quotes, "\"tls1.0\"", "\"tls1.0\"";
    versions_of_tls_as_logs_write_them, "SP_PROT_TLS1_2_SERVER tls1", "SP_PROT_TLS1_2_SERVER tls1";
    address_after_equals, "ip=192.0.2.1", "ip:192.0.2.1/32";
    address_after_two_equals, "ip == 192.0.2.1", "ip:192.0.2.1/32";
    greater_or_equal, "code=>550 OR code=<421", "code>=550 OR code<=421";
    comparison_after_a_colon, "gap: > 30s", "gap>30s";
    units_in_words, "gap > 30 sec OR gap>5minutes OR size>10 M", "gap>30s OR gap>5m OR size>10mb";
    network, "192.0.2.77/24", "ip:192.0.2.0/24";
    last_hours, "(last 2 hours) x", "start>=1970-01-01T00:00:00.000Z x";
    last_without_a_length, "at last", "at \"last\"";
    last_before_a_word_like_a_length, "last AND 2h", "\"last\" 2h";
    days, "today relay OR Yesterday", "start>=1970-01-01T00:00:00.000Z relay OR start>=1970-01-01T00:00:00.000Z";
    days_in_quotes, "\"today\"", "\"today\"";
    recipients_and_subjects, "recipient:ann subject:invoice", "to:ann subject:invoice";
    pasted_line, " 2026-01-05T10:00:00.000Z,EX01\\Relay,08DE4C1234567890,1,192.0.2.10:25,198.51.100.7:4711,<,MAIL FROM:<a@b> SIZE=1,", "session:08DE4C1234567890";
    pasted_reply, "550 5.7.1 Unable to relay", "550 5.7.1 Unable to relay";
}

parses! {
    field_name_in_any_case, "From:ann", "from:ann";
    field_alias, "sender:ann", "from:ann";
    field_quoted, "connector:\"Default Frontend\"", "connector:\"Default Frontend\"";
    field_equals, "from=ann", "from:ann";
    field_regex, "from:/^a.b$/", "from:/^a.b$/";
    field_list, "from:ann,\"b c\",/d,e/,*f", "from:ann,\"b c\",/d,e/,*f";
    field_contains, "from:*contoso*", "from:contoso";
    field_any, "user:*", "user:*";
    field_exactly, "to:<ann@contoso.com>", "to:<ann@contoso.com>";
    field_null_sender, "from:<>", "from:<>";
    field_exactly_with_star, "to:<*@contoso.com>", "to:*@contoso.com";
    field_brackets_elsewhere, "helo:<a>", "helo:<a>";
    field_brackets_around_quotes, r#"connector:<"EX01\Relay for printers">,<"a,b">"#, r#"connector:<"EX01\Relay for printers">,<"a,b">"#;
    field_brackets_around_one_word, "helo:<\"a\">", "helo:<a>";
    field_brackets_around_what_is_special, r#"helo:<"a*">,<")">,<">">,<"/x/">,<"""">"#, r#"helo:<"a*">,<")">,<">">,</x/>,<"""">"#;
    field_brackets_around_a_mechanism, "auth:<ok>,<\"A B\">", "auth:<ok>,<\"A B\">";
    column_exactly, "column.x:<7>,<\"a b\">", "column.x:<7>,<\"a b\">";
    column_below, "column.x:<7", "column.x<7";
    field_backslash, r"user:CONTOSO\ann", r#"user:"CONTOSO\ann""#;
    field_with_parentheses, "(ended:Remote(SocketError))", "ended:\"Remote(SocketError)\"";
    open_parenthesis_and_star, "(b OR a(*c ) d", "(b OR *a(*c* ) d";
    open_parenthesis_in_list, "helo:a(*b,c(*", "helo:a(*b,c(* ";
    code, "code:550", "code:550";
    code_class, "code:5xx", "code:500..599";
    code_half_class, "code:55X", "code:550..559";
    code_class_with_star, "code:4*", "code:400..499";
    code_list, "code:550,4xx", "code:550,400..499";
    code_comparison, "code>=500", "code>=500";
    comparison_after_colon, "code:>=500", "code>=500";
    status, "status:5.7.1", "status:5.7.1";
    status_open, "status:5.7.x,4.*", "status:5.7.*,4.*.*";
    tls, "tls:1.0,TLS1.1,none", "tls:1.0,1.1,none";
    tls_below, "tls<1.2", "tls:ssl2,ssl3,1.0,1.1";
    tls_from, "tls>=TLSv1.2", "tls:1.2,1.3";
    tls_any, "-tls:*", "-tls:ssl2,ssl3,1.0,1.1,1.2,1.3";
    tls_ssl, "tls:SSL3.0", "tls:ssl3";
    auth, "auth:OK,failed,none,ntlm,Guessed,failed-only,tested,Denied", "auth:ok,failed,none,ntlm,guessed,failed-only,tested,denied";
    log, "log:recv,CONNECTIVITY", "log:receive,connectivity";
    event, "event:>,<,*", "event:>,<,*";
    event_words, "event:connect,info", "event:+,*";
    outcome, "outcome:rejected,empty", "outcome:rejected,empty";
    ip, "ip:192.0.2.1", "ip:192.0.2.1/32";
    ip_network, "ip:192.0.2.77/24,2001:db8::/32", "ip:192.0.2.0/24,2001:db8::/32";
    ip_star, "ip:198.51.*", "ip:198.51.0.0/16";
    ip_zone, "ip:[fe80::1%3]", "ip:fe80::1/128";
    ip_mapped, "ip:::ffff:192.0.2.1", "ip:192.0.2.1/32";
    ip_range, "ip:192.0.2.8-192.0.2.11, 192.0.2.1-3", "ip:192.0.2.8/30,192.0.2.1/32,192.0.2.2/31";
    ip_range_as_others, "client:192.0.2.0..192.0.2.1", "client:192.0.2.0/31";
    ip_range_alone, "192.0.2.0-192.0.2.255", "ip:192.0.2.0/24";
    printed_marks, "\u{201c}a b\u{201d} helo:\u{201e}c d\u{201c} \u{201d}e f\"", "\"a b\" helo:\"c d\" \"e f\"";
    tls_with_a_blank, "a TLS 1.2 b", "a tls:1.2 b";
    ip_range_with_blanks, "ip:192.0.2.8 - 192.0.2.11 x", "ip:192.0.2.8/30 x";
    keywords_before_parentheses, "a OR(b c) AND(d) NOT(e)", "a OR b c d -e";
    underscores, "message_id:<1@x> denied_attempts>3 a_b:c", "message-id:<1@x> denied-attempts>3 \"a_b:c\"";
    twelve_hours_with_points, "start:2026-03-01 8:02 p.m.", "start:2026-03-01T20:02:00.000Z..2026-03-01T20:02:59.999Z";
    zone_after_a_blank, "end<2026-03-01 08:15:30 UTC x", "end<2026-03-01T08:15:30.000Z x";
    range_of_times_with_blanks, "start:2026-03-01 08:15 .. 2026-03-01 08:30 x", "start:2026-03-01T08:15:00.000Z..2026-03-01T08:30:59.999Z x";
    comma_before_the_time, "start:2026-03-01, 23:00 x", "start:2026-03-01T23:00:00.000Z..2026-03-01T23:00:59.999Z x";
    twelve_hours, "start:2026-03-01 8:02 PM x", "start:2026-03-01T20:02:00.000Z..2026-03-01T20:02:59.999Z x";
    time_of_an_entry, "2026-03-01 08:02:03", "start<=2026-03-01T08:02:03.999Z end>=2026-03-01T08:02:03.000Z OR \"2026-03-01 08:02:03\"";
    port, "port:25,587", "port:25,587";
    duration, "duration<1.5s", "duration<1500ms";
    duration_range, "duration:1s..5m", "duration:1s..5m";
    gap_zero, "gap:0", "gap:0ms";
    gap_minutes, "gap>120s", "gap>2m";
    size, "size>=10mb", "size>=10mb";
    size_decimal, "size<=0.5KB", "size<=512b";
    size_plain, "size:0", "size:0b";
    messages, "messages=0", "messages:0";
    after, "after:2026-03-01", "start>=2026-03-01T00:00:00.000Z";
    after_a_time_of_a_day, "since:01.03.2026 8:25 x", "start>=2026-03-01T08:25:00.000Z x";
    start_in_a_minute, "start = 2026-03-01 14:30", "start:2026-03-01T14:30:00.000Z..2026-03-01T14:30:59.999Z";
    start_range, "time:2026-03-01 14:30..2026-03-01 14:31", "start:2026-03-01T14:30:00.000Z..2026-03-01T14:31:59.999Z";
    start_list, "start:2026-03-01, 2026-03-03", "start:2026-03-01T00:00:00.000Z..2026-03-01T23:59:59.999Z,2026-03-03T00:00:00.000Z..2026-03-03T23:59:59.999Z";
    end_compared, "end > \"2026-03-01 14:30\"", "end>2026-03-01T14:30:59.999Z";
    blanks_before_units, "size > 1 MB gap>=30 s duration:5 m size:2 gb, 3 kb x", "size>1mb gap>=30s duration:5m size:2gb,3kb x";
    blanks_around_operators, "gap > 30s code : 550, 4xx from = ann size>= 1kb", "gap>30s code:550,400..499 from:ann size>=1kb";
    blanks_around_what_does_not_compare, "event > MAIL", "event \">\" MAIL";
    blanks_around_a_column, "column.x >= 5", "column.x>=5";
    outcomes_as_the_page_shows_them, "outcome:\"logon retried\" outcome:\"Logon only\"", "outcome:guessed outcome:tested";
    as_the_page_shows_it, "tls:\"TLS 1.2\" outcome:\"no mail\" client-name:x", "tls:1.2 outcome:empty helo:x";
    endpoints, "remote-endpoint:192.0.2.7 local-endpoint:25", "remote:192.0.2.7 local:25";
    column, "column.x:7,ab,\"7\"", "column.x:7,\"ab\",\"7\"";
    column_quoted, "COLUMN.\"cs(User-Agent)\"=x*", "column.\"cs(User-Agent)\":x*";
    column_compared, "column.x>=-0.5", "column.x>=-0.500000";
    column_time, "column.x<2026-03-01", "column.x<2026-03-01T00:00:00.000Z";
    column_net, "column.c-ip:192.0.2.0/24", "column.c-ip:192.0.2.0/24";
    time_taken, "took>1.5s", "time-taken>1500ms";
    http_status, "sc-status:5xx", "http-status:500..599";
    after_hour, "after:2026-03-01T14", "start>=2026-03-01T14:00:00.000Z";
    before_offset, "before:2026-03-01T14:30:15.5+02:00", "start<2026-03-01T12:30:15.500Z";
}

refuses! {
    unknown_field, "a fom:ann", "fom", "There is no field `fom`. Did you mean `from`? To search for the text itself";
    unknown_field_not_near, "error:550", "error", "There is no field `error`. To search";
    unknown_field_compared, "gpa>30s", "gpa", "Did you mean `gap`?";
    unknown_field_after_wide_letters, "𝄞é fom:a", "fom", "no field";
    no_value, "from:", "from:", "There is no value after `from:`. Write one, as in";
    no_value_before_keyword, "messages: or a", "messages:", "There is no value";
    no_value_in_group, "(from:)", "from:", "There is no value";
    list_that_goes_on, "code:550, ", ", ", "next to the comma";
    list_with_hole, "code:550,,551", ",,", "next to the comma";
    open_phrase, "a \"b c", "\"b c", "never closed";
    empty_phrase, "from:\"\"", "\"\"", "write `-from:*`";
    empty_phrase_alone, "a \"\"", "\"\"", "Write text as in `\"Unable to relay\"`";
    empty_phrase_of_a_number, "code:\"\"", "\"\"", "as in `code:550,4xx`";
    unknown_field_compared_with_blanks, "x gpa > 30s", "gpa", "Did you mean `gap`?";
    finding_in_part, "finding:relay", "relay", "Did you mean `open-relay`, `relay-denied` or `may-relay`?";
    outcome_misspelt, "outcome:rejcted", "rejcted", "Did you mean `rejected`?";
    thousands_in_a_list, "messages:1,000", "1,000", "without separators of thousands";
    ip_range_reversed, "ip:192.0.2.9-192.0.2.1", "192.0.2.9-192.0.2.1", "ends before it begins";
    open_printed_mark, "a \u{201c}b c", "\u{201c}b c", "never closed";
    text_after_phrase, "\"a\"b", "\"b", "Put a space between";
    open_regex, "a /b c", "/b c", "no closing `/`";
    empty_regex, "//", "//", "empty";
    regex_without_repeated, "a /+b/ c", "/+b/", "The regular expression cannot be used: repetition operator missing expression.";
    bad_regex, "a /b(c/", "(", "The regular expression cannot be used: unclosed group.";
    bad_regex_in_field, "from:/é[z-a]/", "z-a", "cannot be used";
    large_regex, r"/\w{900}\w{900}/", r"/\w{900}\w{900}/", "too much memory";
    open_parenthesis, "a (b c", "(", "never closed";
    closing_parenthesis, "a) b", ")", "no opening one";
    empty_parentheses, "a ( )", "( )", "There is nothing between";
    parenthesis_first, ") b", ")", "must come before this parenthesis";
    or_first, "OR a", "OR", "`OR` needs a word or a field on both sides";
    or_last, "a OR ", "", "The query is incomplete";
    or_before_parenthesis, "(a OR) b", ")", "must come before";
    and_or, "a AND OR b", "OR", "on both sides";
    not_last, "a NOT", "", "The query is incomplete";
    text_compared, "from>ann", "from>ann", "cannot be compared; use a colon, as in `from:";
    time_compared, "after>2026-03-01", "after>2026-03-01", "cannot be compared";
    list_compared, "code>500,600", "code>500,600", "takes one value";
    code_misfit, "code:abc", "abc", "`abc` is not a value of `code`, which takes a reply code such as `550`";
    code_second_misfit, "code:550,5", "5", "is not a value of";
    code_not_equal, "code!=550", "code!=", "write `-code:550`";
    code_regex, "code:/5../", "/5../", "does not take a regular expression";
    status_misfit, "status:550", "550", "an enhanced status code such as `5.7.1`";
    tls_misfit, "tls:2.0", "2.0", "is not a value of `tls`";
    tls_below_all, "tls<ssl2", "ssl2", "nothing can match";
    ip_misfit, "ip:mx1", "mx1", "an address such as";
    ip_with_port, "ip:192.0.2.1:25", "192.0.2.1:25", "`ip:192.0.2.1 port:25`";
    event_misfit, "event:x", "x", "`+`, `-`, `>`, `<` or `*`";
    outcome_misfit, "outcome:accepted,bad", "bad", "is not a value of `outcome`";
    no_unit, "gap>30", "30", "a duration with a unit";
    no_unit_before_text, "gap > 30 weeks", "30", "a duration with a unit";
    open_bracket, "x from:<ann@contoso.com", "<ann@contoso.com", "never closed";
    open_bracket_and_quotes, "helo:<\"a\"b", "<\"a\"b", "never closed";
    thousands, "messages>1,000", "messages>1,000", "as in `messages>1000`";
    thousands_after_a_blank, "messages > 1 000 x", "1 000", "`1000`";
    range_or_offset, "start:2026-03-01 08:15-08:30", "2026-03-01 08:15-08:30", "`14:30..08:30`";
    list_in_parentheses, "code:(550,551)", "(550,551)", "without parentheses: `code:550,551`";
    not_equal_with_blanks, "code != 550", "code !=", "write `-code:550`";
    alternatives_of_a_field, "to:(anna or bob)", "(anna or bob)", "without parentheses: `to:anna,bob`";
    all_of_a_field, "x to:(anna and bob)", "(anna and bob)", "without parentheses: `to:anna to:bob`";
    range_reversed, "duration:5s..1s", "5s..1s", "ends before it begins";
    number_out_of_reach, "size>99999999999999999999gb", "99999999999999999999gb", "is not a value of";
    date_misfit, "after:2026-02-30", "2026-02-30", "a time such as `2026-03-01`";
    day_or_month, "after:03/06/2025", "03/06/2025", "may be `2025-06-03` or `2025-03-06`";
    which_day, "start:08:25", "08:25", "Which day is meant?";
    times_reversed, "start:2026-03-02..2026-03-01", "2026-03-02..2026-03-01", "ends before it begins";
    two_times, "after:2026-02-01,2026-02-02", "2026-02-01,2026-02-02", "takes one time";
}

#[test]
fn a_time_without_offset_takes_the_page_s() {
    let hour = |text, offset| parse_east_of_utc(text, offset).map(|query| query.to_string());
    assert_eq!(hour("after:2026-03-01T14", 60), hour("after:2026-03-01T13Z", -300));
    assert_eq!(hour("after:2026-03-01", -90), Ok("start>=2026-03-01T01:30:00.000Z".to_string()));
}

#[test]
fn too_deep_is_a_problem_and_not_a_crash() {
    for open in ["(", "-", "NOT ", "-(", "a OR ("] {
        let text = open.replace('-', "- ").replace("- ", "-(").repeat(2_000);
        assert!(parse(&text).is_err(), "{open}");
    }
    let deep = "(".repeat(64) + "a" + &")".repeat(64);
    assert_eq!(shown(&deep), "a");
}

#[test]
fn too_long_is_a_problem() {
    assert!(parse(&"a ".repeat(8_192)).is_ok());
    assert!(parse(&"a ".repeat(8_193)).is_err());
}

#[test]
fn patterns_share_one_allowance_of_memory() {
    let one = r"/\w{40}/ ";
    assert!(parse(one).is_ok());
    let problem = parse(&one.repeat(20)).expect_err("too much");
    assert!(problem.message.contains("too much memory"), "{}", problem.message);
}

#[test]
fn every_field_has_a_sample_that_uses_it() {
    for field in FIELDS {
        let Ok(Expression::Condition(condition)) = parse(field.sample) else { panic!("{}", field.sample) };
        // They are comparisons of `start`.
        let is_comparison = matches!(field.kind, Kind::After | Kind::Before);
        let kind = if is_comparison { Kind::Time(TimeField::Start) } else { field.kind };
        assert_eq!(condition.kind(), Some(kind), "{}", field.sample);
        assert!(field.help.ends_with('.'), "{}", field.help);
    }
}

#[test]
fn every_name_means_one_field() {
    let names: Vec<&str> = FIELDS.iter().flat_map(|field| [&[field.name], field.aliases].concat()).collect();
    for name in &names {
        assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
        assert!(name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
        assert!(parse(&["-", name, ":"].concat()).is_err_and(|problem| problem.message.contains("There is no value")));
    }
}

#[test]
fn every_kind_has_one_field() {
    for field in FIELDS {
        assert_eq!(FIELDS.iter().filter(|other| other.kind == field.kind).count(), 1, "{}", field.name);
    }
}

#[test]
fn every_example_parses_and_every_question_has_one() {
    for example in examples() {
        assert_ne!(parse(example.query).expect(example.query), Expression::default(), "{}", example.query);
        assert!(example.answer.ends_with('.'), "{}", example.answer);
    }
    for question in 0..QUESTIONS.len() {
        assert!(examples().iter().any(|example| usize::from(example.question) == question), "{question}");
    }
}

#[test]
fn help_has_a_row_for_each_field() {
    let help = help();
    assert_eq!(help.len(), FIELDS.len());
    assert_eq!((help[0].name, help[0].marks), ("log", false));
}

/// A query, its parts, and the field of each; excluded parts have a `-` before the field.
#[test]
fn parts_of_queries() {
    let of = |text: &str| -> Vec<String> {
        let fields = parts(text, &surroundings());
        let signed = fields.iter().map(|part| [if part.excluded { "-" } else { "" }, &part.field].concat());
        texts_of_parts(text).into_iter().zip(signed).map(|(text, field)| [text, field].join(" | ")).collect()
    };
    for (text, expected) in [
        ("", &[][..]),
        ("relay", &["relay | "]),
        ("  from:a   -code : 550, 4xx  NOT x", &["from:a | from", "-code : 550, 4xx | -code", "NOT x | -"]),
        ("sender:a AND since:2026-03-01 8:25 b", &["sender:a | from", "since:2026-03-01 8:25 | start", "b | "]),
        ("(helo:a) -(tls:none) é (a OR b)", &["(helo:a) | helo", "-(tls:none) | -tls", "é | ", "(a OR b) | "]),
        ("𝄞 COLUMN.\"cs(X)\":a", &["𝄞 | ", "COLUMN.\"cs(X)\":a | column.\"cs(x)\""]),
        (" a OR b c ", &["a OR b c | "]),
        ("(code:550 OR code:551) -(-a)", &["(code:550 OR code:551) | ", "-(-a) | -"]),
        ("from:", &[]),
    ] {
        assert_eq!(of(text), expected, "{text}");
    }
}

/// The conditions of which the only part of a query is made.
#[test]
fn conditions_of_parts() {
    let of = |text: &str| parts(text, &surroundings()).into_iter().flat_map(|part| part.conditions).collect::<Vec<_>>();
    for (text, expected) in [
        ("sender : <a@contoso.com>,\"b, c\"", &["from:<a@contoso.com>", "from:\"b, c\""][..]),
        ("code=550,4xx", &["code:550", "code:4xx"]),
        ("-(code:550 OR -code:551)", &["-code:550", "code:551"]),
        ("NOT (NOT outcome:failed)", &["outcome:failed"]),
        ("outcome:failed or outcome:rejected", &["outcome:failed", "outcome:rejected"]),
        ("gap>30s", &["gap>30s"]),
        ("since:2026-03-01 8:25", &["after:2026-03-01 8:25"]),
        ("COLUMN.\"cs(X)\":a,b", &["column.\"cs(X)\":a", "column.\"cs(X)\":b"]),
        // Several fields, and words.
        ("code:550 OR outcome:failed", &[]),
        ("\"outcome:failed,rejected\"", &[]),
        ("(relay or code:550)", &[]),
    ] {
        assert_eq!(of(text), expected, "{text}");
    }
}

#[test]
fn parts_that_would_be_read_as_one_are_joined_by_and() {
    let joined = |parts: &[&str]| {
        let parts: Vec<String> = parts.iter().copied().map(String::from).collect();
        joined(&parts, &surroundings())
    };
    assert_eq!(joined(&[]), "");
    assert_eq!(joined(&["a OR b"]), "a OR b");
    assert_eq!(joined(&["a OR b", "-c", "d"]), "(a OR b) -c d");
    assert_eq!(joined(&["after:2026-03-01", "14:30"]), "after:2026-03-01 AND 14:30");
    assert_eq!(joined(&["from", ":a", "b"]), "from AND :a AND b");
}

#[test]
fn conditions_with_one_value() {
    let of = |name: &str, value: &str| exactly(name, value, 60).unwrap_or_default();
    for (name, value, expected) in [
        ("connector", r"EX01\Frontend", r"connector:<EX01\Frontend>"),
        ("connector", r"EX01\Relay for printers", r#"connector:<"EX01\Relay for printers">"#),
        ("connector-id", "", "-connector:*"),
        ("helo", "a\nb", r"helo:/^a\x{A}b$/"),
        ("helo", "a\u{202e}b", r"helo:/^a\x{202E}b$/"),
        ("helo", "M\u{fffd}ller", "helo:/^M(?s-u:.)+ller$/"),
        ("from", "<>", "from:<>"),
        ("from", "", ""),
        ("to", "<ann@contoso.com>", "to:<ann@contoso.com>"),
        ("to", "\"ann b\"@contoso.com", r#"to:<"""ann b""@contoso.com">"#),
        ("session", "<1@contoso.com>", "session:<1@contoso.com>"),
        ("server", "", "server:<>"),
        ("service", "Front End Transport", "service:<FrontEndTransport>"),
        ("service", "A & B", "service:<\"A & B\">"),
        ("log", "SMTP Receive", "log:receive"),
        ("outcome", "rejected", "outcome:rejected"),
        ("event", "connect", "event:+"),
        ("ip", "192.0.2.1:25", "ip:192.0.2.1"),
        ("ip", "[2001:DB8::1]:25", "ip:2001:db8::1"),
        ("ip", "192.0.2.0/24", "ip:192.0.2.0/24"),
        ("ip", "mx1", ""),
        ("code", "550", "code:550"),
        ("code", "0", ""),
        ("status", "5.7.1", "status:5.7.1"),
        ("status", "5.7", ""),
        ("tls", "TLS 1.2", "tls:1.2"),
        ("tls", "", "tls:none"),
        ("tls", "*", ""),
        ("auth", "failed", "auth:failed"),
        ("auth", "NTLM", "auth:<NTLM>"),
        ("auth", "", "auth:none"),
        ("duration", "1500", "duration:1500ms"),
        ("size", "2048", "size:2kb"),
        ("messages", "0", "messages:0"),
        ("messages", "1.5", ""),
        ("start", "1772452800000", "start:2026-03-02T13:00"),
        ("start", "-99999999999999999", ""),
        ("after", "1772452800000", ""),
        ("column.sc-status", "404", "column.sc-status:<404>"),
        ("column.cs(User-Agent)", "a b", "column.\"cs(User-Agent)\":<\"a b\">"),
        ("column.x", "", "-column.x:*"),
        ("column.", "a", ""),
        ("nonsense", "a", ""),
        ("", "Unable to relay", "\"Unable to relay\""),
        ("", "", ""),
    ] {
        assert_eq!(of(name, value), expected, "{name} {value}");
        assert!(parse(expected).is_ok(), "{expected}");
    }
    assert_eq!(exactly("helo", &"a".repeat(2_001), 0), None);
    assert!(parse(&of("helo", &"a".repeat(2_000))).is_ok());
    assert!(parse(&of("", &"é".repeat(1_000))).is_ok());
}

#[test]
fn a_minute_is_in_the_zone_of_the_query() {
    let minute = exactly("start", "1772452859999", -90).expect("a condition");
    let Ok(Expression::Condition(Condition::Time(_, ranges))) = parse_east_of_utc(&minute, -90) else { panic!() };
    assert!(ranges[0].holds(1_772_452_859_999) && ranges[0].holds(1_772_452_800_000), "{minute}");
    assert!(!ranges[0].holds(1_772_452_860_000));
}

/// Query, narrowing and value, and the query that comes of it.
#[test]
fn narrowing_by_a_value() {
    use Narrowing::{Add, Admit, Exclude, Only};
    for (text, how, field, value, expected) in [
        ("", Only, "helo", "a", "helo:<a>"),
        ("relay", Only, "helo", "a", "relay helo:<a>"),
        ("helo:b relay -helo:c", Only, "helo", "a", "relay helo:<a>"),
        ("a OR b", Only, "code", "550", "(a OR b) code:550"),
        ("code:4xx OR code:551", Only, "code", "550", "code:550"),
        ("x after:2026-03-01 AND before:2026-03-02", Only, "start", "1772452800000", "x start:2026-03-02T13:30"),
        ("column.x:1 column.y:2", Only, "column.X", "3", "column.y:2 column.X:<3>"),
        ("", Exclude, "code", "550", "-code:550"),
        ("code:550 relay", Exclude, "code", "550", "relay -code:550"),
        ("code:4xx,550,551", Exclude, "code", "550", "code:4xx,551 -code:550"),
        ("-code:550", Exclude, "code", "550", "-code:550"),
        ("NOT code:551", Exclude, "code", "550", "NOT code:551 -code:550"),
        ("-helo:* x", Exclude, "helo", "", "x helo:*"),
        ("relay x", Exclude, "", "relay", "x -relay"),
        ("", Add, "code", "550", "code:550"),
        ("code:4xx relay", Add, "code", "550", "code:4xx,550 relay"),
        ("code : 4xx, 551", Add, "code", "550", "code : 4xx,551,550"),
        ("code:4xx,550", Add, "code", "550", "code:4xx,550"),
        ("code>=551 x", Add, "code", "550", "(code>=551 OR code:550) x"),
        ("(code:551)", Add, "code", "550", "(code:551,550)"),
        ("-code:550 x", Add, "code", "550", "x"),
        ("-code:550,551 x", Add, "code", "550", "-code:551 x"),
        ("-code:551 x", Add, "code", "550", "-code:551 x code:550"),
        ("helo:a", Add, "helo", "b c", "helo:a,<\"b c\">"),
        ("helo:a", Add, "helo", "", "(helo:a OR -helo:*)"),
        ("-helo:* x", Add, "helo", "a", "(-helo:* OR helo:<a>) x"),
        ("helo:b -helo:*", Add, "helo", "a", "helo:b,<a> -helo:*"),
        ("code:4xx -code:550", Admit, "code", "550", "code:4xx"),
        ("-code:550,551 x", Admit, "code", "550", "-code:551 x"),
        ("code:4xx", Admit, "code", "550", "code:4xx"),
        ("after:2026-03-01", Add, "start", "1772452800000", "(after:2026-03-01 OR start:2026-03-02T13:30)"),
        ("relay", Only, "", "550 5.7.1", "relay \"550 5.7.1\""),
    ] {
        let condition = exactly(field, value, 90).expect("a condition");
        let query = narrowed(text, how, &condition, &surroundings());
        assert_eq!(query.as_deref(), Some(expected), "{text} {how:?} {condition}");
    }
    assert_eq!(narrowed("from:", Only, "helo:<a>", &surroundings()), None);
}

#[test]
fn leaves_about_entries_mark_unless_they_are_excluded() {
    let query =
        parse("relay -code:4xx (tls:none OR -(a -from:b)) -(-status:5.*) event:* ip:192.0.2.1 to:c").expect("a query");
    let marking: Vec<String> = query.marking_conditions().iter().map(|condition| condition.to_string()).collect();
    assert_eq!(marking, ["relay", "from:b", "status:5.*.*", "event:*", "to:c"]);
}

#[test]
fn the_kinds_that_mark() {
    let marking = help().into_iter().filter(|row| row.marks).map(|row| row.name);
    let expected = [
        "mechanism",
        "certificate",
        "issuer",
        "certificate-expires",
        "own-certificate-expires",
        "permissions",
        "from",
        "to",
        "sender-domain",
        "recipient-domain",
        "message-id",
        "subject",
        "event-id",
        "verb",
        "event",
        "refusal",
        "code",
        "http-status",
        "url",
        "user-agent",
        "time-taken",
        "protocol",
        "capability",
        "rewritten",
        "information",
        "status",
    ];
    assert_eq!(marking.collect::<Vec<_>>(), expected);
    assert_eq!(Kind::After.level(), Level::Session);
}

/// Pieces that queries are made of, so that random text gets past the first token.
fn pieces() -> impl Strategy<Value = String> {
    let names = prop::sample::select(FIELDS.iter().map(|field| field.name).collect::<Vec<_>>());
    let samples = prop::sample::select(FIELDS.iter().map(|field| field.sample).collect::<Vec<_>>());
    let signs = prop::sample::select(
        &[
            " ",
            " ",
            " ",
            ":",
            "=",
            ">",
            "<",
            ">=",
            "<=",
            "(",
            ")",
            "\"",
            "\"\"",
            "/",
            "\\",
            "*",
            "-",
            ",",
            "..",
            "OR",
            "AND",
            "NOT",
            " OR ",
            " -",
            " (",
            ") ",
            "550",
            "5xx",
            "5.7.1",
            "10mb",
            "30s",
            "1.2",
            "none",
            "ok",
            "é",
            "𝄞",
            "<a@b>",
            "<>",
            "a",
            "B",
            "ſ",
            "/a/",
            "\"x y\"",
            "a*b",
            "2026-03-01T14",
            "+01:00",
            "Z",
            "192.0.2.1",
            "::1",
            "(a*",
            "column.",
            "column.x",
            "\"a b\"",
            "-1.5",
            "7..9",
            "192.0.2.*",
            "192.0.2.0/24",
            "tls1.0",
            "last ",
            "2h",
            "last week",
            "today",
            "error",
            "&&",
            "||",
            "!",
        ][..],
    );
    let piece = prop_oneof![2 => names, 1 => samples, 6 => signs];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

#[test]
fn equal_parts_are_asked_once() {
    for (text, expected) in [
        ("relay relay", "relay"),
        ("relay code:550 \"relay\" code:550 -x -x", "relay code:550 -x"),
        ("relay OR x OR relay", "relay OR x"),
        ("(a OR b) c (a OR b)", "(a OR b) c"),
        ("(a OR b OR b) (b OR a)", "(a OR b) (b OR a)"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

/// The conditions of a query that are evaluated.
#[test]
fn a_query_of_equal_words_is_one_condition() {
    for count in [1, 2, 4_000] {
        let query = parse(&"a ".repeat(count)).expect("a query");
        assert_eq!(query.marking_conditions().len(), 1, "{count} words");
    }
}

fn reads_back(text: &str) -> Result<(), TestCaseError> {
    match parse_east_of_utc(text, 90) {
        Ok(expression) => {
            let written = expression.to_string();
            // Days of the week are those of the clock that is shown; everything else names its zone.
            let minutes = if written.contains("weekday:") { 90 } else { -30 };
            prop_assert_eq!(
                parse_east_of_utc(&written, minutes),
                Ok(expression),
                "`{}` was written as `{}`",
                text,
                written
            );
        }
        Err(problem) => {
            prop_assert!(problem.from <= problem.to);
            prop_assert!(problem.to as usize <= text.encode_utf16().count());
            prop_assert!(problem.message.ends_with(['.', '?']), "{}", problem.message);
        }
    }
    Ok(())
}

/// Texts that are hard to write down: what the language itself uses, blanks of several kinds, marks that turn text.
fn hostile() -> impl Strategy<Value = String> {
    const SIGNS: &[&str] = &[
        "\"",
        "\"\"",
        "'",
        ",",
        "<",
        ">",
        "<>",
        "(",
        ")",
        "*",
        "/",
        "\\",
        "-",
        ":",
        "=",
        " ",
        "  ",
        "\u{a0}",
        "\t",
        "\r\n",
        "..",
        "OR",
        "AND",
        "NOT",
        "a",
        "B",
        "é",
        "ß",
        "ſ",
        "𝄞",
        "\u{202e}",
        "\u{200b}",
        "\u{85}",
        "\u{2028}",
        "\0",
        "\u{fffd}",
        "x@contoso.com",
        "EX01\\Default Frontend",
        "5",
        "192.0.2.1",
        "today",
        "/a/",
        "^$",
        "{",
        "|",
        "%",
        "&",
    ];
    prop::collection::vec(prop::sample::select(SIGNS).prop_map(String::from), 0..8).prop_map(|signs| signs.concat())
}

/// The pattern of the only value of a condition about text.
fn pattern_of(text: &str) -> Pattern {
    match parse(text) {
        Ok(Expression::Condition(Condition::Field(_, patterns))) if patterns.len() == 1 => patterns[0].clone(),
        Ok(Expression::Condition(Condition::Column(column))) => match column.test {
            super::column_condition::ColumnTest::Any(values) if values.len() == 1 => values[0].pattern.clone(),
            _ => panic!("{text}"),
        },
        Ok(Expression::Condition(Condition::Text(pattern))) => pattern,
        other => panic!("{text}: {other:?}"),
    }
}

fn surroundings() -> Surroundings<'static> {
    Surroundings { clock: Clock { offset_minutes: 90, ..Clock::default() }, ..Surroundings::default() }
}

/// The texts of the parts of a query.
fn texts_of_parts(text: &str) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let text_of = |part: Part| String::from_utf16_lossy(&units[part.from as usize..part.to as usize]);
    parts(text, &surroundings()).into_iter().map(text_of).collect()
}

/// The query with the part between two UTF-16 code units replaced.
fn replaced(text: &str, from: u32, to: u32, with: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let [before, after] = [&units[..from as usize], &units[to as usize..]].map(String::from_utf16_lossy);
    [&before, with, &after].concat()
}

#[test]
fn words_with_a_shape_are_explained() {
    let clock = Clock { offset_minutes: 0, now: None, period: Some((1_767_600_000_000, 1_767_607_200_000)) };
    let of = |text: &str| understood(text, &Surroundings { clock, ..Surroundings::default() });
    let words = of("é 550 (-tls1.0 OR from:error) \"failed\" /error/ last 2h");
    let shown: Vec<_> =
        words.iter().map(|word| (word.shape, word.from, word.to, word.is_text, word.last.is_some())).collect();
    assert_eq!(
        shown,
        [(Shape::Code, 2, 5, true, false), (Shape::Tls, 8, 14, false, false), (Shape::Recent, 47, 54, false, true)]
    );
    assert_eq!(words[2].query, "start>=2026-01-05T08:00:00.000Z");
    assert_eq!(of("error:"), [], "a word of its own kind");
    assert_eq!(of("from:"), [], "not valid");
    assert_eq!(of(&"550 ".repeat(100)).len(), 12);
    let reply = of("  550 5.7.1 Unable to relay ");
    assert_eq!((reply.len(), reply[0].shape, reply[0].from, reply[0].to), (1, Shape::Reply, 2, 27));
    assert_eq!(reply[0].others, ["\"550 5.7.1 Unable to relay\"", "code:550 status:5.7.1"]);
    assert_eq!(of("550 5.7.1 from:ann").len(), 2, "no reply");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// In its place, the query as which a word was understood finds the same, and the others are queries.
    #[test]
    fn what_was_understood_can_be_written(text in pieces()) {
        let Ok(expression) = parse_in(&text, &surroundings()) else { return Ok(()) };
        for word in understood(&text, &surroundings()) {
            let written = replaced(&text, word.from, word.to, &word.query);
            prop_assert_eq!(parse_in(&written, &surroundings()), Ok(expression.clone()), "`{}` was written as `{}`", text, written);
            prop_assert!(!word.others.is_empty());
            for other in word.others {
                prop_assert!(parse_in(&other, &surroundings()).is_ok(), "{}", other);
                let with_other = replaced(&text, word.from, word.to, &other);
                prop_assert!(parse_in(&with_other, &surroundings()).is_ok(), "{}", with_other);
            }
        }
    }

    #[test]
    fn parts_joined_are_the_query(text in pieces()) {
        let joined = joined(&texts_of_parts(&text), &surroundings());
        if let Ok(expression) = parse_in(&text, &surroundings()) {
            prop_assert_eq!(parse_in(&joined, &surroundings()), Ok(expression), "`{}` was joined to `{}`", text, joined);
        }
    }

    #[test]
    fn a_part_put_back_is_where_it_was(text in pieces(), place in 0..8_usize) {
        let mut parts = texts_of_parts(&text);
        if place < parts.len() {
            let part = parts.remove(place);
            let rest = texts_of_parts(&joined(&parts, &surroundings()));
            prop_assert_eq!(rest.len(), parts.len(), "`{}` without its part {}", text, place);
            parts.insert(place, part);
            let whole = joined(&parts, &surroundings());
            prop_assert_eq!(parse_in(&whole, &surroundings()), parse_in(&text, &surroundings()), "`{}`", whole);
        }
    }

    #[test]
    fn a_condition_is_exactly_its_value(value in hostile(), other in hostile()) {
        for name in ["connector", "subject", "url", "user", "column.x", "column.cs(User-Agent)"] {
            let Some(condition) = exactly(name, &value, 0).filter(|_| !value.is_empty()) else { continue };
            prop_assert!(!condition.contains(['\r', '\n']), "it fits in one line");
            let (pattern, bare) = (pattern_of(&condition), |text: &str| {
                if name.starts_with("column.") {
                    text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).filter(|text| !text.is_empty()).unwrap_or(text).into()
                } else {
                    String::from(text)
                }
            });
            prop_assert!(pattern.is_match(bare(&value).as_bytes()), "`{}` for {:?}", condition, value);
            let is_same = bare(&value).to_lowercase() == bare(&other).to_lowercase() || value.contains('\u{fffd}');
            if !is_same {
                prop_assert!(!pattern.is_match(bare(&other).as_bytes()), "`{}` for {:?}", condition, other);
            }
            let listed = [condition.as_str(), " (", &condition, " OR b)"].concat();
            prop_assert!(parse(&listed).is_ok(), "{}", listed);
        }
    }

    #[test]
    fn a_text_that_occurs_anywhere_is_found(value in hostile(), before in hostile()) {
        if let Some(condition) = exactly("", &value, 0) {
            prop_assert!(pattern_of(&condition).is_match([before, value].concat().as_bytes()), "{}", condition);
        }
    }

    #[test]
    fn narrowing_is_as_it_says(text in pieces(), value in hostile(), field in prop::sample::select(&["helo", "column.x", ""][..])) {
        let Some(condition) = exactly(field, &value, 0) else { return Ok(()) };
        for how in [Narrowing::Only, Narrowing::Exclude, Narrowing::Add, Narrowing::Admit] {
            let Some(query) = narrowed(&text, how, &condition, &surroundings()) else { continue };
            prop_assert!(parse_in(&query, &surroundings()).is_ok(), "`{}` {:?} {}: {}", text, how, condition, query);
            let again = narrowed(&query, how, &condition, &surroundings());
            prop_assert_eq!(again.as_deref(), Some(query.as_str()), "once is enough");
        }
    }

    #[test]
    fn any_text_is_a_query_or_a_problem(text in any::<String>()) {
        reads_back(&text)?;
    }

    #[test]
    fn what_is_written_reads_back(text in pieces()) {
        reads_back(&text)?;
    }

    #[test]
    fn a_quoted_text_is_that_text(text in "[ -~äЖ]{1,20}") {
        let quoted = ["\"", &text.replace('"', "\"\""), "\""].concat();
        let Ok(Expression::Condition(Condition::Text(pattern))) = parse(&quoted) else { panic!("{quoted}") };
        prop_assert_eq!(pattern.source(), &Source::Contains(text.clone()));
        prop_assert!(pattern.is_match(text.as_bytes()));
    }
}
