//! Credentials of every shape, planted in every place of every format: none is in any answer or export until the user
//! asks for it, and then it is there as logged. What only looks like a credential stays readable.
//!
//! To add a shape, add a row to [`SHAPES`] or [`COMMANDS`]; to add a format, a row to [`FORMATS`]. `⟦` and `⟧` enclose
//! the credential and are not written.

use crate::support::base64::base64;
use crate::support::result::{details, export, over_time, value};
use exchange_log_viewer::{BinWidth, Engine, ExportFormat, FileEnd, SessionColumn, SessionIndex, SortOrder, summary};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// Texts that contain a credential in whatever place they are.
const SHAPES: &[&str] = &[
    // SMTP.
    "AUTH PLAIN ⟦AGFubmEAUDAxYnJpZGdl⟧",
    "auth plain ⟦AGFubmEAUDAyYnJpZGdl⟧",
    "Auth Plain ⟦AGFubmEAUDAzYnJpZGdl⟧",
    "AUTH LOGIN ⟦UDA0YnJpZGdlVG93ZXI=⟧",
    "auth login ⟦UDA1YnJpZGdlVG93ZXI=⟧",
    "AUTH XOAUTH2 ⟦dXNlcj1hbm5hAWF1dGg9QmVhcmVyIFAwNgEB⟧",
    "AUTH OAUTHBEARER ⟦bixhPWFubmFAY29udG9zby5jb20sAWF1dGg9UDA3⟧",
    "AUTH NTLM ⟦TlRMTVNTUAADAAAAGAAYAEAAAABQMDg=⟧",
    "AUTH GSSAPI ⟦YIIGhgYJKoZIhvcSAQICAQBuggZ1MIIGcaADAgEF⟧",
    "AUTH CRAM-MD5 ⟦YW5uYSA5ZTk1YWVlMDljNDBhZjJiODRhMGMyYjNiYmFlNzg2ZQ==⟧",
    "AUTH DIGEST-MD5 ⟦dXNlcm5hbWU9ImFubmEiLHJlc3BvbnNlPVAwOQ==⟧",
    "AUTH SCRAM-SHA-256 ⟦biwsbj1hbm5hLHI9ZnlrbytkMmxiYkZnT05Sdjk=⟧",
    "AUTH=PLAIN ⟦AGFubmEAUDEwYnJpZGdl⟧",
    "X-EXPS NTLM ⟦TlRMTVNTUAABAAAAl4II4gAAUDExAAAA⟧",
    "X-EXPS GSSAPI ⟦YIIFfwYJKoZIhvcSAQICAQBuggVuMIIFaqADAgEF⟧",
    "x-exps login ⟦UDEyYnJpZGdlVG93ZXI=⟧",
    "X-EXPS EXCHANGEAUTH SHA256 ⟦AAAAAgAAUDEzYnJpZGdl⟧",
    "X-EXCHANGEAUTH SHA256 ⟦AAAAAgAAUDE0YnJpZGdl⟧",
    "AUTH ⟦AGFubmEAUDE1YnJpZGdlYnJpZGdlYnJpZGdl⟧",
    // Names and values.
    "password=⟦p01brook-Tower⟧",
    "Password=⟦p02brook-Tower⟧",
    "PASSWORD=⟦p03BROOK-TOWER⟧",
    "pwd=⟦p04brook-Tower⟧",
    "passwd=⟦p05brook-Tower⟧",
    "pass=⟦p06brook-Tower⟧",
    "smtp_pass=⟦p07brook-Tower⟧",
    "token=⟦p08brook-Tower⟧",
    "access_token=⟦p09brook-Tower⟧",
    "refresh_token=⟦p10brook-Tower⟧",
    "id_token=⟦p11brook-Tower⟧",
    "client_secret=⟦p12brook-Tower⟧",
    "api_key=⟦p13brook-Tower⟧",
    "apikey=⟦p14brook-Tower⟧",
    "x-api-key=⟦p15brook-Tower⟧",
    "sig=⟦p16brook%2BTower%3D⟧",
    "sv=2024-11-04&sr=b&sig=⟦p17brook%2BTower%3D⟧&se=2026-03-02",
    "code=⟦0.p18brook-Tower⟧",
    "https://app.contoso.com/cb?code=⟦0.p19brook-Tower⟧&state=12",
    "{\"d\":\"a1 LOGIN ann \\\"⟦p910brook-Tower⟧\\\"\"}",
    "{\"d\":\"AUTH PLAIN \\\"⟦AGFubmEAcDkxMWJyb29r⟧\\\"\"}",
    "{\"d\":\"{\\\"p\\\\u0061ssword\\\":\\\"⟦p912brook-Tower⟧\\\"}\"}",
    "{\"d\":\"\\\\u003cpassword\\\\u003e⟦p913brook-Tower⟧\\\\u003c/password\\\\u003e\"}",
    "EHLO app\\r\\nAUTH PLAIN ⟦AGFubmEAcDkxNGJyb29r⟧",
    "SAMLResponse=⟦PHNhbWxwOlJlc3BvbnNlIHAyMA%3D%3D⟧",
    "client_assertion=⟦p21brook-Tower⟧",
    "old_password1=⟦p22brook-Tower⟧",
    "newPassword=⟦p23brook-Tower⟧",
    "user=ann&password=⟦p24brook-Tower⟧&flags=4",
    "username=ann password=⟦p25brook-Tower⟧",
    "/owa/auth.owa?destination=x&password=⟦p26brook-Tower⟧&flags=4",
    "passwort=⟦p27brook-Tower⟧",
    "Kennwort=⟦p28brook-Tower⟧",
    "motdepasse=⟦p29brook-Tower⟧",
    "mot_de_passe=⟦p30brook-Tower⟧",
    "contraseña=⟦p31brook-Tower⟧",
    "contrase%C3%B1a=⟦p32brook-Tower⟧",
    "wachtwoord=⟦p33brook-Tower⟧",
    "senha=⟦p34brook-Tower⟧",
    "lösenord=⟦p35brook-Tower⟧",
    "hasło=⟦p36brook-Tower⟧",
    "пароль=⟦p37brook-Tower⟧",
    "p%61ssword=⟦p38brook-Tower⟧",
    "%70%61%73%73%77%6F%72%64=⟦p39brook-Tower⟧",
    "p%2561ssword=⟦p40brook-Tower⟧",
    "password%3D⟦p41brook-Tower⟧",
    "password%253D⟦p42brook-Tower⟧",
    "url=https%3A%2F%2Fx%2F%3Fa%3D1%26password%3D⟦p43brook-Tower⟧%26b%3D2",
    "p%61ssword=⟦p44brook%26Tower⟧&x=1",
    // Passwords with difficult characters.
    "password=⟦§⟧",
    "password=⟦p46 brook Tower⟧",
    "password=⟦p47,brook,Tower⟧",
    "password='⟦p48 brook; Tower⟧'",
    "password=⟦p49'brook'Tower⟧",
    "password=⟦p50%brook%Tower⟧",
    "password=⟦p51Brückentürme⟧",
    "password=⟦p52|brook<Tower⟧",
    "password=⟦p53brook=Tower=⟧",
    "password = ⟦p54brook-Tower⟧",
    "Password: ⟦p55brook-Tower⟧",
    "password:⟦p56brook-Tower⟧",
    "logon of ann with password ⟦p57brook-Tower⟧ failed",
    // JSON and XML.
    "{\"user\":\"ann\",\"password\":\"⟦p58brook-Tower⟧\",\"x\":1}",
    "{\"password\" : \"⟦p59 brook, Tower⟧\"}",
    "{\\\"password\\\":\\\"⟦p60brook-Tower⟧\\\"}",
    "{\"token\":⟦7392746105⟧}",
    "{'Passwd': '⟦p62brook-Tower⟧'}",
    "%7B%22password%22%3A%22⟦p63brook-Tower⟧%22%7D",
    "{\"password\":\"⟦p64 \\\"brook\\\" Tower⟧\"}",
    "<password>⟦p65brook-Tower⟧</password>",
    "<t:Password Type=\"PasswordText\">⟦p66brook-Tower⟧</t:Password>",
    "<td>Password</td><td>⟦p901brook-Tower⟧</td>",
    "<tr><th>Password:</th> <td class=\"x\">⟦p902 brook Tower⟧</td></tr>",
    "<dt>New password</dt><dd>⟦p903brook-Tower⟧</dd>",
    "<td><b>Mot de passe :</b></td><td><i>⟦p904brook-Tower⟧</i></td>",
    "<key>AuthToken</key><string>⟦p905brook-Tower⟧</string>",
    "<Name>SmtpPassword</Name><Value>⟦p906brook-Tower⟧</Value>",
    "&lt;td&gt;Password&lt;/td&gt;&lt;td&gt;⟦p907brook-Tower⟧&lt;/td&gt;",
    "<wsse:Password><![CDATA[⟦p67brook-Tower⟧]]></wsse:Password>",
    "&lt;password&gt;⟦p68brook-Tower⟧&lt;/password&gt;",
    "<add key=\"SmtpPassword\" value=\"⟦p69brook-Tower⟧\" />",
    "<user name=\"ann\" password=\"⟦p70brook-Tower⟧\"/>",
    "&quot;password&quot;:&quot;⟦p72brook-Tower⟧&quot;",
    "\\u0022password\\u0022:\\u0022⟦p73brook-Tower⟧\\u0022",
    "{\"credentials\":{\"value\":\"⟦p74brook-Tower⟧\"}}",
    "{\"password\":[\"⟦p75brook-Tower⟧\"]}",
    "<S N=\"Password\">⟦p76brook-Tower⟧</S>",
    "<Property Name=\"SmtpPassword\" Type=\"string\">⟦p77brook-Tower⟧</Property>",
    "סיסמה=⟦p78brook-Tower⟧",
    "κωδικός=⟦p79brook-Tower⟧",
    // Headers and tokens.
    "Authorization: Basic ⟦YW5uYTpQODBicmlkZ2U=⟧",
    "Authorization: Bearer ⟦p81brook.Tower-x_y⟧",
    "authorization: ⟦p82brook-Tower⟧",
    "Authorization: Negotiate ⟦YIIGbgYGKwYBBQUCoIIGYjCCBl6gMDAuBgkqhkiC⟧",
    "Authorization: NTLM ⟦TlRMTVNTUAADAAAAGAAYAIgAAABQODM=⟧",
    "Proxy-Authorization: Basic ⟦YW5uYTpQODRicmlkZ2U=⟧",
    "Authorization: Digest ⟦username=\"ann\", realm=\"x\", response=\"p85brook\"⟧",
    "auth=Basic+⟦YW5uYTpQODZicmlkZ2U=⟧",
    "Bearer ⟦p87brook-Tower⟧",
    "bearer ⟦eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJQODgifQ.UDg4YnJpZGdl⟧",
    "⟦eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJQODkifQ.UDg5YnJpZGdl⟧",
    "id ⟦AKIAP90BROOKTOWER777⟧",
    "aws_secret_access_key=⟦p91brook/Tower+x⟧",
    "https://ann:⟦p92brook-Tower⟧@mail.contoso.com/ews",
    "ftp://ann:⟦p93@brook-Tower⟧@mail.contoso.com/",
    "smtp://ann%40contoso.com:⟦p94brook%2FTower⟧@mail.contoso.com:587",
    "https%3A%2F%2Fann%3A⟦p95brook-Tower⟧%40mail.contoso.com%2F",
    // Cookies.
    "cadata=⟦p100brook-Tower⟧; path=/",
    "cadataKey=⟦p101brook-Tower⟧",
    "cadataSig=⟦p102brook-Tower⟧",
    "X-OWA-CANARY=⟦p103brook-Tower⟧",
    "X-OWA-CANARY: ⟦p104brook-Tower⟧",
    "X-BackEndCookie=⟦p105brook-Tower⟧",
    ".AspNet.Cookies=⟦p106brook-Tower⟧",
    ".AspNetCore.Session=⟦p107brook-Tower⟧",
    ".ASPXAUTH=⟦p108brook-Tower⟧",
    "ASP.NET_SessionId=⟦p109brook-Tower⟧",
    "ESTSAUTH=⟦p110brook-Tower⟧",
    "ESTSAUTHPERSISTENT=⟦p111brook-Tower⟧",
    "FedAuth=⟦p112brook-Tower⟧",
    "Cookie: ⟦a=p113brook; b=Tower⟧",
    "Set-Cookie: ⟦a=p114brook-Tower; path=/⟧",
    // Connection strings and keys.
    "Server=EX01;User ID=ann;Password=⟦p120 brook,Tower⟧;Encrypt=true",
    "Data Source=EX01;Uid=ann;Pwd=⟦p121brook-Tower⟧;",
    "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=⟦p122brook+Tower==⟧;EndpointSuffix=y",
    "Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=⟦p123brook+Tower=⟧",
    "SharedAccessSignature sr=x&sig=⟦p124brook%2FTower%3D⟧&se=1&skn=Root",
    "-----BEGIN RSA PRIVATE KEY-----⟦MIIEpQIBAAKCAQEAp125brookTower⟧-----END RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----⟦MIIEvQIBADANBgkqhkiG9wp126brook⟧",
    "-----BEGIN OPENSSH PRIVATE KEY----- ⟦b3BlbnNzaC1rZXktdjEAAAAAp127⟧",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----⟦MIIFHDBOBgkqhkiG9w0BBp128brook⟧",
    // Directories and shells.
    "bindpw=⟦p130brook-Tower⟧",
    "ldap bind dn=\"cn=svc,dc=contoso\" password=⟦p131brook-Tower⟧",
    "ldapsearch -x -D svc@contoso.com -w ⟦p132brook-Tower⟧ -b dc=contoso",
    "userPassword:: ⟦cDEzM2Jyb29rLVRvd2Vy⟧",
    "unicodePwd: ⟦p134brook-Tower⟧",
    "Set-Mailbox ann -Password ⟦p135brook-Tower⟧",
    "New-Mailbox ann -Password '⟦p136 brook Tower⟧' -Force",
    "New-Mailbox ann -Password (⟦ConvertTo-SecureString p137brook -AsPlainText -Force)⟧",
    "ConvertTo-SecureString ⟦p138brook-Tower⟧ -AsPlainText -Force",
    "ConvertTo-SecureString -String '⟦p139 brook Tower⟧' -AsPlainText",
    "ConvertTo-SecureString -AsPlainText '⟦p140 brook Tower⟧' -Force",
    "-AdminPassword:⟦p141brook-Tower⟧",
    "setup.exe /password:⟦p142brook-Tower⟧ /quiet",
    "tool --password ⟦p143brook-Tower⟧",
    "tool --password=⟦p144brook-Tower⟧",
    "tool --api-key ⟦p145brook-Tower⟧",
    // Cookies and parameters of Outlook on the web, SharePoint, ADFS and Microsoft Entra.
    "cadataTTL=⟦p150brook-Tower⟧",
    "cadataIV=⟦p151brook-Tower⟧; cadataKey=x",
    "rtFa=⟦p152brook-Tower⟧",
    "MSISAuth=⟦p153brook-Tower⟧; MSISAuthenticated=x",
    "ESTSAUTHLIGHT=⟦p154brook-Tower⟧",
    "X-BackEndCookie2=⟦p155brook-Tower⟧",
    "__RequestVerificationToken=⟦p156brook-Tower⟧",
    "wresult=⟦%3Ct%3ARequestSecurityTokenResponse%3Ep158brook-Tower⟧",
    "SAMLart=⟦AAQAAp159brook-Tower⟧",
    "wa=wsignin1.0&wresult=⟦p160brook-Tower⟧&wctx=x",
    "assertion=⟦PHNhbWw6QXNzZXJ0aW9uIHAxNjE=⟧&grant_type=x",
    "device_code=⟦0.p162brook-Tower⟧",
    "code_verifier=⟦p163brook-Tower⟧",
    "session_token=⟦p164brook-Tower⟧",
    "csrf_token=⟦p165brook-Tower⟧",
    "X-CSRF-Token: ⟦p166brook-Tower7⟧",
    "X-Auth-Token: ⟦p167brook-Tower7⟧",
    "X-API-Key: ⟦p168brook-Tower7⟧",
    "Ocp-Apim-Subscription-Key: ⟦p169brook-Tower7⟧",
    "api-key=⟦p170brook-Tower⟧",
    "api-key: ⟦p171brook-Tower7⟧",
    "credentials=⟦p172brook-Tower⟧",
    "credential=⟦ann:p173brook-Tower⟧",
    "sharedsecret=⟦p174brook-Tower⟧",
    "shared_secret=⟦p175brook-Tower⟧",
    "client-secret=⟦p176brook-Tower⟧",
    "X-Amz-Signature=⟦p178brook7Tower⟧&x=1",
    "X-Amz-Security-Token=⟦p179brook-Tower⟧",
    "userpass=⟦p180brook-Tower⟧",
    "ftp_pw=⟦p181brook-Tower⟧",
    "DOMAIN_PASSWORD=⟦p182brook-Tower⟧",
    "PGPASSWORD=⟦p183brook-Tower⟧ psql",
    "pin=⟦7392⟧",
    "otp=⟦739274⟧",
    // JSON in JSON, as logs of web services write it.
    "{\"d\":\"{\\\"password\\\":\\\"⟦p184brook-Tower⟧\\\"}\"}",
    "{\"d\":\"{\\\\\\\"password\\\\\\\":\\\\\\\"⟦p185brook-Tower⟧\\\\\\\"}\"}",
    "{\"a\":{\"b\":[{\"client_secret\":\"⟦p186brook-Tower⟧\"}]}}",
    "{\"access_token\": \"⟦p187brook-Tower⟧\", \"expires_in\": 3600}",
    "{password:⟦p188brook-Tower⟧}",
    "password=>⟦p189brook-Tower⟧",
    "[password] => ⟦p190brook-Tower7⟧",
    "<Password>⟦p191 brook Tower⟧</Password>",
    "<o:Password>⟦p192brook-Tower⟧",
    "<sec:BinarySecurityToken>⟦p193brook+Tower==⟧</sec:BinarySecurityToken>",
    "<EncryptedPassword>⟦p194brook-Tower⟧</EncryptedPassword>",
    "&amp;password=⟦p195brook-Tower⟧&amp;x=1",
    "user:pw@ is https://svc-backup:⟦p196brook-Tower⟧@192.0.2.10:8443/x?y=1",
    "ldaps://cn=svc:⟦p197brook-Tower⟧@dc01.contoso.com",
    "WWW-Authenticate: Negotiate ⟦oYG2MIGzoAMKAQChCwYJKoZIgvcSAQICpAEFtower⟧",
    "Persistent-Auth Negotiate ⟦TlRMTVNTUAACAAAAHgAeADgAAAAFgomicDE5OA==⟧",
    "AuthorizationHeader=Bearer ⟦p199brook.Tower-x_9⟧",
    "net use \\\\EX01\\c$ /user:contoso\\ann /password:⟦p220brook-Tower⟧",
    "curl -u ann:⟦p221brook-Tower⟧ https://mail.contoso.com",
    "sqlcmd -S EX01 -U sa -P ⟦p222brook-Tower7⟧",
    "the password is ⟦p223brook-Tower7⟧",
    "Password for ann: ⟦p224brook-Tower7⟧",
    "client_secret%3D⟦p225brook-Tower⟧%26x%3D1",
    "code%3D⟦0.p226brook-Tower⟧%26state%3D1",
    "password%3A⟦p227brook-Tower⟧",
    // Names of several words, and of other languages.
    "mot de passe: ⟦p230brook-Tower⟧",
    "Mot de passe : ⟦p231brook-Tower⟧",
    "mot de passe=⟦p232brook-Tower⟧",
    "mot%20de%20passe%3D⟦p233brook-Tower⟧",
    "mot de passe\u{A0}: ⟦p234brook-Tower⟧",
    "{\"mot de passe\":\"⟦p235brook-Tower⟧\"}",
    "phrase de passe = ⟦p236brook-Tower⟧",
    "contraseña: ⟦p237brook-Tower⟧",
    "contraseña de acceso: ⟦p238brook-Tower⟧",
    "clave de acceso=⟦p239brook-Tower⟧",
    "clave=⟦p240brook-Tower⟧",
    "parola d'ordine: ⟦p241brook-Tower⟧",
    "parola d'ordine=⟦p242brook-Tower⟧",
    "parola d\u{2019}ordine=⟦p243brook-Tower⟧",
    "palavra-passe: ⟦p244brook-Tower⟧",
    "palavra passe=⟦p245brook-Tower⟧",
    "senha: ⟦p246brook-Tower⟧",
    "hasło: ⟦p247brook-Tower⟧",
    "hasło dostępu=⟦p248brook-Tower⟧",
    "kullanıcı şifresi: ⟦p249brook-Tower⟧",
    "ŞİFRE=⟦p250brook-Tower⟧",
    "parolanız: ⟦p251brook-Tower⟧",
    "Пароль: ⟦p252brook-Tower⟧",
    "код доступа: ⟦p253brook-Tower⟧",
    "كلمة المرور: ⟦p254brook-Tower⟧",
    "كلمة السر=⟦p255brook-Tower⟧",
    "رمز عبور: ⟦p256brook-Tower⟧",
    "密码：⟦p257brook-Tower⟧",
    "登录密码： ⟦p258brook-Tower⟧",
    "密碼＝⟦p259brook-Tower⟧",
    "口令:⟦p260brook-Tower⟧",
    "パスワード：⟦p261brook-Tower⟧",
    "パスワード: ⟦p262brook-Tower⟧",
    "ｐａｓｓｗｏｒｄ：⟦p263brook-Tower⟧",
    "비밀번호: ⟦p264brook-Tower⟧",
    "비밀 번호：⟦p265brook-Tower⟧",
    "암호=⟦p266brook-Tower⟧",
    "mật khẩu: ⟦p267brook-Tower⟧",
    "contrasen\u{303}a=⟦p268brook-Tower⟧",
    "pass word: ⟦p269brook-Tower⟧",
    // Other signs between name and value.
    "password -> ⟦p270brook-Tower⟧",
    "password->⟦p271brook-Tower⟧",
    "password => ⟦p272brook-Tower⟧",
    "password → ⟦p273brook-Tower⟧",
    "password := ⟦p274brook-Tower⟧",
    "Password           : ⟦p275brook-Tower⟧",
    "Password(⟦p276brook-Tower⟧)",
    "密码（⟦p277brook-Tower⟧）",
    "**Password:** ⟦p278brook-Tower⟧",
    "<b>Password:</b> ⟦p279brook-Tower⟧",
    "x -AsPlainText '⟦p280 brook Tower⟧'",
    "x -AsPlainText -Force '⟦p281 brook Tower⟧'",
    "form-data; name=\"password\"\\r\\n\\r\\n⟦p282brook-Tower⟧\\r\\n--x",
    "le mot de passe est ⟦p283brook-Tower⟧",
    "das Passwort ist ⟦p284brook-Tower⟧",
    "mot de passe de ann : ⟦p285brook-Tower⟧",
    // Values in braces, in attributes, and in elements and objects that name them.
    "Server=x;Pwd={⟦p940;brook;Tower⟧};x=1",
    "<password value='⟦p941brook-Tower⟧'/>",
    "<setting name=\"SmtpPassword\" serializeAs=\"String\"><value>⟦p942brook-Tower⟧</value></setting>",
    "pass\u{AD}word=⟦p945brook-Tower⟧",
    "OpenIdConnect.nonce.abc=⟦p946brook-Tower⟧; path=/",
    "pwNew=⟦p947brook-Tower⟧",
    "password of ann is: ⟦p948brook-Tower⟧",
    "password|⟦p949brook-Tower⟧",
    "X-Rps-CAT=⟦p960brook+Tower⟧",
    "bearer=⟦p961brook+Tower⟧",
    "Ihr Passwort lautet ⟦p963brook-Tower7⟧",
    "Das Passwort für die ZIP-Datei ist ⟦p964brook-Tower7⟧",
    "Password for the attached zip: ⟦p965brook-Tower7⟧",
    "BURL imap://h@imap.contoso.com/outbox;uid=1;urlauth=submit+h:internal:⟦91354a473744909de610943775f92038⟧ LAST",
    "GENURLAUTH imap://h@imap.contoso.com/INBOX/;uid=1;urlauth=user+h:INTERNAL:⟦82465b584855010ef721054886a03149⟧",
    // Compound and abbreviated names, with and without an index.
    "newpass=⟦p300brook-Tower⟧",
    "oldpw=⟦p301brook-Tower⟧&newpw=x",
    "confirmNewPw=⟦p302brook-Tower⟧",
    "upw=⟦p303brook-Tower⟧",
    "pword=⟦p304brook-Tower⟧",
    "pass_key=⟦p305brook-Tower⟧",
    "pw: ⟦p306brook-Tower⟧",
    "otp: ⟦p307brook-Tower⟧",
    "PIN: ⟦p308brook-Tower⟧",
    "passwd[0]=⟦p309brook-Tower⟧",
    "passwd%5B0%5D=⟦p310brook-Tower⟧",
    "user[pw]=⟦p311brook-Tower⟧",
    "form['password'] = ⟦p312brook-Tower⟧",
    "PasswordText=⟦p313brook-Tower⟧",
    "user_pass_confirm=⟦p317brook-Tower⟧",
    "password is: ⟦p314brook-Tower⟧",
    "password was set to ⟦p315brook-Tower⟧",
    "<input type=\"password\" id=\"x\" value=\"⟦p316brook-Tower⟧\">",
    // Cookies and headers of several words.
    "SessionCookie=⟦p320brook-Tower⟧",
    "Cookies: ⟦a=p321brook; b=Tower⟧",
    "Cookie=⟦a=p329brook; b=Tower⟧",
    "X-Cookie: ⟦p322brook-Tower⟧",
    ".ASPXFORMSAUTH=⟦p323brook-Tower⟧",
    "ASPSESSIONIDQACRST=⟦p324brook-Tower⟧",
    "AuthHeader: ⟦p325brook-Tower⟧",
    "auth_header=⟦p326brook-Tower⟧",
    "X-Auth: ⟦p327brook-Tower⟧",
    "{\"X-Auth\":\"⟦p328brook-Tower⟧\"}",
    // Arguments, paths and pairs.
    "curl --user ann:⟦p330brook-Tower⟧ https://mail.contoso.com",
    "curl -uann:⟦p331brook-Tower⟧ https://mail.contoso.com",
    "curl --proxy-user=ann:⟦p332brook-Tower⟧ https://mail.contoso.com",
    "sqlcmd -U sa -P⟦p333brook-Tower⟧",
    "psexec -u ann -p ⟦p334brook-Tower⟧",
    "EX01\\password ⟦p335brook-Tower⟧",
    "share/password ⟦p336brook-Tower⟧",
    "ID (\"password\" ⟦p339brook-Tower⟧ x)",
    "ID (\"password\" \"⟦p337brook-Tower⟧\")",
    "a1 ID (\"user\" \"ann\" \"pass\" \"⟦p338 brook Tower⟧\" \"os\" \"x\")",
];

