import { describe, expect, it, vi } from 'vitest';
import type { Corrections, Summary } from '../src/contract.js';
import type { FileFailure } from '../src/shared/load.js';
import { fullSpeed } from '../src/shared/pace.js';
import {
  MOST_BYTES_UNDER_WAY,
  type ParserMessage,
  type ParserPort,
  type ParserRequest,
} from '../src/shared/parser-protocol.js';
import type { SourceFile } from '../src/shared/source-file.js';
import { EngineHost } from '../src/worker/host.js';
import { Loader } from '../src/worker/loader.js';
import { requestTaker } from '../src/worker/parser.js';
import { Parsers, parserCount, type StartParsers } from '../src/worker/parsers.js';
import { gzipOf, tarOf, zipOf } from './support/archives.js';
import { compiled, fixture, fixtures, TestEngine } from './support/engine.js';
import { ordinaryLog } from './support/logs.js';

/** A parser on this thread, as another worker sees it. Messages arrive in later turns. */
class LocalParser implements ParserPort {
  onMessage: ParserPort['onMessage'] = () => undefined;
  hasEnded = false;
  /** Bytes that were sent and not taken, at most. */
  mostUnderWay = 0;
  #underWay = 0;
  readonly #take = requestTaker(
    (message) => this.#say(message),
    (held) => held(null),
  );

  post(request: ParserRequest): void {
    if (request.parse === 'taken') this.#underWay -= request.bytes;
    queueMicrotask(() => !this.hasEnded && this.#take(request));
  }

  #say(message: ParserMessage): void {
    if (message.parsed === 'events') this.#underWay += message.bytes;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.#underWay);
    setTimeout(() => !this.hasEnded && this.onMessage(message));
  }

  end(): void {
    this.hasEnded = true;
  }
}

const listener = (failures: FileFailure[] = []) => ({
  progress: () => undefined,
  published: () => undefined,
  failed: (failure: FileFailure) => void failures.push(failure),
  named: () => undefined,
});

/** Starts so many parsers, whatever there is to read. */
function starting(count: number, newPort: () => ParserPort = () => new LocalParser(), cutAbove?: number): StartParsers {
  return async (files, _, corrections) =>
    count === 0 ? null : await Parsers.start(count, files, { ...compiled, corrections }, newPort, cutAbove);
}

interface Loaded {
  engine: TestEngine;
  summary: Summary;
  failures: FileFailure[];
}

async function load(
  files: readonly SourceFile[],
  startParsers: StartParsers,
  corrections: Corrections = new Map(),
): Promise<Loaded> {
  const engine = new TestEngine();
  engine.traps = false;
  const failures: FileFailure[] = [];
  const loader = new Loader(new EngineHost(engine), fullSpeed(), listener(failures), () => 0, startParsers);
  return { engine, summary: await loader.load(files, corrections), failures };
}

/** The answer to a question that takes steps. */
function until<T>(step: () => T | undefined): T {
  for (;;) {
    const answer = step();
    if (answer !== undefined) return answer;
  }
}

/** All that the page can be told of what was read. */
function told({ engine, summary, failures }: Loaded): unknown {
  const { handle } = until(() => engine.window('start', false, 0, 1000));
  const details = [...handle].map((session) => until(() => engine.detail(session, 0, 1000)));
  const exported: string[] = [];
  for (const format of ['ndjson', 'csv'] as const) {
    until(() => engine.beginExport(format, '', 0, 'comma', false, [], []));
    for (let part = engine.nextExportPart(); part; part = engine.nextExportPart())
      exported.push(new TextDecoder().decode(part));
  }
  const { memoryBytes: _, ...same } = summary;
  const diagnostics = until(() => engine.diagnostics());
  return { summary: same, failures, diagnostics, tables: engine.tables(), details, exported };
}

const file = (path: string, content: Uint8Array<ArrayBuffer> | string): SourceFile => ({
  file: new File([content], path.slice(path.lastIndexOf('/') + 1)),
  folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))),
});

