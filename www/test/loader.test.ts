import { describe, expect, it } from 'vitest';
import type { Summary } from '../src/contract.js';
import { EngineDead, EngineHost } from '../src/worker/host.js';
import {
  FIRST_PUBLISH_BYTES,
  type FileFailure,
  FULL_SPEED,
  inOrder,
  Loader,
  type LoadListener,
  type Pace,
  type Progress,
} from '../src/worker/loader.js';
import type { Readable } from '../src/worker/reader.js';
import { failingFile } from './failing-file.js';
import { FakeEngine, TRAP_BYTE } from './fake-engine.js';

const text = (name: string, content: string, folder = '') => ({ file: new File([content], name), folder });

/** Everything that a load told, in lists. */
class Told implements LoadListener {
  readonly progresses: Progress[] = [];
  readonly summaries: Summary[] = [];
  readonly failures: FileFailure[] = [];
  progress = (progress: Progress) => void this.progresses.push(progress);
  published = (summary: Summary) => void this.summaries.push(summary);
  failed = (failure: FileFailure) => void this.failures.push(failure);
}

function setup(pace: Pace = FULL_SPEED, now?: () => number) {
  const engine = new FakeEngine();
  const told = new Told();
  return { engine, told, loader: new Loader(new EngineHost(engine), pace, told, now) };
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
  it('is by folder, then by name, with numbers as numbers', () => {
    const files = ['b/R-10.LOG', 'b/R-2.LOG', 'a/R-3.LOG'].map((path) => text(path.slice(2), '', path.slice(0, 1)));
    expect(inOrder(files).map(({ file, folder }) => `${folder}/${file.name}`)).toEqual([
      'a/R-3.LOG',
      'b/R-2.LOG',
      'b/R-10.LOG',
    ]);
  });
});

describe('a load', () => {
  it('reads every file to its end and publishes once', async () => {
    const { engine, loader } = setup();
    const summary = await loader.load([text('2.LOG', 'bb'), text('1.LOG', 'a', 'MX1')]);
    expect(engine.calls).toEqual([
      'begin 2.LOG',
      'push 2',
      'end complete',
      'begin MX1/1.LOG',
      'push 1',
      'end complete',
      'publish',
    ]);
    expect(summary).toMatchObject({ files: 2, bytes: 3 });
  });

  it('measures the time', async () => {
    let now = 0;
    const { loader } = setup(FULL_SPEED, () => {
      now += 5;
      return now;
    });
    expect((await loader.load([])).elapsedMs).toBeGreaterThan(0);
  });

  it('cuts chunks to the pace and breathes in between', async () => {
    let breaths = 0;
    const pace = { pushBytes: 4, breathe: () => void breaths++ };
    const { engine, loader } = setup(pace);
    await loader.load([text('1.LOG', '0123456789')]);
    expect(engine.calls.filter((call) => call.startsWith('push'))).toEqual(['push 4', 'push 4', 'push 2']);
    expect(breaths).toBe(3);
  });

  it('tells how far it is, at the end in any case', async () => {
    const { told, loader } = setup();
    await loader.load([text('1.LOG', 'abc'), text('2.LOG', 'de')]);
    expect(told.progresses.at(-1)).toMatchObject({ bytesRead: 5, bytesTotal: 5, filesRead: 2, filesTotal: 2 });
  });

  it('does not tell more often than ten times a second', async () => {
    let now = 0;
    const { told, loader } = setup({ pushBytes: 1, breathe: () => undefined }, () => {
      now += 1;
      return now;
    });
    await loader.load([text('1.LOG', 'x'.repeat(1000))]);
    expect(told.progresses.length).toBeLessThan(15);
  });

  it('publishes early, and then at twice as many bytes each time', async () => {
    const { told, loader } = setup();
    await loader.load([{ file: zeros(FIRST_PUBLISH_BYTES * 4), folder: '' }]);
    expect(told.summaries.map(({ bytes }) => bytes / FIRST_PUBLISH_BYTES)).toEqual([1, 2, 4]);
  });
});

describe('a cancel', () => {
  it('stops at the next chunk and keeps what was read', async () => {
    const pace: Pace = { pushBytes: 2, breathe: () => loader.cancel() };
    const { engine, loader } = setup(pace);
    const summary = await loader.load([text('1.LOG', 'abcdef'), text('2.LOG', 'gh')]);
    expect(engine.calls).toEqual(['begin 1.LOG', 'push 2', 'end cancelled', 'begin 2.LOG', 'end cancelled', 'publish']);
    expect(summary.bytes).toBe(2);
  });
});

describe('a file that cannot be read on', () => {
  it.each([
    ['NotReadableError', 'changed'],
    ['NotFoundError', 'unreadable'],
  ])('%s ends as %s, and the others go on', async (error, end) => {
    const { engine, told, loader } = setup();
    const broken = Object.assign(failingFile(new Uint8Array(3), error), { name: '1.LOG' });
    const summary = await loader.load([{ file: broken, folder: 'MX1' }, text('2.LOG', 'ok', 'MX1')]);
    expect(engine.calls).toEqual([
      'begin MX1/1.LOG',
      'push 3',
      `end ${end}`,
      'begin MX1/2.LOG',
      'push 2',
      'end complete',
      'publish',
    ]);
    expect(told.failures).toEqual([{ name: '1.LOG', folder: 'MX1', end, bytesRead: 3 }]);
    expect(summary.perFile.map((file) => file.end)).toEqual([end, 'complete']);
  });
});

describe('a trap', () => {
  it('ends the load with the path of the file that caused it', async () => {
    const { engine, loader } = setup();
    const evil = { file: new File([Uint8Array.of(TRAP_BYTE)], '2.LOG'), folder: 'MX1' };
    const loading = loader.load([text('1.LOG', 'ok', 'MX1'), evil, text('3.LOG', 'never', 'MX1')]);
    await expect(loading).rejects.toMatchObject({ name: 'EngineDead', file: 'MX1/2.LOG' });
    await expect(loading).rejects.toBeInstanceOf(EngineDead);
    expect(engine.calls.at(-1)).toBe('begin MX1/2.LOG');
  });
});