/// Objects in which one member is the name of another. In a header, each member is the name of a column.
const OBJECTS: &[&str] = &[
    "{\"key\":\"password\",\"type\":\"text\",\"value\":\"⟦p943brook-Tower⟧\"}",
    "{\"value\":\"⟦p944brook-Tower⟧\",\"name\":\"password\"}",
];

/// Commands of POP3, IMAP4 and NNTP. Outside of such a log they are recognised where they begin a text or are quoted.
const COMMANDS: &[&str] = &[
    "PASS ⟦p200brook-Tower⟧",
    "pass ⟦p201brook-Tower⟧",
    "Pass ⟦p202brook-Tower⟧",
    "PASS ⟦p203 brook Tower⟧",
    "APOP ann ⟦c4c9334bac560ecc979e58001b3e22fb⟧",
    "apop ann ⟦c4c9334bac560ecc979e58001b3e33fb⟧",
    "USER ann PASS ⟦p204brook-Tower⟧",
    "AUTHINFO PASS ⟦p205brook-Tower⟧",
    "authinfo pass ⟦p206brook-Tower⟧",
    "AUTHINFO SASL PLAIN ⟦AGFubmEAUDIwN2JyaWRnZQ==⟧",
    "a1 LOGIN ann ⟦p208brook-Tower⟧",
    "a001 login ann ⟦p209brook-Tower⟧",
    "A.1 LOGIN \"ann\" ⟦\"p210 brook Tower\"⟧",
    "5 LOGIN ann@contoso.com ⟦p211brook-Tower⟧",
    "a1 AUTHENTICATE PLAIN ⟦AGFubmEAUDIxMmJyaWRnZQ==⟧",
    "a1 AUTHENTICATE XOAUTH2 ⟦dXNlcj1hbm5hAWF1dGg9QmVhcmVyIFAyMTMBAQ==⟧",
    "LOGIN ann ⟦p214brook-Tower⟧",
];

