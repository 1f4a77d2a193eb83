//! Names whose value is a secret: `password`, `access_token`, `X-Api-Key`, `.AspNet.Cookies`.

use crate::bytes::Trigrams;
use alloc::vec::Vec;

/// A longer name may end with one of these (`oldPassword`), but not begin with one (`passwordExpired`). Without `-`,
/// `_` and `.`, in small letters.
const ENDINGS: &[&str] = &[
    // Passwords, in the languages of Windows.
    "password",
    "passwords",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "passwort",
    "kennwort",
    "motdepasse",
    "contraseña",
    "contrasena",
    "contrasenya",
    "senha",
    "wachtwoord",
    "passord",
    "lösenord",
    "losenord",
    "adgangskode",
    "salasana",
    "hasło",
    "haslo",
    "heslo",
    "jelszó",
    "jelszo",
    "parola",
    "parolachiave",
    "пароль",
    "şifre",
    "sifre",
    "密码",
    "密碼",
    "パスワード",
    "비밀번호",
    "암호",
    "口令",
    "palavrapasse",
    "geslo",
    "matkhau",
    "lozinka",
    "лозинка",
    "парола",
    "parool",
    "parolă",
    "slaptažodis",
    "slaptazodis",
    "κωδικός",
    "πρόσβασης",
    "סיסמה",
    "סיסמא",
    "mậtkhẩu",
    "รหัสผ่าน",
    "pswd",
    "passwordnew",
    "passwordold",
    "passwordagain",
    "passwordrepeat",
    "passwordconfirm",
    "passwordconfirmation",
    "passwordvalue",
    "bindpw",
    "userpw",
    "adminpw",
    "rootpw",
    "passwordhash",
    "passwordhistory",
    "nthash",
    "lmhash",
    "userpass",
    "dbpass",
    "smtppass",
    "mailpass",
    // Tokens and keys.
    "secret",
    "token",
    "assertion",
    "authorization",
    "credential",
    "credentials",
    "apikey",
    "accesskey",
    "accountkey",
    "privatekey",
    "secretkey",
    "subscriptionkey",
    "masterkey",
    "sharedkey",
    "authkey",
    "functionskey",
    "signingkey",
    "encryptionkey",
    "sessionkey",
    // Keys of a farm of ASP.NET servers (`machineKey`).
    "validationkey",
    "decryptionkey",
    "timewindowkey",
    // Tickets of Kerberos, CAS and Passport.
    "ticket",
    "sharedaccesssignature",
    "codeverifier",
    // Codes of OAuth 1.0a (RFC 5849) and 2.0 (RFC 6749), of devices (RFC 8628), and of second factors.
    "oauthverifier",
    "authcode",
    "authorizationcode",
    "devicecode",
    "usercode",
    "verificationcode",
    // Presigned addresses of Amazon S3 and Google Cloud Storage.
    "amzsignature",
    "googsignature",
    // Answers of SAML 2.0 and WS-Federation.
    "samlresponse",
    "samlart",
    "wresult",
    "clientassertion",
    // Cookies.
    "canary",
    "xbackendcookie",
    "authcookie",
    "setcookie",
    "httpcookie",
    "signinstatecookie",
    "clientprincipal",
    "phpsessid",
    "jsessionid",
];

/// Cookies whose names begin with one of these: of Outlook on the web, ASP.NET and Microsoft Entra.
const BEGINNINGS: &[&str] = &[
    "cadata",
    "aspnet",
    "aspxauth",
    "aspxanonymous",
    "estsauth",
    "fedauth",
    "rtfa",
    "rpsauth",
    "spoidcrl",
    "msisauth",
];

/// Too short to end a longer name: they are the whole name, or its last part (`smtp_pass`, `smtpPass`).
const WORDS: &[&str] =
    &["pass", "pw", "psw", "pin", "otp", "totp", "sig", "hmac", "jwt", "mdp", "clave", "cred", "creds"];

/// Names that end like one of a secret: .NET logs the token of the public key of every assembly.
const NO_SECRETS: &[&str] = &["publickeytoken"];

/// Headers whose value extends to the end of the line.
const HEADERS: &[&str] = &["authorization", "proxyauthorization", "cookie", "setcookie"];

/// Longest name in bytes.
const MAX_NAME: usize = 64;

/// Three letters of each name, some of which every text with one contains; those that are rarest in logs, as the first
/// ones are often those of frequent words (`contraseña`, `senha`). `密` is any letter beyond ASCII.
const STEMS: &[&str] = &[
    "pass", "sig", "onk", "aro", "otp", "ras", "rif", "riz", "slo", "key", "asp", "apt", "els", "eno", "ifr", "sam",
    "coo", "adg", "asa", "asł", "atk", "dpw", "npw", "rpw", "ecr", "enn", "hps", "htw", "ick", "jse", "jwt", "lav",
    "lmh", "loz", "mdp", "psw", "pwd", "rtf", "tsa", "wre", "sse", "dau", "nth", "psa", "tok", "dcr", "nci", "ial",
    "hma", "isa", "cod", "cre", "cad", "pin", "nar", "enh", "密", "pw=", "pw:", "pw ",
];

