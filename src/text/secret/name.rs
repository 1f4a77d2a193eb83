//! Names whose value is a secret: `password`, `access_token`, `X-Api-Key`, `.AspNet.Cookies`.

use crate::bytes::Trigrams;
use alloc::string::String;
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
    // Without the letters that were lost with the code page.
    "contrasea",
    "lsenord",
    // More words for passwords, without the blanks and apostrophes between them.
    "paroladordine",
    "paroladaccesso",
    "paroladiaccesso",
    "codicediaccesso",
    "codicedaccesso",
    "clavedeacceso",
    "clavesecreta",
    "contraseñadeacceso",
    "contrasenadeacceso",
    "códigodeacceso",
    "codigodeacceso",
    "palabradepaso",
    "frasedepaso",
    "contrasinal",
    "pasahitza",
    "códigodeacesso",
    "codigodeacesso",
    "senhadeacesso",
    "phrasedepasse",
    "phrasesecrète",
    "phrasesecrete",
    "clésecrète",
    "clesecrete",
    "codedaccès",
    "codedacces",
    "pincode",
    "codepin",
    "pinkod",
    "pinkodu",
    "zugangscode",
    "sicherheitscode",
    "toegangscode",
    "kodeord",
    "lykilorð",
    "jelszava",
    "salasõna",
    "hasłodostępu",
    "haslodostepu",
    "koddostępu",
    "koddostepu",
    "zaporka",
    "fjalëkalimi",
    "şifresi",
    "sifresi",
    "şifreniz",
    "sifreniz",
    "parolası",
    "parolasi",
    "parolanız",
    "parolaniz",
    "erişimkodu",
    "erisimkodu",
    "κωδικος",
    "προσβασης",
    "коддоступа",
    "ключдоступа",
    "секретныйключ",
    "секретноеслово",
    "кодовоеслово",
    "парольнаяфраза",
    "пинкод",
    "коддоступу",
    "құпиясөз",
    "პაროლი",
    "գաղտնաբառ",
    "كلمةالمرور",
    "كلمةمرور",
    "كلمةالسر",
    "كلمةسر",
    "كلمهالمرور",
    "كلمهالسر",
    "الرقمالسري",
    "رمزالمرور",
    "رمزالدخول",
    "رمزعبور",
    "کلمهعبور",
    "گذرواژه",
    "पासवर्ड",
    "পাসওয়ার্ড",
    "katasandi",
    "katalaluan",
    "katakunci",
    "密钥",
    "密鑰",
    "密匙",
    "令牌",
    "通行码",
    "通行碼",
    "验证码",
    "驗證碼",
    "ﾊﾟｽﾜｰﾄﾞ",
    "パスフレーズ",
    "パスコード",
    "暗証番号",
    "合言葉",
    "秘密鍵",
    "トークン",
    "패스워드",
    "비번",
    "인증번호",
    "인증코드",
    "토큰",
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
    &["pass", "pw", "psw", "pin", "otp", "totp", "sig", "hmac", "jwt", "mdp", "clave", "cred", "creds", "parole"];

/// The last words of names of several words, as [`letters`] writes them.
const LAST_WORDS: &[&str] = &[
    "passe",
    "paso",
    "ordine",
    "dordine",
    "accesso",
    "daccesso",
    "acceso",
    "acesso",
    "secreta",
    "secrète",
    "secrete",
    "accès",
    "acces",
    "daccès",
    "dacces",
    "dostępu",
    "dostepu",
    "kodu",
    "khẩu",
    "khau",
    "sandi",
    "laluan",
    "kunci",
    "chiave",
    "word",
    "phrase",
    "code",
    "key",
    "pin",
    "kod",
    "код",
    "доступа",
    "доступу",
    "ключ",
    "слово",
    "фраза",
    "сөз",
    "المرور",
    "مرور",
    "السر",
    "سر",
    "السري",
    "الدخول",
    "عبور",
    "번호",
    "코드",
];