/// Texts without a credential.
const READABLE: &[&str] = &[
    "X-EXPS EXCHANGEAUTH SHA256",
    "AUTH LOGIN",
    "250-AUTH NTLM LOGIN X-EXPS GSSAPI",
    "<Binary Data>",
    "334 <authentication response>",
    "user=ann@contoso.com;passwordExpired=true;x=1",
    "password expired",
    "Your password: ask the help desk",
    "Passau, PassThrough, bypass of EX01",
    "spf=pass (sender is allowed) dkim=pass header.d=contoso.com",
    "SPF: PASS with address 198.51.100.7",
    "<08DE70D52F659501abcDEF@contoso.com>",
    "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "[InternalId=12345678901234, Hostname=EX01.contoso.com] Queued mail for delivery",
    "certificate MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJRTESMBAGA1UE",
    "CN=mail.contoso.com, OU=IT, O=Contoso",
    "Microsoft.Exchange.Data, Version=15.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35",
    "451 4.7.0 Temporary server error. Please try again later. PRX2",
    "ErrorCode=0x80040115&code=550",
    "Basic Authentication is not allowed",
    "https://mail.contoso.com:443/owa/?a=b@contoso.com",
    "-ERR Logon failure: unknown user name or bad password.",
    "a1 NO LOGIN failed.",
    "USER ann",
    "Session for ann@contoso.com will now be proxied",
    "le mot de passe a expiré",
    "Mot de passe : demandez à un administrateur",
    "two password(s) expired, SetPassword(string)",
    "token(expired) and ticket(renewable)",
    "<th>Password</th><th>Status</th>",
    "Ticket INC0012345 resolved",
    "Authorization: PO4500123",
    "AD password: DC01 audit",
    "Boarding pass: LH1234 FRA-MUC",
    "FbaCookie=Missing;KeyIndex=2;S:AuthZ=x",
    "state pass -> fail",
    "private key of CN=mail.contoso.com, error code: 550",
    "the password is incorrect, password was changed 2026-03-02T08:00:00Z by EX01",
    "530 5.7.57 Client was not authenticated to send anonymous mail during MAIL FROM",
    "PIN policy, PIN: policy, GPIO pin: 12",
    "SessionId=08DE70D510000001, session id 08DE70D510000001, sessionid: 08DE70D510000001",
    "250-X-ANONYMOUSTLS",
    "curl/8.5.0 with -u and --user",
    "GET /token HTTP/1.1",
    "POST /ecp/password HTTP/1.1",
    "logs/password expired, EX01\\Password Notification",
    "NoCookies=302 BackEndCookie=EX01.contoso.com",
    "ID (\"name\" \"Example Mail\" \"version\" \"1.2\" \"support-url\" \"https://contoso.com/password\")",
];

/// A shape: its text, and the credential in it.
struct Shape {
    text: String,
    secret: String,
}

impl Shape {
    fn read((number, row): (usize, &&str)) -> Shape {
        // The halves of a credential must differ from those of others.
        let row = row.replace("Tower", &format!("Tower{number}x"));
        let secret = row.split_once('⟦').unwrap().1.split_once('⟧').unwrap().0.to_string();
        Shape { text: row.replace(['⟦', '⟧'], ""), secret }
    }

    /// What must not be seen: the credential, also percent-encoded and in base64, and either half of it; each as text,
    /// JSON and CSV write it.
    fn forms(&self) -> BTreeSet<String> {
        let mut forms = BTreeSet::from([self.secret.clone(), percent(&self.secret), base64(self.secret.as_bytes())]);
        let characters: Vec<char> = self.secret.chars().collect();
        if characters.len() >= 14 {
            let (first, second) = characters.split_at(characters.len() / 2);
            forms.extend([first.iter().collect(), second.iter().collect()]);
        }
        forms.insert(self.secret.replace('/', "\\/"));
        forms.extend([self.secret.to_ascii_uppercase(), self.secret.replace('/', "&#47;").replace('!', "&#x21;")]);
        let json = |form: &String| value(form).to_string().trim_matches('"').to_string();
        let escaped: Vec<String> = forms.iter().flat_map(|form| [json(form), form.replace('"', "\"\"")]).collect();
        forms.extend(escaped);
        forms
    }
}