/// Adds the letters by which names are noticed.
pub(super) const fn with_stems(stems: Trigrams) -> Trigrams {
    stems.with(STEMS)
}

static NAMES: Trigrams = with_stems(Trigrams::NONE);

/// Whether the value with that name is a secret.
pub fn is_secret_name(name: &[u8]) -> bool {
    // Nearly every word is none, and comparing it with all of them is slow. `pw` is shorter than what is looked for.
    if !ends_with_pw(name) && !NAMES.may_occur_in(name) {
        return false;
    }
    let letters = letters(name);
    let ends = |ending: &&str| letters.ends_with(ending.as_bytes());
    !letters.is_empty()
        && !NO_SECRETS.iter().any(|known| letters == known.as_bytes())
        && (ENDINGS.iter().any(ends)
            || BEGINNINGS.iter().any(|beginning| letters.starts_with(beginning.as_bytes()))
            || HEADERS.iter().any(|header| letters == header.as_bytes())
            || ends_with_word(name))
}

fn ends_with_pw(name: &[u8]) -> bool {
    without_digits(name).last_chunk::<2>().is_some_and(|end| end.eq_ignore_ascii_case(b"pw"))
}

/// Whether a header of that name is a secret to the end of the line.
pub(super) fn is_secret_header(name: &[u8]) -> bool {
    let letters = letters(name);
    HEADERS.iter().any(|header| letters == header.as_bytes())
}

/// Whether a name is one of those that are secret only as a word.
pub(super) fn is_word(name: &[u8]) -> bool {
    WORDS.iter().any(|word| name.eq_ignore_ascii_case(word.as_bytes()))
}

fn ends_with_word(name: &[u8]) -> bool {
    let name = without_digits(name);
    let start = name.iter().rposition(|byte| b"-_.$".contains(byte)).map_or(0, |separator| separator + 1);
    let capital = name
        .iter()
        .rposition(u8::is_ascii_uppercase)
        .filter(|&at| at > start && name.get(at - 1).is_some_and(u8::is_ascii_lowercase));
    [Some(start), capital].into_iter().flatten().any(|start| is_word(name.get(start..).unwrap_or_default()))
}

/// A name without separators and digits at its end, in small letters.
fn letters(name: &[u8]) -> Vec<u8> {
    let name = without_digits(name).iter().filter(|byte| !b"-_.$[]()".contains(byte));
    let letters: Vec<u8> = name.map(u8::to_ascii_lowercase).collect();
    if letters.is_ascii() { letters } else { lossy_lowercase(&letters) }
}

/// A name without the number at its end.
fn without_digits(name: &[u8]) -> &[u8] {
    let end = name.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |last| last + 1);
    name.get(..end).unwrap_or_default()
}

fn lossy_lowercase(letters: &[u8]) -> Vec<u8> {
    alloc::string::String::from_utf8_lossy(letters).to_lowercase().into_bytes()
}

fn is_of_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.$[]()".contains(byte) || *byte >= 0x80
}

/// The name that ends at `end`, and its start; empty if there is none. A longer run of letters is no name.
pub(super) fn name_before(text: &[u8], end: usize) -> (usize, &[u8]) {
    let head = text.get(..end).unwrap_or_default();
    let length = head.iter().rev().take(MAX_NAME + 1).take_while(|byte| is_of_name(byte)).count();
    let start = head.len() - length;
    let name = text.get(start..end).unwrap_or_default();
    // What was taken for the name may begin with a bracket of the text around it.
    let brackets = name.iter().take_while(|byte| b"()[]".contains(byte)).count();
    (start + brackets, name.get(brackets..).unwrap_or_default())
}

/// The length of the name that the text begins with.
pub(super) fn name_length(text: &[u8]) -> usize {
    let length = text.iter().take(MAX_NAME).take_while(|byte| is_of_name(byte)).count();
    if text.first().is_some_and(|first| first.is_ascii_digit()) { 0 } else { length }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_noticed() {
        let stems = with_stems(Trigrams::NONE);
        for name in [ENDINGS, BEGINNINGS, WORDS, HEADERS].concat() {
            let names = [name.to_string(), name.to_uppercase(), std::format!("{name}2")];
            for name in names {
                assert!(is_secret_name(name.as_bytes()), "{name}");
                assert!(stems.may_occur_in(std::format!("{name}=").as_bytes()), "{name}");
            }
        }
        for name in ["auth_code", "device-code", "User_Code", "session-key", "root-pw", "Bind.PW", "set_cookie"] {
            assert!(is_secret_name(name.as_bytes()), "{name}");
            assert!(stems.may_occur_in(std::format!("{name}=").as_bytes()), "{name}");
        }
    }
}
