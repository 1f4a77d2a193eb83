// Written by tests/contract.rs: what the engine makes of some logs, under the types of the contract. The type checker
// says so when the two disagree. `UPDATE_GOLDEN=1 cargo test --test contract` writes it anew.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated

import type {
  Coverage,
  DiagnosticReport,
  QueryAnswer,
  QueryHelp,
  RelatedSession,
  SessionDetail,
  Summary,
  TableReport,
  TableWindow,
} from '../../src/contract.js';

export const summary: Summary = {
  "bytes": 2190.0,
  "diagnostics": [
    {"count":1.0,"kind":"file-cancelled","severity":"dataLoss"},
    {"count":1.0,"kind":"file-unreadable","severity":"dataLoss"},
    {"count":1.0,"kind":"file-changed","severity":"dataLoss"},
    {"count":3.0,"kind":"cut-line","severity":"dataLoss"}
  ],
  "elapsedMs": 0.0,
  "entries": 9.0,
  "files": 3.0,
  "memoryBytes": 0.0,
  "perFile": [
    {
      "accountedBytes": 729.0,
      "bytes": 729.0,
      "diagnostics": 2.0,
      "duplicates": 0.0,
      "end": "cancelled",
      "entries": 3.0,
      "evidence": "header",
      "file": 0,
      "firstTime": 1772438400000.0,
      "folder": "",
      "lastTime": 1772438400005.0,
      "logType": "smtpReceive",
      "logTypeName": "SMTP Receive",
      "logTypes": ["smtpReceive"],
      "name": "a.log",
      "server": "EX19",
      "service": "Front End Transport",
      "sessions": 1.0
    },
    {
      "accountedBytes": 730.0,
      "bytes": 730.0,
      "diagnostics": 2.0,
      "duplicates": 0.0,
      "end": "unreadable",
      "entries": 3.0,
      "evidence": "header",
      "file": 1,
      "firstTime": 1772438460000.0,
      "folder": "",
      "lastTime": 1772438460005.0,
      "logType": "smtpReceive",
      "logTypeName": "SMTP Receive",
      "logTypes": ["smtpReceive"],
      "name": "b.log",
      "server": "EX19",
      "service": "Front End Transport",
      "sessions": 1.0
    },
    {
      "accountedBytes": 731.0,
      "bytes": 731.0,
      "diagnostics": 2.0,
      "duplicates": 0.0,
      "end": "changed",
      "entries": 3.0,
      "evidence": "header",
      "file": 2,
      "firstTime": 1772438520000.0,
      "folder": "",
      "lastTime": 1772438520005.0,
      "logType": "smtpReceive",
      "logTypeName": "SMTP Receive",
      "logTypes": ["smtpReceive"],
      "name": "c.log",
      "server": "EX19",
      "service": "Front End Transport",
      "sessions": 1.0
    }
  ],
  "sessions": 3.0
};

export const diagnostics: DiagnosticReport[] = [
  {
    "count": 1.0,
    "file": 0,
    "kind": "file-cancelled",
    "places": [{"byte":679.0,"excerpt":"","line":9.0}],
    "sentence": "Reading was cancelled; what was read until then is shown.",
    "severity": "dataLoss"
  },
  {
    "count": 1.0,
    "file": 0,
    "kind": "cut-line",
    "places": [{"byte":679.0,"excerpt":"2026-03-02T08:00:00.005Z,EX19\\Default Frontend EX1","line":9.0}],
    "sentence": "The last line of the file is cut off; the file was still being written when it was copied.",
    "severity": "dataLoss"
  },
  {
    "count": 1.0,
    "file": 1,
    "kind": "file-unreadable",
    "places": [{"byte":679.0,"excerpt":"","line":9.0}],
    "sentence": "The browser could not read the file to its end; it was moved or deleted, or Exchange holds it open. Copy it and open the copy.",
    "severity": "dataLoss"
  },
  {
    "count": 1.0,
    "file": 1,
    "kind": "cut-line",
    "places": [{"byte":679.0,"excerpt":"2026-03-02T08:01:00.005Z,EX19\\Default Frontend EX19","line":9.0}],
    "sentence": "The last line of the file is cut off; the file was still being written when it was copied.",
    "severity": "dataLoss"
  },
  {
    "count": 1.0,
    "file": 2,
    "kind": "file-changed",
    "places": [{"byte":679.0,"excerpt":"","line":9.0}],
    "sentence": "The file changed while it was read; what was read until then is shown. Open it again to read the rest.",
    "severity": "dataLoss"
  },
  {
    "count": 1.0,
    "file": 2,
    "kind": "cut-line",
    "places": [{"byte":679.0,"excerpt":"2026-03-02T08:02:00.005Z,EX19\\Default Frontend EX19,","line":9.0}],
    "sentence": "The last line of the file is cut off; the file was still being written when it was copied.",
    "severity": "dataLoss"
  }
];

export const summaryOfTables: Summary = {
  "bytes": 854.0,
  "diagnostics": [],
  "elapsedMs": 0.0,
  "entries": 5.0,
  "files": 1.0,
  "memoryBytes": 0.0,
  "perFile": [
    {
      "accountedBytes": 854.0,
      "bytes": 854.0,
      "diagnostics": 0.0,
      "duplicates": 0.0,
      "end": "complete",
      "entries": 5.0,
      "evidence": "header",
      "file": 0,
      "firstTime": null,
      "folder": "EX19/Logging/HttpProxy/Ews",
      "lastTime": null,
      "logType": "table",
      "logTypeName": "HttpProxy Logs",
      "logTypes": ["table"],
      "name": "HttpProxy_2026030208-1.LOG",
      "server": "EX19",
      "service": "HttpProxy Ews",
      "sessions": 0.0
    }
  ],
  "sessions": 0.0
};

export const tables: TableReport[] = [
  {
    "columns": [
      {"filled":true,"name":"DateTime","property":null,"type":"time"},
      {"filled":true,"name":"RequestId","property":null,"type":"text"},
      {"filled":true,"name":"UrlStem","property":"url","type":"text"},
      {"filled":true,"name":"AuthenticatedUser","property":"user","type":"text"},
      {"filled":true,"name":"UserAgent","property":"userAgent","type":"text"},
      {"filled":true,"name":"ClientIpAddress","property":"clientAddress","type":"address"},
      {"filled":true,"name":"HttpStatus","property":"status","type":"number"},
      {"filled":true,"name":"ErrorCode","property":null,"type":"text"},
      {"filled":true,"name":"Method","property":"method","type":"text"},
      {"filled":true,"name":"BackendProcessingLatency","property":null,"type":"number"},
      {"filled":true,"name":"TotalRequestTime","property":"timeTaken","type":"number"},
      {"filled":false,"name":"EdgeTraceId","property":null,"type":"text"}
    ],
    "logType": "table",
    "name": "HttpProxy Logs",
    "rows": 5.0,
    "table": 0
  }
];

export const tableWindow: TableWindow = {
  "from": 0.0,
  "rows": [
    [
      "2026-03-02T08:00:00.120Z",
      "a1",
      "/ews/exchange.asmx",
      "contoso\\ann",
      "Outlook 16.0",
      "192.0.2.31",
      "200",
      "",
      "POST",
      "12.5",
      "31",
      ""
    ],
    [
      "2026-03-02T08:00:01.004Z",
      "a2",
      "/ews/exchange.asmx",
      "contoso\\ann",
      "Outlook 16.0",
      "192.0.2.31",
      "500",
      "InternalServerError",
      "POST",
      "1500",
      "1711",
      ""
    ]
  ],
  "sessions": [null,null],
  "table": 0,
  "times": [[1772438400120.0,1772438401004.0],[],[],[],[],[],[],[],[],[],[],[]],
  "total": 5.0
};