fn percent(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// A file of a log: folder, name and content.
struct LogFile {
    folder: String,
    name: String,
    text: String,
}

/// How a text is written in a field of a format.
type Write = fn(&str) -> String;

/// A format. In its rows, `##` is a number that differs from file to file, `⟪•⟫` a field with the text, `⟪x •⟫` a field
/// with more than the text, and `~~` the text as it is, in no field of its own.
struct Format {
    name: &'static str,
    file: &'static str,
    /// The lines before the rows.
    head: &'static str,
    /// A whole session, or records, without the planted row.
    rows: &'static str,
    /// The rows in which the text may be: place and row, or rows.
    places: &'static [(&'static str, &'static str)],
    write: Write,
}

fn csv_field(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// W3C and NCSA have `+` for blanks.
fn plus(text: &str) -> String {
    text.replace(' ', "+")
}

fn plain(text: &str) -> String {
    text.to_string()
}

const FORMATS: &[Format] = &[
    Format {
        name: "receive",
        file: "RECV202603020##-1.LOG",
        head: "#Software: Microsoft Exchange Server\n#Log-type: SMTP Receive Protocol Log\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n",
        rows: "2026-03-02T08:00:00.000Z,EX01\\Relay,08DE70D5000000##,0,192.0.2.10:25,198.51.100.7:4711,+,,\n\
               2026-03-02T08:00:00.010Z,EX01\\Relay,08DE70D5000000##,1,192.0.2.10:25,198.51.100.7:4711,<,EHLO app,\n\
               2026-03-02T08:00:00.020Z,EX01\\Relay,08DE70D5000000##,2,192.0.2.10:25,198.51.100.7:4711,>,250 EX01,\n",
        places: &[
            (
                "command",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,⟪•⟫,\n",
            ),
            (
                "refused and quoted",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,⟪•⟫,\n2026-03-02T08:00:00.040Z,EX01\\Relay,08DE70D5000000##,4,192.0.2.10:25,198.51.100.7:4711,>,⟪500 5.3.3 Unrecognized command '•'⟫,\n",
            ),
            (
                "quoted reply",
                "2026-03-02T08:00:00.040Z,EX01\\Relay,08DE70D5000000##,4,192.0.2.10:25,198.51.100.7:4711,>,⟪501 5.5.4 Invalid arguments: \"•\"⟫,\n",
            ),
            (
                "information",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,*,⟪•⟫,\n",
            ),
            (
                "context",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,*,,⟪•⟫\n",
            ),
            (
                "ended",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,-,,⟪•⟫\n",
            ),
            ("connector", "2026-03-02T08:00:00.030Z,⟪•⟫,08DE70D5000001##,3,192.0.2.10:25,198.51.100.7:4711,<,NOOP,\n"),
            ("session-id", "2026-03-02T08:00:00.030Z,EX01\\Relay,⟪•⟫,3,192.0.2.10:25,198.51.100.7:4711,<,NOOP,\n"),
            ("endpoint", "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000001##,3,192.0.2.10:25,⟪•⟫,<,NOOP,\n"),
            (
                "client name",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,⟪EHLO •⟫,\n",
            ),
            (
                "sender",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,⟪MAIL FROM:<•>⟫,\n",
            ),
            (
                "recipient",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,MAIL FROM:<a@contoso.com>,\n2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,4,192.0.2.10:25,198.51.100.7:4711,<,⟪RCPT TO:<•>⟫,\n2026-03-02T08:00:00.040Z,EX01\\Relay,08DE70D5000000##,5,192.0.2.10:25,198.51.100.7:4711,>,⟪550 5.1.1 <•> unknown⟫,\n",
            ),
            (
                "damaged",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,⟪•⟫,x,too,many\n",
            ),
            (
                "damaged time",
                "99-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,⟪•⟫,\n",
            ),
            (
                "unquoted and damaged",
                "99-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,~~,\n",
            ),
            (
                "open quote",
                "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,\"~~\n",
            ),
            ("cut", "2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,\"~~"),
            ("a line of its own", "~~\n"),
            ("echo", "<<< IO: |~~\n"),
            (
                "indented",
                "   > 2026-03-02T08:00:00.030Z,EX01\\Relay,08DE70D5000000##,3,192.0.2.10:25,198.51.100.7:4711,<,⟪•⟫,\n",
            ),
            ("header", "#Software: ~~\n"),
        ],
        write: csv_field,
    },
    Format {
        name: "send",
        file: "SEND202603020##-1.LOG",
        head: "#Software: Microsoft Exchange Server\n#Log-type: SMTP Send Protocol Log\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n",
        rows: "2026-03-02T08:00:00.000Z,Out,08DE70D6000000##,0,192.0.2.10:25,198.51.100.7:25,+,,\n\
               2026-03-02T08:00:00.010Z,Out,08DE70D6000000##,1,192.0.2.10:25,198.51.100.7:25,>,EHLO ex01,\n",
        places: &[
            ("command", "2026-03-02T08:00:00.030Z,Out,08DE70D6000000##,3,192.0.2.10:25,198.51.100.7:25,>,⟪•⟫,\n"),
            (
                "quoted reply",
                "2026-03-02T08:00:00.040Z,Out,08DE70D6000000##,4,192.0.2.10:25,198.51.100.7:25,<,⟪550 5.5.4 refused: '•'⟫,\n",
            ),
            (
                "information",
                "2026-03-02T08:00:00.030Z,Out,08DE70D6000000##,3,192.0.2.10:25,198.51.100.7:25,*,⟪•⟫,⟪•⟫\n",
            ),
            (
                "proxied",
                "2026-03-02T08:00:00.030Z,Out,08DE70D6000000##,3,192.0.2.10:25,198.51.100.7:25,*,,⟪Proxying inbound session with session id •⟫\n",
            ),
        ],
        write: csv_field,
    },
    Format {
        name: "connectivity",
        file: "CONNECTLOG202603020##-1.LOG",
        head: "#Software: Microsoft Exchange Server\n#Log-type: Transport Connectivity Log\n#Fields: date-time,session,source,Destination,direction,description\n",
        rows: "2026-03-02T08:00:00.000Z,08DE70D7000000##,SMTP,fabrikam.com,+,DnsConnectorDelivery x;QueueLength=1\n",
        places: &[
            ("progress", "2026-03-02T08:00:01.000Z,08DE70D7000000##,SMTP,fabrikam.com,>,⟪•⟫\n"),
            (
                "failure",
                "2026-03-02T08:00:01.000Z,08DE70D7000000##,SMTP,fabrikam.com,>,⟪Failed connection to 198.51.100.7:25 (ConnectionRefused:•)⟫\n",
            ),
            ("end", "2026-03-02T08:00:01.000Z,08DE70D7000000##,SMTP,fabrikam.com,-,⟪Messages: 0 Bytes: 0 (•)⟫\n"),
            ("destination", "2026-03-02T08:00:01.000Z,08DE70D7000001##,SMTP,⟪•⟫,+,x\n"),
            ("damaged", "2026-03-02T08:00:01.000Z,08DE70D7000001##,SMTP,~~,?,x\n"),
        ],
        write: csv_field,
    },
    Format {
        name: "pop3",
        file: "POP3202603020##-1.LOG",
        head: "#Log-type: POP3 Log\n#Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context,puid\n",
        rows: "2026-03-02T08:00:00.000Z,00000000000000##,0,192.0.2.16:110,198.51.100.81:5001,,3,0,53,OpenSession,,,\n",
        places: &[
            (
                "parameters",
                "2026-03-02T08:00:01.000Z,00000000000000##,1,192.0.2.16:110,198.51.100.81:5001,,3,0,53,capa,⟪•⟫,R=OK,\n",
            ),
            (
                "command",
                "2026-03-02T08:00:01.000Z,00000000000000##,1,192.0.2.16:110,198.51.100.81:5001,,3,0,53,⟪•⟫,,R=OK,\n",
            ),
            (
                "user",
                "2026-03-02T08:00:01.000Z,00000000000000##,1,192.0.2.16:110,198.51.100.81:5001,⟪•⟫,3,0,53,user,ann,R=OK,\n",
            ),
            (
                "context",
                "2026-03-02T08:00:01.000Z,00000000000000##,1,192.0.2.16:110,198.51.100.81:5001,,3,0,53,list,,⟪R=\"-ERR •\"⟫,\n",
            ),
            (
                "damaged",
                "2026-03-02T08:00:01.000Z,00000000000000##,x,192.0.2.16:110,198.51.100.81:5001,,3,0,53,capa,⟪•⟫,R=OK,\n",
            ),
        ],
        write: csv_field,
    },
    Format {
        name: "imap4",
        file: "IMAP4202603020##-1.LOG",
        head: "#Log-type: IMAP4 Log\n#Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context\n",
        rows: "2026-03-02T08:00:00.000Z,00000000000000##,0,192.0.2.16:143,198.51.100.81:5001,,3,0,53,OpenSession,,\n",
        places: &[
            (
                "parameters",
                "2026-03-02T08:00:01.000Z,00000000000000##,1,192.0.2.16:143,198.51.100.81:5001,,3,0,53,select,⟪•⟫,R=ok\n",
            ),
            (
                "command",
                "2026-03-02T08:00:01.000Z,00000000000000##,1,192.0.2.16:143,198.51.100.81:5001,,3,0,53,⟪•⟫,,R=ok\n",
            ),
            (
                "id",
                "2026-03-02T08:00:01.000Z,00000000000000##,1,192.0.2.16:143,198.51.100.81:5001,,3,0,53,id,⟪(\"name\" \"•\")⟫,R=ok\n",
            ),
        ],
        write: csv_field,
    },
    Format {
        name: "pop3 2007",
        file: "POP3202603021##-1.LOG",
        head: "#Log-type: POP3 Log\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n",
        rows: "2026-03-02T08:00:00.000Z,,00000000000001##,0,192.0.2.7:110,198.51.100.21:4711,+,,\n",
        places: &[
            (
                "quoted reply",
                "2026-03-02T08:00:01.100Z,,00000000000001##,2,192.0.2.7:110,198.51.100.21:4711,>,⟪-ERR \"•\"⟫,\n",
            ),
            ("command", "2026-03-02T08:00:01.000Z,,00000000000001##,1,192.0.2.7:110,198.51.100.21:4711,<,⟪•⟫,\n"),
            (
                "refused and quoted",
                "2026-03-02T08:00:01.000Z,,00000000000001##,1,192.0.2.7:110,198.51.100.21:4711,<,⟪•⟫,\n2026-03-02T08:00:01.100Z,,00000000000001##,2,192.0.2.7:110,198.51.100.21:4711,>,⟪-ERR Protocol error: '•'⟫,\n",
            ),
        ],
        write: csv_field,
    },
    Format {
        name: "tracking",
        file: "MSGTRK202603020##-1.LOG",
        head: "#Log-type: Message Tracking Log\n#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info\n",
        rows: "2026-03-02T08:00:00.200Z,,MBX07,,HUB07,,,STOREDRIVER,RECEIVE,3,<##@contoso.com>,omar@contoso.com,,5000,1,,,Minutes,megan@contoso.com,megan@contoso.com,04I:\n",
        places: &[
            (
                "cells",
                "2026-03-02T08:00:01.200Z,,⟪•⟫,,⟪•⟫,⟪•⟫,⟪•⟫,SMTP,FAIL,3,<##@contoso.com>,⟪•⟫,⟪550 5.1.1 •⟫,5000,1,⟪•⟫,⟪•⟫,⟪•⟫,⟪•⟫,⟪•⟫,⟪•⟫\n",
            ),
            (
                "message-id",
                "2026-03-02T08:00:01.200Z,,MBX07,,HUB07,,,SMTP,RECEIVE,3,⟪•⟫,omar@contoso.com,,5000,1,,,x,megan@contoso.com,,\n",
            ),
            ("damaged", "2026-03-02T08:00:01.200Z,,⟪•⟫,,⟪•⟫,⟪•⟫\n"),
        ],
        write: csv_field,
    },
    Format {
        name: "tracking 2003",
        file: "200305##.log",
        head: "# Message Tracking Log File\n# Exchange System Attendant Version 6.5.7638.1\n# Date\tTime\tclient-ip\tClient-hostname\tPartner-Name\tServer-hostname\tserver-IP\tRecipient-Address\tEvent-ID\tMSGID\tPriority\tRecipient-Report-Status\ttotal-bytes\tNumber-Recipients\tOrigination-Time\tEncryption\tservice-Version\tLinked-MSGID\tMessage-Subject\tSender-Address\n",
        rows: "2003-5-1\t8:0:1 GMT\t198.51.100.7\tmail.fabrikam.com\t-\tEX03\t192.0.2.3\tmegan@contoso.com\t1019\t<##@fabrikam.com>\t0\t0\t3210\t1\t2003-5-1 7:59:58 GMT\t0\tVersion: 6.0\t-\tx\tann@fabrikam.com\n",
        places: &[
            (
                "cells",
                "2003-5-1\t8:0:1 GMT\t198.51.100.7\t⟪•⟫\t⟪•⟫\tEX03\t192.0.2.3\t⟪•⟫\t1030\t<##@fabrikam.com>\t0\t0\t3210\t1\t2003-5-1 7:59:58 GMT\t0\tVersion: 6.0\t⟪•⟫\t⟪•⟫\t⟪•⟫\n",
            ),
            ("damaged", "2003-5-1\t8:0:1\t⟪•⟫\t⟪•⟫\n"),
        ],
        write: plain,
    },
    Format {
        name: "agent",
        file: "AGENTLOG202603020##-1.LOG",
        head: "#Log-type: Agent Log\n#Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,EnteredOrgFromIP,MessageId,P1FromAddress,P2FromAddresses,Recipient,NumRecipients,Agent,Event,Action,SmtpResponse,Reason,ReasonData,Diagnostics,NetworkMsgID,TenantID,Directionality\n",
        rows: "2026-03-04T08:00:00.000Z,08DE70D8000000##,192.0.2.19:25,198.51.100.66:4002,198.51.100.66,,spam@fabrikam.com,,nobody@contoso.com,1,Recipient Filter Agent,OnRcptCommand,RejectCommand,550 5.1.1 User unknown,RecipientDoesNotExist,,,,,Incoming\n",
        places: &[
            (
                "cells",
                "2026-03-04T08:00:01.000Z,08DE70D8000000##,192.0.2.19:25,198.51.100.66:4002,198.51.100.66,⟪•⟫,⟪•⟫,⟪•⟫,⟪•⟫,1,x,OnRcptCommand,RejectCommand,⟪550 5.7.1 •⟫,⟪•⟫,⟪•⟫,⟪•⟫,,,⟪•⟫\n",
            ),
            (
                "agent",
                "2026-03-04T08:00:01.000Z,08DE70D8000000##,192.0.2.19:25,198.51.100.66:4002,198.51.100.66,,,,,1,⟪•⟫,⟪•⟫,⟪•⟫,,,,,,,\n",
            ),
        ],
        write: csv_field,
    },
    Format {
        name: "http",
        file: "u_ex2603##.log",
        head: "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Cookie) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n",
        rows: "2026-03-05 09:00:00 192.0.2.10 GET /owa/ - 443 - 198.51.100.## Mozilla/5.0 - - 302 0 0 15\n",
        places: &[
            (
                "query",
                "2026-03-05 09:00:01 192.0.2.10 POST /owa/auth.owa ⟪•⟫ 443 - 198.51.100.## Mozilla/5.0 - - 302 0 0 15\n",
            ),
            ("cells", "2026-03-05 09:00:01 192.0.2.10 POST ⟪•⟫ - 443 ⟪•⟫ 198.51.100.## ⟪•⟫ ⟪•⟫ ⟪•⟫ 500 0 0 99\n"),
            ("damaged", "2026-03-05 09:00:01 192.0.2.10 POST /owa/ ⟪•⟫ 443\n"),
        ],
        write: plus,
    },
    Format {
        name: "http proxy",
        file: "HttpProxy_202603020##-1.LOG",
        head: "#Software: Microsoft Exchange Server\n#Log-type: HttpProxy Logs\n#Fields: DateTime,RequestId,UrlStem,UrlQuery,AuthenticatedUser,UserAgent,ClientIpAddress,HttpStatus,GenericErrors\n",
        rows: "2026-03-02T08:00:00.120Z,a##,/ews/exchange.asmx,,contoso\\ann,Outlook 16.0,192.0.2.31,200,\n",
        places: &[
            ("cells", "2026-03-02T08:00:00.120Z,b##,⟪•⟫,⟪•⟫,⟪•⟫,⟪•⟫,192.0.2.31,200,⟪•⟫\n"),
            ("damaged", "2026-03-02T08:00:00.120Z,b##,⟪•⟫,⟪•⟫\n"),
            ("columns", "#Fields: DateTime,⟪•⟫,x\n2026-03-02T08:00:00.120Z,##,1\n"),
            ("log type", "#Log-type: ~~\n#Fields: DateTime,y##,x\n2026-03-02T08:00:00.120Z,##,1\n"),
        ],
        write: csv_field,
    },
    Format {
        name: "table of pairs",
        file: "other##.csv",
        head: "#Fields: command,parameters,note\n",
        rows: "x,##,\n",
        places: &[("cells", "⟪•⟫,⟪•⟫,⟪•⟫\n")],
        write: csv_field,
    },
    Format {
        name: "internet mail",
        file: "L00000##.log",
        head: "5/13/00 2:36:27 PM : A connection was accepted from EX##.\n5/13/00 2:36:27 PM : >>> 220 ready\n",
        rows: "5/13/00 2:36:28 PM : <<< EHLO app\n5/13/00 2:36:28 PM : >>> 250 OK\n",
        places: &[
            ("command", "5/13/00 2:36:29 PM : <<< ⟪•⟫\n"),
            ("echo", "5/13/00 2:36:29 PM : <<< IO: |⟪•⟫\n5/13/00 2:36:29 PM : <<< ⟪•⟫\n"),
            ("echo of a reply", "5/13/00 2:36:29 PM : >>> IO: |⟪•⟫\n"),
            ("indented echo", "  5/13/00 2:36:29 PM : <<< IO: |⟪•⟫\n"),
            ("quoted echo", "> 5/13/00 2:36:29 PM : <<< IO: |⟪•⟫\n"),
            ("quoted reply", "5/13/00 2:36:29 PM : >>> 500 Unknown command \"⟪•⟫\"\n"),
            ("continuation", "⟪•⟫\n"),
            ("information", "5/13/00 2:36:29 PM : ⟪•⟫\n"),
            ("damaged", "99/99/00 2:36:29 PM : <<< ⟪•⟫\n"),
        ],
        write: plain,
    },
    Format {
        name: "internet news",
        file: "L00001##.log",
        head: "9/30/98 1:15:14 PM : Connection to [203.0.113.1##] established\n9/30/98 1:15:14 PM : <<< 200 news ready\n",
        rows: "9/30/98 1:15:15 PM : >>> mode reader\n9/30/98 1:15:15 PM : <<< 200 ready\n",
        places: &[
            ("command", "9/30/98 1:15:16 PM : >>> ⟪•⟫\n"),
            ("quoted reply", "9/30/98 1:15:16 PM : <<< 500 What? \"⟪•⟫\"\n"),
            ("damaged", "9/99/98 1:15:16 PM : >>> ⟪•⟫\n"),
        ],
        write: plain,
    },
    Format {
        name: "SMTP service, W3C",
        file: "ex0610##.log",
        head: "#Software: Microsoft Internet Information Services 6.0\n#Fields: date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version cs-host cs(User-Agent) cs(Cookie) cs(Referer)\n",
        rows: "2006-10-09 05:00:15 198.51.100.## c1 SMTPSVC1 EX03 192.0.2.2 0 EHLO - +c1 250 0 57 45 0 SMTP - - - -\n",
        places: &[
            (
                "argument",
                "2006-10-09 05:00:16 198.51.100.## c1 SMTPSVC1 EX03 192.0.2.2 0 HELP - +⟪•⟫ 250 0 57 45 0 SMTP - - - -\n",
            ),
            (
                "cells",
                "2006-10-09 05:00:16 198.51.100.## ⟪•⟫ SMTPSVC1 EX03 192.0.2.2 0 HELP - +x 500 0 57 45 0 SMTP ⟪•⟫ ⟪•⟫ ⟪•⟫ ⟪•⟫\n",
            ),
            ("damaged", "2006-10-09 05:00:16 198.51.100.## c1 SMTPSVC1 HELP - +⟪•⟫ 250\n"),
        ],
        write: plus,
    },
    Format {
        name: "SMTP service, IIS",
        file: "in0904##.log",
        head: "",
        rows: "198.51.100.##, app01, 4/23/2009, 9:47:01, SMTPSVC1, EX03, 192.0.2.2, 0, 36, 49, 250, 0, EHLO, -, app01,\n",
        places: &[
            (
                "argument",
                "198.51.100.##, app01, 4/23/2009, 9:47:02, SMTPSVC1, EX03, 192.0.2.2, 0, 36, 49, 250, 0, HELP, -, ⟪•⟫,\n",
            ),
            (
                "damaged",
                "198.51.100.##, app01, 4/99/2009, 9:47:02, SMTPSVC1, EX03, 192.0.2.2, 0, 36, 49, 250, 0, HELP, -, ⟪•⟫,\n",
            ),
        ],
        write: plain,
    },
    Format {
        name: "SMTP service, NCSA",
        file: "nc0610##.log",
        head: "",
        rows: "198.51.100.## - 192.0.2.66 [11/Oct/2006:13:16:40 -0600] \"HELO -?+192.0.2.66 SMTP\" 250 46\n",
        places: &[
            ("argument", "198.51.100.## - 192.0.2.66 [11/Oct/2006:13:16:41 -0600] \"HELP -?+⟪•⟫ SMTP\" 250 46\n"),
            ("damaged", "198.51.100.## - 192.0.2.66 [11/Oct/2006:13:16:41 -0600] \"HELP -?+⟪•⟫ SMTP\n"),
        ],
        write: plus,
    },
    Format {
        name: "SMTP service, ODBC",
        file: "InternetLog##.csv",
        head: "ClientHost,Username,LogTime,Service,Machine,ServerIP,ProcessingTime,BytesRecvd,BytesSent,ServiceStatus,Win32Status,Operation,Target,Parameters\n",
        rows: "198.51.100.##,app01,4/23/2009 9:47:01 AM,SMTPSVC1,EX03,192.0.2.2,0,40,49,250,0,EHLO,-,app01\n",
        places: &[
            ("argument", "198.51.100.##,app01,4/23/2009 9:47:02 AM,SMTPSVC1,EX03,192.0.2.2,0,40,49,250,0,HELP,-,⟪•⟫\n"),
            ("damaged", "198.51.100.##,app01,4/99/2009 9:47:02 AM,SMTPSVC1,EX03,192.0.2.2,0,40,49,250,0,HELP,-,⟪•⟫\n"),
        ],
        write: csv_field,
    },
    Format {
        name: "NNTP service",
        file: "ex0611##.log",
        head: "#Software: Microsoft Internet Information Services 5.0\n#Fields: date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version cs-host cs(User-Agent) cs(Cookie) cs(Referer)\n",
        rows: "2006-10-09 06:00:01 198.51.100.## anna NNTPSVC1 EX03 192.0.2.2 0 MODE - reader 200 0 57 45 0 NNTP - - - -\n",
        places: &[(
            "argument",
            "2006-10-09 06:00:02 198.51.100.## anna NNTPSVC1 EX03 192.0.2.2 0 HELP - ⟪•⟫ 500 0 57 45 0 NNTP - - - -\n",
        )],
        write: plus,
    },
];

/// Fills the places of a row.
fn fill(row: &str, number: usize, text: &str, write: Write) -> String {
    let row = row.replace("##", &format!("{number:02}"));
    let mut filled = String::new();
    let mut rest = row.as_str();
    while let Some((before, after)) = rest.split_once('⟪') {
        let (field, after) = after.split_once('⟫').unwrap();
        filled += before;
        filled += &write(&field.replace('•', text));
        rest = after;
    }
    filled += rest;
    // What is in no field of its own still doubles its quotes in CSV.
    let is_quoted = write("\"").len() > 1;
    filled.replace("~~", &if is_quoted { text.replace('"', "\"\"") } else { text.to_string() })
}

/// The log of a format with a text in a place, as the file of that number.
fn planted(format: &Format, row: &str, number: usize, text: &str) -> LogFile {
    let frame = |lines: &str| lines.replace("##", &format!("{number:02}"));
    let text = frame(format.head) + &frame(format.rows) + &fill(row, number, text, format.write);
    LogFile { folder: String::new(), name: frame(format.file), text }
}

/// What the engine has read.
fn engine_of(files: &[LogFile]) -> Engine {
    let mut engine = Engine::new(7);
    for file in files {
        engine.begin_file(&file.name, &file.folder, file.text.len() as u64);
        engine.push(file.text.as_bytes());
        engine.end_file(FileEnd::Complete);
    }
    engine.publish();
    engine
}

/// The messages of a session, found and followed.
fn messages(engine: &Engine, session: SessionIndex) -> String {
    let transactions = engine.detail(session, 0..1).transactions;
    let of_one = |transaction: &exchange_log_viewer::TransactionFact| {
        let way = engine.follow_message(&format!("{}.{}", session.0, transaction.first_entry));
        let found = engine.find_messages(transaction.sender.as_str(), 5);
        value(way).to_string() + &value(found).to_string()
    };
    transactions.iter().map(of_one).collect()
}

/// Every answer and every export, by name.
fn everything(engine: &mut Engine) -> Vec<(&'static str, String)> {
    let archive = engine.archive();
    let sessions = || (0..archive.published() as u32).map(SessionIndex);
    let mut texts = vec![
        ("summary", value(summary(archive)).to_string()),
        ("diagnostics", value(engine.diagnostics()).to_string()),
        ("details", serde_json::Value::from(details(engine)).to_string()),
        ("related", sessions().map(|session| value(engine.related(session)).to_string()).collect()),
        ("messages", sessions().map(|session| messages(engine, session)).collect()),
        ("delays", value(engine.delays()).to_string()),
        ("timeline", format!("{:?}", over_time(engine))),
        ("help", value(engine.help(0)).to_string()),
        ("coverage by hour", value(engine.coverage(BinWidth::Hour)).to_string()),
        ("coverage by day", value(engine.coverage(BinWidth::Day)).to_string()),
        ("tables", value(engine.table_rows().tables(archive)).to_string()),
        ("NDJSON", export(engine, ExportFormat::Ndjson, "")),
        ("CSV", export(engine, ExportFormat::Csv, "")),
        ("CSV of messages", export(engine, ExportFormat::Messages, "")),
        ("text", export(engine, ExportFormat::Text, "")),
    ];
    texts.push(("problems", problems(engine)));
    let order = SortOrder { column: SessionColumn::Start, descending: false };
    texts.push(("window", format!("{:?}", engine.window(order, 0..u32::MAX))));
    let tables = engine.table_rows().tables(engine.archive());
    for table in tables {
        texts.push(("table window", value(engine.table_window(table.table, None, 0..u32::MAX)).to_string()));
        let request = |place| value(engine.same_request(table.table, None, place)).to_string();
        texts.push(("same request", (0..9).map(request).collect()));
        let mut exporter = engine.export_table(table.table, None, (0..table.columns.len() as u32).collect());
        while let Some(part) = exporter.next_part(engine.archive()) {
            texts.push(("table export", String::from_utf8(part).unwrap()));
        }
    }
    texts
}

/// What the engine says about queries that are not valid, among them nearly the name of each column.
fn problems(engine: &Engine) -> String {
    let archive = engine.archive();
    let names = archive.tables.iter().flat_map(|table| &table.columns).map(|&name| archive.store.strings.text(name));
    let mut said = String::new();
    for name in names.collect::<BTreeSet<String>>() {
        let mut nearly = name.replace(['"', '\\'], "");
        nearly.pop();
        for query in [format!("column.\"{nearly}\":1"), format!("{nearly}:1")] {
            // What is said of the query itself is the user's own text.
            let guess = engine
                .count(&query, 0)
                .err()
                .and_then(|problem| Some(problem.message.split_once("Did you mean")?.1.to_string()));
            said += &guess.unwrap_or_default();
        }
    }
    said
}

/// The part of a text around a credential.
fn around<'t>(text: &'t str, form: &str) -> &'t str {
    let at = text.find(form).unwrap_or(0);
    let near = |at: usize| (at.min(text.len())..).find(|&at| text.is_char_boundary(at)).unwrap();
    &text[near(at.saturating_sub(120))..near(at + form.len() + 40)]
}

