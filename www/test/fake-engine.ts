/**
 * An engine for the tests of the page: it counts what it is given and answers from made-up sessions, with the same calls
 * as the real one. It is never part of a build.
 */

import {
  type ColumnType,
  type Coverage,
  type CoverageWidth,
  type DetailRange,
  type DiagnosticReport,
  type EntryDetail,
  type EntryRole,
  type FileEnd,
  type FileReport,
  type LogType,
  OUTCOMES,
  type QueryAnswer,
  type QueryHelp,
  type RelatedSession,
  type SessionDetail,
  type SessionWindow,
  type SortKey,
  type Summary,
  type TableReport,
  type TableWindow,
  type Timeline,
} from '../src/contract.js';
import type { LogEngine } from '../src/shared/log-engine.js';
import { coverage } from './contract/golden.js';

const START = Date.UTC(2026, 1, 3, 7, 0, 0);
/** Bytes that make a session here. */
export const BYTES_PER_SESSION = 100;
/** A chunk that begins with this byte is a trap. */
export const TRAP_BYTE = 0xff;

/** A credential that stands in what is answered once it is asked for. */
export const SECRET = 'c2VjcmV0';

const HOSTS = ['mail.fabrikam.com', 'printer-07', 'app01.contoso.com', 'relay.fabrikam.com', '[198.51.100.20]'];
const PEOPLE = ['ann@contoso.com', 'bob@contoso.com', 'scanner@contoso.com', 'newsletter@fabrikam.com'];

export class FakeEngine implements LogEngine {
  readonly calls: string[] = [];
  readonly files: FileReport[] = [];
  #matching: number | null = null;
  #credentials = false;