export const details: SessionDetail[] = [
  {
    "auth": null,
    "certificates": [
      {
        "alternateNames": ["mail.contoso.com","autodiscover.contoso.com"],
        "direction": "sent",
        "entry": 6,
        "issuer": "CN=R13, O=Let's Encrypt, C=US",
        "notAfter": "2026-04-12T10:39:23.000Z",
        "notBefore": "2026-01-12T10:39:24.000Z",
        "serialNumber": "0404C0F032C2760F1F3F28A7CCC3FC5FBAB3",
        "subject": "CN=mail.contoso.com",
        "thumbprint": "EC5A76488FE0A501C5FC28EC845E443889BA16E2",
        "validThen": true
      }
    ],
    "connectivity": null,
    "connectorId": "EX19\\Default Frontend EX19",
    "durationMs": 603.0,
    "end": 1772439330707.0,
    "ended": "Local",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":0.0,"event":"+","explanation":"","fields":[],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1772439330104.0},
      {"answers":null,"capabilities":[],"context":"","data":"220 mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 09:15:30 +0100","deltaMs":1.0,"event":">","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":1,"severity":"ok","time":1772439330105.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO mx3.fabrikam.com","deltaMs":21.0,"event":"<","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":2,"severity":"none","time":1772439330126.0},
      {"answers":2,"capabilities":[{"keyword":"SIZE","meaning":"The largest message that the server accepts, in bytes; 0 means no fixed limit.","parameters":"37748736"},{"keyword":"PIPELINING","meaning":"The client may send several commands without waiting for each reply.","parameters":""},{"keyword":"DSN","meaning":"The client may request delivery status notifications.","parameters":""},{"keyword":"ENHANCEDSTATUSCODES","meaning":"Replies include enhanced status codes such as 5.7.1.","parameters":""},{"keyword":"STARTTLS","meaning":"The session can be encrypted with TLS.","parameters":""},{"keyword":"8BITMIME","meaning":"Messages may contain bytes above 127.","parameters":""},{"keyword":"BINARYMIME","meaning":"Messages may contain arbitrary binary data, if they are sent with BDAT.","parameters":""},{"keyword":"CHUNKING","meaning":"Messages may be sent in chunks with BDAT instead of DATA.","parameters":""},{"keyword":"SMTPUTF8","meaning":"Addresses and headers may contain non-ASCII characters.","parameters":""}],"context":"","data":"250  mail.contoso.com Hello [198.51.100.7] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS 8BITMIME BINARYMIME CHUNKING SMTPUTF8","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":true,"missingBefore":0,"ownLabels":null,"role":"server","sequence":3,"severity":"ok","time":1772439330126.0},
      {"answers":null,"capabilities":[],"context":"","data":"STARTTLS","deltaMs":20.0,"event":"<","explanation":"","fields":[],"file":0,"label":"STARTTLS","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":4,"severity":"none","time":1772439330146.0},
      {"answers":4,"capabilities":[],"context":"","data":"220 2.0.0 SMTP server ready","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":5,"severity":"ok","time":1772439330146.0},
      {"answers":null,"capabilities":[],"context":"Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names","data":" CN=mail.contoso.com CN=R13, O=Let's Encrypt, C=US 0404C0F032C2760F1F3F28A7CCC3FC5FBAB3 EC5A76488FE0A501C5FC28EC845E443889BA16E2 2026-01-12T10:39:24.000Z 2026-04-12T10:39:23.000Z mail.contoso.com;autodiscover.contoso.com","deltaMs":0.0,"event":"*","explanation":"The certificate that this server presented to the other side.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":6,"severity":"none","time":1772439330146.0},
      {"answers":null,"capabilities":[],"context":"TLS protocol SP_PROT_TLS1_3_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 384 bits and key exchange algorithm CALG_ECDHE with strength 256 bits","data":"","deltaMs":61.0,"event":"*","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":7,"severity":"ok","time":1772439330207.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO mx3.fabrikam.com","deltaMs":19.0,"event":"<","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":8,"severity":"none","time":1772439330226.0},
      {"answers":null,"capabilities":[],"context":"Client certificate chain validation status: 'EmptyCertificate'","data":"","deltaMs":0.0,"event":"*","explanation":"The other side presented no certificate. That is normal for clients and for most servers.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":9,"severity":"none","time":1772439330226.0},
      {"answers":null,"capabilities":[],"context":"TlsDomainCapabilities='None'; Status='NoRemoteCertificate'","data":"","deltaMs":0.0,"event":"*","explanation":"The other side presented no certificate, so TlsDomainCapabilities grants it no additional permissions. That is normal.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":10,"severity":"none","time":1772439330226.0},
      {"answers":8,"capabilities":[{"keyword":"SIZE","meaning":"The largest message that the server accepts, in bytes; 0 means no fixed limit.","parameters":"37748736"},{"keyword":"PIPELINING","meaning":"The client may send several commands without waiting for each reply.","parameters":""},{"keyword":"DSN","meaning":"The client may request delivery status notifications.","parameters":""},{"keyword":"ENHANCEDSTATUSCODES","meaning":"Replies include enhanced status codes such as 5.7.1.","parameters":""},{"keyword":"AUTH","meaning":"The client may authenticate with one of these mechanisms.","parameters":"LOGIN"},{"keyword":"8BITMIME","meaning":"Messages may contain bytes above 127.","parameters":""},{"keyword":"BINARYMIME","meaning":"Messages may contain arbitrary binary data, if they are sent with BDAT.","parameters":""},{"keyword":"CHUNKING","meaning":"Messages may be sent in chunks with BDAT instead of DATA.","parameters":""},{"keyword":"SMTPUTF8","meaning":"Addresses and headers may contain non-ASCII characters.","parameters":""}],"context":"","data":"250  mail.contoso.com Hello [198.51.100.7] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES AUTH LOGIN 8BITMIME BINARYMIME CHUNKING SMTPUTF8","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":true,"missingBefore":0,"ownLabels":null,"role":"server","sequence":11,"severity":"ok","time":1772439330226.0},
      {"answers":null,"capabilities":[],"context":"","data":"MAIL FROM:<lidia.rossi@fabrikam.com> SIZE=11498 BODY=8BITMIME SMTPUTF8","deltaMs":20.0,"event":"<","explanation":"","fields":[],"file":0,"label":"MAIL","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":12,"severity":"none","time":1772439330246.0},
      {"answers":null,"capabilities":[],"context":"receiving message","data":"08DE70D52F654CC6;2026-03-02T08:15:30.104Z;1","deltaMs":0.0,"event":"*","explanation":"A message begins. Message tracking has this reference in source-context of its RECEIVE event.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":13,"severity":"none","time":1772439330246.0},
      {"answers":12,"capabilities":[],"context":"","data":"250 2.1.0 Sender OK","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":true,"missingBefore":0,"ownLabels":null,"role":"server","sequence":14,"severity":"ok","time":1772439330246.0},
      {"answers":null,"capabilities":[],"context":"","data":"RCPT TO:<megan@contoso.com>","deltaMs":19.0,"event":"<","explanation":"","fields":[],"file":0,"label":"RCPT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":15,"severity":"none","time":1772439330265.0},
      {"answers":15,"capabilities":[],"context":"","data":"250 2.1.5 Recipient OK","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":true,"missingBefore":0,"ownLabels":null,"role":"server","sequence":16,"severity":"ok","time":1772439330265.0},
      {"answers":null,"capabilities":[],"context":"","data":"DATA","deltaMs":20.0,"event":"<","explanation":"","fields":[],"file":0,"label":"DATA","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":17,"severity":"none","time":1772439330285.0},
      {"answers":17,"capabilities":[],"context":"","data":"354 Start mail input; end with <CRLF>.<CRLF>","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"354","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":18,"severity":"ok","time":1772439330285.0},
      {"answers":null,"capabilities":[],"context":"Proxy destination(s) obtained from OnProxyInboundMessage event. Correlation Id:80a8d7bd-e6dd-4058-8844-aa629bb24674","data":"","deltaMs":90.0,"event":"*","explanation":"Front End Transport has selected the destination server for the message. It does not queue mail itself.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":19,"severity":"none","time":1772439330375.0},
      {"answers":17,"capabilities":[],"context":"","data":"250 2.6.0 <7f3c@mx3.fabrikam.com> [InternalId=237172389052427, Hostname=EX19.contoso.com] 11511 bytes in 0.102, 109,173 KB/sec Queued mail for delivery","deltaMs":312.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":true,"missingBefore":0,"ownLabels":null,"role":"server","sequence":20,"severity":"ok","time":1772439330687.0},
      {"answers":null,"capabilities":[],"context":"","data":"QUIT","deltaMs":20.0,"event":"<","explanation":"","fields":[],"file":0,"label":"QUIT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":21,"severity":"none","time":1772439330707.0},
      {"answers":21,"capabilities":[],"context":"","data":"221 2.0.0 Service closing transmission channel","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"221","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":22,"severity":"ok","time":1772439330707.0},
      {"answers":null,"capabilities":[],"context":"Local","data":"","deltaMs":0.0,"event":"-","explanation":"","fields":[],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":23,"severity":"none","time":1772439330707.0}
    ],
    "entryCount": 24,
    "facts": [
      {"entry":8,"name":"client-name","value":"mx3.fabrikam.com"},
      {
        "entry": 1,
        "name": "banner",
        "value": "mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 09:15:30 +0100"
      },
      {"entry":9,"name":"certificate-chain","value":"EmptyCertificate"},
      {"entry":10,"name":"tls-domain-capabilities","value":"None"},
      {"entry":10,"name":"tls-certificate-status","value":"NoRemoteCertificate"}
    ],
    "firstEntry": 0,
    "flags": 0,
    "folder": "TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive",
    "largestGap": {"after":20,"before":19,"ms":312.0},
    "localEndpoint": "192.0.2.19:25",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "missingEntries": 0,
    "outcome": "accepted",
    "permissions": [],
    "remoteEndpoint": "198.51.100.7:47110",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 0,
    "sessionId": "08DE70D52F654CC6",
    "start": 1772439330104.0,
    "tarpitMs": 0,
    "tls": {
      "cipher": "AES-256",
      "cipherBits": 256,
      "entry": 7,
      "error": "",
      "keyExchange": "ECDH ephemeral",
      "keyExchangeBits": 256,
      "mac": "SHA-384",
      "macBits": 384,
      "version": "1.3"
    },
    "transactions": [
      {
        "firstEntry": 12,
        "lastEntry": 20,
        "messageId": "<7f3c@mx3.fabrikam.com>",
        "outcome": "accepted",
        "recipients": [
          {
            "address": "megan@contoso.com",
            "reply": {"code":250,"entry":16,"explanation":"","status":"2.1.5","text":"Recipient OK"}
          }
        ],
        "reply": {
          "code": 250,
          "entry": 20,
          "explanation": "",
          "status": "2.6.0",
          "text": "<7f3c@mx3.fabrikam.com> [InternalId=237172389052427, Hostname=EX19.contoso.com] 11511 bytes in 0.102, 109,173 KB/sec Queued mail for delivery"
        },
        "sender": "lidia.rossi@fabrikam.com",
        "size": 11511.0
      }
    ],
    "worstReply": null
  },
  {
    "auth": {"entry":13,"error":"","mechanism":"EXCHANGEAUTH","result":"ok","user":"CONTOSO\\EX18$"},
    "certificates": [
      {
        "alternateNames": ["EX19","EX19.contoso.com"],
        "direction": "sent",
        "entry": 6,
        "issuer": "CN=EX19",
        "notAfter": "2026-01-17T15:15:33.000Z",
        "notBefore": "2021-01-17T15:15:33.000Z",
        "serialNumber": "12DEABC6565646512346ABDC13456894",
        "subject": "CN=EX19",
        "thumbprint": "12DEABC6565646512346ABDC1345689413589876",
        "validThen": false
      },
      {
        "alternateNames": ["EX18","EX18.contoso.com"],
        "direction": "received",
        "entry": 7,
        "issuer": "CN=EX18",
        "notAfter": "2029-05-01T00:00:00.000Z",
        "notBefore": "2024-05-01T00:00:00.000Z",
        "serialNumber": "4F00AA11BB22CC33DD44EE5500112233",
        "subject": "CN=EX18",
        "thumbprint": "0011223344556677889900AABBCCDDEEFF001122",
        "validThen": true
      }
    ],
    "connectivity": null,
    "connectorId": "EX19\\Default Frontend EX19",
    "durationMs": 29.0,
    "end": 1772439330329.0,
    "ended": "Local",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":0.0,"event":"+","explanation":"","fields":[],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1772439330300.0},
      {"answers":null,"capabilities":[],"context":"","data":"220 mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 09:15:30 +0100","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":1,"severity":"ok","time":1772439330300.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO EX18.contoso.com","deltaMs":2.0,"event":"<","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":2,"severity":"none","time":1772439330302.0},
      {"answers":2,"capabilities":[{"keyword":"SIZE","meaning":"The largest message that the server accepts, in bytes; 0 means no fixed limit.","parameters":"37748736"},{"keyword":"PIPELINING","meaning":"The client may send several commands without waiting for each reply.","parameters":""},{"keyword":"DSN","meaning":"The client may request delivery status notifications.","parameters":""},{"keyword":"ENHANCEDSTATUSCODES","meaning":"Replies include enhanced status codes such as 5.7.1.","parameters":""},{"keyword":"STARTTLS","meaning":"The session can be encrypted with TLS.","parameters":""},{"keyword":"X-ANONYMOUSTLS","meaning":"TLS between Exchange servers of one organisation, without certificate validation.","parameters":""},{"keyword":"AUTH","meaning":"The client may authenticate with one of these mechanisms.","parameters":"NTLM"},{"keyword":"X-EXPS","meaning":"Authentication between Exchange servers, with one of these mechanisms.","parameters":"GSSAPI NTLM"},{"keyword":"8BITMIME","meaning":"Messages may contain bytes above 127.","parameters":""},{"keyword":"BINARYMIME","meaning":"Messages may contain arbitrary binary data, if they are sent with BDAT.","parameters":""},{"keyword":"CHUNKING","meaning":"Messages may be sent in chunks with BDAT instead of DATA.","parameters":""},{"keyword":"XRDST","meaning":"Routing data on the destination of a recipient may be sent.","parameters":""}],"context":"","data":"250  mail.contoso.com Hello [192.0.2.18] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS X-ANONYMOUSTLS AUTH NTLM X-EXPS GSSAPI NTLM 8BITMIME BINARYMIME CHUNKING XRDST","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":3,"severity":"ok","time":1772439330302.0},
      {"answers":null,"capabilities":[],"context":"","data":"X-ANONYMOUSTLS","deltaMs":1.0,"event":"<","explanation":"","fields":[],"file":0,"label":"X-ANONYMOUSTLS","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":4,"severity":"none","time":1772439330303.0},
      {"answers":4,"capabilities":[],"context":"","data":"220 2.0.0 SMTP server ready","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":5,"severity":"ok","time":1772439330303.0},
      {"answers":null,"capabilities":[],"context":"Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names","data":" CN=EX19 CN=EX19 12DEABC6565646512346ABDC13456894 12DEABC6565646512346ABDC1345689413589876 2021-01-17T15:15:33.000Z 2026-01-17T15:15:33.000Z EX19;EX19.contoso.com","deltaMs":0.0,"event":"*","explanation":"The certificate that this server presented to the other side.","fields":[],"file":0,"label":"","matched":true,"missingBefore":0,"ownLabels":null,"role":"information","sequence":6,"severity":"none","time":1772439330303.0},
      {"answers":null,"capabilities":[],"context":"Remote certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names","data":" CN=EX18 CN=EX18 4F00AA11BB22CC33DD44EE5500112233 0011223344556677889900AABBCCDDEEFF001122 2024-05-01T00:00:00.000Z 2029-05-01T00:00:00.000Z EX18;EX18.contoso.com","deltaMs":8.0,"event":"*","explanation":"The certificate that the other side presented.","fields":[],"file":0,"label":"","matched":true,"missingBefore":0,"ownLabels":null,"role":"information","sequence":7,"severity":"none","time":1772439330311.0},
      {"answers":null,"capabilities":[],"context":"TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm CALG_ECDH_EPHEM with strength 384 bits","data":"","deltaMs":4.0,"event":"*","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":8,"severity":"ok","time":1772439330315.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO EX18.contoso.com","deltaMs":2.0,"event":"<","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":9,"severity":"none","time":1772439330317.0},
      {"answers":null,"capabilities":[],"context":"Client certificate chain validation status: 'UntrustedRoot'","data":"","deltaMs":0.0,"event":"*","explanation":"The other side's certificate was issued by an authority that this server does not trust.","fields":[],"file":0,"label":"","matched":true,"missingBefore":0,"ownLabels":null,"role":"information","sequence":10,"severity":"none","time":1772439330317.0},
      {"answers":null,"capabilities":[],"context":"TlsDomainCapabilities='None'; Status='Success'; Domain='EX18.contoso.com'","data":"","deltaMs":0.0,"event":"*","explanation":"The other side's certificate was checked against TlsDomainCapabilities of the connector; the session is granted the capabilities listed here.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":11,"severity":"none","time":1772439330317.0},
      {"answers":9,"capabilities":[{"keyword":"SIZE","meaning":"The largest message that the server accepts, in bytes; 0 means no fixed limit.","parameters":"37748736"},{"keyword":"PIPELINING","meaning":"The client may send several commands without waiting for each reply.","parameters":""},{"keyword":"DSN","meaning":"The client may request delivery status notifications.","parameters":""},{"keyword":"ENHANCEDSTATUSCODES","meaning":"Replies include enhanced status codes such as 5.7.1.","parameters":""},{"keyword":"AUTH","meaning":"The client may authenticate with one of these mechanisms.","parameters":"NTLM LOGIN"},{"keyword":"X-EXPS","meaning":"Authentication between Exchange servers, with one of these mechanisms.","parameters":"EXCHANGEAUTH GSSAPI NTLM"},{"keyword":"X-EXCHANGEAUTH","meaning":"Mutual Kerberos authentication between Exchange servers, bound to the TLS session.","parameters":"SHA256"},{"keyword":"8BITMIME","meaning":"Messages may contain bytes above 127.","parameters":""},{"keyword":"BINARYMIME","meaning":"Messages may contain arbitrary binary data, if they are sent with BDAT.","parameters":""},{"keyword":"CHUNKING","meaning":"Messages may be sent in chunks with BDAT instead of DATA.","parameters":""},{"keyword":"XRDST","meaning":"Routing data on the destination of a recipient may be sent.","parameters":""}],"context":"","data":"250  mail.contoso.com Hello [192.0.2.18] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES AUTH NTLM LOGIN X-EXPS EXCHANGEAUTH GSSAPI NTLM X-EXCHANGEAUTH SHA256 8BITMIME BINARYMIME CHUNKING XRDST","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":12,"severity":"ok","time":1772439330317.0},
      {"answers":null,"capabilities":[],"context":"","data":"X-EXPS EXCHANGEAUTH","deltaMs":3.0,"event":"<","explanation":"","fields":[],"file":0,"label":"X-EXPS","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":13,"severity":"none","time":1772439330320.0},
      {"answers":13,"capabilities":[],"context":"","data":"334 <authentication response>","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"334","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":14,"severity":"ok","time":1772439330320.0},
      {"answers":null,"capabilities":[],"context":"Set Session Permissions","data":"SMTPSubmit SMTPAcceptAnyRecipient SMTPAcceptAuthenticationFlag SMTPAcceptAnySender SMTPAcceptAuthoritativeDomainSender BypassAntiSpam BypassMessageSizeLimit AcceptRoutingHeaders AcceptForestHeaders AcceptOrganizationHeaders SMTPAcceptXShadow","deltaMs":4.0,"event":"*","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":15,"severity":"none","time":1772439330324.0},
      {"answers":null,"capabilities":[],"context":"authenticated","data":"CONTOSO\\EX18$","deltaMs":0.0,"event":"*","explanation":"The client has authenticated as this user, which determines the permissions of the session.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":16,"severity":"ok","time":1772439330324.0},
      {"answers":13,"capabilities":[],"context":"","data":"235 2.7.0 Authentication successful","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"235","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":17,"severity":"ok","time":1772439330324.0},
      {"answers":null,"capabilities":[],"context":"","data":"QUIT","deltaMs":5.0,"event":"<","explanation":"","fields":[],"file":0,"label":"QUIT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":18,"severity":"none","time":1772439330329.0},
      {"answers":18,"capabilities":[],"context":"","data":"221 2.0.0 Service closing transmission channel","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"221","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":19,"severity":"ok","time":1772439330329.0},
      {"answers":null,"capabilities":[],"context":"Local","data":"","deltaMs":0.0,"event":"-","explanation":"","fields":[],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":20,"severity":"none","time":1772439330329.0}
    ],
    "entryCount": 21,
    "facts": [
      {"entry":9,"name":"client-name","value":"EX18.contoso.com"},
      {
        "entry": 1,
        "name": "banner",
        "value": "mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 09:15:30 +0100"
      },
      {"entry":10,"name":"certificate-chain","value":"UntrustedRoot"},
      {"entry":11,"name":"tls-domain-capabilities","value":"None"},
      {"entry":11,"name":"tls-certificate-status","value":"Success"}
    ],
    "firstEntry": 0,
    "flags": 0,
    "folder": "TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive",
    "largestGap": {"after":7,"before":6,"ms":8.0},
    "localEndpoint": "192.0.2.19:25",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "missingEntries": 0,
    "outcome": "empty",
    "permissions": [
      {"meaning":"May send mail; without it MAIL FROM and AUTH are rejected.","name":"SMTPSubmit"},
      {
        "meaning": "May relay: recipients need not be in an accepted domain of the organisation.",
        "name": "SMTPAcceptAnyRecipient"
      },
      {
        "meaning": "Mail from this session is treated as sent from inside the organisation.",
        "name": "SMTPAcceptAuthenticationFlag"
      },
      {
        "meaning": "May use any sender address; the check for spoofed senders is skipped.",
        "name": "SMTPAcceptAnySender"
      },
      {
        "meaning": "May use sender addresses in the organisation's own domains.",
        "name": "SMTPAcceptAuthoritativeDomainSender"
      },
      {"meaning":"Mail from this session bypasses anti-spam filtering.","name":"BypassAntiSpam"},
      {"meaning":"May exceed the message size limit of the connector.","name":"BypassMessageSizeLimit"},
      {
        "meaning": "Received and Resent headers of its mail are kept; without this permission they are removed.",
        "name": "AcceptRoutingHeaders"
      },
      {
        "meaning": "X-MS-Exchange-Forest headers of its mail are kept; without this permission they are removed.",
        "name": "AcceptForestHeaders"
      },
      {
        "meaning": "X-MS-Exchange-Organization headers of its mail are kept; without this permission they are removed.",
        "name": "AcceptOrganizationHeaders"
      },
      {"meaning":"May use shadow redundancy commands.","name":"SMTPAcceptXShadow"}
    ],
    "remoteEndpoint": "192.0.2.18:6188",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 1,
    "sessionId": "08DE70D52F654CC7",
    "start": 1772439330300.0,
    "tarpitMs": 0,
    "tls": {
      "cipher": "AES-256",
      "cipherBits": 256,
      "entry": 8,
      "error": "",
      "keyExchange": "ECDH ephemeral",
      "keyExchangeBits": 384,
      "mac": "SHA-384",
      "macBits": 0,
      "version": "1.2"
    },
    "transactions": [],
    "worstReply": null
  },
  {
    "auth": {"entry":7,"error":"LogonDenied","mechanism":"LOGIN","result":"failed","user":"exctest"},
    "certificates": [],
    "connectivity": null,
    "connectorId": "EX19\\Client Frontend EX19",
    "durationMs": 5172.0,
    "end": 1772445605172.0,
    "ended": "Remote",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":0.0,"event":"+","explanation":"","fields":[],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1772445600000.0},
      {"answers":null,"capabilities":[],"context":"","data":"220 mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 11:00:00 +0100","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":1,"severity":"ok","time":1772445600000.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO ylmf-pc","deltaMs":30.0,"event":"<","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":2,"severity":"none","time":1772445600030.0},
      {"answers":2,"capabilities":[{"keyword":"SIZE","meaning":"The largest message that the server accepts, in bytes; 0 means no fixed limit.","parameters":"37748736"},{"keyword":"PIPELINING","meaning":"The client may send several commands without waiting for each reply.","parameters":""},{"keyword":"DSN","meaning":"The client may request delivery status notifications.","parameters":""},{"keyword":"ENHANCEDSTATUSCODES","meaning":"Replies include enhanced status codes such as 5.7.1.","parameters":""},{"keyword":"STARTTLS","meaning":"The session can be encrypted with TLS.","parameters":""},{"keyword":"AUTH","meaning":"The client may authenticate with one of these mechanisms.","parameters":"LOGIN"},{"keyword":"8BITMIME","meaning":"Messages may contain bytes above 127.","parameters":""},{"keyword":"BINARYMIME","meaning":"Messages may contain arbitrary binary data, if they are sent with BDAT.","parameters":""},{"keyword":"CHUNKING","meaning":"Messages may be sent in chunks with BDAT instead of DATA.","parameters":""}],"context":"","data":"250  mail.contoso.com Hello [203.0.113.66] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS AUTH LOGIN 8BITMIME BINARYMIME CHUNKING","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":3,"severity":"ok","time":1772445600030.0},
      {"answers":null,"capabilities":[],"context":"","data":"AUTH LOGIN","deltaMs":30.0,"event":"<","explanation":"","fields":[],"file":0,"label":"AUTH","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":4,"severity":"none","time":1772445600060.0},
      {"answers":4,"capabilities":[],"context":"","data":"334 <authentication response>","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"334","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":5,"severity":"ok","time":1772445600060.0},
      {"answers":4,"capabilities":[],"context":"","data":"334 <authentication response>","deltaMs":31.0,"event":">","explanation":"","fields":[],"file":0,"label":"334","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":6,"severity":"ok","time":1772445600091.0},
      {"answers":null,"capabilities":[],"context":"Inbound AUTH LOGIN failed because of LogonDenied","data":"","deltaMs":44.0,"event":"*","explanation":"Authentication failed: wrong user name or password, or the account is locked, disabled or not allowed to use SMTP. Many of these from one address with different names are an attack.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":7,"severity":"error","time":1772445600135.0},
      {"answers":null,"capabilities":[],"context":"User Name: exctest","data":"","deltaMs":0.0,"event":"*","explanation":"The user name of the failed logon.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":8,"severity":"none","time":1772445600135.0},
      {"answers":null,"capabilities":[],"context":"","data":"Tarpit for '0.00:00:05' due to '535 5.7.3 Authentication unsuccessful'","deltaMs":0.0,"event":"*","explanation":"Exchange delays this rejection to slow down password guessing and address harvesting (TarpitInterval of the connector). Wrong user name or password, or the account is locked, disabled or not allowed to use SMTP. In the log of the server that replied, the preceding row shows the user name; the security log of the domain controller has the reason.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":9,"severity":"warning","time":1772445600135.0},
      {"answers":4,"capabilities":[],"context":"","data":"535 5.7.3 Authentication unsuccessful","deltaMs":5006.0,"event":">","explanation":"Wrong user name or password, or the account is locked, disabled or not allowed to use SMTP. In the log of the server that replied, the preceding row shows the user name; the security log of the domain controller has the reason.","fields":[],"file":0,"label":"535","matched":true,"missingBefore":0,"ownLabels":null,"role":"server","sequence":10,"severity":"error","time":1772445605141.0},
      {"answers":null,"capabilities":[],"context":"Remote","data":"","deltaMs":31.0,"event":"-","explanation":"","fields":[],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":11,"severity":"none","time":1772445605172.0}
    ],
    "entryCount": 12,
    "facts": [
      {"entry":2,"name":"client-name","value":"ylmf-pc"},
      {
        "entry": 1,
        "name": "banner",
        "value": "mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 11:00:00 +0100"
      }
    ],
    "firstEntry": 0,
    "flags": 0,
    "folder": "",
    "largestGap": {"after":10,"before":9,"ms":5006.0},
    "localEndpoint": "192.0.2.19:587",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "missingEntries": 0,
    "outcome": "failed",
    "permissions": [],
    "remoteEndpoint": "203.0.113.66:40404",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 0,
    "sessionId": "08DE70D52F654E01",
    "start": 1772445600000.0,
    "tarpitMs": 5000,
    "tls": null,
    "transactions": [],
    "worstReply": {
      "code": 535,
      "entry": 10,
      "explanation": "Wrong user name or password, or the account is locked, disabled or not allowed to use SMTP. In the log of the server that replied, the preceding row shows the user name; the security log of the domain controller has the reason.",
      "status": "5.7.3",
      "text": "Authentication unsuccessful"
    }
  },
  {
    "auth": {"entry":4,"error":"","mechanism":"LOGIN","result":"ok","user":"oksana@contoso.com"},
    "certificates": [],
    "connectivity": null,
    "connectorId": "EX19\\Client Frontend EX19",
    "durationMs": 4264.0,
    "end": 1772449204264.0,
    "ended": "Local",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":0.0,"event":"+","explanation":"","fields":[],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1772449200000.0},
      {"answers":null,"capabilities":[],"context":"","data":"220 mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 12:00:00 +0100","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":1,"severity":"ok","time":1772449200000.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO notebook","deltaMs":2.0,"event":"<","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":2,"severity":"none","time":1772449200002.0},
      {"answers":2,"capabilities":[{"keyword":"SIZE","meaning":"The largest message that the server accepts, in bytes; 0 means no fixed limit.","parameters":"37748736"},{"keyword":"PIPELINING","meaning":"The client may send several commands without waiting for each reply.","parameters":""},{"keyword":"DSN","meaning":"The client may request delivery status notifications.","parameters":""},{"keyword":"ENHANCEDSTATUSCODES","meaning":"Replies include enhanced status codes such as 5.7.1.","parameters":""},{"keyword":"STARTTLS","meaning":"The session can be encrypted with TLS.","parameters":""},{"keyword":"AUTH","meaning":"The client may authenticate with one of these mechanisms.","parameters":"LOGIN"},{"keyword":"8BITMIME","meaning":"Messages may contain bytes above 127.","parameters":""},{"keyword":"BINARYMIME","meaning":"Messages may contain arbitrary binary data, if they are sent with BDAT.","parameters":""},{"keyword":"CHUNKING","meaning":"Messages may be sent in chunks with BDAT instead of DATA.","parameters":""}],"context":"","data":"250  mail.contoso.com Hello [192.0.2.80] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS AUTH LOGIN 8BITMIME BINARYMIME CHUNKING","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":3,"severity":"ok","time":1772449200002.0},
      {"answers":null,"capabilities":[],"context":"","data":"AUTH LOGIN","deltaMs":2.0,"event":"<","explanation":"","fields":[],"file":0,"label":"AUTH","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":4,"severity":"none","time":1772449200004.0},
      {"answers":4,"capabilities":[],"context":"","data":"334 <authentication response>","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"334","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":5,"severity":"ok","time":1772449200004.0},
      {"answers":4,"capabilities":[],"context":"","data":"334 <authentication response>","deltaMs":2.0,"event":">","explanation":"","fields":[],"file":0,"label":"334","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":6,"severity":"ok","time":1772449200006.0},
      {"answers":null,"capabilities":[],"context":"Set Session Permissions","data":"SMTPSubmit SMTPAcceptAnyRecipient BypassAntiSpam AcceptRoutingHeaders","deltaMs":11.0,"event":"*","explanation":"These are the permissions of the permission group ExchangeUsers.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":7,"severity":"none","time":1772449200017.0},
      {"answers":null,"capabilities":[],"context":"authenticated","data":"oksana@contoso.com","deltaMs":0.0,"event":"*","explanation":"The client has authenticated as this user, which determines the permissions of the session.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":8,"severity":"ok","time":1772449200017.0},
      {"answers":null,"capabilities":[],"context":"ASyncBackendLocator.BeginGetDatabaseToServerMappingInfo for user oksana@contoso.com.","data":"","deltaMs":0.0,"event":"*","explanation":"Front End Transport looks up which server holds the active copy of this user's mailbox database.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":9,"severity":"none","time":1772449200017.0},
      {"answers":null,"capabilities":[],"context":"AsyncBackendLocator.EndGetDatabaseToServerMappingInfo for user oksana@contoso.com","data":"","deltaMs":6.0,"event":"*","explanation":"Front End Transport looks up which server holds the active copy of this user's mailbox database.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":10,"severity":"none","time":1772449200023.0},
      {"answers":null,"capabilities":[],"context":"Setting up client proxy session to destination(s): MBX02.contoso.com","data":"","deltaMs":0.0,"event":"*","explanation":"Front End Transport opens a session of its own to the server that is to accept the mail.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":11,"severity":"none","time":1772449200023.0},
      {"answers":null,"capabilities":[],"context":"Proxy session was successfully set up. Session foroksana@contoso.com will now be proxied","data":"","deltaMs":31.0,"event":"*","explanation":"From here on Front End Transport only proxies the session: its commands are in the receive log of the destination server, and this log has no more rows until the connection ends.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":12,"severity":"none","time":1772449200054.0},
      {"answers":4,"capabilities":[],"context":"","data":"235 2.7.0 Authentication successful","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"235","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":13,"severity":"ok","time":1772449200054.0},
      {"answers":null,"capabilities":[],"context":"Local","data":"","deltaMs":4210.0,"event":"-","explanation":"","fields":[],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":14,"severity":"none","time":1772449204264.0}
    ],
    "entryCount": 15,
    "facts": [
      {"entry":2,"name":"client-name","value":"notebook"},
      {
        "entry": 1,
        "name": "banner",
        "value": "mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 12:00:00 +0100"
      },
      {"entry":11,"name":"proxy-target","value":"MBX02.contoso.com"}
    ],
    "firstEntry": 0,
    "flags": 0,
    "folder": "TransportRoles/Logs/FrontEnd/ProtocolLog/SmtpReceive",
    "largestGap": {"after":14,"before":13,"ms":4210.0},
    "localEndpoint": "192.0.2.19:587",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "missingEntries": 0,
    "outcome": "proxied",
    "permissions": [
      {"meaning":"May send mail; without it MAIL FROM and AUTH are rejected.","name":"SMTPSubmit"},
      {
        "meaning": "May relay: recipients need not be in an accepted domain of the organisation.",
        "name": "SMTPAcceptAnyRecipient"
      },
      {"meaning":"Mail from this session bypasses anti-spam filtering.","name":"BypassAntiSpam"},
      {
        "meaning": "Received and Resent headers of its mail are kept; without this permission they are removed.",
        "name": "AcceptRoutingHeaders"
      }
    ],
    "remoteEndpoint": "192.0.2.80:52001",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 0,
    "sessionId": "08DE70D52F654F10",
    "start": 1772449200000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [],
    "worstReply": null
  },
  {
    "auth": null,
    "certificates": [],
    "connectivity": null,
    "connectorId": "Outbound to Internet",
    "durationMs": 30294.0,
    "end": 1772440230294.0,
    "ended": "Remote",
    "entries": [
      {"answers":null,"capabilities":[],"context":"Set Session Permissions","data":"SendRoutingHeaders","deltaMs":0.0,"event":"*","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":{"connectorId":"Outbound to Internet","localEndpoint":"","remoteEndpoint":"203.0.113.40:25"},"role":"information","sequence":0,"severity":"none","time":1772440200000.0},
      {"answers":null,"capabilities":[],"context":"attempting to connect","data":"","deltaMs":0.0,"event":"*","explanation":"Exchange opens a connection; until it is established, the local endpoint is empty.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":{"connectorId":"Outbound to Internet","localEndpoint":"","remoteEndpoint":"203.0.113.40:25"},"role":"information","sequence":1,"severity":"none","time":1772440200000.0},
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":22.0,"event":"+","explanation":"","fields":[],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":2,"severity":"none","time":1772440200022.0},
      {"answers":null,"capabilities":[],"context":"","data":"220 mx9.fabrikam.com ESMTP","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":3,"severity":"ok","time":1772440200037.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO mail.contoso.com","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":4,"severity":"none","time":1772440200037.0},
      {"answers":4,"capabilities":[{"keyword":"SIZE","meaning":"The largest message that the server accepts, in bytes; 0 means no fixed limit.","parameters":"52428800"},{"keyword":"8BITMIME","meaning":"Messages may contain bytes above 127.","parameters":""},{"keyword":"PIPELINING","meaning":"The client may send several commands without waiting for each reply.","parameters":""},{"keyword":"HELP","meaning":"The server supports HELP.","parameters":""}],"context":"","data":"250  mx9.fabrikam.com Hello mail.contoso.com [192.0.2.19] SIZE 52428800 8BITMIME PIPELINING HELP","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":5,"severity":"ok","time":1772440200052.0},
      {"answers":null,"capabilities":[],"context":"sending message with RecordId 167503004549 and InternetMessageId <m1@contoso.com>","data":"","deltaMs":0.0,"event":"*","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":6,"severity":"none","time":1772440200052.0},
      {"answers":null,"capabilities":[],"context":"","data":"MAIL FROM:<adele@contoso.com> SIZE=18019","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"MAIL","matched":true,"missingBefore":0,"ownLabels":null,"role":"client","sequence":7,"severity":"none","time":1772440200052.0},
      {"answers":null,"capabilities":[],"context":"","data":"RCPT TO:<raul@fabrikam.com>","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"RCPT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":8,"severity":"none","time":1772440200052.0},
      {"answers":7,"capabilities":[],"context":"","data":"250 OK","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":9,"severity":"ok","time":1772440200067.0},
      {"answers":8,"capabilities":[],"context":"","data":"250 Accepted","deltaMs":0.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":10,"severity":"ok","time":1772440200067.0},
      {"answers":null,"capabilities":[],"context":"","data":"DATA","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"DATA","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":11,"severity":"none","time":1772440200067.0},
      {"answers":11,"capabilities":[],"context":"","data":"354 Enter message, ending with \".\" on a line by itself","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"354","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":12,"severity":"ok","time":1772440200082.0},
      {"answers":11,"capabilities":[],"context":"","data":"250 OK id=1vxAbC-000001-2B","deltaMs":120.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":13,"severity":"ok","time":1772440200202.0},
      {"answers":null,"capabilities":[],"context":"sending message with RecordId 167503004550 and InternetMessageId <m2@contoso.com>","data":"","deltaMs":1.0,"event":"*","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":14,"severity":"none","time":1772440200203.0},
      {"answers":null,"capabilities":[],"context":"","data":"MAIL FROM:<adele@contoso.com> SIZE=2000","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"MAIL","matched":true,"missingBefore":0,"ownLabels":null,"role":"client","sequence":15,"severity":"none","time":1772440200203.0},
      {"answers":null,"capabilities":[],"context":"","data":"RCPT TO:<nobody@fabrikam.com>","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"RCPT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":16,"severity":"none","time":1772440200203.0},
      {"answers":15,"capabilities":[],"context":"","data":"250 OK","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":17,"severity":"ok","time":1772440200218.0},
      {"answers":16,"capabilities":[],"context":"","data":"550 No such user here","deltaMs":0.0,"event":"<","explanation":"Rejected: the mailbox does not exist, or the server's policy does not allow this sender or recipient. This is permanent: retrying without a change will not help.","fields":[],"file":0,"label":"550","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":18,"severity":"error","time":1772440200218.0},
      {"answers":null,"capabilities":[],"context":"","data":"RSET","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"RSET","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":19,"severity":"none","time":1772440200218.0},
      {"answers":19,"capabilities":[],"context":"","data":"250 Reset OK","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":20,"severity":"ok","time":1772440200233.0},
      {"answers":null,"capabilities":[],"context":"sending message with RecordId 167503004551 and InternetMessageId <m3@contoso.com>","data":"","deltaMs":1.0,"event":"*","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":21,"severity":"none","time":1772440200234.0},
      {"answers":null,"capabilities":[],"context":"","data":"MAIL FROM:<bianca@contoso.com> SIZE=3000","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"MAIL","matched":true,"missingBefore":0,"ownLabels":null,"role":"client","sequence":22,"severity":"none","time":1772440200234.0},
      {"answers":null,"capabilities":[],"context":"","data":"RCPT TO:<sofia@fabrikam.com>","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"RCPT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":23,"severity":"none","time":1772440200234.0},
      {"answers":22,"capabilities":[],"context":"","data":"250 OK","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":24,"severity":"ok","time":1772440200249.0},
      {"answers":23,"capabilities":[],"context":"","data":"250 Accepted","deltaMs":0.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":25,"severity":"ok","time":1772440200249.0},
      {"answers":null,"capabilities":[],"context":"","data":"DATA","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"DATA","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":26,"severity":"none","time":1772440200249.0},
      {"answers":26,"capabilities":[],"context":"","data":"354 Enter message, ending with \".\" on a line by itself","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"354","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":27,"severity":"ok","time":1772440200264.0},
      {"answers":26,"capabilities":[],"context":"","data":"451 4.3.0 Temporary failure, try again later","deltaMs":30015.0,"event":"<","explanation":"There is a problem in the mail system that replied. This is temporary: mail servers retry on their own.","fields":[],"file":0,"label":"451","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":28,"severity":"warning","time":1772440230279.0},
      {"answers":null,"capabilities":[],"context":"","data":"QUIT","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"QUIT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":29,"severity":"none","time":1772440230279.0},
      {"answers":29,"capabilities":[],"context":"","data":"221 mx9.fabrikam.com closing connection","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"221","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":30,"severity":"ok","time":1772440230294.0},
      {"answers":null,"capabilities":[],"context":"Remote","data":"","deltaMs":0.0,"event":"-","explanation":"","fields":[],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":31,"severity":"none","time":1772440230294.0}
    ],
    "entryCount": 32,
    "facts": [
      {"entry":4,"name":"client-name","value":"mail.contoso.com"},
      {"entry":3,"name":"banner","value":"mx9.fabrikam.com ESMTP"}
    ],
    "firstEntry": 0,
    "flags": 0,
    "folder": "TransportRoles/Logs/Hub/ProtocolLog/SmtpSend",
    "largestGap": {"after":28,"before":27,"ms":30015.0},
    "localEndpoint": "192.0.2.19:18001",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "missingEntries": 0,
    "outcome": "rejected",
    "permissions": [{"meaning":"Received and Resent headers are kept in mail sent to it.","name":"SendRoutingHeaders"}],
    "remoteEndpoint": "203.0.113.40:25",
    "server": "",
    "service": "Transport",
    "session": 0,
    "sessionId": "08DE70D532740101",
    "start": 1772440200000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [
      {
        "firstEntry": 7,
        "lastEntry": 13,
        "messageId": "<m1@contoso.com>",
        "outcome": "accepted",
        "recipients": [
          {
            "address": "raul@fabrikam.com",
            "reply": {"code":250,"entry":10,"explanation":"","status":"","text":"Accepted"}
          }
        ],
        "reply": {"code":250,"entry":13,"explanation":"","status":"","text":"OK id=1vxAbC-000001-2B"},
        "sender": "adele@contoso.com",
        "size": 18019.0
      },
      {
        "firstEntry": 15,
        "lastEntry": 18,
        "messageId": "<m2@contoso.com>",
        "outcome": "rejected",
        "recipients": [
          {
            "address": "nobody@fabrikam.com",
            "reply": {
              "code": 550,
              "entry": 18,
              "explanation": "Rejected: the mailbox does not exist, or the server's policy does not allow this sender or recipient. This is permanent: retrying without a change will not help.",
              "status": "",
              "text": "No such user here"
            }
          }
        ],
        "reply": {
          "code": 550,
          "entry": 18,
          "explanation": "Rejected: the mailbox does not exist, or the server's policy does not allow this sender or recipient. This is permanent: retrying without a change will not help.",
          "status": "",
          "text": "No such user here"
        },
        "sender": "adele@contoso.com",
        "size": 2000.0
      },
      {
        "firstEntry": 22,
        "lastEntry": 28,
        "messageId": "<m3@contoso.com>",
        "outcome": "deferred",
        "recipients": [
          {
            "address": "sofia@fabrikam.com",
            "reply": {"code":250,"entry":25,"explanation":"","status":"","text":"Accepted"}
          }
        ],
        "reply": {
          "code": 451,
          "entry": 28,
          "explanation": "There is a problem in the mail system that replied. This is temporary: mail servers retry on their own.",
          "status": "4.3.0",
          "text": "Temporary failure, try again later"
        },
        "sender": "bianca@contoso.com",
        "size": 3000.0
      }
    ],
    "worstReply": {
      "code": 550,
      "entry": 18,
      "explanation": "Rejected: the mailbox does not exist, or the server's policy does not allow this sender or recipient. This is permanent: retrying without a change will not help.",
      "status": "",
      "text": "No such user here"
    }
  },
  {
    "auth": null,
    "certificates": [],
    "connectivity": null,
    "connectorId": "Outbound to Internet",
    "durationMs": 1204.0,
    "end": 1772441521204.0,
    "ended": "Remote",
    "entries": [
      {"answers":null,"capabilities":[],"context":"Set Session Permissions","data":"SendRoutingHeaders","deltaMs":0.0,"event":"*","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":{"connectorId":"Outbound to Internet","localEndpoint":"","remoteEndpoint":"203.0.113.51:25"},"role":"information","sequence":0,"severity":"none","time":1772441520000.0},
      {"answers":null,"capabilities":[],"context":"attempting to connect","data":"","deltaMs":0.0,"event":"*","explanation":"Exchange opens a connection; until it is established, the local endpoint is empty.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":{"connectorId":"Outbound to Internet","localEndpoint":"","remoteEndpoint":"203.0.113.51:25"},"role":"information","sequence":1,"severity":"none","time":1772441520000.0},
      {"answers":null,"capabilities":[],"context":"Failed to connect. Winsock error code: 10061, Win32 error code: 10061, Destination domain: fabrikam.com, Error Message: No connection could be made because the target machine actively refused it 203.0.113.51:25.","data":"","deltaMs":1004.0,"event":"*","explanation":"The connection could not be opened (WSAECONNREFUSED). The other side refused the connection: the address is reachable, but nothing listens on that port. Check that its SMTP service is running and on which port it listens; on an Exchange server, check that its transport services are active.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":{"connectorId":"Outbound to Internet","localEndpoint":"","remoteEndpoint":"203.0.113.51:25"},"role":"information","sequence":2,"severity":"error","time":1772441521004.0},
      {"answers":null,"capabilities":[],"context":"attempting to connect","data":"","deltaMs":0.0,"event":"*","explanation":"Exchange opens a connection; until it is established, the local endpoint is empty.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":{"connectorId":"Outbound to Internet","localEndpoint":"","remoteEndpoint":"203.0.113.52:25"},"role":"information","sequence":3,"severity":"none","time":1772441521004.0},
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":20.0,"event":"+","explanation":"","fields":[],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":4,"severity":"none","time":1772441521024.0},
      {"answers":null,"capabilities":[],"context":"","data":"220 mx52.fabrikam.com ESMTP","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":5,"severity":"ok","time":1772441521039.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO mail.contoso.com","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":6,"severity":"none","time":1772441521039.0},
      {"answers":6,"capabilities":[{"keyword":"SIZE","meaning":"The largest message that the server accepts, in bytes; 0 means no fixed limit.","parameters":"52428800"},{"keyword":"8BITMIME","meaning":"Messages may contain bytes above 127.","parameters":""}],"context":"","data":"250  mx52.fabrikam.com SIZE 52428800 8BITMIME","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":7,"severity":"ok","time":1772441521054.0},
      {"answers":null,"capabilities":[],"context":"sending message with RecordId 10 and InternetMessageId <f1@contoso.com>","data":"","deltaMs":0.0,"event":"*","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":8,"severity":"none","time":1772441521054.0},
      {"answers":null,"capabilities":[],"context":"","data":"MAIL FROM:<adele@contoso.com> SIZE=1801","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"MAIL","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":9,"severity":"none","time":1772441521054.0},
      {"answers":9,"capabilities":[],"context":"","data":"250 2.1.0 Ok","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":10,"severity":"ok","time":1772441521069.0},
      {"answers":null,"capabilities":[],"context":"","data":"RCPT TO:<tamara@fabrikam.com>","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"RCPT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":11,"severity":"none","time":1772441521069.0},
      {"answers":11,"capabilities":[],"context":"","data":"250 2.1.5 Ok","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":12,"severity":"ok","time":1772441521084.0},
      {"answers":null,"capabilities":[],"context":"","data":"DATA","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"DATA","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":13,"severity":"none","time":1772441521084.0},
      {"answers":13,"capabilities":[],"context":"","data":"354 End data with <CR><LF>.<CR><LF>","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"354","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":14,"severity":"ok","time":1772441521099.0},
      {"answers":13,"capabilities":[],"context":"","data":"250 2.0.0 Ok: queued as 4F1B2","deltaMs":90.0,"event":"<","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":15,"severity":"ok","time":1772441521189.0},
      {"answers":null,"capabilities":[],"context":"","data":"QUIT","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"QUIT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":16,"severity":"none","time":1772441521189.0},
      {"answers":16,"capabilities":[],"context":"","data":"221 2.0.0 Bye","deltaMs":15.0,"event":"<","explanation":"","fields":[],"file":0,"label":"221","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":17,"severity":"ok","time":1772441521204.0},
      {"answers":null,"capabilities":[],"context":"Remote","data":"","deltaMs":0.0,"event":"-","explanation":"","fields":[],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":18,"severity":"none","time":1772441521204.0}
    ],
    "entryCount": 19,
    "facts": [
      {"entry":6,"name":"client-name","value":"mail.contoso.com"},
      {"entry":5,"name":"banner","value":"mx52.fabrikam.com ESMTP"},
      {
        "entry": 2,
        "name": "connect-failure",
        "value": "No connection could be made because the target machine actively refused it 203.0.113.51:25."
      }
    ],
    "firstEntry": 0,
    "flags": 0,
    "folder": "",
    "largestGap": {"after":2,"before":1,"ms":1004.0},
    "localEndpoint": "192.0.2.19:18200",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "missingEntries": 0,
    "outcome": "accepted",
    "permissions": [{"meaning":"Received and Resent headers are kept in mail sent to it.","name":"SendRoutingHeaders"}],
    "remoteEndpoint": "203.0.113.52:25",
    "server": "",
    "service": "Front End Transport",
    "session": 2,
    "sessionId": "08DE70D532740303",
    "start": 1772441520000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [
      {
        "firstEntry": 9,
        "lastEntry": 15,
        "messageId": "<f1@contoso.com>",
        "outcome": "accepted",
        "recipients": [
          {
            "address": "tamara@fabrikam.com",
            "reply": {"code":250,"entry":12,"explanation":"","status":"2.1.5","text":"Ok"}
          }
        ],
        "reply": {"code":250,"entry":15,"explanation":"","status":"2.0.0","text":"Ok: queued as 4F1B2"},
        "sender": "adele@contoso.com",
        "size": 1801.0
      }
    ],
    "worstReply": null
  },
  {
    "auth": null,
    "certificates": [],
    "connectivity": null,
    "connectorId": "EX19\\Default Frontend EX19",
    "durationMs": 425.0,
    "end": 1772438400425.0,
    "ended": "Local",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":0.0,"event":"+","explanation":"","fields":[],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1772438400000.0},
      {"answers":null,"capabilities":[],"context":"","data":"220 mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 09:00:00 +0100","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":1,"severity":"ok","time":1772438400000.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO mx.fabrikam.com","deltaMs":5.0,"event":"<","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":2,"severity":"none","time":1772438400005.0},
      {"answers":null,"capabilities":[],"context":"","data":"MAIL FROM:<ann@fabrikam.com>","deltaMs":5.0,"event":"<","explanation":"","fields":[],"file":0,"label":"MAIL","matched":false,"missingBefore":1,"ownLabels":null,"role":"client","sequence":4,"severity":"none","time":1772438400010.0},
      {"answers":null,"capabilities":[],"context":"","data":"RCPT TO:<megan@contoso.com>","deltaMs":5.0,"event":"<","explanation":"","fields":[],"file":0,"label":"RCPT","matched":false,"missingBefore":1,"ownLabels":null,"role":"client","sequence":6,"severity":"none","time":1772438400015.0},
      {"answers":2,"capabilities":[],"context":"","data":"250 2.1.5 Recipient OK","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":7,"severity":"ok","time":1772438400015.0},
      {"answers":null,"capabilities":[],"context":"","data":"DATA","deltaMs":5.0,"event":"<","explanation":"","fields":[],"file":0,"label":"DATA","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":8,"severity":"none","time":1772438400020.0},
      {"answers":null,"capabilities":[],"context":"","data":"QUIT","deltaMs":405.0,"event":"<","explanation":"","fields":[],"file":0,"label":"QUIT","matched":false,"missingBefore":2,"ownLabels":null,"role":"client","sequence":11,"severity":"none","time":1772438400425.0},
      {"answers":7,"capabilities":[],"context":"","data":"221 2.0.0 Service closing transmission channel","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"221","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":12,"severity":"ok","time":1772438400425.0},
      {"answers":null,"capabilities":[],"context":"Local","data":"","deltaMs":0.0,"event":"-","explanation":"","fields":[],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":13,"severity":"none","time":1772438400425.0}
    ],
    "entryCount": 10,
    "facts": [
      {"entry":2,"name":"client-name","value":"mx.fabrikam.com"},
      {
        "entry": 1,
        "name": "banner",
        "value": "mail.contoso.com Microsoft ESMTP MAIL Service ready at Mon, 2 Mar 2026 09:00:00 +0100"
      }
    ],
    "firstEntry": 0,
    "flags": 4,
    "folder": "",
    "largestGap": {"after":7,"before":6,"ms":405.0},
    "localEndpoint": "192.0.2.19:25",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "missingEntries": 4,
    "outcome": "incomplete",
    "permissions": [],
    "remoteEndpoint": "198.51.100.40:5000",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 0,
    "sessionId": "08DE70D52F658011",
    "start": 1772438400000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [
      {
        "firstEntry": 3,
        "lastEntry": 8,
        "messageId": "",
        "outcome": "unfinished",
        "recipients": [{"address":"megan@contoso.com","reply":null}],
        "reply": null,
        "sender": "ann@fabrikam.com",
        "size": null
      }
    ],
    "worstReply": null
  },
  {
    "auth": null,
    "certificates": [],
    "connectivity": {
      "attempts": [
        {
          "address": "203.0.113.20:25",
          "code": 10060,
          "entry": 3,
          "error": "WSAETIMEDOUT: The other side did not respond in time. Usually a firewall silently drops port 25, the address is wrong, or the server is down.",
          "ok": false
        },
        {
          "address": "203.0.113.22:25",
          "code": 10061,
          "entry": 4,
          "error": "WSAECONNREFUSED: The other side refused the connection: the address is reachable, but nothing listens on that port. Check that its SMTP service is running and on which port it listens; on an Exchange server, check that its transport services are active.",
          "ok": false
        }
      ],
      "bytes": 0.0,
      "destination": "fabrikam.com",
      "messages": 0.0,
      "nextHop": "DnsConnectorDelivery",
      "nextHopMeaning": "Through a send connector on this server, directly to the MX hosts of the domain.",
      "resolved": [
        {"addresses":["203.0.113.20"],"host":"mx1.fabrikam.com"},
        {"addresses":["203.0.113.22"],"host":"mx2.fabrikam.com"}
      ],
      "result": "Retry : Unable to connect",
      "source": "SMTP"
    },
    "connectorId": "SMTP",
    "durationMs": 22070.0,
    "end": 1772442022070.0,
    "ended": "Messages: 0 Bytes: 0 (Retry : Unable to connect)",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"DnsConnectorDelivery 20ea587d-f931-4617-ae72-76b1dfca85ef;QueueLength=TQ=1;RN=1;","deltaMs":0.0,"event":"+","explanation":"","fields":[],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1772442000000.0},
      {"answers":null,"capabilities":[],"context":"","data":"mx1.fabrikam.com[203.0.113.20]","deltaMs":50.0,"event":">","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":1,"severity":"none","time":1772442000050.0},
      {"answers":null,"capabilities":[],"context":"","data":"mx2.fabrikam.com[203.0.113.22]","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":2,"severity":"none","time":1772442000050.0},
      {"answers":null,"capabilities":[],"context":"","data":"Failed connection to 203.0.113.20:25 (TimedOut:0000274C)[TargetHost:mx1.fabrikam.com:25|MarkedUnhealthy|FailureCount:15|NextRetryTime:2026-03-02T09:17:44.184Z][TargetIPAddress:203.0.113.20:25|MarkedUnhealthy|FailureCount:15|NextRetryTime:2026-03-02T09:17:44.184Z]","deltaMs":21010.0,"event":">","explanation":"The other side did not respond in time. Usually a firewall silently drops port 25, the address is wrong, or the server is down. Exchange has marked the target as unhealthy and does not use it until the retry time.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":3,"severity":"error","time":1772442021060.0},
      {"answers":null,"capabilities":[],"context":"","data":"Failed connection to 203.0.113.22:25 (ConnectionRefused:0000274D)[TargetHost:mx2.fabrikam.com:25|MarkedUnhealthy|FailureCount:3|NextRetryTime:2026-03-02T09:17:44.184Z][TargetIPAddress:203.0.113.22:25|MarkedUnhealthy|FailureCount:3|NextRetryTime:2026-03-02T09:17:44.184Z]","deltaMs":1010.0,"event":">","explanation":"The other side refused the connection: the address is reachable, but nothing listens on that port. Check that its SMTP service is running and on which port it listens; on an Exchange server, check that its transport services are active. Exchange has marked the target as unhealthy and does not use it until the retry time.","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"information","sequence":4,"severity":"error","time":1772442022070.0},
      {"answers":null,"capabilities":[],"context":"","data":"Messages: 0 Bytes: 0 (Retry : Unable to connect)","deltaMs":0.0,"event":"-","explanation":"No address could be reached; the queue retries later. The preceding rows show which addresses were tried.","fields":[],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":5,"severity":"warning","time":1772442022070.0}
    ],
    "entryCount": 6,
    "facts": [],
    "firstEntry": 0,
    "flags": 0,
    "folder": "TransportRoles/Logs/Hub/Connectivity",
    "largestGap": {"after":3,"before":2,"ms":21010.0},
    "localEndpoint": "",
    "logType": "connectivity",
    "logTypeName": "Connectivity",
    "missingEntries": 0,
    "outcome": "failed",
    "permissions": [],
    "remoteEndpoint": "fabrikam.com",
    "server": "",
    "service": "Transport",
    "session": 0,
    "sessionId": "08DE70D533580011",
    "start": 1772442000000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [],
    "worstReply": null
  },
  {
    "auth": null,
    "certificates": [],
    "connectivity": null,
    "connectorId": "EX10\\Réception externe",
    "durationMs": 20.0,
    "end": 1772441100020.0,
    "ended": "Local",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":0.0,"event":"+","explanation":"","fields":[],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1772441100000.0},
      {"answers":null,"capabilities":[],"context":"","data":"220 Serveur prêt – €","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"220","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":1,"severity":"ok","time":1772441100000.0},
      {"answers":null,"capabilities":[],"context":"","data":"EHLO hôte.fabrikam.com","deltaMs":5.0,"event":"<","explanation":"","fields":[],"file":0,"label":"EHLO","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":2,"severity":"none","time":1772441100005.0},
      {"answers":2,"capabilities":[{"keyword":"SIZE","meaning":"The largest message that the server accepts, in bytes; 0 means no fixed limit.","parameters":"10485760"},{"keyword":"8BITMIME","meaning":"Messages may contain bytes above 127.","parameters":""}],"context":"","data":"250  ex10.contoso.com Hello [198.51.100.34] SIZE 10485760 8BITMIME","deltaMs":0.0,"event":">","explanation":"","fields":[],"file":0,"label":"250","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":3,"severity":"ok","time":1772441100005.0},
      {"answers":null,"capabilities":[],"context":"","data":"MAIL FROM:<éloïse@fabrikam.com>","deltaMs":5.0,"event":"<","explanation":"","fields":[],"file":0,"label":"MAIL","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":4,"severity":"none","time":1772441100010.0},
      {"answers":4,"capabilities":[],"context":"","data":"501 5.5.4 Adresse refusée, voir « aide »","deltaMs":0.0,"event":">","explanation":"A parameter of the command is invalid. This is permanent: retrying without a change will not help.","fields":[],"file":0,"label":"501","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":5,"severity":"error","time":1772441100010.0},
      {"answers":null,"capabilities":[],"context":"","data":"XBYTES ","deltaMs":5.0,"event":"<","explanation":"","fields":[],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":6,"severity":"none","time":1772441100015.0},
      {"answers":6,"capabilities":[],"context":"","data":"500 5.3.3 Unrecognized command","deltaMs":0.0,"event":">","explanation":"The server does not know the command, or does not offer it to this client. Between Exchange servers, check whether the connector has Exchange Server authentication enabled and whether a firewall filters SMTP commands.","fields":[],"file":0,"label":"500","matched":false,"missingBefore":0,"ownLabels":null,"role":"server","sequence":7,"severity":"error","time":1772441100015.0},
      {"answers":null,"capabilities":[],"context":"","data":"QUIT","deltaMs":5.0,"event":"<","explanation":"","fields":[],"file":0,"label":"QUIT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":8,"severity":"none","time":1772441100020.0},
      {"answers":null,"capabilities":[],"context":"Local","data":"","deltaMs":0.0,"event":"-","explanation":"","fields":[],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":9,"severity":"none","time":1772441100020.0}
    ],
    "entryCount": 10,
    "facts": [
      {"entry":2,"name":"client-name","value":"hôte.fabrikam.com"},
      {"entry":1,"name":"banner","value":"Serveur prêt – €"}
    ],
    "firstEntry": 0,
    "flags": 0,
    "folder": "",
    "largestGap": {"after":2,"before":1,"ms":5.0},
    "localEndpoint": "192.0.2.10:25",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "missingEntries": 0,
    "outcome": "rejected",
    "permissions": [],
    "remoteEndpoint": "198.51.100.34:4001",
    "server": "EX10",
    "service": "Front End Transport",
    "session": 0,
    "sessionId": "08DE70D52F657071",
    "start": 1772441100000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [
      {
        "firstEntry": 4,
        "lastEntry": 5,
        "messageId": "",
        "outcome": "rejected",
        "recipients": [],
        "reply": {
          "code": 501,
          "entry": 5,
          "explanation": "A parameter of the command is invalid. This is permanent: retrying without a change will not help.",
          "status": "5.5.4",
          "text": "Adresse refusée, voir « aide »"
        },
        "sender": "éloïse@fabrikam.com",
        "size": null
      }
    ],
    "worstReply": {
      "code": 501,
      "entry": 5,
      "explanation": "A parameter of the command is invalid. This is permanent: retrying without a change will not help.",
      "status": "5.5.4",
      "text": "Adresse refusée, voir « aide »"
    }
  },
  {
    "auth": {"entry":2,"error":"","mechanism":"LOGIN","result":"ok","user":"ann@contoso.com"},
    "certificates": [],
    "connectivity": null,
    "connectorId": "",
    "durationMs": 1771010.0,
    "end": 1317104981010.0,
    "ended": "",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":0.0,"event":"+","explanation":"","fields":[{"name":"duration","value":"31"},{"name":"rqsize","value":"0"},{"name":"rpsize","value":"65"},{"name":"command","value":"OpenSession"}],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1317103210000.0},
      {"answers":null,"capabilities":[],"context":"R=ok","data":"capability","deltaMs":50.0,"event":"<","explanation":"","fields":[{"name":"duration","value":"1"},{"name":"rqsize","value":"15"},{"name":"rpsize","value":"143"},{"name":"command","value":"capability"}],"file":0,"label":"CAPABILITY","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":1,"severity":"ok","time":1317103210050.0},
      {"answers":null,"capabilities":[],"context":"R=ok;LiveIdAR=OK","data":"login ann@contoso.com *****","deltaMs":250.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"187"},{"name":"rqsize","value":"41"},{"name":"rpsize","value":"24"},{"name":"command","value":"login"}],"file":0,"label":"LOGIN","matched":true,"missingBefore":0,"ownLabels":null,"role":"client","sequence":2,"severity":"ok","time":1317103210300.0},
      {"answers":null,"capabilities":[],"context":"R=ok","data":"id (\"name\" \"Example Mail\" \"version\" \"3.1\")","deltaMs":100.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"2"},{"name":"rqsize","value":"62"},{"name":"rpsize","value":"40"},{"name":"command","value":"id"}],"file":0,"label":"ID","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":3,"severity":"ok","time":1317103210400.0},
      {"answers":null,"capabilities":[],"context":"R=ok;Rows=214;Recent=3;UidValidity=14;UidNext=1207","data":"select INBOX","deltaMs":250.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"92"},{"name":"rqsize","value":"19"},{"name":"rpsize","value":"311"},{"name":"command","value":"select"}],"file":0,"label":"SELECT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":4,"severity":"ok","time":1317103210650.0},
      {"answers":null,"capabilities":[],"context":"R=ok;Rows=3;Budget=\"Owner:Sid~CONTOSO\\ann~Imap~false,Conn:1,MaxConn:Unlimited,MaxBurst:3600000,Balance:3598796,Cutoff:Unlimited,RechargeRate:600000,Policy:DefaultThrottlingPolicy,IsServiceAccount:False,LiveTime:00:00:02.02\"","data":"uid fetch 1204:1206 (BODY.PEEK[])","deltaMs":1350.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"1204"},{"name":"rqsize","value":"44"},{"name":"rpsize","value":"18820"},{"name":"command","value":"uid"}],"file":0,"label":"UID","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":5,"severity":"ok","time":1317103212000.0},
      {"answers":null,"capabilities":[],"context":"R=\"5 NO [NONEXISTENT] Archive doesn't exist.\"","data":"select Archive","deltaMs":200.0,"event":"<","explanation":"The folder does not exist.","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"12"},{"name":"rqsize","value":"24"},{"name":"rpsize","value":"61"},{"name":"command","value":"select"}],"file":0,"label":"SELECT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":6,"severity":"error","time":1317103212200.0},
      {"answers":null,"capabilities":[],"context":"R=ok","data":"idle","deltaMs":1767800.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"1766000"},{"name":"rqsize","value":"6"},{"name":"rpsize","value":"50"},{"name":"command","value":"idle"}],"file":0,"label":"IDLE","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":7,"severity":"ok","time":1317104980000.0},
      {"answers":null,"capabilities":[],"context":"R=ok","data":"logout","deltaMs":1000.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"1"},{"name":"rqsize","value":"10"},{"name":"rpsize","value":"72"},{"name":"command","value":"logout"}],"file":0,"label":"LOGOUT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":8,"severity":"ok","time":1317104981000.0},
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":10.0,"event":"-","explanation":"","fields":[{"name":"duration","value":"0"},{"name":"rqsize","value":"0"},{"name":"rpsize","value":"0"},{"name":"command","value":"CloseSession"}],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":9,"severity":"none","time":1317104981010.0}
    ],
    "entryCount": 10,
    "facts": [{"entry":3,"name":"client-name","value":"Example Mail"}],
    "firstEntry": 0,
    "flags": 0,
    "folder": "Logging/Imap4",
    "largestGap": {"after":7,"before":6,"ms":1767800.0},
    "localEndpoint": "192.0.2.14:993",
    "logType": "imap4",
    "logTypeName": "IMAP4",
    "mailAccess": {
      "budget": {
        "balance": "3598796",
        "connections": "1",
        "entry": 5,
        "maxConnections": "Unlimited",
        "policy": "DefaultThrottlingPolicy"
      },
      "busyMs": 1499.0,
      "commands": [
        {"count":2,"durationMs":104.0,"name":"SELECT","refused":1},
        {"count":1,"durationMs":1.0,"name":"CAPABILITY","refused":0},
        {"count":1,"durationMs":187.0,"name":"LOGIN","refused":0},
        {"count":1,"durationMs":2.0,"name":"ID","refused":0},
        {"count":1,"durationMs":1204.0,"name":"UID FETCH","refused":0},
        {"count":1,"durationMs":1766000.0,"name":"IDLE","refused":0},
        {"count":1,"durationMs":1.0,"name":"LOGOUT","refused":0}
      ],
      "loggedOut": true,
      "mailbox": null,
      "proxy": null,
      "received": 221.0,
      "sent": 19586.0,
      "slowest": {"command":"UID FETCH","entry":5,"ms":1204.0},
      "startTls": null
    },
    "missingEntries": 0,
    "outcome": "rejected",
    "permissions": [],
    "remoteEndpoint": "198.51.100.31:50111",
    "server": "",
    "service": "IMAP4",
    "session": 0,
    "sessionId": "00000000000004D1",
    "start": 1317103210000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [],
    "worstReply": {
      "code": 0,
      "entry": 6,
      "explanation": "The folder does not exist.",
      "status": "",
      "text": "5 NO [NONEXISTENT] Archive doesn't exist."
    }
  },
  {
    "auth": {"entry":1,"error":"","mechanism":"LOGIN","result":"ok","user":"ann@contoso.com"},
    "certificates": [],
    "connectivity": null,
    "connectorId": "",
    "durationMs": 6010.0,
    "end": 1772438706010.0,
    "ended": "",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":0.0,"event":"+","explanation":"","fields":[{"name":"duration","value":"3"},{"name":"rqsize","value":"0"},{"name":"rpsize","value":"53"},{"name":"command","value":"OpenSession"}],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1772438700000.0},
      {"answers":null,"capabilities":[],"context":"R=ok;Msg=\"RecipientType: UserMailbox, RecipientTypeDetails: UserMailbox, Selected Mailbox: Display Name: Doe, Ann, Mailbox Guid: 0cb2fd35-5f2f-4b2b-8a4f-6d9e3b7a1c22, Database: 6e1c1c5e-9a51-4c2f-b2a0-0d3f4e5a6b7c, Location: ServerFqdn: ex19.contoso.com, ServerVersion: 1942061322, DatabaseName: DB01, HomePublicFolderDatabaseGuid: 00000000-0000-0000-0000-000000000000\";LiveIdAR=OK","data":"login ann@contoso.com *****","deltaMs":90.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"80"},{"name":"rqsize","value":"41"},{"name":"rpsize","value":"23"},{"name":"command","value":"login"}],"file":0,"label":"LOGIN","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":1,"severity":"ok","time":1772438700090.0},
      {"answers":null,"capabilities":[],"context":"R=ok;Rows=9120;Recent=0;UidValidity=14;UidNext=120700","data":"select INBOX","deltaMs":410.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"31"},{"name":"rqsize","value":"19"},{"name":"rpsize","value":"311"},{"name":"command","value":"select"},{"name":"puid","value":"1003BFFD8AAB1122"}],"file":0,"label":"SELECT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":2,"severity":"ok","time":1772438700500.0},
      {"answers":null,"capabilities":[],"context":"R=ok;Rows=4","data":"uid search HEADER \"Subject\" \"report\"","deltaMs":4300.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"4100"},{"name":"rqsize","value":"52"},{"name":"rpsize","value":"920114"},{"name":"command","value":"uid"},{"name":"puid","value":"1003BFFD8AAB1122"}],"file":0,"label":"UID","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":3,"severity":"ok","time":1772438704800.0},
      {"answers":null,"capabilities":[],"context":"R=\"7 BAD Command Argument Error.\"","data":"fetch 1:4 (FLAGS)","deltaMs":200.0,"event":"<","explanation":"The server did not understand the command, its arguments are wrong, or it is not allowed in this state of the session.","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"90"},{"name":"rqsize","value":"52"},{"name":"rpsize","value":"20114"},{"name":"command","value":"fetch"},{"name":"puid","value":"1003BFFD8AAB1122"}],"file":0,"label":"FETCH","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":4,"severity":"error","time":1772438705000.0},
      {"answers":null,"capabilities":[],"context":"R=ok","data":"noop","deltaMs":300.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"3"},{"name":"rqsize","value":"12"},{"name":"rpsize","value":"40"},{"name":"command","value":"noop"},{"name":"puid","value":"1003BFFD8AAB1122"}],"file":0,"label":"NOOP","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":5,"severity":"ok","time":1772438705300.0},
      {"answers":null,"capabilities":[],"context":"R=ok","data":"noop","deltaMs":0.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"3"},{"name":"rqsize","value":"12"},{"name":"rpsize","value":"40"},{"name":"command","value":"noop"},{"name":"puid","value":"1003BFFD8AAB1122"}],"file":0,"label":"NOOP","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":5,"severity":"ok","time":1772438705300.0},
      {"answers":null,"capabilities":[],"context":"R=ok","data":"logout","deltaMs":700.0,"event":"<","explanation":"","fields":[{"name":"user","value":"ann@contoso.com"},{"name":"duration","value":"1"},{"name":"rqsize","value":"10"},{"name":"rpsize","value":"72"},{"name":"command","value":"logout"},{"name":"puid","value":"1003BFFD8AAB1122"}],"file":0,"label":"LOGOUT","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":6,"severity":"ok","time":1772438706000.0},
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":10.0,"event":"-","explanation":"","fields":[{"name":"duration","value":"0"},{"name":"rqsize","value":"0"},{"name":"rpsize","value":"0"},{"name":"command","value":"CloseSession"}],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":7,"severity":"none","time":1772438706010.0}
    ],
    "entryCount": 9,
    "facts": [],
    "firstEntry": 0,
    "flags": 0,
    "folder": "EX19/Logging/Imap4BE",
    "largestGap": {"after":3,"before":2,"ms":4300.0},
    "localEndpoint": "192.0.2.19:1993",
    "logType": "imap4",
    "logTypeName": "IMAP4",
    "mailAccess": {
      "budget": null,
      "busyMs": 4308.0,
      "commands": [
        {"count":2,"durationMs":6.0,"name":"NOOP","refused":0},
        {"count":1,"durationMs":80.0,"name":"LOGIN","refused":0},
        {"count":1,"durationMs":31.0,"name":"SELECT","refused":0},
        {"count":1,"durationMs":4100.0,"name":"UID SEARCH","refused":0},
        {"count":1,"durationMs":90.0,"name":"FETCH","refused":1},
        {"count":1,"durationMs":1.0,"name":"LOGOUT","refused":0}
      ],
      "loggedOut": true,
      "mailbox": {
        "database": "DB01",
        "entry": 1,
        "guid": "0cb2fd35-5f2f-4b2b-8a4f-6d9e3b7a1c22",
        "name": "Doe, Ann",
        "recipientType": "UserMailbox",
        "server": "ex19.contoso.com"
      },
      "proxy": null,
      "received": 198.0,
      "sent": 940767.0,
      "slowest": {"command":"UID SEARCH","entry":3,"ms":4100.0},
      "startTls": null
    },
    "missingEntries": 0,
    "outcome": "rejected",
    "permissions": [],
    "remoteEndpoint": "192.0.2.18:41022",
    "server": "EX19",
    "service": "IMAP4 Backend",
    "session": 0,
    "sessionId": "000000000000001A",
    "start": 1772438700000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [],
    "worstReply": {
      "code": 0,
      "entry": 4,
      "explanation": "The server did not understand the command, its arguments are wrong, or it is not allowed in this state of the session.",
      "status": "",
      "text": "7 BAD Command Argument Error."
    }
  },
  {
    "auth": {"entry":2,"error":"","mechanism":"USER/PASS","result":"ok","user":"scanner"},
    "certificates": [],
    "connectivity": null,
    "connectorId": "",
    "durationMs": 435.0,
    "end": 1706110311435.0,
    "ended": "",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":0.0,"event":"+","explanation":"","fields":[{"name":"duration","value":"4"},{"name":"rqsize","value":"0"},{"name":"rpsize","value":"62"},{"name":"command","value":"OpenSession"}],"file":0,"label":"+","matched":false,"missingBefore":0,"ownLabels":null,"role":"connect","sequence":0,"severity":"none","time":1706110311000.0},
      {"answers":null,"capabilities":[],"context":"R=OK","data":"user scanner","deltaMs":67.0,"event":"<","explanation":"","fields":[{"name":"user","value":"scanner"},{"name":"duration","value":"1"},{"name":"rqsize","value":"17"},{"name":"rpsize","value":"5"},{"name":"command","value":"user"}],"file":0,"label":"USER","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":1,"severity":"ok","time":1706110311067.0},
      {"answers":null,"capabilities":[],"context":"R=OK;Msg=\"Proxy:mbx02.contoso.com:1995:SSL;ProxySuccess\";ActivityContextData=0cb2fd35-5f2f-4b2b-8a4f-6d9e3b7a1c11","data":"pass *****","deltaMs":164.0,"event":"<","explanation":"","fields":[{"name":"user","value":"scanner"},{"name":"duration","value":"163"},{"name":"rqsize","value":"10"},{"name":"rpsize","value":"34"},{"name":"command","value":"pass"}],"file":0,"label":"PASS","matched":false,"missingBefore":0,"ownLabels":null,"role":"client","sequence":2,"severity":"ok","time":1706110311231.0},
      {"answers":null,"capabilities":[],"context":"","data":"","deltaMs":204.0,"event":"-","explanation":"","fields":[{"name":"duration","value":"0"},{"name":"rqsize","value":"0"},{"name":"rpsize","value":"0"},{"name":"command","value":"CloseSession"}],"file":0,"label":"-","matched":false,"missingBefore":0,"ownLabels":null,"role":"disconnect","sequence":1,"severity":"none","time":1706110311435.0}
    ],
    "entryCount": 4,
    "facts": [],
    "firstEntry": 0,
    "flags": 0,
    "folder": "Logging/Pop3",
    "largestGap": {"after":3,"before":2,"ms":204.0},
    "localEndpoint": "192.0.2.16:110",
    "logType": "pop3",
    "logTypeName": "POP3",
    "mailAccess": {
      "budget": null,
      "busyMs": 164.0,
      "commands": [
        {"count":1,"durationMs":1.0,"name":"USER","refused":0},
        {"count":1,"durationMs":163.0,"name":"PASS","refused":0}
      ],
      "loggedOut": false,
      "mailbox": null,
      "proxy": {"entry":2,"error":"","host":"mbx02.contoso.com","ok":true,"port":1995,"security":"SSL"},
      "received": 27.0,
      "sent": 101.0,
      "slowest": {"command":"PASS","entry":2,"ms":163.0},
      "startTls": null
    },
    "missingEntries": 0,
    "outcome": "proxied",
    "permissions": [],
    "remoteEndpoint": "198.51.100.51:12345",
    "server": "",
    "service": "POP3",
    "session": 0,
    "sessionId": "00000000000ABC12",
    "start": 1706110311000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [],
    "worstReply": null
  },
  {
    "auth": null,
    "certificates": [],
    "connectivity": null,
    "connectorId": "EX01\\Default EX01",
    "durationMs": 1000.0,
    "end": 1772438461000.0,
    "ended": "",
    "entries": [
      {"answers":null,"capabilities":[],"context":"EX01 · nobody@contoso.com, megan@contoso.com","data":"RECEIVE SMTP","deltaMs":0.0,"event":"*","explanation":"This server received the message: by SMTP, or from a mailbox or a folder. Source: SMTP.","fields":[{"name":"client-ip","value":"198.51.100.7"},{"name":"client-hostname","value":"mail.fabrikam.com"},{"name":"server-ip","value":"192.0.2.10"},{"name":"server-hostname","value":"EX01"},{"name":"source-context","value":"08DE70D2D1F04D00;2026-03-02T08:01:00.000Z;0"},{"name":"connector-id","value":"EX01\\Default EX01"},{"name":"source","value":"SMTP"},{"name":"event-id","value":"RECEIVE"},{"name":"internal-message-id","value":"1002"},{"name":"message-id","value":"<two@fabrikam.com>"},{"name":"network-message-id","value":"6a638d20-1e63-493a-80a2-08da9a4f03ea"},{"name":"recipient-address","value":"nobody@contoso.com;megan@contoso.com"},{"name":"total-bytes","value":"3000"},{"name":"recipient-count","value":"2"},{"name":"message-subject","value":"=cmd()"},{"name":"sender-address","value":"ann@fabrikam.com"},{"name":"return-path","value":"ann@fabrikam.com"},{"name":"message-info","value":"0cA: "},{"name":"directionality","value":"Incoming"},{"name":"original-client-ip","value":"198.51.100.7"},{"name":"original-server-ip","value":"192.0.2.10"},{"name":"custom-data","value":"S:ProxyHop1=EX01.contoso.com(192.0.2.10);S:DeliveryPriority=Normal"},{"name":"transport-traffic-type","value":"Email"},{"name":"log-id","value":"7d1b6c0e-0000-4000-8000-000000000001"},{"name":"schema-version","value":"15.01.2375.007"}],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"record","sequence":0,"severity":"none","time":1772438460000.0},
      {"answers":null,"capabilities":[],"context":"EX01 · nobody@contoso.com · 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup","data":"FAIL ROUTING","deltaMs":300.0,"event":"*","explanation":"Delivery failed permanently for these recipients. Source: routing. The organisation that replied has no recipient with this address. Check the spelling, and whether directory synchronisation includes the recipient.","fields":[{"name":"server-hostname","value":"EX01"},{"name":"source","value":"ROUTING"},{"name":"event-id","value":"FAIL"},{"name":"internal-message-id","value":"1002"},{"name":"message-id","value":"<two@fabrikam.com>"},{"name":"recipient-address","value":"nobody@contoso.com"},{"name":"recipient-status","value":"[{LRT=};{LED=550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup};{FQDN=};{IP=}]"},{"name":"total-bytes","value":"3000"},{"name":"recipient-count","value":"1"},{"name":"message-subject","value":"=cmd()"},{"name":"sender-address","value":"ann@fabrikam.com"},{"name":"return-path","value":"ann@fabrikam.com"},{"name":"directionality","value":"Incoming"},{"name":"transport-traffic-type","value":"Email"},{"name":"log-id","value":"7d1b6c0e-0000-4000-8000-000000000001"},{"name":"schema-version","value":"15.01.2375.007"}],"file":0,"label":"550","matched":true,"missingBefore":0,"ownLabels":null,"role":"record","sequence":1,"severity":"error","time":1772438460300.0},
      {"answers":null,"capabilities":[],"context":"EX01.contoso.com · megan@contoso.com","data":"DELIVER STOREDRIVER","deltaMs":700.0,"event":"*","explanation":"The message was delivered to the mailboxes of these recipients. Source: the mailbox database.","fields":[{"name":"client-hostname","value":"EX01"},{"name":"server-hostname","value":"EX01.contoso.com"},{"name":"source","value":"STOREDRIVER"},{"name":"event-id","value":"DELIVER"},{"name":"internal-message-id","value":"1002"},{"name":"message-id","value":"<two@fabrikam.com>"},{"name":"recipient-address","value":"megan@contoso.com"},{"name":"total-bytes","value":"3111"},{"name":"recipient-count","value":"1"},{"name":"message-subject","value":"=cmd()"},{"name":"sender-address","value":"ann@fabrikam.com"},{"name":"return-path","value":"ann@fabrikam.com"},{"name":"directionality","value":"Incoming"},{"name":"transport-traffic-type","value":"Email"},{"name":"log-id","value":"7d1b6c0e-0000-4000-8000-000000000001"},{"name":"schema-version","value":"15.01.2375.007"}],"file":0,"label":"","matched":false,"missingBefore":0,"ownLabels":null,"role":"record","sequence":2,"severity":"ok","time":1772438461000.0}
    ],
    "entryCount": 3,
    "facts": [
      {"entry":0,"name":"subject","value":"=cmd()"},
      {"entry":0,"name":"direction","value":"Incoming"},
      {"entry":0,"name":"client-name","value":"mail.fabrikam.com"},
      {"entry":0,"name":"network-message-id","value":"6a638d20-1e63-493a-80a2-08da9a4f03ea"},
      {"entry":0,"name":"first-server","value":"EX01"},
      {"entry":2,"name":"last-server","value":"EX01.contoso.com"},
      {"entry":2,"name":"time-to-delivery","value":"1.000 s"}
    ],
    "firstEntry": 0,
    "flags": 0,
    "folder": "EX01/TransportRoles/Logs/MessageTracking",
    "largestGap": {"after":2,"before":1,"ms":700.0},
    "localEndpoint": "192.0.2.10",
    "logType": "tracking",
    "logTypeName": "Message tracking",
    "missingEntries": 0,
    "outcome": "rejected",
    "permissions": [],
    "remoteEndpoint": "198.51.100.7",
    "server": "EX01",
    "service": "Transport",
    "session": 1,
    "sessionId": "<two@fabrikam.com>",
    "start": 1772438460000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [
      {
        "firstEntry": 0,
        "lastEntry": 2,
        "messageId": "<two@fabrikam.com>",
        "outcome": "rejected",
        "recipients": [
          {
            "address": "nobody@contoso.com",
            "reply": {
              "code": 550,
              "entry": 1,
              "explanation": "The organisation that replied has no recipient with this address. Check the spelling, and whether directory synchronisation includes the recipient.",
              "status": "5.1.10",
              "text": "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
            }
          },
          {"address":"megan@contoso.com","reply":null}
        ],
        "reply": {
          "code": 550,
          "entry": 1,
          "explanation": "The organisation that replied has no recipient with this address. Check the spelling, and whether directory synchronisation includes the recipient.",
          "status": "5.1.10",
          "text": "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
        },
        "sender": "ann@fabrikam.com",
        "size": 3111.0
      }
    ],
    "worstReply": {
      "code": 550,
      "entry": 1,
      "explanation": "The organisation that replied has no recipient with this address. Check the spelling, and whether directory synchronisation includes the recipient.",
      "status": "5.1.10",
      "text": "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
    }
  },
  {
    "auth": null,
    "certificates": [],
    "connectivity": null,
    "connectorId": "",
    "durationMs": 1000.0,
    "end": 1772611201000.0,
    "ended": "",
    "entries": [
      {"answers":null,"capabilities":[],"context":"nobody@contoso.com · 550 5.1.1 User unknown · RecipientDoesNotExist","data":"Recipient Filter Agent OnRcptCommand RejectCommand","deltaMs":0.0,"event":"*","explanation":"The agent rejected the command with this reply. The address does not exist on the server that replied. Check the spelling, and whether the mailbox was removed or moved.","fields":[{"name":"LocalEndpoint","value":"192.0.2.19:25"},{"name":"RemoteEndpoint","value":"198.51.100.66:4002"},{"name":"EnteredOrgFromIP","value":"198.51.100.66"},{"name":"P1FromAddress","value":"spam@fabrikam.com"},{"name":"P2FromAddresses","value":"spam@fabrikam.com;"},{"name":"Recipient","value":"nobody@contoso.com"},{"name":"NumRecipients","value":"1"},{"name":"Agent","value":"Recipient Filter Agent"},{"name":"Event","value":"OnRcptCommand"},{"name":"Action","value":"RejectCommand"},{"name":"SmtpResponse","value":"550 5.1.1 User unknown"},{"name":"Reason","value":"RecipientDoesNotExist"},{"name":"Directionality","value":"Incoming"}],"file":0,"label":"550","matched":false,"missingBefore":0,"ownLabels":null,"role":"record","sequence":0,"severity":"error","time":1772611200000.0},
      {"answers":null,"capabilities":[],"context":"megan@contoso.com · 550 5.7.1 Message rejected as spam by Content Filtering. · SclAtOrAboveRejectThreshold · 9","data":"Content Filter Agent OnEndOfData RejectMessage","deltaMs":1000.0,"event":"*","explanation":"The agent rejected the message with this reply; the sending server notifies the sender. The server rejects the message or the sender by policy: relaying, a block list, a filter, or a restriction on the recipient. The text of the reply says which. This is permanent: retrying without a change will not help.","fields":[{"name":"LocalEndpoint","value":"192.0.2.19:25"},{"name":"RemoteEndpoint","value":"198.51.100.66:4002"},{"name":"EnteredOrgFromIP","value":"198.51.100.66"},{"name":"MessageId","value":"<s@fabrikam.com>"},{"name":"P1FromAddress","value":"spam@fabrikam.com"},{"name":"P2FromAddresses","value":"spam@fabrikam.com;"},{"name":"Recipient","value":"megan@contoso.com"},{"name":"NumRecipients","value":"1"},{"name":"Agent","value":"Content Filter Agent"},{"name":"Event","value":"OnEndOfData"},{"name":"Action","value":"RejectMessage"},{"name":"SmtpResponse","value":"550 5.7.1 Message rejected as spam by Content Filtering."},{"name":"Reason","value":"SclAtOrAboveRejectThreshold"},{"name":"ReasonData","value":"9"},{"name":"Diagnostics","value":"DV:3.3.5705.600;SID:SenderIDStatus None, \"quoted\""},{"name":"Directionality","value":"Incoming"}],"file":0,"label":"550","matched":false,"missingBefore":0,"ownLabels":null,"role":"record","sequence":1,"severity":"error","time":1772611201000.0}
    ],
    "entryCount": 2,
    "facts": [
      {"entry":0,"name":"agent-action","value":"Recipient Filter Agent: RejectCommand"},
      {"entry":1,"name":"agent-action","value":"Content Filter Agent: RejectMessage"},
      {"entry":0,"name":"direction","value":"Incoming"},
      {"entry":0,"name":"entered-from","value":"198.51.100.66"}
    ],
    "firstEntry": 0,
    "flags": 0,
    "folder": "EDGE01/TransportRoles/Logs/Edge/AgentLog",
    "largestGap": {"after":1,"before":0,"ms":1000.0},
    "localEndpoint": "192.0.2.19:25",
    "logType": "agent",
    "logTypeName": "Agent",
    "missingEntries": 0,
    "outcome": "rejected",
    "permissions": [],
    "remoteEndpoint": "198.51.100.66:4002",
    "server": "EDGE01",
    "service": "Edge Transport",
    "session": 0,
    "sessionId": "08DE70D2D1F04D10",
    "start": 1772611200000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [
      {
        "firstEntry": 0,
        "lastEntry": 1,
        "messageId": "<s@fabrikam.com>",
        "outcome": "rejected",
        "recipients": [
          {
            "address": "nobody@contoso.com",
            "reply": {
              "code": 550,
              "entry": 0,
              "explanation": "The address does not exist on the server that replied. Check the spelling, and whether the mailbox was removed or moved.",
              "status": "5.1.1",
              "text": "User unknown · RecipientDoesNotExist"
            }
          },
          {
            "address": "megan@contoso.com",
            "reply": {
              "code": 550,
              "entry": 1,
              "explanation": "The server rejects the message or the sender by policy: relaying, a block list, a filter, or a restriction on the recipient. The text of the reply says which. This is permanent: retrying without a change will not help.",
              "status": "5.7.1",
              "text": "Message rejected as spam by Content Filtering. · SclAtOrAboveRejectThreshold · 9"
            }
          }
        ],
        "reply": {
          "code": 550,
          "entry": 0,
          "explanation": "The address does not exist on the server that replied. Check the spelling, and whether the mailbox was removed or moved.",
          "status": "5.1.1",
          "text": "User unknown"
        },
        "sender": "spam@fabrikam.com",
        "size": null
      }
    ],
    "worstReply": {
      "code": 550,
      "entry": 0,
      "explanation": "The address does not exist on the server that replied. Check the spelling, and whether the mailbox was removed or moved.",
      "status": "5.1.1",
      "text": "User unknown"
    }
  },
  {
    "auth": null,
    "certificates": [],
    "connectivity": null,
    "connectorId": "",
    "durationMs": 8000.0,
    "end": 1772701209000.0,
    "ended": "",
    "entries": [
      {"answers":null,"capabilities":[],"context":"","data":"POST /owa/auth.owa 302","deltaMs":0.0,"event":"*","explanation":"","fields":[{"name":"s-ip","value":"192.0.2.10"},{"name":"cs-method","value":"POST"},{"name":"cs-uri-stem","value":"/owa/auth.owa"},{"name":"cs-uri-query","value":"username=megan&password=*****&flags=4"},{"name":"s-port","value":"443"},{"name":"cs-username","value":"CONTOSO\\megan"},{"name":"c-ip","value":"198.51.100.20"},{"name":"cs(User-Agent)","value":"Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36"},{"name":"sc-status","value":"302"},{"name":"sc-substatus","value":"0"},{"name":"sc-win32-status","value":"0"},{"name":"time-taken","value":"15"}],"file":0,"label":"302","matched":false,"missingBefore":0,"ownLabels":null,"role":"record","sequence":0,"severity":"ok","time":1772701201000.0},
      {"answers":null,"capabilities":[],"context":"","data":"GET /owa/ 200","deltaMs":1000.0,"event":"*","explanation":"","fields":[{"name":"s-ip","value":"192.0.2.10"},{"name":"cs-method","value":"GET"},{"name":"cs-uri-stem","value":"/owa/"},{"name":"s-port","value":"443"},{"name":"cs-username","value":"CONTOSO\\megan"},{"name":"c-ip","value":"198.51.100.20"},{"name":"cs(User-Agent)","value":"Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36"},{"name":"sc-status","value":"200"},{"name":"sc-substatus","value":"0"},{"name":"sc-win32-status","value":"0"},{"name":"time-taken","value":"310"}],"file":0,"label":"200","matched":false,"missingBefore":0,"ownLabels":null,"role":"record","sequence":1,"severity":"ok","time":1772701202000.0},
      {"answers":null,"capabilities":[],"context":"","data":"POST /owa/service.svc 200","deltaMs":7000.0,"event":"*","explanation":"","fields":[{"name":"s-ip","value":"192.0.2.10"},{"name":"cs-method","value":"POST"},{"name":"cs-uri-stem","value":"/owa/service.svc"},{"name":"cs-uri-query","value":"action=FindItem&access_token=*****"},{"name":"s-port","value":"443"},{"name":"cs-username","value":"CONTOSO\\megan"},{"name":"c-ip","value":"198.51.100.20"},{"name":"cs(User-Agent)","value":"Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36"},{"name":"sc-status","value":"200"},{"name":"sc-substatus","value":"0"},{"name":"sc-win32-status","value":"0"},{"name":"time-taken","value":"42"}],"file":0,"label":"200","matched":false,"missingBefore":0,"ownLabels":null,"role":"record","sequence":2,"severity":"ok","time":1772701209000.0}
    ],
    "entryCount": 3,
    "facts": [
      {"entry":0,"name":"user","value":"CONTOSO\\megan"},
      {"entry":0,"name":"user-agent","value":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 × 3"},
      {"entry":1,"name":"http-status","value":"200 × 2"},
      {"entry":0,"name":"http-status","value":"302"},
      {"entry":1,"name":"slowest-request","value":"0.310 s GET /owa/ 200"},
      {"entry":0,"name":"time-taken","value":"0.367 s"}
    ],
    "firstEntry": 0,
    "flags": 128,
    "folder": "EX01/W3SVC1",
    "largestGap": {"after":2,"before":1,"ms":7000.0},
    "localEndpoint": "192.0.2.10",
    "logType": "http",
    "logTypeName": "HTTP",
    "missingEntries": 0,
    "outcome": "accepted",
    "permissions": [],
    "remoteEndpoint": "198.51.100.20",
    "server": "EX01",
    "service": "Web site 1",
    "session": 1,
    "sessionId": "198.51.100.20/CONTOSO\\megan/2026-03-05T09:00:01.000Z",
    "start": 1772701201000.0,
    "tarpitMs": 0,
    "tls": null,
    "transactions": [],
    "worstReply": null
  }
];

export const related: RelatedSession[] = [
  {
    "id": "08DE70D52F656001",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "outcome": "accepted",
    "relation": "sessionId",
    "remoteEndpoint": "198.51.100.8:40000",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 1,
    "start": 1772441700000.0
  },
  {
    "id": "08DE70D52F656001",
    "logType": "agent",
    "logTypeName": "Agent",
    "outcome": "accepted",
    "relation": "sessionId",
    "remoteEndpoint": "198.51.100.8:40000",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 0,
    "start": 1772441700101.0
  },
  {
    "id": "08DE70D52F656001",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "outcome": "accepted",
    "relation": "proxy",
    "remoteEndpoint": "192.0.2.26:2525",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 2,
    "start": 1772441700102.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.19:18300",
    "server": "MBX02",
    "service": "Transport",
    "session": 5,
    "start": 1772441700124.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "tracking",
    "logTypeName": "Message tracking",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.19",
    "server": "MBX02",
    "service": "Transport",
    "session": 7,
    "start": 1772441700218.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.27:475",
    "server": "MBX02",
    "service": "Transport",
    "session": 6,
    "start": 1772441701000.0
  },
  {
    "id": "08DE70D52F656001",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "outcome": "accepted",
    "relation": "proxy",
    "remoteEndpoint": "198.51.100.8:40000",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 1,
    "start": 1772441700000.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.19:18300",
    "server": "MBX02",
    "service": "Transport",
    "session": 5,
    "start": 1772441700124.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "tracking",
    "logTypeName": "Message tracking",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.19",
    "server": "MBX02",
    "service": "Transport",
    "session": 7,
    "start": 1772441700218.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.27:475",
    "server": "MBX02",
    "service": "Transport",
    "session": 6,
    "start": 1772441701000.0
  },
  {
    "id": "08DE70D52F6F0A11",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "outcome": "accepted",
    "relation": "sessionId",
    "remoteEndpoint": "192.0.2.27:475",
    "server": "MBX02",
    "service": "Transport",
    "session": 6,
    "start": 1772441701000.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "198.51.100.8:40000",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 1,
    "start": 1772441700000.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.26:2525",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 2,
    "start": 1772441700102.0
  },
  {
    "id": "08DE70D52F6F0A10",
    "logType": "tracking",
    "logTypeName": "Message tracking",
    "outcome": "accepted",
    "relation": "sessionId",
    "remoteEndpoint": "192.0.2.19",
    "server": "MBX02",
    "service": "Transport",
    "session": 7,
    "start": 1772441700218.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.27:475",
    "server": "MBX02",
    "service": "Transport",
    "session": 6,
    "start": 1772441701000.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "198.51.100.8:40000",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 1,
    "start": 1772441700000.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.26:2525",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 2,
    "start": 1772441700102.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.19:18300",
    "server": "MBX02",
    "service": "Transport",
    "session": 5,
    "start": 1772441700124.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "tracking",
    "logTypeName": "Message tracking",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.19",
    "server": "MBX02",
    "service": "Transport",
    "session": 7,
    "start": 1772441700218.0
  },
  {
    "id": "08DE70D52F6F0A11",
    "logType": "connectivity",
    "logTypeName": "Connectivity",
    "outcome": "accepted",
    "relation": "sessionId",
    "remoteEndpoint": "mbx03.contoso.com",
    "server": "MBX02",
    "service": "Transport",
    "session": 3,
    "start": 1772441700990.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "198.51.100.8:40000",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 1,
    "start": 1772441700000.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.26:2525",
    "server": "EX19",
    "service": "Front End Transport",
    "session": 2,
    "start": 1772441700102.0
  },
  {
    "id": "08DE70D52F6F0A10",
    "logType": "smtpReceive",
    "logTypeName": "SMTP Receive",
    "outcome": "accepted",
    "relation": "sessionId",
    "remoteEndpoint": "192.0.2.19:18300",
    "server": "MBX02",
    "service": "Transport",
    "session": 5,
    "start": 1772441700124.0
  },
  {
    "id": "pi1@fabrikam.com",
    "logType": "smtpSend",
    "logTypeName": "SMTP Send",
    "outcome": "accepted",
    "relation": "message",
    "remoteEndpoint": "192.0.2.27:475",
    "server": "MBX02",
    "service": "Transport",
    "session": 6,
    "start": 1772441701000.0
  }
];

export const answers: QueryAnswer[] = [
  {"counts":{"entries":9,"sessions":3},"ok":true},
  {"counts":{"entries":0,"sessions":0},"ok":true},
  {
    "ok": false,
    "problem": {
      "from": 0,
      "message": "There is no field `fom`. Did you mean `from`? To search for the text itself, put it in quotes.",
      "to": 3
    }
  },
  {
    "ok": false,
    "problem": {
      "from": 0,
      "message": "The quotation mark that begins here is never closed. Add a `\"` at the end of the phrase.",
      "to": 5
    }
  }
];

export const help: QueryHelp = {
  "examples": [
    {
      "answer": "Mail that came in through one connector since a day.",
      "query": "log:receive connector:\"Default Frontend\" messages>0 after:2026-03-01",
      "question": 0
    },
    {
      "answer": "What one network or one kind of device sends.",
      "query": "ip:192.0.2.0/24 OR helo:*printer*",
      "question": 0
    },
    {
      "answer": "All but the hosts that are known already.",
      "query": "log:receive messages>0 -ip:192.0.2.10,192.0.2.11",
      "question": 0
    },
    {"answer":"One session out of the mix.","query":"session:08D7D4D2EFBC4CC6","question":1},
    {
      "answer": "What was said with one host in one hour.",
      "query": "ip:198.51.100.25 after:2026-03-01T14 before:2026-03-01T15",
      "question": 1
    },
    {
      "answer": "Sessions with a rejection for one domain's recipients.",
      "query": "code:5xx to:*@fabrikam.com",
      "question": 2
    },
    {"answer":"What remote servers refuse or put off.","query":"log:send code:4xx,5xx","question":2},
    {
      "answer": "Relaying that was denied, in either wording.",
      "query": "\"Unable to relay\" OR status:5.7.54",
      "question": 2
    },
    {"answer":"What breaks when TLS 1.0 and 1.1 are switched off.","query":"tls<1.2","question":3},
    {
      "answer": "Mail that came in clear from outside.",
      "query": "log:receive tls:none messages>0 -ip:10.0.0.0/8",
      "question": 3
    },
    {"answer":"Who needs a certain cipher.","query":"cipher:CALG_3DES OR cipher:/_RC4/","question":3},
    {"answer":"Sessions in which the TLS negotiation failed.","query":"tls:failed","question":4},
    {
      "answer": "Where a certificate of this name was shown.",
      "query": "certificate \"CN=mail.contoso.com\"",
      "question": 4
    },
    {
      "answer": "Rejected because TLS or a certificate was not accepted.",
      "query": "starttls code:4xx status:4.7.*,5.7.*",
      "question": 4
    },
    {"answer":"All sessions that carried one message.","query":"message-id:<1234@contoso.com>","question":5},
    {
      "answer": "What became of the messages of one subject, in a tracking log.",
      "query": "log:tracking subject:invoice event-id:FAIL,DEFER",
      "question": 5
    },
    {
      "answer": "The same when only the sender and the time are known.",
      "query": "from:<ann@contoso.com> after:2026-03-01T14:00 before:2026-03-01T14:30",
      "question": 5
    },
    {
      "answer": "Pauses of half a minute and more that are not delayed acknowledgements.",
      "query": "gap>=30s -DelayedAck",
      "question": 6
    },
    {"answer":"Clients that were slowed down on purpose.","query":"Tarpit","question":6},
    {"answer":"Long sessions that the other side cut off.","query":"duration>5m ended:/remote\\(/","question":6},
    {
      "answer": "Failed logons of one user, or from one network.",
      "query": "auth:failed (user:scanner OR ip:203.0.113.0/24)",
      "question": 7
    },
    {"answer":"Who logs on with LOGIN and without TLS.","query":"auth:login auth:ok tls:none","question":7},
    {"answer":"Everybody who authenticated.","query":"auth:ok user:*","question":7},
    {
      "answer": "Failed IMAP4 logons of one user.",
      "query": "log:imap4 auth:failed user:ann@contoso.com",
      "question": 7
    },
    {
      "answer": "Who reads mail through the POP3 port that is in clear until STLS.",
      "query": "log:pop3 auth:ok port:110",
      "question": 7
    },
    {"answer":"Requests of one kind that the server failed.","query":"url:/ews http-status:5xx","question":8},
    {
      "answer": "Logons that were refused, but for probes of the load balancer.",
      "query": "url:/owa code:401 -user-agent:probe",
      "question": 8
    },
    {"answer":"Whatever took longer than two seconds.","query":"time-taken>2s","question":8}
  ],
  "fields": [
    {
      "aliases": [],
      "help": "What kind of log the session stands in.",
      "marks": false,
      "name": "log",
      "sample": "log:receive",
      "takes": "`receive`, `send`, `connectivity`, `pop3`, `imap4`, `internet-mail`, `internet-news`, `smtp-service`, `nntp-service`, `http`, `tracking`, `agent` or `table`"
    },
    {
      "aliases": [],
      "help": "The server that wrote the log, as far as it is known, or that the entry names.",
      "marks": false,
      "name": "server",
      "sample": "server:ex01",
      "takes": "text, `<…>` for exactly this one, text with `*`, or a `/regex/`"
    },
    {
      "aliases": [],
      "help": "The transport service that wrote the log.",
      "marks": false,
      "name": "service",
      "sample": "service:frontend",
      "takes": "text, `<…>` for exactly this one, text with `*`, or a `/regex/`"
    },
    {
      "aliases": [],
      "help": "A file that holds entries of the session, with its folder.",
      "marks": false,
      "name": "file",
      "sample": "file:RECV2026030108",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["connector-id"],
      "help": "The receive or send connector.",
      "marks": false,
      "name": "connector",
      "sample": "connector:\"Default Frontend\"",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["session-id"],
      "help": "The session-id.",
      "marks": false,
      "name": "session",
      "sample": "session:08D7D4D2EFBC4CC6",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["address"],
      "help": "Address of either end, or an address that was tried.",
      "marks": false,
      "name": "ip",
      "sample": "ip:192.0.2.0/24",
      "takes": "an address such as `192.0.2.1` or `2001:db8::1`, or a network such as `192.0.2.0/24`"
    },
    {
      "aliases": [],
      "help": "Port of either end.",
      "marks": false,
      "name": "port",
      "sample": "port:25,587",
      "takes": "a number such as `25`, a range such as `1..10`, or a comparison"
    },
    {
      "aliases": ["ehlo"],
      "help": "The name that the client gave in EHLO or HELO.",
      "marks": false,
      "name": "helo",
      "sample": "helo:printer",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": [],
      "help": "Who authenticated or tried to; `user:*` means anyone.",
      "marks": false,
      "name": "user",
      "sample": "user:CONTOSO\\scanner",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": [],
      "help": "How authentication ended, or its mechanism.",
      "marks": false,
      "name": "auth",
      "sample": "auth:failed",
      "takes": "`ok`, `failed`, `none`, or a mechanism such as `login`"
    },
    {
      "aliases": [],
      "help": "The TLS version that was negotiated; `none` is mail in clear.",
      "marks": false,
      "name": "tls",
      "sample": "tls<1.2",
      "takes": "a version (`1.0`, `1.1`, `1.2`, `1.3`, `ssl2`, `ssl3`), `none`, `failed`, `*` for any version, or a comparison such as `tls<1.2`"
    },
    {
      "aliases": [],
      "help": "The cipher, MAC or key exchange of the TLS session.",
      "marks": false,
      "name": "cipher",
      "sample": "cipher:AES_128",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["sender"],
      "help": "A sender (MAIL FROM); `from:<>` is the null sender of bounces.",
      "marks": true,
      "name": "from",
      "sample": "from:*@contoso.com",
      "takes": "text, `<…>` for exactly this one, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["recipient"],
      "help": "A recipient (RCPT TO).",
      "marks": true,
      "name": "to",
      "sample": "to:<ann@fabrikam.com>",
      "takes": "text, `<…>` for exactly this one, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["messageid","msgid"],
      "help": "The Message-ID of a mail.",
      "marks": true,
      "name": "message-id",
      "sample": "message-id:<1234@contoso.com>",
      "takes": "text, `<…>` for exactly this one, text with `*`, or a `/regex/`"
    },
    {
      "aliases": [],
      "help": "The subject of a mail (tracking log).",
      "marks": true,
      "name": "subject",
      "sample": "subject:invoice",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["action"],
      "help": "What happened to a mail (tracking log), or what an agent did.",
      "marks": true,
      "name": "event-id",
      "sample": "event-id:FAIL",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["command","method"],
      "help": "The verb of a command, or the method of a request.",
      "marks": true,
      "name": "verb",
      "sample": "verb:BDAT",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": [],
      "help": "The event of an entry: connect, disconnect, sent, received, information.",
      "marks": true,
      "name": "event",
      "sample": "event:*",
      "takes": "`+`, `-`, `>`, `<` or `*`"
    },
    {
      "aliases": [],
      "help": "The reply code of an entry; in logs of requests the HTTP status.",
      "marks": true,
      "name": "code",
      "sample": "code:550,4xx",
      "takes": "a reply code such as `550`, a class such as `5xx`, a range such as `500..559`, or a comparison"
    },
    {
      "aliases": ["sc-status"],
      "help": "The HTTP status of a request.",
      "marks": true,
      "name": "http-status",
      "sample": "http-status:5xx",
      "takes": "a status such as `404`, a class such as `5xx`, a range such as `500..503`, or a comparison"
    },
    {
      "aliases": ["uri"],
      "help": "The path of a request.",
      "marks": true,
      "name": "url",
      "sample": "url:/owa",
      "takes": "a path such as `/owa`, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["agent"],
      "help": "What the client's program calls itself; in agent logs the agent.",
      "marks": true,
      "name": "user-agent",
      "sample": "user-agent:Outlook",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": ["took"],
      "help": "How long a request or a command took, as the server measured it.",
      "marks": true,
      "name": "time-taken",
      "sample": "time-taken>1s",
      "takes": "a time with its unit (ms, s, m, h, d) such as `30s`, a range such as `1s..5s`, or a comparison"
    },
    {
      "aliases": [],
      "help": "The enhanced status code of an entry.",
      "marks": true,
      "name": "status",
      "sample": "status:5.7.*",
      "takes": "an enhanced status code such as `5.7.1` or `5.7.*` (other codes: `code`, `http-status`)"
    },
    {
      "aliases": [],
      "help": "How the session came out.",
      "marks": false,
      "name": "outcome",
      "sample": "outcome:rejected,deferred",
      "takes": "`accepted`, `proxied`, `deferred`, `rejected`, `failed`, `empty` or `incomplete`"
    },
    {
      "aliases": [],
      "help": "Who closed the connection (`local`, `remote`), or why.",
      "marks": false,
      "name": "ended",
      "sample": "ended:ConnectionReset",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": [],
      "help": "Time from the first entry to the last.",
      "marks": false,
      "name": "duration",
      "sample": "duration:1s..5s",
      "takes": "a time with its unit (ms, s, m, h, d) such as `30s`, a range such as `1s..5s`, or a comparison"
    },
    {
      "aliases": [],
      "help": "The longest pause between two entries.",
      "marks": false,
      "name": "gap",
      "sample": "gap>30s",
      "takes": "a time with its unit (ms, s, m, h, d) such as `30s`, a range such as `1s..5s`, or a comparison"
    },
    {
      "aliases": [],
      "help": "Bytes of mail in the session, of one mail in a tracking log, sent to the client in POP3 and IMAP4 logs; 1 kb is 1024 bytes.",
      "marks": false,
      "name": "size",
      "sample": "size>=10mb",
      "takes": "a size in b, kb, mb or gb such as `10mb`, a range such as `1mb..5mb`, or a comparison"
    },
    {
      "aliases": [],
      "help": "How many messages the session carried.",
      "marks": false,
      "name": "messages",
      "sample": "messages=0",
      "takes": "a number such as `25`, a range such as `1..10`, or a comparison"
    },
    {
      "aliases": [],
      "help": "How many recipients the session had.",
      "marks": false,
      "name": "recipients",
      "sample": "recipients>100",
      "takes": "a number such as `25`, a range such as `1..10`, or a comparison"
    },
    {
      "aliases": [],
      "help": "How many entries the session has.",
      "marks": false,
      "name": "entries",
      "sample": "entries<=3",
      "takes": "a number such as `25`, a range such as `1..10`, or a comparison"
    },
    {
      "aliases": ["since"],
      "help": "The session began at this time or later.",
      "marks": false,
      "name": "after",
      "sample": "after:2026-03-01T14:30",
      "takes": "a time such as `2026-03-01`, `2026-03-01T14` or `2026-03-01T14:30:00Z`"
    },
    {
      "aliases": ["until"],
      "help": "The session began before this time.",
      "marks": false,
      "name": "before",
      "sample": "before:2026-03-02",
      "takes": "a time such as `2026-03-01`, `2026-03-01T14` or `2026-03-01T14:30:00Z`"
    },
    {
      "aliases": [],
      "help": "The destination in a connectivity log.",
      "marks": false,
      "name": "destination",
      "sample": "destination:internalproxy",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": [],
      "help": "The source in a connectivity log or a tracking log.",
      "marks": false,
      "name": "source",
      "sample": "source:MapiSubmission",
      "takes": "text, text with `*`, or a `/regex/`"
    },
    {
      "aliases": [],
      "help": "A host or address that DNS answered, in a connectivity log.",
      "marks": false,
      "name": "dns",
      "sample": "dns:mx1.fabrikam.com",
      "takes": "text, text with `*`, or a `/regex/`"
    }
  ],
  "questions": [
    "Who still sends through this server or connector?",
    "What did the two servers say, in order?",
    "Who rejects whom, with which code?",
    "Which TLS versions are used, and who sends in clear?",
    "Which certificate was presented, and why does STARTTLS fail?",
    "Where is a message?",
    "Why is it slow?",
    "Who authenticates, how, and who attacks?",
    "Which requests fail, and which are slow?"
  ]
};

export const coverage: Coverage = {
  "binMs": 3600000.0,
  "bins": 5,
  "gapCount": 2,
  "gaps": [
    {"cell":"headerOnly","from":1772359200000.0,"row":0,"to":1772362800000.0},
    {"cell":"noFile","from":1772362800000.0,"row":0,"to":1772370000000.0}
  ],
  "missing": [{"after":3,"before":1,"first":2,"hourly":true,"last":2,"prefix":"RECV","row":0,"time":1772355600000.0}],
  "restarts": [{"after":1772370300000.0,"before":1772358600000.0,"rows":[0],"time":1772368800000.0}],
  "rows": [
    {
      "bytes": 2091.0,
      "cellBytes": [1159.0,239.0,0.0,0.0,693.0],
      "cellEntries": [6.0,0.0,0.0,0.0,4.0],
      "cells": ["entries","headerOnly","noFile","noFile","entries"],
      "entries": 10.0,
      "files": 4,
      "log": "SMTP Receive",
      "logType": "smtpReceive",
      "note": "By default only the receive connector “Default Frontend <server>” writes this log; others do when it is switched on for them.",
      "query": "server:<EXCH01> service:<FrontEndTransport> log:receive",
      "server": "EXCH01",
      "service": "Front End Transport",
      "undatedFiles": 0
    },
    {
      "bytes": 414.0,
      "cellBytes": [414.0,0.0,0.0,0.0,0.0],
      "cellEntries": [2.0,0.0,0.0,0.0,0.0],
      "cells": ["entries","outside","outside","outside","outside"],
      "entries": 2.0,
      "files": 1,
      "log": "Connectivity",
      "logType": "connectivity",
      "note": "On by default since Exchange 2013, off in Exchange 2007 and 2010.",
      "query": "server:<EXCH01> service:<FrontEndTransport> log:connectivity",
      "server": "EXCH01",
      "service": "Front End Transport",
      "undatedFiles": 0
    }
  ],
  "start": 1772355600000.0,
  "troubles": [],
  "unlogged": [
    {
      "log": "SMTP Send",
      "sentence": "By default only the implicit send connector of this service writes this log; others do when it is switched on for them.",
      "server": "EXCH01",
      "service": "Front End Transport"
    },
    {
      "log": "SMTP Receive",
      "sentence": "Protocol logging is off by default.",
      "server": "EXCH01",
      "service": "Transport"
    },
    {"log":"SMTP Send","sentence":"Protocol logging is off by default.","server":"EXCH01","service":"Transport"},
    {
      "log": "Connectivity",
      "sentence": "On by default since Exchange 2013, off in Exchange 2007 and 2010.",
      "server": "EXCH01",
      "service": "Transport"
    },
    {
      "log": "SMTP Receive",
      "sentence": "Protocol logging is off by default.",
      "server": "EXCH01",
      "service": "Mailbox Transport Delivery"
    },
    {
      "log": "SMTP Send",
      "sentence": "Protocol logging is off by default.",
      "server": "EXCH01",
      "service": "Mailbox Transport Delivery"
    },
    {
      "log": "Connectivity",
      "sentence": "On by default since Exchange 2013, off in Exchange 2007 and 2010.",
      "server": "EXCH01",
      "service": "Mailbox Transport Delivery"
    },
    {
      "log": "SMTP Send",
      "sentence": "Protocol logging is off by default.",
      "server": "EXCH01",
      "service": "Mailbox Transport Submission"
    },
    {
      "log": "Connectivity",
      "sentence": "On by default since Exchange 2013, off in Exchange 2007 and 2010.",
      "server": "EXCH01",
      "service": "Mailbox Transport Submission"
    },
    {
      "log": "POP3",
      "sentence": "Protocol logging for POP3 and IMAP4 is off by default.",
      "server": "EXCH01",
      "service": "POP3"
    },
    {
      "log": "IMAP4",
      "sentence": "Protocol logging for POP3 and IMAP4 is off by default.",
      "server": "EXCH01",
      "service": "IMAP4"
    }
  ]
};