/// Opens the shapes, each in a file of its own, and returns what is seen of their credentials.
fn leaks(what: &str, shapes: &[Shape], plant: impl Fn(usize, &Shape) -> LogFile) -> Vec<String> {
    let files: Vec<LogFile> = shapes.iter().enumerate().map(|(number, shape)| plant(10 + number, shape)).collect();
    let mut engine = engine_of(&files);
    let forms: Vec<(&Shape, String)> =
        shapes.iter().flat_map(|shape| shape.forms().into_iter().map(move |form| (shape, form))).collect();
    let mut found = Vec::new();
    for (name, text) in everything(&mut engine) {
        let seen = forms.iter().filter(|(_, form)| memchr::memmem::find(text.as_bytes(), form.as_bytes()).is_some());
        let of_shape: BTreeMap<&str, &str> = seen.map(|(shape, form)| (shape.text.as_str(), form.as_str())).collect();
        found.extend(
            of_shape.iter().map(|(shape, form)| format!("{what}, {name}: {shape} in …{}…", around(&text, form))),
        );
    }
    found
}

#[test]
fn at_least_two_hundred_shapes_are_planted() {
    let all: BTreeSet<&str> = SHAPES.iter().chain(COMMANDS).copied().collect();
    assert_eq!(all.len(), SHAPES.len() + COMMANDS.len(), "a shape is there twice");
    assert!(all.len() >= 200, "{}", all.len());
}

fn shapes(rows: &[&str]) -> Vec<Shape> {
    rows.iter().enumerate().map(Shape::read).collect()
}

fn check(leaks: Vec<String>) {
    let shown = leaks.iter().take(60).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(leaks.is_empty(), "{} credentials are visible:\n{shown}", leaks.len());
}

#[test]
fn no_credential_is_seen_in_any_place_of_any_format() {
    let [of_columns, all] = [&[], OBJECTS].map(|objects| shapes(&[SHAPES, COMMANDS, objects].concat()));
    let mut found = Vec::new();
    for format in FORMATS {
        for &(place, row) in format.places {
            let all = if place == "columns" { &of_columns } else { &all };
            let what = format!("{}, {place}", format.name);
            found.extend(leaks(&what, all, |number, shape| planted(format, row, number, &shape.text)));
        }
    }
    check(found);
}

