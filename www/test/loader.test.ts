import { describe, expect, it, vi } from 'vitest';
import type { Summary } from '../src/contract.js';
import { EngineDead } from '../src/shared/engine-dead.js';
import type { FileFailure, LoadListener, NamedFile, Progress } from '../src/shared/load.js';
import { fullSpeed, type Pace } from '../src/shared/pace.js';
import type { Readable } from '../src/shared/source-file.js';
import { EngineHost } from '../src/worker/host.js';
import { FIRST_PUBLISH_BYTES, Loader } from '../src/worker/loader.js';
import { failingFile } from './failing-file.js';
import { gzipOf, tarOf, type ZipEntry, zipOf } from './support/archives.js';
import { TestEngine, TRAP_BYTE } from './support/engine.js';

const text = (name: string, content: string, folder = '') => ({ file: new File([content], name), folder });

/** Everything that a load reports, in lists. */
class Reports implements LoadListener {
  readonly progresses: Progress[] = [];
  readonly summaries: Summary[] = [];
  readonly failures: FileFailure[] = [];
  progress = (progress: Progress) => void this.progresses.push(progress);
  published = (summary: Summary) => void this.summaries.push(summary);
  readonly names: NamedFile[] = [];
  failed = (failure: FileFailure) => void this.failures.push(failure);
  named = (named: NamedFile) => void this.names.push(named);
}

function setup(pace: Pace = fullSpeed(), now?: () => number) {
  const engine = new TestEngine();
  const reports = new Reports();
  return { engine, reports, loader: new Loader(new EngineHost(engine), pace, reports, now) };
}

/** Bytes pushed before each `publish`. They are only counted, as there are many. */
function bytesAtPublish(engine: TestEngine): number[] {
  const published: number[] = [];
  let bytes = 0;
  const publish = engine.publish.bind(engine);
  vi.spyOn(engine, 'push').mockImplementation((chunk) => {
    bytes += chunk.length;
  });
  vi.spyOn(engine, 'publish').mockImplementation(() => {
    published.push(bytes);
    return publish();
  });
  return published;
}

/** A file of any size that costs no memory. */
function zeros(size: number): Readable & { name: string } {
  const chunk = new Uint8Array(4 * 1024 * 1024);
  return {
    name: 'RECV.LOG',
    size,
    stream: () => new ReadableStream(),
    slice: (from, to) => ({ arrayBuffer: async () => chunk.buffer.slice(0, Math.max(0, Math.min(to, size) - from)) }),
  };
}

describe('the order of files', () => {
  it('is by folder, then by name, with numbers as numbers', async () => {
    const files = ['b/R-10.LOG', 'b/R-2.LOG', 'a/R-3.LOG'].map((path) => text(path.slice(2), '', path.slice(0, 1)));
    const { engine, loader } = setup();
    await loader.load(files);
    expect(engine.callsOf('beginFile')).toEqual(
      ['a/R-3.LOG', 'b/R-2.LOG', 'b/R-10.LOG'].map((path) => `beginFile ${path}`),
    );
  });
});