  get #secret(): string {
    return this.#credentials ? SECRET : '*****';
  }

  get #all(): number {
    return this.files.reduce((sum, { sessions }) => sum + sessions, 0);
  }

  get #listed(): number {
    return this.#matching === null ? this.#all : Math.min(this.#matching, this.#all);
  }

  beginFile(name: string, folder: string, size: number, readAs: LogType | '' = '', offsetMinutes = 0): number {
    const corrected = readAs || offsetMinutes ? ` as ${readAs || '?'} ${offsetMinutes}` : '';
    this.calls.push(`begin ${folder ? `${folder}/` : ''}${name}${corrected}`);
    const file = this.files.length;
    this.files.push({
      file,
      name,
      folder,
      logType: readAs || 'smtpReceive',
      logTypes: ['smtpReceive'],
      logTypeName: 'SMTP Receive Protocol Log',
      evidence: readAs ? 'chosen' : 'header',
      server: 'MX1',
      service: 'FrontEnd',
      bytes: size,
      accountedBytes: 0,
      end: 'reading',
      entries: 0,
      sessions: 0,
      duplicates: 0,
      firstTime: START,
      lastTime: START + 3_600_000,
      diagnostics: 0,
    });
    return file;
  }

  push(chunk: Uint8Array): void {
    if (chunk[0] === TRAP_BYTE) throw new WebAssembly.RuntimeError('unreachable');
    this.calls.push(`push ${chunk.length}`);
    const file = this.files.at(-1);
    if (!file) throw new Error('push without a file');
    file.accountedBytes += chunk.length;
    file.sessions = Math.ceil(file.accountedBytes / BYTES_PER_SESSION);
    file.entries = file.sessions * 14;
  }

  endFile(end: FileEnd): void {
    this.calls.push(`end ${end}`);
    const file = this.files.at(-1);
    if (file) file.end = end;
  }

  publish(): Summary {
    this.calls.push('publish');
    return {
      files: this.files.length,
      entries: this.files.reduce((sum, { entries }) => sum + entries, 0),
      sessions: this.#all,
      bytes: this.files.reduce((sum, { accountedBytes }) => sum + accountedBytes, 0),
      memoryBytes: 12_000_000,
      elapsedMs: 0,
      diagnostics: this.diagnostics().map(({ kind, severity, count }) => ({ kind, severity, count })),
      perFile: this.files.map((file) => ({ ...file })),
    };
  }

  setOrigin(files: Uint32Array, server: string | undefined, service: string | undefined): Summary {
    this.calls.push(`origin ${[...files]} ${server ?? '-'} ${service ?? '-'}`);
    for (const index of files) {
      const file = this.files[index];
      if (file && server !== undefined) file.server = server || 'MX1';
      if (file && service !== undefined) file.service = service || 'FrontEnd';
    }
    return this.publish();
  }

  showCredentials(shown: boolean): void {
    this.calls.push(`credentials ${shown ? 'shown' : 'masked'}`);
    this.#credentials = shown;
  }

  diagnostics(): DiagnosticReport[] {
    if (this.files.length === 0) return [];
    return [
      {
        kind: 'unterminated-quote',
        severity: 'error',
        sentence:
          'A quote was opened and not closed on the line; the line is kept as it stands and counted as no entry.',
        count: 1,
        file: 0,
        places: [{ line: 1204, byte: 180_233, excerpt: `2026-02-03T07:12:09.811Z,"AUTH PLAIN ${this.#secret}` }],
      },
      {
        kind: 'missing-sequence-number',
        severity: 'dataLoss',
        sentence: 'Sequence numbers are missing inside sessions: rows were lost before the log was opened here.',
        count: 12,
        file: 0,
        places: [],
      },
    ];
  }

  query(text: string): QueryAnswer {
    const answer = this.count(text);
    if (answer.ok) this.#matching = text === '' ? null : answer.counts.sessions;
    return answer;
  }

  count(text: string): QueryAnswer {
    if (text.includes('bad:')) {
      const from = text.indexOf('bad:');
      return { ok: false, problem: { message: 'There is no field “bad”. Did you mean “helo”?', from, to: from + 3 } };
    }
    const sessions = text === '' ? this.#all : Math.floor(this.#all / (text.length + 1));
    return { ok: true, counts: { sessions, entries: sessions * 2 } };
  }

  window(_key: SortKey, descending: boolean, from: number, to: number): SessionWindow {
    this.calls.push(`window ${from} ${to}`);
    const total = this.#listed;
    const length = Math.max(0, Math.min(to, total) - from);
    const at = (index: number) => (descending ? total - 1 - from - index : from + index);
    const ids = Array.from({ length }, (_, index) => at(index));
    const strings: string[] = [''];
    const intern = (text: string) => {
      const known = strings.indexOf(text);
      return known >= 0 ? known : strings.push(text) - 1;
    };
    const texts = (text: (id: number) => string) => Uint32Array.from(ids, (id) => intern(text(id)));
    const floats = (value: (id: number) => number) => Float64Array.from(ids, value);
    return {
      from,
      length,
      total,
      session: Uint32Array.from(ids),
      start: floats((id) => START + id * 4321),
      duration: floats((id) => (id % 11 === 0 ? 305_113 : (id * 37) % 4000)),
      gap: floats((id) => (id % 11 === 0 ? 300_002 : (id * 13) % 900)),
      messages: Uint32Array.from(ids, (id) => (id % 6 === 5 ? 0 : 1 + (id % 3))),
      recipients: Uint32Array.from(ids, (id) => 1 + (id % 4)),
      size: floats((id) => (id % 6 === 5 ? Number.NaN : 4000 + id * 977)),
      entries: Uint32Array.from(ids, () => 14),
      outcome: Uint8Array.from(ids, (id) => outcomeOf(id)),
      code: Uint16Array.from(ids, (id) => [250, 250, 451, 550, 0, 221, 250][outcomeOf(id)] ?? 0),
      flags: Uint16Array.from(ids, (id) => (outcomeOf(id) === 6 ? 2 : 0)),
      log: texts(() => 'Receive'),
      server: texts(() => 'MX1'),
      service: texts(() => 'FrontEnd'),
      connector: texts((id) => (id % 3 ? 'MX1\\Default Frontend MX1' : 'MX1\\Anonymous Relay')),
      local: texts(() => '192.0.2.10:25'),
      remote: texts((id) => `198.51.100.${id % 250}:${40_000 + id}`),
      helo: texts((id) => HOSTS[id % HOSTS.length] ?? ''),
      sender: texts((id) => PEOPLE[id % PEOPLE.length] ?? ''),
      recipient: texts((id) => PEOPLE[(id + 1) % PEOPLE.length] ?? ''),
      tls: texts((id) => ['1.2', '1.3', '', '1.0'][id % 4] ?? ''),
      auth: texts((id) => (id % 5 === 0 ? 'LOGIN' : '')),
      user: texts((id) => (id % 5 === 0 ? 'contoso\\svc-app' : '')),
      sessionId: texts((id) => `08DE5C3A${(0x10000000 + id).toString(16).toUpperCase()}`),
      strings,
    };
  }

  rowOf(_key: SortKey, descending: boolean, session: number): number {
    if (session >= this.#listed) return -1;
    return descending ? this.#listed - 1 - session : session;
  }

  detail(session: number, firstEntry: number, limit: number): SessionDetail {
    this.calls.push(`detail ${session} ${firstEntry} ${limit}`);
    const detail = fakeDetail(session, { firstEntry, limit });
    const said = (entry: EntryDetail) => ({
      ...entry,
      data: entry.data.replace(/^STARTTLS$/, `AUTH PLAIN ${this.#secret}`),
    });
    return { ...detail, entries: detail.entries.map(said) };
  }

  related(session: number): RelatedSession[] {
    return session === 0
      ? []
      : [
          {
            session: 0,
            relation: 'sessionId',
            id: '08DE4C1234567890',
            logType: 'connectivity',
            logTypeName: 'Connectivity',
            server: 'MX1',
            service: 'Transport',
            remoteEndpoint: 'fabrikam.com',
            start: START,
            outcome: 'accepted',
          },
        ];
  }

  timeline(bins: number): Timeline {
    const counts = new Uint32Array(OUTCOMES.length * bins);
    for (let id = 0; id < Math.min(this.#listed, 20_000); id++) {
      const bin = Math.floor(bins * (0.5 + 0.5 * Math.sin(id * 0.71) * Math.cos(id * 0.013)));
      const index = outcomeOf(id) * bins + Math.min(bins - 1, bin);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    return { start: START, binMs: 86_400_000 / bins, bins, counts };
  }

  coverage(width: CoverageWidth): Coverage {
    this.calls.push(`coverage ${width}`);
    return coverage;
  }

  tables(): TableReport[] {
    if (this.files.length === 0) return [];
    const column = (name: string, type: ColumnType, filled = true) => ({ name, type, property: null, filled });
    const columns = [column('DateTime', 'time'), column('Latency', 'number'), column('Agent', 'text')];
    columns.push(column('EdgeTraceId', 'text', false));
    return [{ table: 0, logType: 'table', name: 'HttpProxy Logs', columns, rows: 500 }];
  }

  tableWindow(table: number, column: number, descending: boolean, from: number, to: number): TableWindow {
    this.calls.push(`table ${table} by ${column} ${descending ? 'down' : 'up'} from ${from} to ${to}`);
    const length = Math.max(0, Math.min(to, 500) - from);
    const numbers = Array.from({ length }, (_, index) => (descending ? 499 - from - index : from + index));
    const time = (number: number) => START + number * 1000;
    const rows = numbers.map((number) => [
      new Date(time(number)).toISOString(),
      String(number),
      'Outlook',
      this.#credentials ? SECRET : '',
    ]);
    return { table, from, total: 500, rows, times: [numbers.map(time), [], [], []], sessions: numbers.map(() => null) };
  }

  beginTableExport(table: number, column: number, descending: boolean, columns: Uint32Array): void {
    this.#parts = [`table ${table} by ${column} ${descending ? 'down' : 'up'}\n`, [...columns].join()];
  }

  #parts: string[] = [];

  beginExport(format: string, query: string): QueryAnswer {
    const answer = this.count(query);
    if (answer.ok) this.#parts = [`${format}\n`, `${query}\n`];
    return answer;
  }

  trapForTest(): void {
    throw new WebAssembly.RuntimeError('unreachable');
  }

  nextExportPart(): Uint8Array | undefined {
    const part = this.#parts.shift();
    return part === undefined ? undefined : new TextEncoder().encode(part);
  }

  help(): QueryHelp {
    return {
      fields: [
        {
          name: 'code',
          aliases: [],
          takes: 'a reply code `550` or a class `5xx`',
          sample: 'code:5xx',
          help: 'Code of any reply.',
          marks: true,
        },
        {
          name: 'gap',
          aliases: ['pause'],
          takes: 'a duration `30s`',
          sample: 'gap>30s',
          help: 'Largest pause inside the session.',
          marks: false,
        },
      ],
      questions: ['Who rejects whom, with which code?', 'Why is it slow?'],
      examples: [
        { question: 0, answer: 'Everything that was refused for good.', query: 'code:5xx' },
        { question: 1, answer: 'Pauses of more than half a minute.', query: 'gap>30s' },
      ],
    };
  }

  clear(): void {
    this.calls.push('clear');
    this.files.length = 0;
    this.#matching = null;
    this.#credentials = false;
  }
}

function outcomeOf(id: number): number {
  if (id % 17 === 0) return 3;
  if (id % 23 === 0) return 2;
  if (id % 31 === 0) return 4;
  if (id % 6 === 5) return 5;
  return id % 41 === 0 ? 6 : id % 7 === 0 ? 1 : 0;
}

type Said = [EntryRole, string, string, string?];

const SCRIPT: Said[] = [
  ['connect', '', ''],
  ['information', 'SMTPSubmit SMTPAcceptAnySender', 'Set Session Permissions'],
  ['server', '220 mx1.contoso.com Microsoft ESMTP MAIL Service ready at Tue, 3 Feb 2026 08:00:00 +0100', ''],
  ['client', 'EHLO relay.fabrikam.com', ''],
  [
    'server',
    '250  mx1.contoso.com Hello [198.51.100.20] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS X-ANONYMOUSTLS ' +
      'AUTH NTLM X-EXPS GSSAPI NTLM 8BITMIME BINARYMIME CHUNKING XRDST',
    '',
  ],
  ['client', 'STARTTLS', ''],
  ['server', '220 2.0.0 SMTP server ready', ''],
  [
    'information',
    '',
    'TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256',
  ],
  ['client', 'MAIL FROM:<newsletter@fabrikam.com> SIZE=51234', ''],
  ['server', '250 2.1.0 Sender OK', ''],
  ['client', 'RCPT TO:<nobody@example.com>', ''],
  [
    'server',
    '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain',
    '',
    'The server does not accept mail for this domain from this client: the connector gives it no right to relay.',
  ],
  ['client', 'QUIT', ''],
  ['disconnect', '', 'Local'],
];

const LONG_SESSION = 3;
const LONG_ENTRIES = 1000;

function fakeEntry(position: number): EntryDetail {
  const [role, data, context, explanation = ''] =
    SCRIPT[position % SCRIPT.length] ?? (['information', '', ''] as const);
  return {
    time: START + position * 180 + (position > 11 ? 300_000 : 0),
    deltaMs: position === 0 ? 0 : position === 12 ? 300_180 : 180,
    sequence: position > 6 ? position + 2 : position,
    event: { connect: '+', disconnect: '-', client: '<', server: '>', information: '*', record: '*' }[role],
    role,
    data,
    context,
    label: '',
    ownLabels: null,
    explanation,
    matched: explanation !== '',
    severity: explanation ? 'error' : 'none',
    answers: role === 'server' ? position - 1 : null,
    missingBefore: position === 7 ? 2 : 0,
    file: 0,
    fields: [],
  };
}

/** A made-up session; number 3 is a long one. */
export function fakeDetail(session: number, { firstEntry, limit }: DetailRange): SessionDetail {
  const entryCount = session === LONG_SESSION ? LONG_ENTRIES : SCRIPT.length;
  const length = Math.max(0, Math.min(limit, entryCount - firstEntry));
  const reply = {
    code: 550,
    status: '5.7.54',
    text: 'SMTP; Unable to relay recipient in non-accepted domain',
    explanation: 'The server does not accept mail for this domain from this client.',
    entry: 11,
  };
  return {
    session,
    logType: 'smtpReceive',
    logTypeName: 'SMTP Receive',
    sessionId: `08DE5C3A${(0x10000000 + session).toString(16).toUpperCase()}`,
    server: 'MX1',
    service: 'FrontEnd',
    folder: 'MX1/FrontEnd/ProtocolLog/SmtpReceive',
    connectorId: 'MX1\\Default Frontend MX1',
    localEndpoint: '192.0.2.10:25',
    remoteEndpoint: '198.51.100.20:40123',
    start: START,
    end: START + 302_340,
    durationMs: 302_340,
    ended: 'Local',
    outcome: OUTCOMES[outcomeOf(session)] ?? 'accepted',
    flags: 4,
    missingEntries: 2,
    largestGap: { ms: 300_180, before: 11, after: 12 },
    tarpitMs: 5000,
    facts: [{ name: 'client-name', value: 'relay.fabrikam.com', entry: 3 }],
    tls: {
      version: '1.2',
      cipher: 'AES',
      cipherBits: 256,
      mac: 'SHA-384',
      macBits: 0,
      keyExchange: 'ECDHE',
      keyExchangeBits: 255,
      error: '',
      entry: 7,
    },
    certificates: [
      {
        direction: 'sent',
        subject: 'CN=mail.contoso.com',
        issuer: 'CN=Contoso Issuing CA 1, O=Contoso',
        serialNumber: '0404C0F032C2760F1F3F28A7CCC3FC5FBAB3',
        thumbprint: 'EC5A76488FE0A501C5FC28EC845E443889BA16E2',
        notBefore: '2025-08-12',
        notAfter: '2026-08-12',
        alternateNames: ['mail.contoso.com', 'autodiscover.contoso.com'],
        validThen: true,
        entry: 7,
      },
    ],
    auth: null,
    permissions: [{ name: 'SMTPSubmit', meaning: 'May send mail through this connector.' }],
    transactions: [
      {
        sender: 'newsletter@fabrikam.com',
        recipients: [{ address: 'nobody@example.com', reply }],
        size: 51_234,
        messageId: '',
        outcome: 'rejected',
        reply,
        firstEntry: 8,
        lastEntry: 11,
      },
    ],
    connectivity: null,
    worstReply: reply,
    entryCount,
    firstEntry,
    entries: Array.from({ length }, (_, index) => fakeEntry(firstEntry + index)),
  };
}