/// A log whose rows a mail program broke after so many characters.
fn wrapped(file: &LogFile, width: usize) -> LogFile {
    let pieces = |line: &str| {
        let characters: Vec<char> = line.chars().collect();
        characters.chunks(width).map(|piece| piece.iter().collect::<String>() + "\n").collect::<String>()
    };
    LogFile { folder: file.folder.clone(), name: file.name.clone(), text: file.text.lines().map(pieces).collect() }
}

#[test]
fn no_credential_is_seen_in_rows_that_are_wrapped() {
    let all = shapes(&[SHAPES, COMMANDS].concat());
    let mut found = Vec::new();
    for format in FORMATS.iter().take(2) {
        let (place, row) = format.places[0];
        for width in [76, 100, 120] {
            let what = format!("{}, {place} wrapped at {width}", format.name);
            found
                .extend(leaks(&what, &all, |number, shape| wrapped(&planted(format, row, number, &shape.text), width)));
        }
    }
    check(found);
}

#[test]
fn no_credential_is_seen_in_the_name_of_a_file_or_folder() {
    let all = shapes(&[SHAPES, COMMANDS].concat());
    let mut found = Vec::new();
    for format in FORMATS {
        let (_, row) = format.places[0];
        let named =
            |number: usize, shape: &Shape| LogFile { name: shape.text.clone(), ..planted(format, row, number, "x") };
        let in_folder = |number: usize, shape: &Shape| LogFile {
            folder: format!("incident/{}/logs", shape.text),
            ..planted(format, row, number, "x")
        };
        found.extend(leaks(&format!("{}, file name", format.name), &all, named));
        found.extend(leaks(&format!("{}, folder", format.name), &all, in_folder));
    }
    check(found);
}

/// Conversations whose credentials are recognised by what was said before. `C: ` and `S: ` begin the lines of client and
/// server, `*: ` a note of Exchange; `⟦` and `⟧` enclose the credentials.
const CONVERSATIONS: &[(Protocol, &str)] = &[
    (Protocol::Smtp, "C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: ⟦YW5uYQ==⟧|S: 334 UGFzc3dvcmQ6|C: ⟦UDAxYnJpZGdl⟧|S: 535 no"),
    (
        Protocol::Smtp,
        "C: auth login|S: 334 VXNlcm5hbWU6|C: ⟦annabell⟧|S: 334 UGFzc3dvcmQ6|C: ⟦p02 brook Tower⟧|S: 535 no",
    ),
    (
        Protocol::Smtp,
        "C: AUTH LOGIN|S: 504 5.7.4 no|C: ⟦swordfish⟧|S: 500 5.3.3 Unrecognized command '⟦swordfish⟧'|C: QUIT",
    ),
    (Protocol::Smtp, "C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: ⟦swordfish⟧|S: 535 5.7.8 swordfish is unknown|C: QUIT"),
    (Protocol::Smtp, "C: AUTH PLAIN|S: 334 |C: ⟦AGFubmEAUDAzYnJpZGdl⟧|*: got ⟦AGFubmEAUDAzYnJpZGdl⟧|S: 535 5.7.3 no"),
    (Protocol::Smtp, "C: AUTH PLAIN ⟦swordfish⟧|S: 501 5.5.4 Cannot decode swordfish|C: QUIT"),
    (
        Protocol::Smtp,
        "C: AUTH NTLM ⟦TlRMTVNTUAABAAAAB4IIAAAA⟧|S: 334 ⟦TlRMTVNTUAACAAAA⟧|C: ⟦TlRMTVNTUAADAAAA⟧|S: 235 2.7.0 ok",
    ),
    (
        Protocol::Smtp,
        "C: AUTH CRAM-MD5|S: 334 ⟦PDE4OTYuNjk3MTcwOTUyQGNvbnRvc28+⟧|C: ⟦YW5uYSA5ZTk1YWVl⟧|S: 235 2.7.0 ok",
    ),
    (Protocol::Pop3, "C: USER ann|S: +OK|C: PASS ⟦swordfish⟧|S: -ERR swordfish is wrong|C: QUIT|S: +OK"),
    (Protocol::Pop3, "C: AUTH PLAIN|S: + |C: ⟦AGFubmEAUDA0YnJpZGdl⟧|S: +OK|C: QUIT"),
    (Protocol::Pop3, "C: AUTH LOGIN|S: + VXNlcm5hbWU6|C: ⟦YW5uYWJlbGw=⟧|S: + UGFzc3dvcmQ6|C: ⟦swordfish⟧|S: -ERR no"),
    (Protocol::Imap4, "C: a1 ID (\"user\" \"ann\" \"pass\" \"⟦swordfish⟧\")|S: a1 BAD swordfish is wrong|C: a2 LOGOUT"),
    (Protocol::Imap4, "C: a1 LOGIN ann ⟦swordfish⟧|S: a1 NO swordfish is wrong|C: a2 LOGOUT"),
    (Protocol::Imap4, "C: a1 LOGIN {3}|S: + OK|C: ann {9}|S: + OK|C: ⟦swordfish⟧|S: a1 NO LOGIN failed|C: a2 LOGOUT"),
    (Protocol::Imap4, "C: a1 LOGIN ann {9+}|C: ⟦swordfish⟧|S: a1 OK LOGIN completed|C: a2 LOGOUT"),
    (Protocol::Imap4, "C: a1 AUTHENTICATE PLAIN|S: + |C: ⟦AGFubmEAUDA1YnJpZGdl⟧|S: a1 OK done|C: a2 LOGOUT"),
    (
        Protocol::Nntp,
        "C: AUTHINFO USER ann|S: 381 PASS required|C: AUTHINFO PASS ⟦swordfish⟧|S: 481 swordfish is wrong|C: QUIT",
    ),
    // Responses in pieces.
    (
        Protocol::Smtp,
        "C: AUTH PLAIN|S: 334 |C: ⟦AGFubgBaZWJyYS1R⟧|C: ⟦dWlsdDc3⟧|S: 535 5.7.8 no user with ⟦Zebra-Quilt77⟧",
    ),
    (Protocol::Smtp, "C: AUTH PLAIN ⟦AGFubgBaZWJyYS1R⟧|C: ⟦dWlsdDc3⟧|S: 535 5.7.8 no user with ⟦Zebra-Quilt77⟧"),
    (
        Protocol::Imap4,
        "C: a1 AUTHENTICATE PLAIN|S: + |C: ⟦AGFubgBaZWJy⟧|C: ⟦YS1RdWlsdDc3⟧|S: a1 NO ⟦Zebra-Quilt77⟧|C: a2 LOGOUT",
    ),
    // In letters of another case, and in other escapes and encodings.
    (Protocol::Smtp, "C: AUTH PLAIN AGFubgBaZWJyYS1RdWlsdDc3|S: 535 wrong: ⟦zebra-quilt77⟧|C: QUIT"),
    (Protocol::Smtp, "C: ⟦Zebra-Quilt77⟧|S: 500 5.3.3 Unrecognized command '⟦ZEBRA-QUILT77⟧'|C: QUIT"),
    (Protocol::Pop3, "C: USER ann|S: +OK|C: PASS ⟦Zebra-Quilt77⟧|S: -ERR ⟦zebra-quilt77⟧|C: QUIT"),
    (Protocol::Imap4, "C: a1 LOGIN ann \"Ze\\\"⟦Zebra-Quilt77⟧\"|S: a1 NO Ze\"⟦Zebra-Quilt77⟧ is wrong|C: a2 LOGOUT"),
    (
        Protocol::Smtp,
        "C: AUTH PLAIN AGFubgBaw6licmEtUXVpbHQ3Nw==|S: 535 Z\\u00e9⟦bra-Quilt77⟧|*: Z&#233;⟦bra-Quilt77⟧ Z%E9⟦bra-Quilt77⟧",
    ),
    (Protocol::Smtp, "C: AUTH PLAIN AGFubgBa6WJyYS1RdWlsdDc3|S: 535 Zé⟦bra-Quilt77⟧ is wrong|C: QUIT"),
    (Protocol::Smtp, "C: POST {\"password\":\"Z\\u00e9⟦bra-Quilt77⟧\"}|S: 500 Zé⟦bra-Quilt77⟧ is wrong|C: QUIT"),
    // Responses that look like something else.
    (
        Protocol::Smtp,
        "C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: YW5u|S: 334 UGFzc3dvcmQ6|C: 555-⟦Zebra-Quilt77⟧|S: 535 no ⟦Zebra-Quilt77⟧",
    ),
    (
        Protocol::Smtp,
        "C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: YW5u|S: 334 UGFzc3dvcmQ6|C: 250 ⟦Zebra-Quilt77⟧|S: 535 no ⟦Zebra-Quilt77⟧",
    ),
    (
        Protocol::Smtp,
        "C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: YW5u|S: 334 UGFzc3dvcmQ6|C: HELP ⟦Zebra-Quilt77⟧|S: 535 no ⟦Zebra-Quilt77⟧",
    ),
    (
        Protocol::Smtp,
        "C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: YW5u|S: 334 UGFzc3dvcmQ6|C: mail ⟦Zebra-Quilt77⟧|S: 535 no ⟦Zebra-Quilt77⟧",
    ),
    (Protocol::Pop3, "C: USER ann ⟦Zebra-Quilt77⟧|S: -ERR ⟦Zebra-Quilt77⟧|C: QUIT"),
    // Commands that are none, or of which a mail program made two words.
    (Protocol::Imap4, "C: a1 LOGI ann ⟦Zebra-Quilt77⟧|S: a1 BAD ⟦Zebra-Quilt77⟧|C: a2 LOGOUT"),
    (Protocol::Pop3, "C: PAS ⟦Zebra-Quilt77⟧ x|S: -ERR ⟦Zebra-Quilt77⟧|C: QUIT"),
    (Protocol::Smtp, "C: user=ann&x=⟦Zebra-Quilt77⟧|S: 500 ⟦Zebra-Quilt77⟧|C: QUIT"),
    (
        Protocol::Smtp,
        "C: AUT H PLAIN ⟦AGFubgBaZWJyYS1RdWlsdDc3⟧|S: 535 5.7.3 no ⟦Zebra-Quilt77⟧, ⟦AGFubgBaZWJyYS1RdWlsdDc3⟧",
    ),
    (Protocol::Smtp, "C: Ze bra-Quilt77|S: 500 5.3.3 Unrecognized command '⟦Zebra-Quilt77⟧'|C: QUIT"),
    (Protocol::Smtp, "C: AUTH PLAIN AGFubgBaZWJyYS1RdWlsdDc3|S: 535 5.7.3 no ⟦Zebra-Qu ilt77⟧|C: QUIT"),
    (Protocol::Smtp, "C: EHLO app\\r\\nAUTH PLAIN ⟦AGFubgBaZWJyYS1RdWlsdDc3⟧|S: 250 x ⟦Zebra-Quilt77⟧"),
    (Protocol::Nntp, "C: AUTHINFO SASL PLAIN|S: 383 =|C: ⟦AGFubmEAUDA2YnJpZGdl⟧|S: 281 ok|C: QUIT"),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Protocol {
    Smtp,
    Pop3,
    Imap4,
    Nntp,
}

/// A log with nine columns: of the server, or of the client.
fn nine_columns(name: &str, log_type: &str, arrows: [char; 2], lines: &[(char, &str)]) -> LogFile {
    let row = |(number, (speaker, text)): (usize, &(char, &str))| {
        let event = match speaker {
            'C' => arrows[0],
            'S' => arrows[1],
            _ => '*',
        };
        format!(
            "2026-03-02T08:00:{number:02}.000Z,,08DE70D500000001,{number},192.0.2.10:25,198.51.100.7:4711,{event},{},\n",
            csv_field(text)
        )
    };
    let head = format!(
        "#Log-type: {log_type}\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,\
         remote-endpoint,event,data,context\n"
    );
    let rows: String = lines.iter().enumerate().map(row).collect();
    LogFile { folder: String::new(), name: name.into(), text: head + &rows }
}

/// The log in the layout of Exchange 5.5.
fn l_file(lines: &[(char, &str)], greeting: &str, with_echo: bool) -> LogFile {
    let line = |(number, (speaker, text)): (usize, &(char, &str))| {
        let stamp = format!("5/13/00 2:36:{:02} PM :", number + 10);
        match speaker {
            'C' if with_echo => format!("{stamp} <<< IO: |{text}\n{stamp} <<< {text}\n"),
            'C' => format!("{stamp} <<< {text}\n"),
            'S' => format!("{stamp} >>> {text}\n"),
            _ => format!("{stamp} {text}\n"),
        }
    };
    let head =
        format!("5/13/00 2:36:00 PM : A connection was accepted from EX55.\n5/13/00 2:36:01 PM : >>> {greeting}\n");
    let rows: String = lines.iter().enumerate().map(line).collect();
    LogFile { folder: String::new(), name: "L0000001.log".into(), text: head + &rows }
}

/// The logs that have a conversation.
fn logs_of(protocol: Protocol, lines: &[(char, &str)]) -> Vec<LogFile> {
    let server = ['<', '>'];
    let (log, greeting) = match protocol {
        Protocol::Smtp => (nine_columns("RECV1.LOG", "SMTP Receive Protocol Log", server, lines), "220 ready"),
        Protocol::Pop3 => (nine_columns("POP31.LOG", "POP3 Log", server, lines), "+OK ready"),
        Protocol::Imap4 => (nine_columns("IMAP41.LOG", "IMAP4 Log", server, lines), "* OK ready"),
        Protocol::Nntp => (l_file(lines, "200 ready", true), "200 ready"),
    };
    let mut logs = vec![log, l_file(lines, greeting, false), l_file(lines, greeting, true)];
    if protocol == Protocol::Smtp {
        logs.push(nine_columns("SEND1.LOG", "SMTP Send Protocol Log", ['>', '<'], lines));
        // Mistaken for the other direction, where nothing but a logon shows what the client sent.
        if lines.iter().any(|(_, text)| text.to_ascii_uppercase().contains("AUTH")) {
            logs.push(nine_columns("SEND1.LOG", "SMTP Receive Protocol Log", ['>', '<'], lines));
        }
    }
    logs
}

#[test]
fn no_response_to_a_challenge_and_no_repetition_of_a_credential_is_seen() {
    let mut found = Vec::new();
    for &(protocol, conversation) in CONVERSATIONS {
        let secrets: Vec<&str> = conversation.split('⟦').skip(1).map(|rest| rest.split_once('⟧').unwrap().0).collect();
        let plain = conversation.replace(['⟦', '⟧'], "");
        let lines: Vec<(char, &str)> =
            plain.split('|').map(|line| (line.chars().next().unwrap(), &line[3..])).collect();
        for log in logs_of(protocol, &lines) {
            let (name, mut engine) = (log.name.clone(), engine_of(&[log]));
            for (answer, text) in everything(&mut engine) {
                let seen = secrets.iter().filter(|secret| text.contains(**secret));
                found.extend(
                    seen.map(|secret| format!("{protocol:?} {name}, {answer}: {plain} in …{}…", around(&text, secret))),
                );
            }
        }
    }
    check(found);
}

#[test]
fn what_is_no_credential_stays_readable_everywhere() {
    for format in FORMATS {
        // A line of a client that is no known command may be anything, so it is masked.
        // So may a word in base64 in the reply to it.
        let is_readable = |(place, _): &&(&str, &str)| {
            !["command", "continuation", "damaged"].contains(place)
                && !place.contains("quoted")
                && !place.contains("echo")
        };
        let Some(&(place, row)) = format.places.iter().find(is_readable) else { continue };
        for text in READABLE {
            let file = |shown: &str| planted(format, row, 10, shown);
            let mut engine = engine_of(&[file(text)]);
            let masked = everything(&mut engine);
            engine.show_credentials(true);
            for ((name, masked), (_, shown)) in masked.into_iter().zip(everything(&mut engine)) {
                assert!(masked == shown, "{}, {place}, {name}: {text}\n{}", format.name, around(&masked, "*****"));
            }
        }
    }
}

/// Texts that begin like a command of a protocol, as subjects do, which no dialogue contains.
const SUBJECTS: &[&str] = &[
    "Login issue today",
    "Login Daten neu",
    "LOGIN ann fails",
    "Pass exam",
    "PASS by John",
    "Auth plain text",
    "auth ntlm test",
    "AUTH LOGIN failed",
    "Auth SharePoint question",
    "Basic Training2026 schedule",
    "Bearer Certificate12 renewal",
];

#[test]
fn a_subject_that_begins_like_a_command_stays_readable_and_tells_no_secret() {
    for (format, place) in
        [("tracking", "cells"), ("tracking 2003", "cells"), ("agent", "cells"), ("connectivity", "progress")]
    {
        let format = FORMATS.iter().find(|known| known.name == format).unwrap();
        let (_, row) = format.places.iter().find(|(name, _)| *name == place).unwrap();
        for subject in SUBJECTS {
            let mut engine = engine_of(&[planted(format, row, 10, subject)]);
            let masked = everything(&mut engine);
            assert!(masked.iter().any(|(_, text)| text.contains(subject)), "{}: {subject}", format.name);
            engine.show_credentials(true);
            for ((name, masked), (_, shown)) in masked.into_iter().zip(everything(&mut engine)) {
                assert!(masked == shown, "{}, {name}: {subject}\n{}", format.name, around(&masked, "*****"));
            }
        }
    }
}

#[test]
fn every_credential_is_shown_as_logged_when_the_user_asks() {
    let all = shapes(&[SHAPES, COMMANDS].concat());
    let (_, row) = FORMATS[0].places[0];
    let files: Vec<LogFile> =
        all.iter().enumerate().map(|(number, shape)| planted(&FORMATS[0], row, 10 + number, &shape.text)).collect();
    let mut engine = engine_of(&files);
    engine.show_credentials(true);
    let conversations = details(&engine);
    for shape in &all {
        let is_shown = |session: &serde_json::Value| session["entries"][3]["data"] == shape.text.as_str();
        assert!(conversations.iter().any(is_shown), "{}", shape.text);
    }
    engine.show_credentials(false);
    assert!(everything(&mut engine).iter().all(|(_, text)| !text.contains("AGFubmEAUDAxYnJpZGdl")));
}

/// Beginnings of credentials, each of which could be looked for from the start or to the end of a line.
const PIECES: &[&str] = &[
    "password=",
    "password=\"",
    "password='",
    "\"password\":\"",
    "<password>",
    "<![CDATA[",
    "password: ",
    "password ",
    "-password ",
    "token=%",
    "%70assword%3D",
    "%2525",
    "&quot;",
    "\\\"",
    "\"\"",
    "AUTH ",
    "AUTH PLAIN ",
    "\"AUTH PLAIN ",
    "'PASS ",
    "PASS ",
    "PASS x9 ",
    "LOGIN ",
    "a1 LOGIN ",
    "a1 LOGIN \"",
    "\"LOGIN a ",
    "\"LOGIN \"a",
    "\"LOGIN\\\"",
    "\"AUTH PLAIN \\\"",
    "x|PASS ",
    "://a:",
    "://a:b@",
    "eyJ",
    "eyJa.",
    "YII",
    "TlRMTVNTUA",
    "Bearer ",
    "Digest username=",
    "-----BEGIN PRIVATE KEY-----",
    "code=",
    "key=\"password\" value=",
    "name=\"password\"\\r\\n",
    "mot de passe : ",
    "parola d'ordine=",
    "password(",
    "password -> ",
    "密码：",
    "-AsPlainText -Force ",
    "password was set to: ",
    "\"password\" \"",
    "curl -u",
    "\\password ",
    "a;",
    "a,",
    "++",
    "500 ",
    "{1} ",
];

#[test]
fn the_time_to_mask_a_line_grows_with_its_length() {
    let time = |piece: &str, bytes: usize| {
        let text = piece.repeat(bytes / piece.len());
        let head = format!("{}{}", FORMATS[0].head, FORMATS[0].rows);
        let row = |rest: &str| format!("{},EX01\\Relay,08DE70D500000010,3,a,b,{rest}\n", "2026-03-02T08:00:00.030Z");
        let files = [csv_field(&text), text].map(|text| LogFile {
            folder: String::new(),
            name: "RECV.LOG".into(),
            text: head.clone() + &row(&format!("<,{text},")) + &row(&format!("*,,{text}")),
        });
        let mut engine = engine_of(&files);
        let begin = Instant::now();
        everything(&mut engine);
        begin.elapsed()
    };
    for piece in PIECES {
        let (short, long) = (time(piece, 20_000), time(piece, 200_000));
        assert!(long < short * 40 + Duration::from_secs(1), "{piece}: {short:?} for a tenth of {long:?}");
    }
}

/// Random letters with a known seed, so that a canary is the same in every run and occurs nowhere else.
struct Canaries(u64);

impl Canaries {
    fn next(&mut self) -> String {
        let mut letter = || {
            // Knuth's multiplier for linear congruential generators of 64 bits.
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b"BCDFGHJKLMNPQRSTVWXZbcdfghjkmnpqrstvwxz23456789"[(self.0 >> 33) as usize % 47])
        };
        let mut word = |length| (0..length).map(|_| letter()).collect::<String>();
        format!("{}!{}/{}", word(6), word(6), word(6))
    }
}