describe('a load', () => {
  it('reads every file to its end and publishes once', async () => {
    const { engine, loader } = setup();
    const summary = await loader.load([text('2.LOG', 'bb'), text('1.LOG', 'a', 'MX1')]);
    expect(engine.calls).toEqual([
      'beginFile 2.LOG',
      'push 2',
      'endFile complete',
      'beginFile MX1/1.LOG',
      'push 1',
      'endFile complete',
      'publish',
    ]);
    expect(summary).toMatchObject({ files: 2, bytes: 3 });
  });

  it('measures the time', async () => {
    let now = 0;
    const { loader } = setup(fullSpeed(), () => {
      now += 5;
      return now;
    });
    expect((await loader.load([])).elapsedMs).toBeGreaterThan(0);
  });

  it('divides chunks according to the pace and pauses in between', async () => {
    let breaths = 0;
    const pace = { pushBytes: 4, breathe: () => void breaths++ };
    const { engine, loader } = setup(pace);
    await loader.load([text('1.LOG', '0123456789')]);
    expect(engine.calls.filter((call) => call.startsWith('push'))).toEqual(['push 4', 'push 4', 'push 2']);
    expect(breaths).toBeGreaterThanOrEqual(3);
  });

  it('reports progress, in any case at the end', async () => {
    const { reports, loader } = setup();
    await loader.load([text('1.LOG', 'abc'), text('2.LOG', 'de')]);
    expect(reports.progresses.at(-1)).toMatchObject({ bytesRead: 5, bytesTotal: 5, filesRead: 2, filesTotal: 2 });
  });

  it('reports progress at most ten times a second', async () => {
    let now = 0;
    const { reports, loader } = setup({ pushBytes: 1, breathe: () => undefined }, () => {
      now += 1;
      return now;
    });
    await loader.load([text('1.LOG', 'x'.repeat(1000))]);
    expect(reports.progresses.length).toBeLessThan(15);
  });

  it('publishes early, and then whenever the bytes have doubled', async () => {
    const { engine, reports, loader } = setup();
    const published = bytesAtPublish(engine);
    await loader.load([{ file: zeros(FIRST_PUBLISH_BYTES * 4), folder: '' }]);
    expect(published.map((bytes) => bytes / FIRST_PUBLISH_BYTES)).toEqual([1, 2, 4, 4]);
    expect(reports.summaries.length).toBe(3);
  });

  it('publishes in parts, and lets others have a turn after each', async () => {
    const order: string[] = [];
    const { engine, loader } = setup({ pushBytes: 1000, breathe: () => void order.push('turn') });
    const parts = [false, false, true];
    vi.spyOn(engine, 'preparePublishing').mockImplementation(() => {
      order.push('part');
      return parts.shift() ?? true;
    });
    await loader.load([text('1.LOG', 'abc')]);
    expect(order.slice(order.indexOf('part'))).toEqual(['part', 'turn', 'part', 'turn', 'part']);
    expect(engine.callsOf('publish').length).toBe(1);
  });
});

describe('a cancel', () => {
  it('stops after the current chunk and keeps what was read', async () => {
    const pace: Pace = {
      pushBytes: 2,
      breathe: () => (engine.callsOf('push').length > 0 ? loader.cancel() : undefined),
    };
    const { engine, loader } = setup(pace);
    const summary = await loader.load([text('1.LOG', 'abcdef'), text('2.LOG', 'gh')]);
    expect(engine.calls).toEqual([
      'beginFile 1.LOG',
      'push 2',
      'endFile cancelled',
      'beginFile 2.LOG',
      'endFile cancelled',
      'publish',
    ]);
    expect(summary.bytes).toBe(2);
  });
});

/** A file whose bytes never arrive. */
function hanging(name: string): Readable & { name: string } {
  const arrayBuffer = () => new Promise<ArrayBuffer>(() => undefined);
  return { name, size: 10, stream: () => new ReadableStream(), slice: () => ({ arrayBuffer }) };
}

/** A file in a browser that reads it without a turn of the event loop. */
function instant(name: string, size: number): Readable & { name: string } {
  const buffer = new ArrayBuffer(1024);
  const arrayBuffer = (bytes: number) => ({ arrayBuffer: () => Promise.resolve(buffer.slice(0, bytes)) });
  const slice = (from: number, to: number) => arrayBuffer(Math.max(0, Math.min(to, size, from + 1024) - from));
  return { name, size, stream: () => new ReadableStream(), slice };
}