/** The logs of all fixtures, each in a folder of its own. */
const everything = () =>
  fixtures().flatMap((name) =>
    Object.entries(fixture(name)).map(([path, content]) => file(`${name}/${path}`, content)),
  );

/** A log of about so many bytes, which does not repeat itself. */
function longLog(bytes: number): string {
  const rows: string[] = [];
  for (let length = 0, number = 0; length < bytes; number += 1) {
    const id = `08DE${(0x100000000000 + number).toString(16).toUpperCase()}`;
    const row = `2026-02-03T07:00:00.000Z,MX1\\In,${id},0,192.0.2.10:25,198.51.100.7:4711,+,,${Math.sin(number)}\r\n`;
    rows.push(row);
    length += row.length;
  }
  return rows.join('');
}

describe('parsers', () => {
  it('give the same as none, whatever their number', async () => {
    const files = everything();
    const alone = told(await load(files, starting(0)));
    for (const count of [1, 2, 4, 8]) expect(told(await load(files, starting(count)))).toEqual(alone);
  });

  it('unpack archives, read files as the user wants, and leave out what was removed', async () => {
    const log = ordinaryLog(20);
    const members = { 'a/RECV1.LOG': log, 'a/RECV2.LOG': log.replaceAll('08DE', '08DF'), 'other.txt': 'a,b,c' };
    const entries = Object.entries(members).map(([name, text]) => ({ name, data: text }));
    const files = [
      file('x/logs.zip', zipOf(entries)),
      file('y/logs.tgz', gzipOf(tarOf(entries))),
      file('z/RECV3.LOG', log),
      file('z/damaged.zip', zipOf(entries).slice(0, 300)),
    ];
    const corrections: Corrections = new Map([
      ['x/logs.zip/a/RECV2.LOG', { removed: true }],
      ['z/RECV3.LOG', { readAs: 'smtpSend' }],
    ]);
    const alone = told(await load(files, starting(0), corrections));
    for (const count of [1, 3]) expect(told(await load(files, starting(count), corrections))).toEqual(alone);
    expect(JSON.stringify(alone)).toContain('damaged');
  });

  it('wait when the engine is behind', async () => {
    const ports: LocalParser[] = [];
    const newPort = () => {
      const port = new LocalParser();
      const post = port.post.bind(port);
      // Whatever is taken is said late.
      port.post = (request) => void setTimeout(() => post(request), request.parse === 'taken' ? 100 : 0);
      ports.push(port);
      return port;
    };
    const log = longLog(24 * 1024 * 1024);
    const { summary } = await load([file('1.LOG', log), file('2.LOG', log)], starting(2, newPort));
    expect(summary.bytes).toBe(2 * log.length);
    for (const { mostUnderWay } of ports) {
      expect(mostUnderWay).toBeGreaterThan(MOST_BYTES_UNDER_WAY / 2);
      expect(mostUnderWay).toBeLessThan(MOST_BYTES_UNDER_WAY + 4 * 1024 * 1024);
    }
  }, 60_000);

  it('leave the engine time to look at sessions before it is asked to publish', async () => {
    const ahead = vi.spyOn(TestEngine.prototype, 'lookAhead');
    const asked = vi.spyOn(TestEngine.prototype, 'preparePublishing');
    await load([file('1.LOG', ordinaryLog(2000))], starting(1));
    expect(ahead).toHaveBeenCalled();
    expect(ahead).toHaveBeenCalledBefore(asked);
    vi.restoreAllMocks();
  });

  it('are as many as there are other cores, and none for little', () => {
    const files = (count: number, name = 'RECV1.LOG', size = 0) =>
      Array.from({ length: count }, () => file(name, new Uint8Array(size)));
    expect(parserCount(8, files(100), 1e9)).toBe(7);
    expect(parserCount(64, files(100), 1e9)).toBe(8);
    expect(parserCount(8, files(3), 1e9)).toBe(3);
    expect(parserCount(2, files(100), 1e9)).toBe(1);
    expect(parserCount(1, files(100), 1e9)).toBe(0);
    expect(parserCount(8, files(100), 1e6)).toBe(0);
    expect(parserCount(8, files(1, 'RECV1.LOG', 1.1e8), 1.1e8), 'parts of a large file').toBe(3);
    expect(parserCount(2, files(1, 'RECV1.LOG', 1.1e8), 1.1e8)).toBe(1);
    expect(parserCount(8, files(1, 'logs.zip', 2e7), 2e7), 'parts of a zip').toBe(4);
    expect(parserCount(8, files(1, 'logs.tgz', 2e7), 2e7)).toBe(1);
    for (const name of ['logs.zip', 'LOGS.TGZ', 'RECV1.LOG.gz']) {
      expect(parserCount(8, files(1, name, 5e6), 5e6), name).toBe(1);
      expect(parserCount(8, files(1, name, 1e6), 1e6), name).toBe(0);
    }
  });
});