/// How a canary may be written: its name, and the way.
const ENCODINGS: [(&str, Write); 7] = [
    ("plain", plain),
    ("in references", |canary| canary.replace('/', "&#47;").replace('!', "&#x21;")),
    ("in capitals", |canary| canary.to_ascii_uppercase()),
    ("base64", |canary| base64(canary.as_bytes())),
    ("percent-encoded", percent),
    ("split over two lines", |canary| {
        let (begin, end) = canary.split_at(canary.len() / 2);
        format!("{begin}\n{end}")
    }),
    ("JSON-escaped", |canary| canary.replace('/', "\\/").replace('!', "\\u0021")),
];

#[test]
fn no_canary_is_seen_in_any_encoding_in_any_place_of_any_format() {
    let (mut canaries, mut found, mut count) = (Canaries(20), Vec::new(), 0);
    for format in FORMATS {
        let mut plants: Vec<(&str, Shape)> = Vec::new();
        let named = [("file name", ""), ("folder", "")];
        for &(_, row) in format.places.iter().chain(&named) {
            for (encoding, write) in ENCODINGS {
                // A header is one line: what follows is the first row.
                let write =
                    if row.contains("#Fields: DateTime,⟪") && encoding.starts_with("split") { plain } else { write };
                let secret = canaries.next();
                plants.push((row, Shape { text: format!("password={}", write(&secret)), secret }));
            }
        }
        count += plants.len();
        let (rows, shapes): (Vec<&str>, Vec<Shape>) = plants.into_iter().unzip();
        let first = format.places[0].1;
        let plant = |number: usize, shape: &Shape| match number - 10 {
            index if !rows[index].is_empty() => planted(format, rows[index], number, &shape.text),
            index if index < shapes.len() - ENCODINGS.len() => {
                LogFile { name: shape.text.clone(), ..planted(format, first, number, "x") }
            }
            _ => LogFile { folder: format!("case/{}/logs", shape.text), ..planted(format, first, number, "x") },
        };
        found.extend(leaks(format.name, &shapes, plant));
    }
    assert!(count >= 400, "{count} canaries");
    check(found);
}