describe('a cancel at any moment', () => {
  it('is heard while chunks arrive without a turn of the event loop', async () => {
    const { loader } = setup();
    const size = 1024 ** 3;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => loader.cancel();
    channel.port2.postMessage('as from the page');
    const summary = await loader.load([{ file: instant('1.LOG', size), folder: '' }]);
    channel.port1.close();
    expect(summary.perFile[0]?.end).toBe('cancelled');
    expect(summary.bytes).toBeLessThan(size / 4);
  });

  it('gives up a read that does not end', async () => {
    const { engine, loader } = setup();
    const loading = loader.load([{ file: hanging('1.LOG'), folder: '' }, text('2.LOG', 'gh')]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    loader.cancel();
    const summary = await loading;
    expect(engine.calls.filter((call) => call.startsWith('endFile'))).toEqual([
      'endFile cancelled',
      'endFile cancelled',
    ]);
    expect(summary.perFile.map(({ end }) => end)).toEqual(['cancelled', 'cancelled']);
  });

  it('gives up an archive that does not answer', async () => {
    const { loader } = setup();
    const bytes = zipOf([{ name: '1.LOG', data: 'x'.repeat(900) }]);
    const whole = new File([bytes], 'a.zip');
    let reads = 0;
    const slice = (from: number, to: number) => {
      reads += 1;
      return reads > 1 ? hanging('').slice(from, to) : whole.slice(from, to);
    };
    const file = { name: 'a.zip', size: whole.size, stream: () => whole.stream(), slice };
    const loading = loader.load([{ file, folder: '' }]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    loader.cancel();
    expect((await loading).perFile.map(({ end }) => end)).toEqual(['cancelled']);
  });
});

describe('a full memory', () => {
  it('ends the load: what was read is kept, and nothing more is opened', async () => {
    const { engine, reports, loader } = setup({ pushBytes: 2, breathe: () => undefined });
    vi.spyOn(engine, 'hasRoom').mockImplementation(() => engine.callsOf('push').length < 2);
    const zip = { file: new File([zipOf([{ name: '1.LOG', data: 'one' }])], 'a.zip'), folder: '' };
    const summary = await loader.load([text('1.LOG', 'abcdef'), zip, text('b.LOG', 'gh')]);
    expect(engine.callsOf('push')).toEqual(['push 2', 'push 2']);
    expect(summary.perFile.map(({ end, bytes, accountedBytes }) => [end, bytes, accountedBytes])).toEqual([
      ['outOfMemory', 6, 4],
      ['outOfMemory', zip.file.size, 0],
      ['outOfMemory', 2, 0],
    ]);
    expect(reports.failures).toEqual([]);
  });

  it('ends an archive in the middle of a member', async () => {
    const { engine, reports, loader } = setup({ pushBytes: 2, breathe: () => undefined });
    vi.spyOn(engine, 'hasRoom').mockImplementation(() => engine.callsOf('push').length < 1);
    const members = [
      { name: '1.LOG', data: 'abcdef' },
      { name: '2.LOG', data: 'gh' },
    ];
    const summary = await loader.load([{ file: new File([zipOf(members)], 'a.zip'), folder: '' }]);
    expect(summary.perFile.map(({ name, end, accountedBytes }) => [name, end, accountedBytes])).toEqual([
      ['1.LOG', 'outOfMemory', 2],
    ]);
    expect(reports.failures).toEqual([]);
  });
});

describe('a name that is too long for a message', () => {
  it('is cut there, and only there', async () => {
    const { reports, loader } = setup();
    const name = `RECV${'x'.repeat(100_000)}`;
    const file = Object.assign(failingFile(new Uint8Array(10), 'NotReadableError'), { name });
    const { perFile } = await loader.load([{ file, folder: '' }]);
    const shown = `${name.slice(0, 255)}…`;
    expect(perFile.map((report) => report.name)).toEqual([name]);
    expect(reports.failures.map((failure) => failure.name)).toEqual([shown]);
    expect(reports.progresses.at(-1)?.fileName).toBe(shown);
    expect(reports.names).toEqual([{ file: 0, path: name, shown }]);
  });
});

describe('a file that is not what it was when it was chosen', () => {
  /** A file whose size was another one when it was chosen, and which browsers without byte streams read by slices. */
  const chosen = (size: number, content: string) => {
    const now = new File([content], '1.LOG');
    return {
      name: '1.LOG',
      size,
      stream: () => now.stream(),
      slice: (from: number, to: number) => now.slice(from, to),
    };
  };

  it.each([
    ['was cut', 6, 'abc', 3],
    ['has grown', 2, 'abc', 3],
    ['is empty now', 6, '', 0],
  ])('because it %s, is incomplete', async (_, size, content, bytesRead) => {
    const { reports, loader } = setup();
    const summary = await loader.load([{ file: chosen(size, content), folder: 'MX1' }, text('2.LOG', 'ok')]);
    expect(summary.perFile.map(({ name, end }) => `${name} ${end}`)).toContain('1.LOG changed');
    expect(summary.perFile.map(({ name, end }) => `${name} ${end}`)).toContain('2.LOG complete');
    expect(reports.failures).toEqual([{ source: 0, name: '1.LOG', folder: 'MX1', end: 'changed', bytesRead }]);
  });

  it('because it was replaced by as many bytes, is incomplete where the browser refuses to read it again', async () => {
    const { loader } = setup();
    const file = chosen(3, 'abc');
    const slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('changed', 'NotReadableError')) });
    const summary = await loader.load([{ file: { ...file, slice }, folder: '' }]);
    expect(summary.perFile.map(({ end, bytes, accountedBytes }) => [end, bytes, accountedBytes])).toEqual([
      ['changed', 3, 3],
    ]);
  });

  it('because it was removed after it was read, is complete', async () => {
    const { loader } = setup();
    const slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) });
    const summary = await loader.load([{ file: { ...chosen(3, 'abc'), slice }, folder: '' }]);
    expect(summary.perFile.map(({ end }) => end)).toEqual(['complete']);
  });

  it('and is an archive, ends there', async () => {
    const { reports, loader } = setup();
    const bytes = zipOf([{ name: '1.LOG', data: Buffer.alloc(2_000_000, 'x'), method: 0 }]);
    const whole = new File([bytes], 'a.zip');
    const cut = new File([bytes.subarray(0, 1_000_000)], 'a.zip');
    let reads = 0;
    const slice = (from: number, to: number) => {
      reads += 1;
      return (reads > 4 ? cut : whole).slice(from, to);
    };
    const file = { name: 'a.zip', size: whole.size, stream: () => whole.stream(), slice };
    const summary = await loader.load([{ file, folder: 'in' }]);
    expect(summary.perFile.map(({ end }) => end)).toEqual(['changed']);
    expect(reports.failures).toMatchObject([{ name: 'a.zip', end: 'changed', members: ['1.LOG'] }]);
  });
});