/** Rows that have two lines each, as fields in quotes may. */
const inQuotes = (log: string) => log.replaceAll(/,,-?0\.(\d+)/g, ',"a\n$1",b');

/** Some rows have a field too many. */
const withBadLines = (log: string) => log.replaceAll(/(?<=:4711)(?=.*55)/g, ',x');

/** Rows of a W3C extended log; `#Fields` is repeated after so many of them, each time with another `#Date`. */
function webLog(rows: number, blockOf: number): string {
  const row = (number: number) =>
    `2026-02-03 07:00:${String(number % 60).padStart(2, '0')} 192.0.2.10 GET /owa/ id=${number} 443 - 198.51.100.7 Agent - 200 0 0 ${number % 900}\r\n`;
  const head = (number: number) =>
    `#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-02-03 07:${String(number % 60).padStart(2, '0')}:00\r\n` +
    '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n';
  return Array.from({ length: rows }, (_, number) => (number % blockOf === 0 ? head(number) : '') + row(number)).join(
    '',
  );
}

/** An archive of logs, some in folders, one of them damaged, with an archive in it. */
const manyZipped = zipOf(
  Array.from({ length: 24 }, (_, number) => ({
    name: `EX0${number % 3}/RECV${number}.LOG`,
    data:
      number === 5
        ? zipOf([{ name: 'in.log', data: ordinaryLog(30) }])
        : longLog(20_000).replaceAll('08DE', `08D${number}`),
    ...(number === 9 ? { crc: 1 } : {}),
  })),
);

