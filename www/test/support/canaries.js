/**
 * Logs, folders and archives with a secret in every place that holds text, for the tests that nothing of it is shown
 * while credentials are masked. Each secret is another word, so that a test can say which was seen.
 */
import { gzipOf, zipOf } from './archives.js';

const base64 = (text) => Buffer.from(text, 'latin1').toString('base64');
const lines = (...all) => all.map((line) => `${line}\r\n`).join('');

/** All secrets by where they were planted. */
export const CANARIES = {
  plain: 'Xy7plainQz01',
  login: 'Xy7loginQz02',
  repeated: 'Xy7repeatQz03',
  connector: 'Xy7connectQz04',
  helo: 'Xy7helloQz05',
  sender: 'Xy7senderQz06',
  context: 'Xy7contextQz07',
  unknownCommand: 'Xy7unknownQz08',
  ended: 'Xy7endedQz09',
  damaged: 'Xy7damagedQz10',
  noEntry: 'Xy7noentryQz11',
  query: 'Xy7queryQz12',
  cookie: 'Xy7cookieQz13',
  agent: 'Xy7agentQz14',
  column: 'Xy7columnQz15',
  cell: 'Xy7cellQz16',
  logType: 'Xy7typeQz17',
  pop: 'Xy7popQz18',
  tracking: 'Xy7trackQz19',
  subject: 'Xy7subjectQz20',
  file: 'Xy7fileQz21',
  folder: 'Xy7folderQz22',
  archive: 'Xy7archiveQz23',
  member: 'Xy7memberQz24',
  badArchive: 'Xy7badzipQz25',
  badMember: 'Xy7badmemQz26',
  badFile: 'Xy7badfileQz27',
  twin: 'Xy7twinQz28',
};

const C = CANARIES;

/** What a text may have of a secret: as it is, without its first or last letters, or in base64. */
const FORMS = Object.entries(CANARIES).flatMap(([where, secret]) => [
  { where, form: secret },
  { where, form: secret.slice(0, 9) },
  { where, form: secret.slice(3) },
  { where, form: base64(secret).slice(0, 14) },
  { where, form: base64(`\0ann\0${secret}`).slice(8, 20) },
  { where, form: base64(`ann:${secret}`).slice(8, 20) },
]);

/** Where secrets of a text were planted. */
export function canariesIn(text) {
  return [...new Set(FORMS.filter(({ form }) => text.includes(form)).map(({ where }) => where))].sort();
}

const SMTP =
  '#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context';

function receive(connector = `EX19\\Relay password=${C.connector}`) {
  let sequence = 0;
  const row = (session, event, data = '', context = '') =>
    `2026-03-02T08:00:${String(sequence % 60).padStart(2, '0')}.000Z,${connector},08DE70D52F6595${session},${sequence++},` +
    `192.0.2.19:587,192.0.2.91:5001,${event},"${data}","${context}"`;
  return lines(
    '#Software: Microsoft Exchange Server',
    '#Version: 15.0.0.0',
    '#Log-type: SMTP Receive Protocol Log',
    '#Date: 2026-03-02T08:00:00.000Z',
    SMTP,
    row('01', '+'),
    row('01', '>', '220 mail.contoso.com Microsoft ESMTP MAIL Service ready'),
    row('01', '<', `EHLO password=${C.helo}`),
    row('01', '>', '250  mail.contoso.com Hello [192.0.2.91] AUTH LOGIN PLAIN'),
    row('01', '<', `AUTH PLAIN ${base64(`\0ann\0${C.plain}`)}`),
    row('01', '>', `535 5.7.3 Authentication of ${C.plain} unsuccessful`),
    row('01', '<', 'AUTH LOGIN'),
    row('01', '>', '334 VXNlcm5hbWU6'),
    row('01', '<', base64('ann')),
    row('01', '>', '334 UGFzc3dvcmQ6'),
    row('01', '<', base64(C.login)),
    row('01', '>', '535 5.7.3 Authentication unsuccessful'),
    row('01', '<', `MAIL FROM:<token=${C.sender}@contoso.com>`),
    row('01', '>', `550 5.1.1 no such token=${C.sender}`),
    row('01', '<', C.unknownCommand),
    row('01', '>', `500 5.3.3 Unrecognized command ${C.unknownCommand}`),
    row('01', '*', `password: ${C.repeated}`, `Authorization: Bearer ${C.context}`),
    row('01', '>', `421 4.4.2 ${C.repeated}`),
    row('01', '-', '', `Remote password=${C.ended}`),
    `${row('02', '<', `AUTH PLAIN ${base64(`\0ann\0${C.damaged}`)}`)},too,many`,
    `this is no entry ${C.noEntry}`,
  );
}