describe('a file that becomes unreadable', () => {
  it.each([
    ['NotReadableError', 'changed'],
    ['NotFoundError', 'unreadable'],
  ])('%s ends as %s, and the next file follows', async (error, end) => {
    const { engine, reports, loader } = setup();
    const broken = Object.assign(failingFile(new Uint8Array(3), error), { name: '1.LOG' });
    const summary = await loader.load([{ file: broken, folder: 'MX1' }, text('2.LOG', 'ok', 'MX1')]);
    expect(engine.calls).toEqual([
      'beginFile MX1/1.LOG',
      'push 3',
      `endFile ${end}`,
      'beginFile MX1/2.LOG',
      'push 2',
      'endFile complete',
      'publish',
    ]);
    expect(reports.failures).toEqual([{ source: 0, name: '1.LOG', folder: 'MX1', end, bytesRead: 3 }]);
    expect(summary.perFile.map((file) => file.end)).toEqual([end, 'complete']);
  });
});

describe('an archive', () => {
  const archive = (name: string, bytes: Uint8Array<ArrayBuffer>, folder = '') => ({
    file: new File([bytes], name),
    folder,
  });
  const INCIDENT: ZipEntry[] = [
    { name: 'EX1/10.LOG', data: 'ten' },
    { name: 'EX1/9.LOG', data: 'nine!' },
    { name: 'EX1/old.zip', data: zipOf([{ name: 'Hub/1.LOG', data: 'one' }]) },
  ];

  it('is passed to the engine as the files in it', async () => {
    const { engine, reports, loader } = setup();
    const zip = archive('a.zip', zipOf(INCIDENT), 'in');
    const gz = archive('b.LOG.gz', gzipOf('bb'), 'in');
    const summary = await loader.load([gz, zip, text('c.LOG', 'c', 'in')]);
    expect(engine.calls.filter((call) => !call.startsWith('push'))).toEqual([
      'beginFile in/a.zip/EX1/10.LOG',
      'endFile complete',
      'beginFile in/a.zip/EX1/9.LOG',
      'endFile complete',
      'beginFile in/a.zip/EX1/old.zip/Hub/1.LOG',
      'endFile complete',
      'beginFile in/b.LOG.gz',
      'endFile complete',
      'beginFile in/c.LOG',
      'endFile complete',
      'publish',
    ]);
    expect(summary.bytes).toBe(3 + 5 + 3 + 2 + 1);
    expect(reports.failures).toEqual([]);
  });

  it('counts as one file, with its size on disk', async () => {
    const { reports, loader } = setup(fullSpeed(), () => reports.progresses.length * 1000);
    const zip = archive('a.zip', zipOf([{ name: '1', data: 'x'.repeat(1_000_000) }, ...INCIDENT]));
    await loader.load([zip, text('2.LOG', '22')]);
    const bytesTotal = zip.file.size + 2;
    expect(reports.progresses.every(({ bytesRead }) => bytesRead <= bytesTotal)).toBe(true);
    expect(reports.progresses.at(-1)).toMatchObject({ bytesRead: bytesTotal, bytesTotal, filesRead: 2, filesTotal: 2 });
  });

  it('is left in the middle of a member on a cancel', async () => {
    const hasPushed = () => engine.calls.some((call) => call.startsWith('push'));
    const pace: Pace = { pushBytes: 2, breathe: () => (hasPushed() ? loader.cancel() : undefined) };
    const { engine, reports, loader } = setup(pace);
    await loader.load([archive('a.zip', zipOf(INCIDENT)), archive('b.gz', gzipOf('b'))]);
    expect(engine.calls).toEqual([
      'beginFile a.zip/EX1/10.LOG',
      'push 2',
      'endFile cancelled',
      'beginFile b.gz',
      'endFile cancelled',
      'publish',
    ]);
    expect(reports.failures).toEqual([]);
  });

  it('is left before its first member on a cancel', async () => {
    const pace: Pace = { pushBytes: 2, breathe: () => loader.cancel() };
    const { engine, loader } = setup(pace);
    await loader.load([archive('a.zip', zipOf(INCIDENT)), archive('b.gz', gzipOf('b'))]);
    const ends = ['a.zip', 'b.gz'].flatMap((name) => [`beginFile ${name}`, 'endFile cancelled']);
    expect(engine.calls).toEqual([...ends, 'publish']);
  });

  it('reports each kind of failure once', async () => {
    const { reports, loader } = setup();
    const locked = ['1', '2'].map((name) => ({ name: `EX1/${name}`, data: 'x', encrypted: true }));
    const zip = archive('a.zip', zipOf([...locked, { name: 'bad', data: 'bad', crc: 1 }]), 'in');
    const cut = archive('b.tar', tarOf([{ name: '1', data: 'x'.repeat(900) }]).subarray(0, 1024), 'in');
    const summary = await loader.load([zip, cut]);
    expect(reports.failures.map(({ name, end, members }) => ({ name, end, members }))).toEqual([
      { name: 'a.zip', end: 'encrypted', members: ['EX1/1', 'EX1/2'] },
      { name: 'a.zip', end: 'damaged', members: ['bad'] },
      { name: 'b.tar', end: 'damaged', members: ['1'] },
    ]);
    expect(summary.perFile.map(({ end }) => end)).toEqual(['encrypted', 'encrypted', 'damaged', 'damaged', 'damaged']);
  });

  it('that becomes unreadable ends there, and the next file follows', async () => {
    const { engine, reports, loader } = setup();
    const half = new Uint8Array(zipOf([{ name: '1', data: 'x'.repeat(900), method: 0 }]).subarray(0, 500));
    const broken = Object.assign(failingFile(half, 'NotReadableError'), { name: 'a.zip' });
    await loader.load([{ file: broken, folder: 'in' }, text('b.LOG', 'ok')]);
    expect(engine.calls).toEqual([
      'beginFile b.LOG',
      'push 2',
      'endFile complete',
      'beginFile in/a.zip',
      'endFile changed',
      'publish',
    ]);
    expect(reports.failures).toEqual([
      { source: 0, name: 'a.zip', folder: 'in', end: 'changed', bytesRead: 0, members: [] },
    ]);
  });

  it('names the member that caused a trap', async () => {
    const { loader } = setup();
    const zip = archive('a.zip', zipOf([{ name: 'EX1/1', data: Uint8Array.of(TRAP_BYTE) }]), 'in');
    await expect(loader.load([zip])).rejects.toMatchObject({ name: 'EngineDead', file: 'in/a.zip/EX1/1' });
  });

  it('is published while being read, by unpacked bytes', async () => {
    const { engine, reports, loader } = setup();
    const published = bytesAtPublish(engine);
    const part = Buffer.alloc(1024 * 1024, 'log ');
    const log = Buffer.concat(Array.from({ length: 65 }, () => part));
    await loader.load([{ ...archive('a.gz', gzipOf(log)), unlimited: true }]);
    expect(published[0]).toBeGreaterThanOrEqual(FIRST_PUBLISH_BYTES);
    expect(reports.summaries.length).toBe(1);
  });
});

describe('a trap', () => {
  it('ends the load with the path of the file that caused it', async () => {
    const { engine, loader } = setup();
    const evil = { file: new File([Uint8Array.of(TRAP_BYTE)], '2.LOG'), folder: 'MX1' };
    const loading = loader.load([text('1.LOG', 'ok', 'MX1'), evil, text('3.LOG', 'never', 'MX1')]);
    await expect(loading).rejects.toMatchObject({ name: 'EngineDead', file: 'MX1/2.LOG' });
    await expect(loading).rejects.toBeInstanceOf(EngineDead);
    expect(engine.calls.at(-1)).toBe('beginFile MX1/2.LOG');
  });
});
