//! Finds secrets in any text: `password=…`, `mot de passe : …`, `密码：…`, `Bearer …`, `https://user:password@host`, private keys.
//!
//! Logs contain whatever clients send. A password in a query string is as secret as one in AUTH, so every text that is
//! displayed or exported is checked here first. In doubt, a text is masked. Credentials of protocols are the subject of
//! [`crate::smtp`].
//!
//! A text is searched once, from left to right, and the search goes on after what was found; from any place it looks
//! back and forth a limited distance only, so the time is linear in the length of the text.

mod extent;
mod form;
mod harmless;
mod label;
mod name;
mod option;
mod shape;
mod url;
mod value;
mod words;

pub use name::is_secret_name;
pub use shape::{is_host, is_no_word};

use crate::bytes::Trigrams;
use alloc::vec::Vec;
use core::ops::Range;

/// Adds what every text with a secret contains.
pub const fn with_stems(stems: Trigrams) -> Trigrams {
    shape::with_stems(option::with_stems(url::with_stems(name::with_stems(stems))))
}

static STEMS: Trigrams = with_stems(Trigrams::NONE);

/// The ranges of secrets in a text, in order and without overlap.
pub fn secrets(text: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Nearly every text has none.
    if !STEMS.may_occur_in(text) {
        return found;
    }
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.iter().position(may_begin)) {
        let begin = at + offset;
        at = begin + 1;
        if let Some(range) = find(text, begin).filter(|range| !range.is_empty()) {
            at = range.end.max(at);
            found.push(range);
        }
    }
    found
}

/// Whether a secret may be found at a byte, as [`find`] decides.
fn may_begin(byte: &u8) -> bool {
    matches!(byte, b'=' | b':' | b'>' | b' ' | b'\t' | b'e' | b'T' | b'Y' | b'A' | b'-' | b'(' | b'|' | 0xE2 | 0xEF)
}