const iis = lines(
  '#Software: Microsoft Internet Information Services 10.0',
  '#Version: 1.0',
  '#Date: 2026-03-02 08:00:00',
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Cookie) sc-status time-taken',
  `2026-03-02 08:00:01 192.0.2.19 GET /owa/ password=${C.query} 443 - 198.51.100.7 Basic+${base64(`ann:${C.agent}`)} cadata=${C.cookie} 401 15`,
  '2026-03-02 08:00:02 192.0.2.19 GET /owa/ - 443 CONTOSO\\ann 198.51.100.7 Mozilla/5.0 - 200 15',
);

const table = lines(
  '#Software: Microsoft Exchange Server',
  '#Version: 15.0.0.0',
  `#Log-type: token=${C.logType}`,
  '#Date: 2026-03-02T08:00:00.000Z',
  '#Fields: DateTime,RequestId,Password,Message',
  `2026-03-02T08:00:01.000Z,1,${C.column},api-key=${C.cell}`,
  '2026-03-02T08:00:02.000Z,2,,done',
);

const pop = lines(
  '#Software: Microsoft Exchange Server',
  '#Version: 15.0.0.0',
  '#Log-type: POP3 Log',
  '#Date: 2026-03-02T08:00:00.000Z',
  '#Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context',
  '2026-03-02T08:00:00.000Z,0000000000000001,0,192.0.2.19:110,198.51.100.9:4000,,1,4,5,OpenSession,,',
  '2026-03-02T08:00:01.000Z,0000000000000001,1,192.0.2.19:110,198.51.100.9:4000,ann,1,4,5,user,ann,R=ok',
  `2026-03-02T08:00:02.000Z,0000000000000001,2,192.0.2.19:110,198.51.100.9:4000,ann,1,4,5,pass,${C.pop},"R=""-ERR Logon failure of ${C.pop}"""`,
);

const tracking = lines(
  '#Software: Microsoft Exchange Server',
  '#Version: 15.0.0.0',
  '#Log-type: Message Tracking Log',
  '#Date: 2026-03-02T08:00:00.000Z',
  '#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info',
  `2026-03-02T08:00:00.000Z,198.51.100.7,app,192.0.2.19,EX19,pwd=${C.tracking},Relay,SMTP,RECEIVE,1,<1@contoso.com>,,bob@contoso.com,,100,1,,,Your password: ${C.subject},ann@contoso.com,ann@contoso.com,`,
);

/** Members of an archive: a good one, and one whose method nobody knows. */
const archive = () =>
  zipOf([
    { name: `token=${C.member}/RECV2026030210-1.LOG`, data: receive('Other'), method: 8 },
    { name: `password=${C.badMember}/b.LOG`, data: 'x', method: 99 },
  ]);

/** All planted files by their paths. */
export function plantedFiles() {
  return {
    [`secret=${C.folder}/RECV2026030208-1.LOG`]: receive(),
    [`EX1/Receive token=${C.file}.LOG`]: receive(`Twin of password=${C.connector}`),
    [`EX1/Receive token=${C.twin}.LOG`]: receive('Twins'),
    'EX1/u_ex260302.log': iis,
    'EX1/Other2026030208-1.LOG': table,
    'EX1/POP32026030208-1.LOG': pop,
    'EX1/MSGTRK2026030208-1.LOG': tracking,
    [`password=${C.archive}.zip`]: archive(),
    [`sig=${C.badArchive}.gz`]: gzipOf(receive('Cut')).subarray(0, 200),
  };
}

/** The name of a file that cannot be read. */
export const UNREADABLE_NAME = `access_token=${C.badFile}.LOG`;
