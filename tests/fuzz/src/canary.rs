//! Plants a secret where every administrator knows that there is one, among whatever an input consists of, and looks for it in
//! all that the engine shows.
//!
//! The rows with the secret are whole, and in files of their own or before the first line of another: what surrounds them is
//! arbitrary, but never what makes them secret.

use crate::File;
use crate::engine::read;
use crate::support::base64::base64;
use crate::support::generator::random::Random;
use crate::support::mutation::below;
use crate::support::result::answers;

/// Logs with a secret: `{secret}` is plain, `{base64}` is in base64, `{plain}` as AUTH PLAIN encodes it, `{basic}` as HTTP does. Most
/// repeat it where nothing but its first occurrence shows that it is one.
const PLANTS: &[(&str, &str)] = &[
    (
        "RECV2026030208-1.LOG",
        "#Log-type: SMTP Receive Protocol Log\r\n\
        #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n\
        2026-03-02T08:00:00.000Z,EX01\\Relay,{id},0,192.0.2.10:25,198.51.100.7:4711,+,,\r\n\
        2026-03-02T08:00:00.010Z,EX01\\Relay,{id},1,192.0.2.10:25,198.51.100.7:4711,<,AUTH LOGIN,\r\n\
        2026-03-02T08:00:00.020Z,EX01\\Relay,{id},2,192.0.2.10:25,198.51.100.7:4711,>,334 VXNlcm5hbWU6,\r\n\
        2026-03-02T08:00:00.030Z,EX01\\Relay,{id},3,192.0.2.10:25,198.51.100.7:4711,<,YW5u,\r\n\
        2026-03-02T08:00:00.040Z,EX01\\Relay,{id},4,192.0.2.10:25,198.51.100.7:4711,>,334 UGFzc3dvcmQ6,\r\n\
        2026-03-02T08:00:00.050Z,EX01\\Relay,{id},5,192.0.2.10:25,198.51.100.7:4711,<,{base64},\r\n\
        2026-03-02T08:00:00.060Z,EX01\\Relay,{id},6,192.0.2.10:25,198.51.100.7:4711,>,535 5.7.3 not {secret},\r\n\
        2026-03-02T08:00:00.070Z,EX01\\Relay,{id},7,192.0.2.10:25,198.51.100.7:4711,<,EHLO {secret},\r\n",
    ),
    (
        "SEND2026030208-1.LOG",
        "#Log-type: SMTP Send Protocol Log\r\n\
        #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n\
        2026-03-02T08:00:00.000Z,Out,{id},0,192.0.2.10:25,198.51.100.7:25,>,AUTH PLAIN {plain},\r\n\
        2026-03-02T08:00:00.010Z,Out,{id},1,192.0.2.10:25,198.51.100.7:25,<,550 5.7.1 I know {secret} and {base64},\r\n\
        2026-03-02T08:00:00.020Z,Out,{id},2,192.0.2.10:25,198.51.100.7:25,>,MAIL FROM:<{secret}@contoso.com>,\r\n",
    ),
    (
        "IMAP42026030208-1.LOG",
        "#Log-type: IMAP4 Log\r\n\
        #Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context\r\n\
        2026-03-02T08:00:00.000Z,{id},0,192.0.2.16:143,198.51.100.81:5001,,3,0,53,OpenSession,,\r\n\
        2026-03-02T08:00:01.000Z,{id},1,192.0.2.16:143,198.51.100.81:5001,,3,0,53,login,ann {secret},R=ok\r\n\
        2026-03-02T08:00:02.000Z,{id},2,192.0.2.16:143,198.51.100.81:5001,ann,3,0,53,select,{secret},R=\"no {base64}\"\r\n",
    ),
    (
        "POP32026030208-1.LOG",
        "#Log-type: POP3 Log\r\n\
        #Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context,puid\r\n\
        2026-03-02T08:00:00.000Z,{id},0,192.0.2.16:110,198.51.100.81:5001,,3,0,53,user,ann,R=ok,\r\n\
        2026-03-02T08:00:01.000Z,{id},1,192.0.2.16:110,198.51.100.81:5001,,3,0,53,pass,{secret},\"R=\"\"-ERR not {secret}\"\"\",\r\n",
    ),
    (
        "u_ex260302.log",
        "#Software: Microsoft Internet Information Services 10.0\r\n\
        #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Cookie) sc-status\r\n\
        2026-03-02 09:00:00 192.0.2.10 POST /owa/auth.owa user=ann&password={secret}&x=1 443 - 198.51.100.7 Mozilla/{secret} - 302\r\n",
    ),
    (
        "u_ex260303.log",
        "#Software: Microsoft Internet Information Services 10.0\r\n\
        #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Cookie) sc-status\r\n\
        2026-03-03 09:00:00 192.0.2.10 GET /owa/{secret} - 443 - 198.51.100.7 Mozilla/5.0 cadata={secret} 200\r\n",
    ),
    (
        "HttpProxy_2026030208-1.LOG",
        "#Software: Microsoft Exchange Server\r\n#Log-type: HttpProxy Logs\r\n\
        #Fields: DateTime,RequestId,UrlStem,UrlQuery,UserAgent,HttpStatus,GenericErrors\r\n\
        2026-03-02T08:00:00.120Z,{id},/ews/exchange.asmx,,{secret},401,Authorization: Basic {basic}\r\n",
    ),
];

/// Asserts that a secret that is planted among the files is in nothing that the engine shows until credentials are asked for.
pub fn check(files: &[File<'_>], random: &mut Random) {
    let (name, log) = PLANTS[below(random, PLANTS.len())];
    let secret = word(random);
    let encoded = base64(secret.as_bytes());
    let forms = [
        ("{secret}", secret.clone()),
        ("{base64}", encoded),
        ("{plain}", base64(format!("\0ann\0{secret}").as_bytes())),
        ("{basic}", base64(format!("ann:{secret}").as_bytes())),
    ];
    let log = log.replace("{id}", &format!("{:016X}", random.bits()));
    let log = forms.iter().fold(log, |log, (place, form)| log.replace(place, form));
    let (mut files, place) = (files.to_vec(), below(random, files.len()));
    let before = [log.as_bytes(), files[place].bytes].concat();
    let is_alone = random.one_in(2);
    if is_alone {
        files.insert(place, File { name, bytes: log.as_bytes() });
    } else {
        files[place].bytes = &before;
    }
    let mut engine = read(&files, |engine, bytes| engine.push(bytes));
    let shown = answers(&mut engine).to_string();
    for (_, form) in &forms {
        assert!(!shown.contains(form), "{form} of {name} is seen: {}", around(&shown, form));
    }
    if is_alone {
        engine.show_credentials(true);
        let shown = answers(&mut engine).to_string();
        assert!(
            forms.iter().any(|(_, form)| shown.contains(form)),
            "{name} is read, and its secret is shown on request"
        );
    }
}

/// A word that looks random and is in no input.
fn word(random: &mut Random) -> String {
    const LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXZbcdfghjkmnpqrstvwxz23456789";
    let letters = (0..15).map(|_| char::from(LETTERS[below(random, LETTERS.len())]));
    letters.chain("7q".chars()).collect()
}

/// A text in what is shown, with what is around it.
fn around<'t>(shown: &'t str, form: &str) -> &'t str {
    let place = shown.find(form).unwrap_or(0);
    &shown[shown.floor_char_boundary(place.saturating_sub(200))..shown.ceil_char_boundary(place + 200)]
}