/// Logs in which a secret is repeated where nothing shows that it is one. `{S}` is the secret where it is recognised,
/// `{B}` in base64, `{P}` in the response of PLAIN; `{R}` is what repeats it.
const REPETITIONS: &[(&str, &str, &[&str], &[&str])] = &[
    (
        "RECV2026030208-1.LOG",
        "#Log-type: SMTP Receive Protocol Log\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n\
         @0,192.0.2.10:25,198.51.100.7:4711,+,,\n@1,192.0.2.10:25,198.51.100.7:4711,<,EHLO app,\n",
        &[
            "@2,192.0.2.10:25,198.51.100.7:4711,<,AUTH LOGIN,\n@3,192.0.2.10:25,198.51.100.7:4711,>,334 VXNlcm5hbWU6,\n\
             @4,192.0.2.10:25,198.51.100.7:4711,<,YW5uYWJlbGw=,\n@5,192.0.2.10:25,198.51.100.7:4711,>,334 UGFzc3dvcmQ6,\n\
             @6,192.0.2.10:25,198.51.100.7:4711,<,{B},\n",
            "@2,192.0.2.10:25,198.51.100.7:4711,<,AUTH PLAIN {P},\n",
            "@2,192.0.2.10:25,198.51.100.7:4711,<,{S},\n",
            "@2,192.0.2.10:25,198.51.100.7:4711,*,,password={S}\n",
            "@2,192.0.2.10:25,198.51.100.7:4711,<,\"EHLO app\nAUTH PLAIN {P}\",\n",
        ],
        &[
            "@7,192.0.2.10:25,198.51.100.7:4711,>,\"535 5.7.8 {R} is wrong\",\n",
            "@7,192.0.2.10:25,198.51.100.7:4711,*,\"{R}\",\"note {R}\"\n",
            "@7,192.0.2.10:25,198.51.100.7:4711,<,\"EHLO {R}\",\n",
            "@7,192.0.2.10:25,198.51.100.7:4711,<,\"MAIL FROM:<{R}@contoso.com>\",\n@8,192.0.2.10:25,198.51.100.7:4711,<,\"RCPT TO:<{R}@contoso.com>\",\n",
            "@7,192.0.2.10:25,198.51.100.7:4711,-,,\"Local {R}\"\n",
            "@7,192.0.2.10:25,\"{R}\",-,,Local\n",
        ],
    ),
    (
        "POP32026030208-1.LOG",
        "#Log-type: POP3 Log\n#Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context,puid\n",
        &[
            "~0,192.0.2.16:110,198.51.100.81:5001,ann,3,0,53,pass,{S},R=OK,\n",
            "~0,192.0.2.16:110,198.51.100.81:5001,ann,3,0,53,auth,plain,\"R=\"\"-ERR\"\";Blob={P}\",\n",
            "~0,192.0.2.16:110,198.51.100.81:5001,ann,3,0,53,user,ann {S},R=OK,\n",
            "~0,192.0.2.16:110,198.51.100.81:5001,ann,3,0,53,auth,plain,R=+,\n~1,192.0.2.16:110,198.51.100.81:5001,ann,3,0,53,{P},,R=OK,\n",
        ],
        &[
            "~2,192.0.2.16:110,198.51.100.81:5001,ann,3,0,53,list,,\"R=\"\"-ERR {R}\"\"\",\n",
            "~2,192.0.2.16:110,198.51.100.81:5001,\"{R}\",3,0,53,list,\"{R}\",R=OK,\n",
        ],
    ),
    (
        "IMAP42026030208-1.LOG",
        "#Log-type: IMAP4 Log\n#Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context\n",
        &[
            "~0,192.0.2.16:143,198.51.100.81:5001,ann,3,0,53,login,ann {S},R=ok\n",
            "~0,192.0.2.16:143,198.51.100.81:5001,ann,3,0,53,authenticate,plain,R=+\n~1,192.0.2.16:143,198.51.100.81:5001,ann,3,0,53,{P},,R=ok\n",
        ],
        &[
            "~2,192.0.2.16:143,198.51.100.81:5001,ann,3,0,53,select,\"{R}\",\"R=\"\"NO {R}\"\";Msg={R}\"\n",
            "~2,192.0.2.16:143,198.51.100.81:5001,\"{R}\",3,0,53,noop,,R=ok\n",
        ],
    ),
    (
        "MSGTRK2026030208-1.LOG",
        "#Log-type: Message Tracking Log\n#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info\n",
        &[
            "2026-03-02T08:00:00.200Z,,MBX07,,HUB07,token={S},,SMTP,RECEIVE,3,<1@contoso.com>,omar@contoso.com,,5000,1,,,x,megan@contoso.com,megan@contoso.com,\n",
        ],
        &[
            "2026-03-02T08:00:01.200Z,,\"{R}\",,\"{R}\",\"{R}\",\"{R}\",SMTP,FAIL,3,<1@contoso.com>,\"{R}\",\"550 5.1.1 {R}\",5000,1,\"{R}\",\"{R}\",\"{R}\",\"{R}\",\"{R}\",\"{R}\"\n",
        ],
    ),
    (
        "CONNECTLOG2026030208-1.LOG",
        "#Log-type: Transport Connectivity Log\n#Fields: date-time,session,source,Destination,direction,description\n2026-03-02T08:00:00.000Z,08DE70D700000001,SMTP,fabrikam.com,+,DnsConnectorDelivery x;QueueLength=1\n",
        &["2026-03-02T08:00:01.000Z,08DE70D700000001,SMTP,fabrikam.com,>,password={S}\n"],
        &[
            "2026-03-02T08:00:02.000Z,08DE70D700000001,SMTP,fabrikam.com,>,\"Failed connection to 198.51.100.7:25 ({R})\"\n",
            "2026-03-02T08:00:02.000Z,08DE70D700000001,SMTP,fabrikam.com,-,\"Messages: 0 Bytes: 0 ({R})\"\n",
        ],
    ),
    ("other.csv", "#Fields: command,parameters,note,more\n", &["x,password={S},"], &["\"{R}\",\"and {R}\"\n"]),
];

#[test]
fn what_is_secret_in_one_place_of_a_session_is_seen_in_no_other() {
    let (mut canaries, mut found, mut count) = (Canaries(21), Vec::new(), 0);
    for &(name, head, introductions, places) in REPETITIONS {
        for (introduction, place) in introductions.iter().flat_map(|one| places.iter().map(move |place| (one, place))) {
            for (encoding, write) in ENCODINGS {
                let secret = canaries.next();
                let text = format!("{head}{introduction}{place}")
                    .replace('@', "\u{1}")
                    .replace("\u{1}contoso.com", "@contoso.com")
                    .replace('\u{1}', "2026-03-02T08:00:00.000Z,EX01\\Relay,08DE70D500000001,")
                    .replace('~', "2026-03-02T08:00:00.000Z,0000000000000001,")
                    .replace("{S}", &secret)
                    .replace("{B}", &base64(secret.as_bytes()))
                    .replace("{P}", &base64(format!("\0ann\0{secret}").as_bytes()))
                    .replace("{R}", &write(&secret));
                let file = |_: usize, shape: &Shape| LogFile {
                    folder: String::new(),
                    name: name.into(),
                    text: shape.text.clone(),
                };
                found.extend(leaks(&format!("{name}, {encoding}"), &[Shape { text, secret }], file));
                count += 1;
            }
        }
    }
    assert!(count >= 200, "{count} canaries");
    check(found);
}

/// A word that a client sent where a command was expected, in rows of logs of conversations.
const UNKNOWN_WORD: &str = "Zq7brookTower";

/// Rows with that word, and the headers of their logs.
const ROWS_OF_CONVERSATIONS: &[(&str, &str, &str)] = &[
    (
        "RECV20260302-1.LOG",
        "#Log-type: SMTP Receive Protocol Log\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n",
        "2026-03-02T08:00:01.000Z,EX01\\Default,08DDA1F3C2B40001,1,192.0.2.10:25,203.0.113.25:41822,<,Zq7brookTower,",
    ),
    (
        "POP320260302-1.LOG",
        "#Log-type: POP3 Log\n#Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context,puid\n",
        "2026-03-02T08:00:01.000Z,0000000000000001,1,192.0.2.10:110,203.0.113.25:41822,,1,2,3,Zq7brookTower,,,",
    ),
    (
        "IMAP420260302-1.LOG",
        "#Log-type: IMAP4 Log\n#Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context,puid\n",
        "2026-03-02T08:00:01.000Z,0000000000000001,1,192.0.2.10:143,203.0.113.25:41822,,1,2,3,login,ann Zq7brookTower,,",
    ),
];

/// A row with a damage in one of its fields: a field lost, one too many, another content, an open quote, a cut.
fn damaged_rows(row: &str, separator: &str) -> Vec<String> {
    let fields: Vec<&str> = row.split(',').collect();
    let mut rows = Vec::new();
    for at in 0..fields.len() {
        let mut with = |change: fn(&mut Vec<&str>, usize)| {
            let mut fields = fields.clone();
            change(&mut fields, at);
            rows.push(fields.join(separator));
        };
        with(|fields, at| {
            fields.remove(at);
        });
        with(|fields, at| fields.insert(at, "x"));
        with(|fields, at| fields.insert(at, ""));
        with(|fields, at| fields.truncate(at + 1));
        if !fields[at].contains(UNKNOWN_WORD) {
            with(|fields, at| fields[at] = "?");
            with(|fields, at| fields[at] = "\"");
            with(|fields, at| fields[at] = "2026-13-99T77:00:00Z");
        }
    }
    rows
}

#[test]
fn no_unknown_word_of_a_client_is_seen_in_rows_that_are_damaged() {
    let mut found = Vec::new();
    for (name, header, row) in ROWS_OF_CONVERSATIONS {
        for separator in [",", ";", "\t"] {
            for damaged in damaged_rows(row, separator) {
                let text = format!("{header}{damaged}\n");
                let mut engine = engine_of(&[LogFile { folder: String::new(), name: String::from(*name), text }]);
                let seen = everything(&mut engine).into_iter().filter(|(_, text)| text.contains(UNKNOWN_WORD));
                found.extend(
                    seen.map(|(place, text)| format!("{place}: {damaged} in …{}…", around(&text, UNKNOWN_WORD))),
                );
            }
        }
    }
    check(found);
}

/// Lines that get a diagnostic: `{}` is a text, and U+0001 stands for a byte that is no UTF-8.
const DIAGNOSED_ROWS: &[(&str, &str)] = &[
    ("wrong number of fields", "@1,192.0.2.10:25,198.51.100.7:4711,-,,\"{}\",x\n"),
    ("wrong number of fields of a reply", "@1,192.0.2.10:25,198.51.100.7:4711,>,\"250 {}\",,x\n"),
    (
        "results of a search",
        "RECV.LOG:12:@1,192.0.2.10:25,198.51.100.7:4711,*,,\"{}\"\nRECV.LOG:13:@2,192.0.2.10:25,198.51.100.7:4711,*,,x\n",
    ),
    ("escaped quotes", "@1,192.0.2.10:25,198.51.100.7:4711,*,,&quot;{}&quot;\n"),
    ("Windows-1252", "@1,192.0.2.10:25,198.51.100.7:4711,*,,\"\u{1}{}\"\n"),
    ("open quote", "@1,192.0.2.10:25,198.51.100.7:4711,*,,\"{}\n"),
    (
        "time that is none",
        "2026-13-99T77:00:00Z,EX01\\Relay,08DE70D500000001,1,192.0.2.10:25,198.51.100.7:4711,*,,\"{}\"\n",
    ),
];

/// Texts whose secret is told by what stands after it.
const TOLD_LATER: &[&str] = &[
    "https://ann:{S}@mail.contoso.com/",
    "{S} is refused, password={S} x",
    "{S} is refused {L} password={S} x",
    "{S} {V} password={S} x",
];

#[test]
fn no_secret_is_seen_in_an_excerpt_that_ends_before_what_tells_that_it_is_one() {
    let (mut canaries, mut found) = (Canaries(22), Vec::new());
    for (what, row) in DIAGNOSED_ROWS {
        let mut shown = 0;
        for told in TOLD_LATER {
            for lead in (0..120).step_by(9) {
                let secret = canaries.next();
                let text = told.replace("{S}", &secret).replace("{L}", &"long ".repeat(300));
                let text = "y".repeat(lead) + " " + &text.replace("{V}", &"very long ".repeat(1000));
                let rows =
                    row.replace('@', "2026-03-02T08:00:00.000Z,EX01\\Relay,08DE70D500000001,").replace("{}", &text);
                let mut bytes = ROWS_OF_CONVERSATIONS[0].1.as_bytes().to_vec();
                bytes.extend(rows.bytes().map(|byte| if byte == 1 { 0xE4 } else { byte }));
                let mut engine = Engine::new(7);
                engine.begin_file("RECV20260302-1.LOG", "", bytes.len() as u64);
                engine.push(&bytes);
                engine.end_file(FileEnd::Complete);
                engine.publish();
                let reports = engine.diagnostics();
                let excerpts = || reports.iter().flat_map(|report| &report.places).map(|place| place.excerpt.as_str());
                shown += excerpts().filter(|excerpt| !excerpt.is_empty()).count();
                assert!(excerpts().all(|excerpt| excerpt.len() <= 200), "{what}");
                let beginning = &secret[..5];
                found.extend(
                    everything(&mut engine)
                        .into_iter()
                        .filter(|(_, seen)| seen.contains(beginning))
                        .map(|(place, seen)| format!("{what}, {place}: {told} in …{}…", around(&seen, beginning))),
                );
            }
        }
        assert!(shown > 0, "{what} gets a diagnostic with an excerpt");
    }
    check(found);
}

#[test]
fn no_cell_of_a_secret_column_is_seen_whatever_its_name_is_composed_of_or_enclosed_in() {
    let (mut canaries, mut found) = (Canaries(23), Vec::new());
    let enclosed =
        ["\"password\"", "\"\"password\"\"", "\"user password\"", "\"pwd\"", "'token'", "\"\"\"password\"\"\""];
    let composed = [
        "Cookies",
        "SessionCookie",
        "cs-cookie",
        "x-cookie",
        "cs(Authorization)",
        "AuthHeader",
        "AuthorizationHeader",
        "X-Auth",
        "TokenValue",
        "password (new)",
        "oldpw",
        "passwd[0]",
    ];
    for name in enclosed.iter().chain(&composed) {
        for separator in [",", "\t", ";"] {
            for begin in ["#Fields: ", ""] {
                let secret = canaries.next();
                let row = ["2026-03-02T08:00:00.000Z", "1", &secret, "n"].join(separator);
                let text = format!("{begin}{}\n{row}\n{row}\n", ["DateTime", "Id", *name, "Note"].join(separator));
                let mut engine = engine_of(&[LogFile { folder: String::new(), name: "other.csv".into(), text }]);
                let seen = everything(&mut engine).into_iter().filter(|(_, text)| text.contains(&secret));
                found
                    .extend(seen.map(|(place, text)| format!("{place}: {name}{separator} {}", around(&text, &secret))));
            }
        }
    }
    check(found);
}