describe('a large file', () => {
  const ABOVE = 128 * 1024;
  const long = longLog(700_000);
  /** Number of parts that were read by parsers which knew the beginning of their file only. */
  let parts = 0;
  const newPort = () => {
    const port = new LocalParser();
    let hear: ParserPort['onMessage'] = () => undefined;
    return Object.defineProperty(port, 'onMessage', {
      get: () => (message: ParserMessage) => {
        if (message.parsed === 'events' && message.done === 'part') parts += 1;
        hear(message);
      },
      set: (listens: ParserPort['onMessage']) => {
        hear = listens;
      },
    });
  };

  it.each([
    ['a log', 4, [file('RECV1.LOG', long)]],
    ['a log with fields of several lines', 0, [file('RECV1.LOG', inQuotes(long))]],
    ['a log with bad lines', 0, [file('RECV1.LOG', withBadLines(long))]],
    ['a log after a log of another kind', 0, [file('a.log', webLog(500, 500) + long)]],
    ['a web log', 3, [file('u_ex1.log', webLog(6000, 6000))]],
    ['a web log whose server was started again', 1, [file('u_ex1.log', webLog(6000, 2500))]],
    ['a web log whose server is started again and again', 0, [file('u_ex1.log', webLog(6000, 20))]],
    ['a log in UTF-16', 0, [file('RECV1.LOG', new Uint8Array(Buffer.from(`\ufeff${long}`, 'utf16le')))]],
    ['a zip', 2, [file('logs.zip', manyZipped)]],
    ['a zip that was cut off', 0, [file('logs.zip', manyZipped.subarray(0, manyZipped.length - 30))]],
    ['a zip of one log', 0, [file('logs.zip', zipOf([{ name: 'RECV1.LOG', data: long }]))]],
    ['a zip of another name', 0, [file('logs.bin', manyZipped)]],
    ['an archive that can only be read from its beginning', 0, [file('logs.log', gzipOf(long))]],
    [
      'no log',
      0,
      [
        file(
          'x.bin',
          new Uint8Array(600_000).map((_, place) => (place * 7919) >> 3),
        ),
      ],
    ],
    ['a single line', 0, [file('x.txt', 'x'.repeat(2_000_000))]],
    [
      'several files',
      9,
      [file('1.LOG', long), file('2.LOG', ordinaryLog(20)), file('3.LOG', long), file('4.log', inQuotes(long))],
    ],
  ])(
    'is read by several parsers, with the same result: %s',
    async (_, least, files) => {
      const alone = told(await load(files, starting(0)));
      for (const count of [1, 2, 8]) {
        parts = 0;
        expect(told(await load(files, starting(count, newPort, ABOVE)))).toEqual(alone);
        if (count === 1) expect(parts).toBe(0);
        else expect(parts).toBeGreaterThanOrEqual(least);
      }
    },
    60_000,
  );

  it('is also read by several where lines in it cannot be read', async () => {
    const files = [file('RECV1.LOG', withBadLines(longLog(2_300_000)))];
    const alone = told(await load(files, starting(0)));
    parts = 0;
    expect(told(await load(files, starting(2, newPort, 1024 * 1024)))).toEqual(alone);
    expect(parts).toBe(1);
    expect(JSON.stringify(alone)).toContain('wrong-field-count');
  }, 60_000);

  it('fails from the part on whose parser ends; the files after it are read', async () => {
    const files = [file('1.LOG', long), file('2.LOG', long), file('3.LOG', ordinaryLog(20))];
    const { engine, summary, failures } = await load(files, starting(2, mortal(3), ABOVE));
    expect(failures.map(({ name, end }) => `${name} ${end}`)).toEqual(['1.LOG failed']);
    expect(engine.callsOf('endFile').slice(1)).toEqual(Array(2).fill('endFile complete'));
    const read = summary.perFile.map(({ accountedBytes }) => accountedBytes);
    expect(read[0]).toBeGreaterThanOrEqual(2 * ABOVE);
    expect(read[0]).toBeLessThan(long.length);
    expect(read[1]).toBe(long.length);
  }, 60_000);
});

describe('without parsers', () => {
  const files = [file('1.LOG', ordinaryLog(20))];

  it.each([
    [
      'the browser refuses workers',
      () => {
        throw new DOMException('no', 'SecurityError');
      },
    ],
    [
      'a worker cannot be loaded',
      () => {
        const port = new LocalParser();
        port.post = () => queueMicrotask(() => port.onMessage({ parsed: 'failed', message: '' }));
        return port;
      },
    ],
  ])('files are read where the engine is: %s', async (_, newPort) => {
    const { engine, summary } = await load(files, starting(2, newPort));
    expect(engine.callsOf('push').length).toBe(1);
    expect(summary.files).toBe(1);
  });
});

/** A parser that ends when it is to read its n-th file. */
function mortal(reads: number): () => LocalParser {
  let left = reads;
  return () => {
    const port = new LocalParser();
    const post = port.post.bind(port);
    port.post = (request: ParserRequest) => {
      if (request.parse === 'read') left -= 1;
      if (request.parse === 'read' && left === 0) port.onMessage({ parsed: 'failed', message: 'unreachable' });
      else if (!port.hasEnded) post(request);
    };
    return port;
  };
}