/// Last words of names of keys and codes, which sentences have without one.
const LAST_OF_KEYS: &[&str] = &["code", "key", "ключ", "код"];

/// Most words of a name.
const MAX_WORDS: usize = 4;

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
    "hma", "isa", "cod", "cre", "cad", "pin", "nar", "enh", "密", "pw=", "pw:", "pw ", "igo", "kat", "kod", "lyk",
    "zap", "fja",
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

/// A name without separators, blanks and digits at its end, in small letters.
fn letters(name: &[u8]) -> Vec<u8> {
    let name = without_digits(name).iter().filter(|byte| !b"-_.$[]() '".contains(byte));
    let letters: Vec<u8> = name.map(u8::to_ascii_lowercase).collect();
    if letters.is_ascii() { letters } else { lossy_lowercase(&letters) }
}

/// A name without the number at its end.
fn without_digits(name: &[u8]) -> &[u8] {
    let end = name.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |last| last + 1);
    name.get(..end).unwrap_or_default()
}

/// Small letters of ASCII's width, each as one character, without what is between words or does not show.
fn lossy_lowercase(letters: &[u8]) -> Vec<u8> {
    let narrow = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        _ => letter,
    };
    let is_left_out = |letter: &char| {
        matches!(letter, '\u{A0}' | '\u{300}'..='\u{36F}' | '\u{2019}' | '\u{3000}' | '\u{FEFF}' | '\u{FFFD}')
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202F}' | '\u{2066}'..='\u{2069}')
    };
    let small = String::from_utf8_lossy(letters).to_lowercase();
    small.chars().filter(|letter| !is_left_out(letter)).map(narrow).collect::<String>().into_bytes()
}

/// The start of the name of a secret of which the word that begins at `start` is all, or the last part: `mot de passe`.
pub(super) fn secret_start(text: &[u8], start: usize, word: &[u8]) -> Option<usize> {
    if is_secret_name(word) { Some(start) } else { phrase_start(text, start, word) }
}

/// The same in a sentence, which may be about a key or a code without one.
pub(super) fn secret_start_in_sentence(text: &[u8], start: usize, word: &[u8]) -> Option<usize> {
    secret_start(text, start, word).filter(|&found| found == start || !is_one_of(LAST_OF_KEYS, word))
}

fn phrase_start(text: &[u8], start: usize, last: &[u8]) -> Option<usize> {
    if !is_one_of(LAST_WORDS, last) {
        return None;
    }
    let end = start + last.len();
    let is_phrase = |&begin: &usize| {
        let letters = letters(text.get(begin..end).unwrap_or_default());
        ENDINGS.iter().any(|ending| letters == ending.as_bytes())
    };
    core::iter::successors(Some(start), |&begin| word_before(text, begin)).skip(1).take(MAX_WORDS - 1).find(is_phrase)
}

/// The start of the word before the one that begins at `start`, if nothing but blanks or an apostrophe parts them.
fn word_before(text: &[u8], start: usize) -> Option<usize> {
    let head = text.get(..start)?;
    let between = head.iter().rev().take(3).take_while(|byte| b" \t'".contains(byte)).count();
    let (begin, word) = name_before(text, start - between);
    (between > 0 && !word.is_empty()).then_some(begin)
}

/// Whether a word is one of these in any case, without the brackets and the number at its end.
fn is_one_of(words: &[&str], word: &[u8]) -> bool {
    if word.is_ascii() {
        let end = word.iter().rposition(|byte| !b"()[]".contains(byte)).map_or(0, |last| last + 1);
        let word = without_digits(word.get(..end).unwrap_or_default());
        return words.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
    }
    let letters = letters(word);
    words.iter().any(|known| letters == known.as_bytes())
}

/// Whether a name is that of a secret and nothing more: `password`, but not `SetPassword`.
pub(super) fn is_whole_name(name: &[u8]) -> bool {
    let letters = letters(name);
    ENDINGS.iter().any(|ending| letters == ending.as_bytes())
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