/// The secret after, or at, the byte at `at`.
fn find(text: &[u8], at: usize) -> Option<Range<usize>> {
    match text.get(at)? {
        b'=' => form::part(text, at).or_else(|| value::assigned(text, at..at + 1)),
        b':' => url::password(text, at).or_else(|| url::token(text, at)).or_else(|| value::stated(text, at..at + 1)),
        b'|' => value::barred(text, at),
        b'>' => value::pointed(text, at).or_else(|| value::element(text, at)),
        b'(' => value::enclosed(text, at..at + 1),
        // The first bytes of arrows, and of signs of full width.
        0xE2 | 0xEF => value::after_sign(text, at),
        b' ' | b'\t' => {
            shape::credential(text, at).or_else(|| value::paired(text, at)).or_else(|| option::argument(text, at))
        }
        b'-' => shape::private_key(text, at).or_else(|| option::attached(text, at)),
        _ => shape::token(text, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn masked(text: &str) -> String {
        let mut shown = String::from(text);
        for range in secrets(text.as_bytes()).into_iter().rev() {
            shown.replace_range(range, "*");
        }
        shown
    }

    #[test]
    fn values_with_a_secret_name_are_found() {
        for (text, shown) in [
            ("Cmd=Sync&password=hunter2&x=1", "Cmd=Sync&password=*&x=1"),
            ("PWD=a;b", "PWD=*;b"),
            ("?access_token=eyJ0.eyJ1&client_secret=s", "?access_token=*&client_secret=*"),
            ("{\"Password\":\"a, b\",\"x\":1}", "{\"Password\":\"*\",\"x\":1}"),
            ("{\"\"newPassword\"\": \"\"a b\"\"}", "{\"\"newPassword\"\": \"\"*\"\"}"),
            ("{'password': 'a\\'b', 'x': 1}", "{'password': '*', 'x': 1}"),
            ("password=\"a b\" c", "password=\"*\" c"),
            ("password=\"a\"\"b\" c", "password=\"*\" c"),
            ("\"password=a b\" c", "\"password=*\" c"),
            ("password = a, b; c", "password = *; c"),
            ("user=ann password=a b, host=x", "user=ann password=*, host=x"),
            ("GET /?password=a 200", "GET /?password=* 200"),
            ("userPassword:: YWJj", "userPassword:: *"),
            ("Password: hunter2 was refused", "Password: * was refused"),
            ("Password: hunter", "Password: *"),
            ("contraseña=a&Kennwort=b&MotDePasse=c", "contraseña=*&Kennwort=*&MotDePasse=*"),
            ("smtp_pass=a&smtpPass=b&pass=c&user[password]=d", "smtp_pass=*&smtpPass=*&pass=*&user[password]=*"),
            ("sv=2020&sig=a%2Fb&se=1", "sv=2020&sig=*&se=1"),
            ("?code=0.AX8abc-def&state=1", "?code=*&state=1"),
            (
                "cadata=a; cadataKey=b; X-OWA-CANARY=c; .AspNet.Cookies=d",
                "cadata=*; cadataKey=*; X-OWA-CANARY=*; .AspNet.Cookies=*",
            ),
            ("<Password>a b</Password>", "<Password>*</Password>"),
            ("<t:password xsi:type=\"x\">a</t:password>", "<t:password xsi:type=\"x\">*</t:password>"),
            ("<password><![CDATA[a<b]]></password>", "<password><![CDATA[*]]></password>"),
            ("<add value=\"a\" key=\"password\"/>", "<add value=\"*\" key=\"password\"/>"),
            ("<add key=\"password\" value=\"a\"/>", "<add key=\"password\" value=\"*\"/>"),
            ("<input type=\"password\" id=\"x\" value=\"a b\"/>", "<input type=\"password\" id=\"x\" value=\"*\"/>"),
            ("<S N=\"Password\">a b</S><S N=\"Name\">c</S>", "<S N=\"Password\">*</S><S N=\"Name\">c</S>"),
            ("<Data id='1' Name='Password'>a</Data>", "<Data id='1' Name='Password'>*</Data>"),
            ("{\"credentials\":{\"a\":\"b}\",\"c\":[{}]},\"d\":1}", "{\"credentials\":*,\"d\":1}"),
            ("{\"token\": [\"a\", \"b", "{\"token\": *"),
            ("password=[a]b&c=1", "password=*&c=1"),
            ("κωδικός=a&Κωδικός_Πρόσβασης=b&PAROLA=c&סיסמה=d", "κωδικός=*&Κωδικός_Πρόσβασης=*&PAROLA=*&סיסמה=*"),
            ("mot de passe: hunter2 x", "mot de passe: * x"),
            ("Mot de passe : hunter", "Mot de passe : *"),
            ("mot de passe\u{A0}: hunter", "mot de passe\u{A0}: *"),
            ("(mot de passe=a b, hôte=c)", "(mot de passe=*, hôte=c)"),
            ("?mot de passe=a b", "?mot de passe=* b"),
            ("le mot de passe hunter2 est faux", "le mot de passe * est faux"),
            ("le mot de passe est hunter2.", "le mot de passe est *"),
            ("Mot de passe de ann : hunter2", "Mot de passe de ann : *"),
            ("{\"mot de passe\": \"a b\"}", "{\"mot de passe\": \"*\"}"),
            ("<S N=\"Mot de passe\">a</S>", "<S N=\"Mot de passe\">*</S>"),
            ("parola d'ordine=a&parola d\u{2019}ordine=b", "parola d'ordine=*&parola d\u{2019}ordine=*"),
            ("parola d'ordine=a b", "parola d'ordine=*"),
            ("contraseña de acceso: x9y", "contraseña de acceso: *"),
            ("contrasen\u{303}a=a&CONTRASEN\u{303}A=b", "contrasen\u{303}a=*&CONTRASEN\u{303}A=*"),
            ("palavra-passe=a&palavra passe=b&senha=c", "palavra-passe=*&palavra passe=*&senha=*"),
            ("hasło dostępu: x9y", "hasło dostępu: *"),
            ("kullanıcı şifresi: x9y; ŞİFRE=a", "kullanıcı şifresi: * ŞİFRE=*"),
            ("код доступа: x9y", "код доступа: *"),
            ("كلمة المرور: x9y", "كلمة المرور: *"),
            ("密码：x9y 密碼:a パスワード：b", "密码：* 密碼:* パスワード：*"),
            ("ｐａｓｓｗｏｒｄ＝a&비밀 번호: x9y", "ｐａｓｓｗｏｒｄ＝*&비밀 번호: *"),
            ("pass word: x9y api key=b", "pass word: * api key=*"),
            ("password -> a b", "password -> *"),
            ("password->a; [mot de passe] -> b", "password->*; [mot de passe] -> *"),
            ("password => hunter", "password => *"),
            ("password → hunter", "password → *"),
            ("password := hunter", "password := *"),
            ("password:=hunter", "password:=*"),
            ("Password             : hunter", "Password             : *"),
            ("Password(hunter) and SetPassword(h9)", "Password(*) and SetPassword(*)"),
            ("Credential(\"ann\", \"a b\")", "Credential(*)"),
            ("密码（hunter）", "密码（*）"),
            ("token(a8F3k2) and AccessToken(\"a b\"), ticket(7Xq9)", "token(*) and AccessToken(*), ticket(*)"),
            ("<td>Password</td><td>a b</td>", "<td>Password</td><td>*</td>"),
            (
                "<tr><th>Password:</th>\r\n <td class=\"x\">a</td></tr>",
                "<tr><th>Password:</th>\r\n <td class=\"x\">*</td></tr>",
            ),
            ("<dt>New password</dt><dd>a</dd>", "<dt>New password</dt><dd>*</dd>"),
            ("<td><b>Mot de passe :</b></td><td><i>a</i></td>", "<td><b>Mot de passe :</b></td><td><i>*</i></td>"),
            ("<key>AuthToken</key><string>a</string>", "<key>AuthToken</key><string>*</string>"),
            ("<Name>Password</Name><Value>a</Value>", "<Name>Password</Name><Value>*</Value>"),
            ("<Message>Password:</Message><Data>x</Data>", "<Message>Password:</Message><Data>*</Data>"),
            ("**Password:** hunter2", "**Password:** *"),
            ("<b>Password:</b> hunter2</p>", "<b>Password:</b> *"),
            (
                "form-data; name=\"password\"\r\n\r\na b\r\n--x\r\nname=\"user\"\r\n\r\nann",
                "form-data; name=\"password\"\r\n\r\n*\r\n--x\r\nname=\"user\"\r\n\r\nann",
            ),
            (
                "name=\"pwd\"\r\nContent-Type: text/plain\r\n\r\na\r\n--x",
                "name=\"pwd\"\r\nContent-Type: text/plain\r\n\r\n*\r\n--x",
            ),
            ("name=\"password\"\\r\\n\\r\\na b\\r\\n--x", "name=\"password\"\\r\\n\\r\\n*\\r\\n--x"),
            ("creds=a&jwt=b&credsOf=c&credit=d", "creds=*&jwt=*&credsOf=c&credit=d"),
            ("newpass=a&oldpw=b&upw=c&confirmNewPw=d", "newpass=*&oldpw=*&upw=*&confirmNewPw=*"),
            ("pword=a&user_paswd=b&pass_key=c&mailPin=d", "pword=*&user_paswd=*&pass_key=*&mailPin=*"),
            (
                "passwd[0]=a&user[pw]=b&pass[]=c&form['password'] = d",
                "passwd[0]=*&user[pw]=*&pass[]=*&form['password'] = *",
            ),
            ("PasswordText=a&tokenBase64=b&CookieValue=c", "PasswordText=*&tokenBase64=*&CookieValue=*"),
            ("user_pass_confirm=a&passNew=b", "user_pass_confirm=*&passNew=*"),
            ("Cookie=a=b; c=d; e", "Cookie=*; e"),
            ("the \"password\" hunter2 is", "the \"password\" * is"),
            ("pw: hunter", "pw: *"),
            ("otp: 739274, PIN: 7392.", "otp: * PIN: *"),
            ("pass: hunter2 x, clave: \"ab\"", "pass: * x, clave: \"*\""),
            ("The password is: hunter", "The password is: *"),
            ("password was set to: hunter2 x", "password was set to: * x"),
            ("X-Auth: a b", "X-Auth: *"),
            ("{\"X-Auth\":\"a\"}", "{\"X-Auth\":\"*\"}"),
            ("SessionCookie=a; Cookies: b=c; d=e", "SessionCookie=*; Cookies: *"),
            (".ASPXFORMSAUTH=a; ASPSESSIONIDQACRST=b", ".ASPXFORMSAUTH=*; ASPSESSIONIDQACRST=*"),
            ("Server=x;Pwd={a;b}}c;d};x=1", "Server=x;Pwd={*};x=1"),
            ("pwd={a}b&x=1, pwd={a", "pwd=*&x=1, pwd=*"),
            (
                "<password value='a b'/><wsse:Password value=\"c\"/>",
                "<password value='*'/><wsse:Password value=\"*\"/>",
            ),
            (
                "<setting name=\"SmtpPassword\" serializeAs=\"String\">\n <value>a</value></setting>",
                "<setting name=\"SmtpPassword\" serializeAs=\"String\">\n <value>*</value></setting>",
            ),
            (
                "{\"key\":\"password\",\"type\":\"text\",\"value\":\"a\",\"x\":\"b\"}",
                "{\"key\":\"password\",\"type\":\"text\",\"value\":\"*\",\"x\":\"b\"}",
            ),
            ("{\"value\":\"a\",\"name\": \"password\"}", "{\"value\":\"*\",\"name\": \"password\"}"),
            (
                "{\"\"value\"\":\"\"a\"\",\"\"name\"\":\"\"pwd\"\"}",
                "{\"\"value\"\":\"\"*\"\",\"\"name\"\":\"\"pwd\"\"}",
            ),
            ("pass\u{AD}word=a", "pass\u{AD}word=*"),
            ("OpenIdConnect.nonce.abc=a; path=/", "OpenIdConnect.nonce.abc=*; path=/"),
            ("pwNew=a&pwConfirm=b", "pwNew=*&pwConfirm=*"),
            ("password of ann is: hunter2", "password of ann is: *"),
            ("password|hunter2|x, password|hunter", "password|*|x, password|hunter"),
            (
                "imap://h@x/;uid=1;urlauth=submit+h:internal:91354a473744909de610943775f92038 LAST",
                "imap://h@x/;uid=1;urlauth=submit+h:internal:* LAST",
            ),
            ("X-Rps-CAT=VgEAVAdXa&bearer=Q2Fk", "X-Rps-CAT=*&bearer=*"),
            (
                "{\"Name\":\"UserPassword\",\"NewValue\":\"a\",\"OldValue\":\"b\"}",
                "{\"Name\":\"UserPassword\",\"NewValue\":\"*\",\"OldValue\":\"*\"}",
            ),
            ("Ihr Passwort lautet x9Y", "Ihr Passwort lautet *"),
            ("Das Passwort f\u{FC}r die ZIP-Datei ist x9Y", "Das Passwort f\u{FC}r die ZIP-Datei ist *"),
            ("Password for the attached zip: x9Y", "Password for the attached zip: *"),
            ("bounce+token=abc123@bounce.fabrikam.com", "bounce+token=*@bounce.fabrikam.com"),
            ("v-id_abc-sig=def12-pass@fabrikam.com", "v-id_abc-sig=*@fabrikam.com"),
            ("password=P@ss.word, token=a@b", "password=*, token=*"),
            ("Token: ABCDEFGH12345678, ticket a1B2c3", "Token: * ticket *"),
            ("Password: XK7PQ2 for ann, the password (h9x)", "Password: * for ann, the password (*"),
            ("(\"user\" \"ann\" \"pass\" \"a \\\" b\" \"x\" \"y\")", "(\"user\" \"ann\" \"pass\" \"*\" \"x\" \"y\")"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn credentials_of_other_shapes_are_found() {
        for (text, shown) in [
            ("Authorization: Bearer eyJ0eXAi.x", "Authorization: Bearer *"),
            ("Authorization: anything at all", "Authorization: *"),
            ("Cookie: a=b; c=d\r\nHost: x", "Cookie: *\r\nHost: x"),
            ("auth=Basic dXNlcjpwYXNz", "auth=Basic *"),
            ("x Negotiate YIIGhgYJKoZIhvcSAQ== y", "x Negotiate * y"),
            ("https://ann:a@b@host/x?y=a@b", "https://ann:*@host/x?y=a@b"),
            ("ftp://ann:a/b@host", "ftp://ann:*@host"),
            ("x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln y", "x * y"),
            (
                "-----BEGIN RSA PRIVATE KEY-----\na\n-----END RSA PRIVATE KEY----- b",
                "-----BEGIN RSA PRIVATE KEY-----*-----END RSA PRIVATE KEY----- b",
            ),
            ("id AKIAIOSFODNN7EXAMPLE", "id *"),
            ("Set-X -Password 'a b' -Force", "Set-X -Password '*' -Force"),
            ("Set-X -Password a -Force", "Set-X -Password * -Force"),
            (
                "ConvertTo-SecureString -String \"a b\" -AsPlainText",
                "ConvertTo-SecureString -String \"*\" -AsPlainText",
            ),
            ("x -AsPlainText 'a b' -Force", "x -AsPlainText '*' -Force"),
            ("x -AsPlainText -Force hunter", "x -AsPlainText -Force *"),
            ("ConvertTo-SecureString 'a' -AsPlainText -Force; y", "ConvertTo-SecureString '*' -AsPlainText -Force; y"),
            ("(ConvertTo-SecureString a -AsPlainText -Force) y", "(ConvertTo-SecureString * -AsPlainText -Force) y"),
            ("ldapsearch -x -D cn=a -w hunter2 -b dc=b", "ldapsearch -x -D cn=a -w * -b dc=b"),
            ("logon with password hunter2 failed", "logon with password * failed"),
            ("the password is hunter2 now", "the password is * now"),
            ("the password is 12345678", "the password is *"),
            ("your PIN is 4711", "your PIN is *"),
            ("пароль Лето2026", "пароль *"),
            ("mot de passe : \u{AB}\u{A0}Sommer99\u{A0}\u{BB}", "mot de passe : \u{AB}\u{A0}*\u{A0}\u{BB}"),
            ("Kennwort auf Sommer99 gesetzt", "Kennwort auf * gesetzt"),
            ("-----BEGIN PGP PRIVATE KEY BLOCK----- lQOYBF -----END", "-----BEGIN PGP PRIVATE KEY BLOCK-----*-----END"),
            ("Send-MailMessage -Credential $cred -SmtpServer s", "Send-MailMessage -Credential * -SmtpServer s"),
            ("Password for ann@contoso.com: hunter2 was refused", "Password for ann@contoso.com: * was refused"),
            ("the password has been changed to hunter2 now", "the password has been changed to * now"),
            ("EX01\\password hunter2, in logs/Password hunter2", "EX01\\password * in logs/Password *"),
            ("curl -u ann:hunter:2 https://x", "curl -u ann:* https://x"),
            ("curl -uann:hunter x", "curl -uann:* x"),
            ("curl --user 'ann:a b' x", "curl --user 'ann:*' x"),
            ("curl --proxy-user=ann:hunter x", "curl --proxy-user=ann:* x"),
            ("mysql -uann -phunter2 x", "mysql -uann -p* x"),
            ("sqlcmd -S EX01 -U sa -P hunter2 -Q x", "sqlcmd -S EX01 -U sa -P * -Q x"),
            ("ftp_pw=a&smtpPw=b&PW=c", "ftp_pw=*&smtpPw=*&PW=*"),
            (r"net use Z: \\EX01\logs hunter /user:ann", r"net use Z: \\EX01\logs * /user:ann"),
            (r"NET USE \\EX01\logs hunter2", r"NET USE \\EX01\logs *"),
            ("net user ann hunter /add", "net user ann * /add"),
            (r"net use \\EX01\logs /user:ann hunter", r"net use \\EX01\logs /user:ann *"),
            (r"Net.exe use Z: \\EX01\logs hunter2 /persistent:yes", r"Net.exe use Z: \\EX01\logs * /persistent:yes"),
            ("net use Z: \"\\\\EX01\\my logs\" hunter2", "net use Z: \"\\\\EX01\\my logs\" *"),
            ("net use * https://d.contoso.com hunter /user:ann", "net use * https://d.contoso.com * /user:ann"),
            ("net user /add ann hunter2; net user ann /add hunter", "net user /add ann *; net user ann /add *"),
            ("net user \"ann lee\" hunter2", "net user \"ann lee\" *"),
            ("net user ann \"hunter two\" /add", "net user ann \"*\" /add"),
            ("schtasks /create /s EX01 /u ann /p hunter", "schtasks /create /s EX01 /u ann /p *"),
            ("Password Changed From hunter2 To hunter3", "Password Changed From *"),
            ("changed the password of ann from hunter2 to hunter3 now", "changed the password of ann from * now"),
            ("pwd updated from hunter2  into hunter3", "pwd updated from *"),
            ("net user ann hunter2", "net user ann *"),
            ("schtasks /Create /RU ann /RP hunter /TN x", "schtasks /Create /RU ann /RP * /TN x"),
            ("SCHTASKS /rp hunter", "SCHTASKS /rp *"),
            ("cmdkey /add:EX01 /user:ann /pass:hunter", "cmdkey /add:EX01 /user:ann /pass:*"),
            ("The password was changed from hunter2 to hunter3.", "The password was changed from *"),
            ("Password of ann reset from Hunter-One to swordfish now", "Password of ann reset from * now"),
            ("password changed from hunter to hunt3r", "password changed from *"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn other_text_is_unchanged() {
        for text in [
            "",
            "passwordExpired=1",
            "Your password: ask the help desk",
            "Your password is about to expire",
            "the password is incorrect, password was set by ann",
            "the password is 90 days old, PIN 4711",
            "OTRS Ticket: 20260302000123",
            "Set-ADAccountPassword -Identity ann -Reset",
            "password changed: 2026-03-02T08:00:00Z by EX01, password reset a7",
            "PIN policy, PIN: policy, GPIO pin: 12, SPF: pass: accepted",
            "BackEndCookie=EX01; NoCookies=302",
            "cs(Cookie) cs(Referer) cs-cookie sc-win32-status",
            "<input type=\"password\"/> <x value=\"a\"/>",
            "SessionId=08DE70D510000001&sessionid=4&session_id: 5",
            "curl -user x, curl/8.5.0 of EX01",
            "POST /oauth/token grant_type=x, logs/password expired, \"password\" is, name=\"PASS\" refused=1",
            "POST /ecp/password HTTP/1.1, GET /token HTTP/1.1, V15\\token x86",
            "mysql -port 3306",
            "bypass=1&spin=2&compass: a7",
            "530 5.7.57 Client was not authenticated, X-ANONYMOUSTLS",
            "The password for ann: it has expired",
            "DKIM-Signature: v=1; a=rsa-sha256; d=contoso.com",
            "{\"name\":\"password\"},{\"value\":\"a\"},{\"value\":\"b\"},{\"name\":\"pwd\"}",
            "<setting name=\"Server\"><value>a</value></setting><user value=\"a\"/><x key=\"pwd\"/>",
            "user|password|mail|x, state of ann is: ok",
            "basic rules",
            r"net use Z: \\EX01\logs /user:ann, net use \\EX01\logs is slow, net user ann /domain, net use for ann1",
            "schtasks /Create /RU ann /TN b2",
            "the password was changed from EX01 by ann, password length was changed from 8 to 12",
            "password policy changed from optional to required",
            "Ticket INC0012345",
            "Ticket: INC0012345",
            "Support Ticket SUP-1234",
            "JIRA Ticket OPS-991",
            "Ticket ABC-1234 resolved",
            "Your ticket AB12CD",
            "E-Ticket LH1234567890",
            "Ticket #INC0012345 Password reset",
            "Reset your password: instructions",
            "Reset password (INC0012)",
            "AD password: DC01 audit",
            "Authorization PO4500123",
            "Authorization: PO4500123",
            "RMA authorization: RMA4711",
            "Prior Authorization: 88-1234",
            "Credential: ISO27001",
            "Cookie: Q3",
            "Token: USDC1",
            "Token ERC20 listing",
            "PASS=12 WARN=0 ERROR=0",
            "Test pass=120 fail=3",
            "pass=2",
            "Access denied for user 'ann' (using password: YES)",
            "(using password: NO)",
            "password=expired",
            "password=no",
            "/etc/passwd: root:x:0:0",
            "canary=10%",
            "Boarding pass: LH1234 FRA-MUC",
            "pin=12@x.com",
            "451 Greylisted, token: a1b2c3d4",
            "CookieAuth=Valid;FbaCookie=Missing;KeyIndex=2;S:AuthZ=x",
            "Basic Training2026 schedule, Bearer Certificate12 renewal",
            "x-auth: none",
            "A basic understanding of Basic Authentication",
            "token=",
            "user=anna&Cmd=Sync",
            "=",
            ":",
            "AUTH NTLM LOGIN X-EXPS GSSAPI NTLM EXCHANGEAUTH",
            "Culture=neutral, PublicKeyToken=31bf3856ad364e35",
            "spf=pass dkim=pass (key ok)",
            "code=550 ErrorCode=0x80040115&code=5.7.1&StatusCode=ErrorItemNotFound",
            "USER/PASS failed",
            "Passau=1 PassThrough=yes password expired",
            "https://mail.contoso.com:443/owa?x=a@b",
            "CN=mail.contoso.com, O=Contoso",
            "compass=north&HasToken=true",
            "le mot de passe a expiré",
            "Mot de passe : demandez à un administrateur",
            "mot de l'administrateur: un passe temps",
            "state pass -> fail, spf=pass (sig → ok)",
            "two password(s), ResetPassword(), SetPassword(string)",
            "could not access private key CN=mail.contoso.com",
            "error code: 550, event key: a4",
            "ConvertTo-SecureString -AsPlainText -Force | Out-Null",
            "<Message>The user changed the password</Message><Data>x</Data>",
            "<th>Password</th><th>Status</th>",
            "<td>User</td><td>Password</td></tr><tr><td>ann</td>",
            "<td>Pass</td><td>12</td>",
            "<td>Password</td><td>true</td><td>x</td>",
            "<p>password</p>x",
            "token(expired), ticket(renewable), private key(missing)",
            "form-data; name=\"user\"\r\n\r\nann",
            "密码已过期：请更改",
            "<passwordPolicy>strict</passwordPolicy><password/>",
            "MIIFazCCA1OgAwIBAgIRAIIQz7DSQONZRGPgu2OCiwAwDQYJKoZIhvcNAQELBQAw",
            "<08DE70D52F659501@contoso.com> [InternalId=12345678901234, Hostname=EX01.contoso.com]",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn time_is_linear_in_the_length() {
        for piece in [
            "password=",
            "password=\"",
            "<password>",
            "://a:b",
            "code=",
            "eyJ",
            "{\"token\":[",
            "<S N=\"password\"",
            "<b>password</b>",
            "<b> ",
            "Bearer ",
            "-password ",
            "\":",
            "a://b:c/",
            "mot de passe",
            "mot de passe : ",
            "password is: ",
            "\"password\" \"",
            "curl -u",
            "password[0]=",
            "password(",
            "password->",
            "密码：",
            "密码（",
            "name=\"password\"",
            "name=\"password\"\r\ncontent-",
            "-AsPlainText ",
            "pwd={",
            "pwd={a}}",
            "\"value\":\"",
            "\"value\":{",
            "<setting name=\"password\"><value>",
            ":internal:a",
            "password|",
            "net user ann x",
            "net use \\\\a ",
            "password changed from ",
            "password changed from (",
            "password changed from a to ",
        ] {
            let text = piece.repeat(1_000_000 / piece.len());
            assert!(secrets(text.as_bytes()).len() <= text.len());
        }
    }
}