describe('a parser that ends', () => {
  it('costs the file that it worked on, which is named; the others are read', async () => {
    const log = ordinaryLog(20);
    const files = [1, 2, 3, 4, 5].map((number) => file(`${number}.LOG`, log.replaceAll('08DE', `08D${number}`)));
    const { engine, summary, failures } = await load(files, starting(1, mortal(3)));
    expect(failures.map(({ name, end }) => `${name} ${end}`)).toEqual(['2.LOG failed']);
    expect(engine.callsOf('endFile')).toEqual(
      ['complete', 'failed', 'complete', 'complete', 'complete'].map((end) => `endFile ${end}`),
    );
    expect(summary.files).toBe(5);
    expect(JSON.stringify(until(() => engine.diagnostics()))).toContain('file-failed');
  });
});

describe('a parser that ends and that no other can replace', () => {
  it('costs one file too, although the others wait for the engine', async () => {
    const [log, long] = [ordinaryLog(20), longLog(24 * 1024 * 1024)];
    const files = [log, log, long, long, log, log].map((text, number) => file(`${number}.LOG`, text));
    // It ends once the other has begun with the long ones.
    const doomed = () => {
      const port = new LocalParser();
      const post = port.post.bind(port);
      port.post = (request: ParserRequest) => {
        if (request.parse === 'read')
          setTimeout(() => port.onMessage({ parsed: 'failed', message: 'unreachable' }), 50);
        else post(request);
      };
      return port;
    };
    const ports = [doomed, () => new LocalParser()];
    const newPort = () => {
      const make = ports.shift();
      if (!make) throw new DOMException('no', 'SecurityError');
      return make();
    };
    const { engine, failures } = await load(files, starting(2, newPort));
    expect(failures.map(({ name, end }) => `${name} ${end}`)).toEqual(['0.LOG failed']);
    expect(engine.callsOf('endFile').slice(1)).toEqual(Array(5).fill('endFile complete'));
  }, 60_000);
});

/** A file that can be read up to a byte. */
class Torn extends File {
  readonly #until: number;

  constructor(content: string, name: string, until: number) {
    super([content], name);
    this.#until = until;
  }

  override slice(from = 0, to = this.size): Blob {
    const blob = super.slice(from, to);
    if (Math.min(to, this.size) <= this.#until) return blob;
    const fail = () => Promise.reject(new DOMException('', 'NotReadableError'));
    return Object.assign(blob, { arrayBuffer: fail, stream: () => new ReadableStream({ type: 'bytes', pull: fail }) });
  }
}

/** A file whose slices are others after so many of them: `late` makes these of how it is sliced. */
class Late extends File {
  #left: number;
  readonly #late: (slice: (from: number, to: number) => Blob, from: number, to: number) => Blob;

  constructor(
    content: Uint8Array<ArrayBuffer> | string,
    name: string,
    reads: number,
    late: (slice: (from: number, to: number) => Blob, from: number, to: number) => Blob,
  ) {
    super([content], name);
    this.#left = reads;
    this.#late = late;
  }

