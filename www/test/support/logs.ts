/** Logs for the tests of the page. */

import type { OpenFile } from '../../src/client/intake.js';

const START = Date.UTC(2026, 1, 3, 7, 0, 0);

const HEADER = [
  '#Software: Microsoft Exchange Server',
  '#Version: 15.0.0.0',
  '#Log-type: SMTP Receive Protocol Log',
  '#Date: 2026-02-03T07:00:00.000Z',
  '#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context',
];

const CONNECTOR = 'MX1\\Default Frontend MX1';

/** An entry: event, data, context; milliseconds after the previous entry; number of missing rows before it. */
type Said = [event: string, data?: string, context?: string, ms?: number, missing?: number];

/** Number of sessions so far: each has its own ID and time. */
let sessions = 0;

function rowsOf(entries: readonly Said[]): string[] {
  const number = sessions++;
  const id = `08DE5C3A${(0x10000000 + number).toString(16).toUpperCase()}`;
  const remote = `198.51.100.${number % 250}:${10_000 + (number % 50_000)}`;
  let time = START + number * 1000;
  let sequence = -1;
  return entries.map(([event, data = '', context = '', ms = 10, missing = 0]) => {
    time += sequence < 0 ? 0 : ms;
    sequence += 1 + missing;
    const cells = [new Date(time).toISOString(), CONNECTOR, id, sequence, '192.0.2.10:25', remote, event];
    return [...cells, `"${data}"`, `"${context}"`].join();
  });
}

/** A receive log with these sessions, each with its own ID. */
export function receiveLog(...all: readonly (readonly Said[])[]): string {
  return [...HEADER, ...all.flatMap(rowsOf), ''].join('\r\n');
}

/** An ordinary session: one in four is of the host `app01`. */
function ordinary(number: number): Said[] {
  const host = number % 4 === 0 ? 'app01.contoso.com' : 'mail.fabrikam.com';
  return [
    ['+'],
    ['<', `EHLO ${host}`],
    ['>', '250  mx1.contoso.com Hello SIZE 37748736 PIPELINING'],
    ['<', 'QUIT'],
    ['>', '221 2.0.0 Service closing transmission channel'],
    ['-', '', 'Local'],
  ];
}

export const ENTRIES_PER_SESSION = ordinary(0).length;

/** A receive log with that many ordinary sessions. */
export function ordinaryLog(count: number): string {
  return receiveLog(...Array.from({ length: count }, (_, number) => ordinary(number)));
}

/** A session with that many entries. */
export function longSession(entries: number): Said[] {
  return Array.from({ length: entries }, (_, number): Said => (number === 0 ? ['+'] : ['<', `NOOP ${number}`]));
}

/** A session with one of everything: TLS, a certificate, a permission, a refused recipient, missing rows, and a gap. */
export const EVENTFUL: readonly Said[] = [
  ['+'],
  ['*', 'SMTPSubmit', 'Set Session Permissions', 180],
  ['>', '220 mx1.contoso.com Microsoft ESMTP MAIL Service ready at Tue, 3 Feb 2026 08:00:00 +0100', '', 180],
  ['<', 'EHLO relay.fabrikam.com', '', 180],
  ['>', '250  mx1.contoso.com Hello [198.51.100.20] SIZE 37748736 PIPELINING DSN STARTTLS', '', 180],
  ['<', 'STARTTLS', '', 180],
  ['>', '220 2.0.0 SMTP server ready', '', 180],
  [
    '*',
    ' CN=mail.contoso.com CN=Contoso Issuing CA 1, O=Contoso 0404C0F032C2760F1F3F28A7CCC3FC5FBAB3 ' +
      'EC5A76488FE0A501C5FC28EC845E443889BA16E2 2025-08-12T00:00:00.000Z 2026-08-12T00:00:00.000Z ' +
      'mail.contoso.com;autodiscover.contoso.com',
    'Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names',
  ],
  [
    '*',
    '',
    'TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength ' +
      '256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm CALG_ECDHE with strength ' +
      '255 bits',
    170,
    2,
  ],
  ['<', 'MAIL FROM:<newsletter@fabrikam.com> SIZE=51234', '', 180],
  ['>', '250 2.1.0 Sender OK', '', 180],
  ['<', 'RCPT TO:<nobody@example.com>', '', 180],
  ['>', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', '', 180],
  ['<', 'QUIT', '', 300_180],
  ['-', '', 'Local', 180],
];

/** A log without its header. */
export function withoutHeader(log: string): string {
  return log.replace(/^#.*\r\n/gm, '');
}

/** A table with that many rows: times, numbers, a text, and a column without values. */
export function tableLog(rows: number): string {
  const header = [...HEADER.slice(0, 2), '#Log-type: HttpProxy Logs', '#Fields: DateTime,Latency,Agent,EdgeTraceId'];
  const lines = Array.from({ length: rows }, (_, n) => `${new Date(START + n * 1000).toISOString()},${n},Outlook,`);
  return [...header, ...lines, ''].join('\r\n');
}

/** A file to open. */
export function fileOf(name: string, content: string | Uint8Array<ArrayBuffer>, folder = ''): OpenFile {
  return { file: new File([content], name), folder };
}

/** A receive log of that many ordinary sessions as a file to open. */
export function logFile(name: string, count: number, folder = ''): OpenFile {
  return fileOf(name, ordinaryLog(count), folder);
}