  override slice(from = 0, to = this.size): Blob {
    const slice = (from: number, to: number) => super.slice(from, to);
    this.#left -= 1;
    return this.#left >= 0 ? slice(from, to) : this.#late(slice, from, to);
  }
}

describe('a part of a file', () => {
  const ABOVE = 128 * 1024;
  const long = longLog(700_000);

  it('whose parser ends is missed, whichever of a zip it is', async () => {
    for (let nth = 1; nth <= 10; nth += 1) {
      const files = [file('1.zip', manyZipped), file('2.LOG', ordinaryLog(20))];
      const { engine, failures, summary } = await load(files, starting(2, mortal(nth), ABOVE / 4));
      const named = failures.map(({ name, end }) => `${name} ${end}`);
      expect(
        named.filter((one) => one.endsWith('failed')),
        `read ${nth}`,
      ).toEqual(['1.zip failed']);
      expect(
        summary.perFile.some(({ end }) => end === 'failed'),
        `read ${nth}`,
      ).toBe(true);
      expect(engine.callsOf('endFile').at(-1)).toBe('endFile complete');
    }
  }, 60_000);

  it('whose parser ends is missed, whichever of a log it is', async () => {
    for (let nth = 1; nth <= 5; nth += 1) {
      const files = [file('1.LOG', long), file('2.LOG', ordinaryLog(20))];
      const { failures } = await load(files, starting(2, mortal(nth), ABOVE));
      expect(
        failures.map(({ name, end }) => `${name} ${end}`),
        `read ${nth}`,
      ).toEqual(['1.LOG failed']);
    }
  }, 60_000);

  it('in which no file of a zip begins changes nothing', async () => {
    const files = [
      file(
        'logs.zip',
        zipOf([
          { name: 'a.log', data: ordinaryLog(30), crc: 1 },
          { name: 'b.log', data: long, method: 0 },
        ]),
      ),
    ];
    const alone = told(await load(files, starting(0)));
    for (const count of [2, 4]) {
      const loaded = await load(files, starting(count, undefined, ABOVE));
      expect(loaded.failures).toEqual((alone as Loaded).failures);
      expect(told(loaded)).toEqual(alone);
    }
  }, 60_000);

  it('that cannot be read says no more of a log than where it begins', async () => {
    const head =
      '#Log-type: SMTP Send Protocol Log\r\n' +
      '#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n';
    const cutAbove = 1024 * 1024;
    const torn = { file: new Torn(head + longLog(6 * cutAbove), 'RECV1.LOG', 3.5 * cutAbove), folder: '' };
    const { engine, failures, summary } = await load([torn], starting(2, undefined, cutAbove));
    expect(failures.map(({ name, end }) => `${name} ${end}`)).toEqual(['RECV1.LOG changed']);
    const [report] = summary.perFile;
    expect(report?.logTypes).toEqual(['smtpSend']);
    expect(report?.accountedBytes).toBeGreaterThan(2 * cutAbove);
    const changed = until(() => engine.diagnostics()).find(({ kind }) => kind === 'file-changed');
    expect(changed?.places[0]?.byte).toBe(report?.accountedBytes);
  }, 60_000);

  it.each([
    ['removed members', manyZipped],
    ['something in front', Buffer.concat([zipOf([{ name: 'front.log', data: ordinaryLog(5) }]), manyZipped])],
    ['something after its end', Buffer.concat([manyZipped, Buffer.from('x'.repeat(3000))])],
    [
      'a comment and ZIP64',
      zipOf(
        Array.from({ length: 9 }, (_, n) => ({ name: `${n}.log`, data: longLog(30_000) })),
        { zip64: true, comment: 'PK'.repeat(9000) },
      ),
    ],
  ])(
    'of a zip adds to the same result: %s',
    async (_, zip) => {
      const corrections: Corrections = new Map(
        [0, 7, 11, 23].map((n) => [`logs.zip/EX0${n % 3}/RECV${n}.LOG`, { removed: true }] as const),
      );
      const files = [file('logs.zip', new Uint8Array(zip)), file('z.LOG', ordinaryLog(20))];
      const alone = told(await load(files, starting(0), corrections));
      for (const count of [2, 4, 8])
        for (const above of [ABOVE, ABOVE / 4, ABOVE / 16])
          expect(told(await load(files, starting(count, undefined, above), corrections))).toEqual(alone);
    },
    60_000,
  );

  it('that is no longer there is missed, as Firefox reads a file as it is now', async () => {
    const content = longLog(700_000);
    let missed = 0;
    for (let reads = 1; reads <= 24; reads += 1) {
      const shrinks = new Late(content, '1.LOG', reads, (slice, from, to) =>
        slice(Math.min(from, 3 * ABOVE), Math.min(to, 3 * ABOVE)),
      );
      const { failures, summary, engine } = await load([{ file: shrinks, folder: '' }], starting(2, undefined, ABOVE));
      if (summary.bytes === content.length) continue;
      missed += 1;
      expect(
        failures.map(({ end }) => end),
        `${reads} reads`,
      ).toEqual(['changed']);
      expect(engine.callsOf('endFile'), `${reads} reads`).toEqual(['endFile changed']);
    }
    expect(missed).toBeGreaterThan(5);
  }, 60_000);

  it('that cannot be read is not told of the file before it in a zip', async () => {
    const whole = (await load([file('logs.zip', manyZipped)], starting(0))).summary.bytes;
    for (let reads = 1; reads <= 40; reads += 3) {
      const late = (slice: (from: number, to: number) => Blob, from: number, to: number) =>
        Object.assign(slice(from, to), {
          arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')),
        });
      const gone = { file: new Late(manyZipped, 'logs.zip', reads, late), folder: '' };
      const { failures, summary } = await load([gone], starting(2, undefined, ABOVE));
      const changed = failures.filter(({ end }) => end === 'changed');
      if (summary.bytes < whole) expect(changed.length, `${reads} reads`).toBe(1);
      for (const member of changed.flatMap(({ members = [] }) => members)) {
        const report = summary.perFile.find(({ folder, name }) => `${folder}/${name}`.endsWith(member));
        expect(report?.end, `${reads} reads: ${member}`).toBe('changed');
      }
    }
  }, 60_000);
});

describe('parsers that all end', () => {
  it.each([
    ['that is behind a part which counts for nothing', 700_000],
    ['that none of them has got', 2_000_000],
  ])(
    'leave no file waiting for one of them %s',
    async (_, bytes) => {
      const files = [file('1.LOG', longLog(bytes)), file('2.LOG', ordinaryLog(20)), file('3.LOG', ordinaryLog(20))];
      // The first ends at once, the other while it reads a part that counts for nothing.
      const ends = [0, 300];
      const newPort = () => {
        const late = ends.shift();
        if (late === undefined) throw new DOMException('no', 'SecurityError');
        const port = new LocalParser();
        const post = port.post.bind(port);
        port.post = (request: ParserRequest) => {
          if (request.parse === 'read')
            setTimeout(() => port.onMessage({ parsed: 'failed', message: 'unreachable' }), late);
          else post(request);
        };
        return port;
      };
      const { engine, failures } = await load(files, starting(2, newPort, 256 * 1024));
      expect(failures.map(({ name, end }) => `${name} ${end}`)).toEqual(['1.LOG failed']);
      expect(engine.callsOf('endFile').slice(1)).toEqual(Array(2).fill('endFile complete'));
    },
    10_000,
  );
});

describe('a cancel', () => {
  it('ends what is being read, and leaves a prefix of the files', async () => {
    const log = longLog(8 * 1024 * 1024);
    const files = [1, 2, 3, 4].map((number) => file(`${number}.LOG`, log));
    const engine = new TestEngine();
    const loader = new Loader(new EngineHost(engine), fullSpeed(), listener(), () => 0, starting(2));
    let merged = 0;
    const merge = engine.merge.bind(engine);
    engine.merge = (batch) => {
      merged += 1;
      if (merged === 6) loader.cancel();
      merge(batch);
    };
    const summary = await loader.load(files);
    const ends = engine.callsOf('endFile').map((call) => call.split(' ')[1]);
    expect(ends.length).toBe(4);
    expect(ends).toContain('cancelled');
    expect(ends.indexOf('complete', ends.indexOf('cancelled'))).toBe(-1);
    expect(summary.bytes).toBeLessThan(4 * log.length);
    expect(summary.perFile.reduce((sum, { accountedBytes }) => sum + accountedBytes, 0)).toBe(summary.bytes);
  }, 60_000);
});
