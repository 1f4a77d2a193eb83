import { packedEngine } from 'virtual:engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineClient } from '../src/client/engine-client.js';
import { BEAT_MS, BUSY_BEATS, Heartbeat, SILENT_BEATS } from '../src/client/heartbeat.js';
import { MainTransport } from '../src/client/main-transport.js';
import { packedBytes } from '../src/client/packed-engine.js';
import { startEngine } from '../src/client/start.js';
import { WorkerTransport } from '../src/client/worker-transport.js';
import type { ExportRequest } from '../src/contract.js';
import { choiceBy, questionOf } from '../src/display/summary.js';
import { EngineClosed, EngineDead } from '../src/shared/engine-dead.js';
import type { LogEngine } from '../src/shared/log-engine.js';
import { fullSpeed, slices } from '../src/shared/pace.js';
import {
  packError,
  transferables,
  type WorkerMessage,
  type WorkerPort,
  type WorkerRequest,
} from '../src/shared/protocol.js';
import { EngineHost } from '../src/worker/host.js';
import { unpackEngine } from '../src/worker/instantiate.js';
import { Questions } from '../src/worker/questions.js';
import { engineWith, TestEngine, TRAP_BYTE } from './support/engine.js';
import { fileOf, longSession, ordinaryLog, receiveLog } from './support/logs.js';

const SORT = { key: 'start', descending: false } as const;
const LISTENER = {
  progress: () => undefined,
  published: () => undefined,
  failed: () => undefined,
  named: () => undefined,
};

const evil = fileOf('EVIL.LOG', Uint8Array.of(TRAP_BYTE));

describe('the host', () => {
  it.each([
    ['a trap', new WebAssembly.RuntimeError('unreachable')],
    ['a stack overflow', new RangeError('Maximum call stack size exceeded')],
  ])('is dead after %s, and does not touch the engine again', (_, error) => {
    const engine = {
      publish: vi.fn(),
      query: () => {
        throw error;
      },
    };
    const host = new EngineHost(engine as unknown as LogEngine);
    expect(() => host.ask('query', ['x'])).toThrow(EngineDead);
    expect(host.dead).toBe(true);
    expect(() => host.ask('publish', [])).toThrow(EngineDead);
    expect(engine.publish).not.toHaveBeenCalled();
  });

  it.each([
    ['a trap where the memory can grow', new WebAssembly.RuntimeError('unreachable'), 100, 'trap'],
    ['a trap where it cannot', new WebAssembly.RuntimeError('unreachable'), 10, 'memory'],
    ['an answer that is too large', new RangeError('Array buffer allocation failed'), 100, 'memory'],
    ['a stack overflow', new RangeError('Maximum call stack size exceeded'), 100, 'trap'],
  ])('says what ended the engine: %s', (_, error, maximum, why) => {
    const query = () => {
      throw error;
    };
    const memory = new WebAssembly.Memory({ initial: 10, maximum });
    const host = new EngineHost({ query } as unknown as LogEngine, memory);
    expect(() => host.ask('query', ['x'])).toThrow(expect.objectContaining({ name: 'EngineDead', why }));
  });

  it('survives an ordinary error', () => {
    const engine = {
      publish: () => 7,
      query: () => {
        throw new Error('no such session');
      },
    };
    const host = new EngineHost(engine as unknown as LogEngine);
    expect(() => host.ask('query', ['x'])).toThrow('no such session');
    expect(host.ask('publish', [])).toBe(7);
  });
});

describe('messages', () => {
  it('transfer the buffers of columns, each once', () => {
    const column = new Uint32Array(4);
    const start = new Float64Array(8);
    const columns = { start, messages: new Uint32Array(start.buffer, 0, 2) };
    const answer = { from: 0, handle: column, columns, strings: ['a'] };
    expect(transferables(answer)).toEqual([column.buffer, start.buffer]);
    expect(transferables(column)).toEqual([column.buffer]);
    expect(transferables(null)).toEqual([]);
    expect(transferables(5)).toEqual([]);
  });

  it('keep name, message and file of an error', () => {
    expect(packError(new EngineDead('unreachable', 'MX1/1.LOG'))).toEqual({
      name: 'EngineDead',
      message: 'unreachable',
      file: 'MX1/1.LOG',
      why: 'trap',
    });
    expect(packError('text')).toEqual({ name: 'Error', message: 'text', file: '', why: 'trap' });
  });
});

/** A worker with scripted responses. */
class ScriptedPort implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  onerror: WorkerPort['onerror'] = null;
  readonly calls: WorkerRequest[] = [];
  terminated = false;
  respond: (call: WorkerRequest) => WorkerMessage | null = ({ id }) => ({ id, ok: true, value: null });

  postMessage(call: WorkerRequest): void {
    this.calls.push(call);
    const response = this.respond(call);
    if (response) this.say(response);
  }

  say(message: WorkerMessage): void {
    queueMicrotask(() => this.onmessage?.call(this as never, { data: message } as MessageEvent));
  }

  terminate(): void {
    this.terminated = true;
  }
}

async function scripted() {
  const ports: ScriptedPort[] = [];
  const script = {
    newWorker: () => {
      const port = new ScriptedPort();
      ports.push(port);
      return port;
    },
    release: vi.fn(),
  };
  const transport = await WorkerTransport.start(script, new Uint8Array(8));
  const [port] = ports;
  if (!port) throw new Error('no worker was started');
  return { port, ports, script, transport, client: new EngineClient(transport) };
}

describe('the worker transport', () => {
  it('matches responses to requests by their number', async () => {
    const { port, client } = await scripted();
    port.respond = () => null;
    const first = client.count('a');
    const second = client.count('b');
    const [a, b] = port.calls.slice(-2);
    port.say({ id: b?.id ?? 0, ok: true, value: 'second' });
    port.say({ id: a?.id ?? 0, ok: true, value: 'first' });
    expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  });

  it('says which pieces of a list it has taken, and keeps them for the answer that they belong to', async () => {
    const { port, client } = await scripted();
    port.respond = () => null;
    const [tables, count] = [client.tables(), client.count('a')];
    const ids = port.calls.filter(({ request }) => request === 'ask').map(({ id }) => id);
    port.say({ event: 'piece', piece: { of: '', items: [1] } });
    port.say({ id: ids[1] ?? 0, ok: true, value: 7, hasPieces: false });
    port.say({ event: 'piece', piece: { of: '', items: [2] } });
    port.say({ id: ids[0] ?? 0, ok: true, value: [], hasPieces: true });
    expect([await count, await tables]).toEqual([7, [1, 2]]);
    expect(port.calls.filter(({ request }) => (request as string) === 'taken')).toHaveLength(2);
  });

  it('passes events on to the listener', async () => {
    const { port, client } = await scripted();
    const failed = vi.fn();
    port.respond = ({ id, request }) => {
      if (request === 'open')
        port.say({ event: 'failed', failure: { source: 0, name: '1', folder: '', end: 'changed', bytesRead: 2 } });
      return { id, ok: true, value: 'summary' };
    };
    expect(await client.open([], { ...LISTENER, failed })).toBe('summary');
    expect(failed).toHaveBeenCalledWith({ source: 0, name: '1', folder: '', end: 'changed', bytesRead: 2 });
  });

  it('rejects every later call once the engine has died', async () => {
    const { port, client } = await scripted();
    port.respond = ({ id }) => ({
      id,
      ok: false,
      error: { name: 'EngineDead', message: 'unreachable', file: 'X.LOG', why: 'trap' },
    });
    await expect(client.count('a')).rejects.toMatchObject({ name: 'EngineDead', file: 'X.LOG' });
    const asked = port.calls.length;
    await expect(client.count('b')).rejects.toBeInstanceOf(EngineDead);
    expect(port.calls.length).toBe(asked);
  });

  it('rejects pending requests when the worker itself fails', async () => {
    const { port, client } = await scripted();
    port.respond = () => null;
    const asked = client.count('a');
    port.onerror?.call(port as never, { message: 'out of memory' } as ErrorEvent);
    await expect(asked).rejects.toMatchObject({ name: 'EngineDead', message: 'out of memory' });
  });

  it('keeps the name of an ordinary error', async () => {
    const { port, client } = await scripted();
    port.respond = ({ id }) => ({
      id,
      ok: false,
      error: { name: 'CompileError', message: 'refused', file: '', why: 'trap' },
    });
    await expect(client.count('a')).rejects.toMatchObject({ name: 'CompileError', message: 'refused' });
  });

  it('terminates the worker when disposed of', async () => {
    const { port, client } = await scripted();
    client.dispose();
    expect(port.terminated).toBe(true);
    await expect(client.count('a')).rejects.toBeInstanceOf(EngineClosed);
  });
});

describe('parsers that the worker wishes for', () => {
  const START = { parse: 'start', module: {} as WebAssembly.Module, seed: 0n, corrections: new Map() } as const;
  const TAKEN = { parse: 'taken', bytes: 1 } as const;

  /** Once all messages have arrived. */
  const flushed = () => new Promise((done) => setTimeout(done));

  async function withParsers(count: number) {
    const { port, ports, ...rest } = await scripted();
    const { newWorker } = rest.script;
    // They say nothing by themselves.
    rest.script.newWorker = () => Object.assign(newWorker(), { respond: () => null });
    for (let parser = 1; parser <= count; parser += 1) port.say({ event: 'parser', parser, request: START });
    await flushed();
    const said = () => port.calls.filter(({ request }) => (request as string) === 'heard') as unknown[];
    return { port, parsers: ports.slice(1), said, ...rest };
  }

  it('are started, and what they and the worker say is passed on', async () => {
    const { port, parsers, said } = await withParsers(2);
    port.say({ event: 'parser', parser: 2, request: TAKEN });
    await flushed();
    expect(parsers.map(({ calls }) => calls as unknown[])).toEqual([[START], [START, TAKEN]]);
    parsers[1]?.say({ parsed: 'ready', lock: 'x' } as never);
    await flushed();
    expect(said()).toEqual([{ request: 'heard', parser: 2, message: { parsed: 'ready', lock: 'x' } }]);
  });

  it('are ended at its wish, and when it ends', async () => {
    const { port, parsers, script, client } = await withParsers(2);
    port.say({ event: 'parser', parser: 1, request: null });
    await flushed();
    expect(parsers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(script.release).not.toHaveBeenCalled();
    client.dispose();
    expect(parsers.map(({ terminated }) => terminated)).toEqual([true, true]);
    expect(script.release).toHaveBeenCalledOnce();
  });

  it('are said to have ended when they have said nothing for a minute, not even that they are alive', async () => {
    const { parsers, said, client } = await withParsers(2);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const [alive, silent] = parsers;
    const pings = ({ calls }: ScriptedPort) => calls.filter((call) => 'parse' in call && call.parse === 'ping').length;
    for (const parser of parsers) parser.say({ parsed: 'ready', lock: null } as never);
    await flushed();
    if (alive) alive.respond = () => ({ parsed: 'alive' }) as never;
    for (let beat = 1; beat < BUSY_BEATS; beat += 1) {
      vi.advanceTimersByTime(BEAT_MS);
      await flushed();
    }
    expect(parsers.map(pings)).toEqual([BUSY_BEATS - 1, 1]);
    expect(said()).toHaveLength(2);
    vi.advanceTimersByTime(BEAT_MS);
    expect(said().slice(2)).toMatchObject([{ parser: 2, message: { parsed: 'failed' } }]);
    expect(silent?.terminated).toBe(false);
    for (const parser of parsers) parser.say({ parsed: 'alive' } as never);
    client.dispose();
    await flushed();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('are said to have ended, also if they could not be started', async () => {
    const { port, parsers, script, said } = await withParsers(1);
    parsers[0]?.onerror?.call(parsers[0] as never, { message: 'unreachable' } as ErrorEvent);
    parsers[0]?.onmessageerror?.call(parsers[0] as never, {} as MessageEvent);
    script.newWorker = () => {
      throw new DOMException('no', 'SecurityError');
    };
    port.say({ event: 'parser', parser: 2, request: START });
    port.say({ event: 'parser', parser: 2, request: null });
    await flushed();
    expect(said()).toMatchObject([
      { parser: 1, message: { parsed: 'failed', message: 'unreachable' } },
      { parser: 1, message: { parsed: 'failed', message: expect.stringContaining('could not be read') } },
      { parser: 2, message: { parsed: 'failed', message: expect.stringContaining('no') } },
    ]);
  });
});

describe('a worker that falls silent', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const SILENCE_MS = BEAT_MS * SILENT_BEATS;

  it('ends within five seconds, with everything that was asked of it', async () => {
    const { port, client } = await scripted();
    port.respond = () => null;
    const asked = expect(client.count('a')).rejects.toMatchObject({ name: 'EngineDead', why: 'silence' });
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(port.terminated).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(port.terminated).toBe(true);
    expect(SILENCE_MS).toBeLessThan(5000);
    await asked;
  });

  it('is one that does not answer a ping: any answer, and any report, is a sign of life', async () => {
    const { port, client } = await scripted();
    port.respond = ({ id, request }) => (request === 'ping' ? { id, ok: true, value: undefined } : null);
    const asked = client.count('a');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(port.terminated).toBe(false);
    expect(port.calls.filter(({ request }) => request === 'ping').length).toBeGreaterThan(50);
    const id = port.calls.find(({ request }) => request === 'ask')?.id ?? 0;
    port.say({ id, ok: true, value: 7 });
    await expect(asked).resolves.toBe(7);
  });

  it('may take longer for an answer that it has begun, but not for ever', async () => {
    const { port, client } = await scripted();
    port.respond = () => null;
    const asked = expect(client.count('a')).rejects.toMatchObject({ name: 'EngineDead', why: 'silence' });
    const slow = vi.fn();
    client.listen({ onSlow: slow, onDead: () => undefined });
    port.say({ event: 'busy' });
    await vi.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(slow).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(SILENCE_MS);
    expect(slow.mock.calls).toEqual([[true]]);
    expect(port.terminated).toBe(false);
    await vi.advanceTimersByTimeAsync(BEAT_MS * BUSY_BEATS);
    expect(port.terminated).toBe(true);
    expect(slow.mock.calls).toEqual([[true], [false]]);
    await asked;
  });

  it('is no longer slow once something was heard of it', async () => {
    const { port, client } = await scripted();
    port.respond = () => null;
    const slow = vi.fn();
    client.listen({ onSlow: slow, onDead: () => undefined });
    const asked = client.count('a');
    const id = port.calls.at(-1)?.id ?? 0;
    port.say({ event: 'busy' });
    await vi.advanceTimersByTimeAsync(2 * SILENCE_MS);
    port.say({ id, ok: true, value: 7 });
    await vi.advanceTimersByTimeAsync(0);
    expect(slow.mock.calls).toEqual([[true], [false]]);
    await expect(asked).resolves.toBe(7);
  });

  it('has ended if its lock is free, which is noticed at once', async () => {
    const waiting: (() => void)[] = [];
    const request = vi.fn(async (_name: string, _options: LockOptions, free: () => void) => void waiting.push(free));
    vi.stubGlobal('navigator', { locks: { request } });
    const { port, client } = await scripted();
    const dead = vi.fn();
    client.listen({ onSlow: () => undefined, onDead: dead });
    port.respond = () => null;
    const asked = expect(client.count('a')).rejects.toMatchObject({ name: 'EngineDead', why: 'silence' });
    port.say({ event: 'alive', lock: 'of the worker' });
    await vi.advanceTimersByTimeAsync(0);
    expect(request.mock.calls[0]?.[0]).toBe('of the worker');
    expect(request.mock.calls[0]?.[1].signal?.aborted).toBe(false);
    waiting[0]?.();
    await asked;
    expect(port.terminated).toBe(true);
    expect(dead).toHaveBeenCalledOnce();
    // A worker that is closed is not waited for.
    expect(request.mock.calls[0]?.[1].signal?.aborted).toBe(true);
    vi.unstubAllGlobals();
  });

  it('may be silent while nothing is asked of it', async () => {
    const { port, client } = await scripted();
    await client.count('a');
    port.respond = () => null;
    const before = port.calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([port.terminated, port.calls.length]).toEqual([false, before]);
  });

  it('is not one whose page did not run meanwhile', () => {
    let now = 0;
    const silent = vi.fn();
    const heartbeat = new Heartbeat({ ping: () => undefined, slow: silent, silent }, () => now);
    heartbeat.begin();
    heartbeat.expect();
    for (let beats = 0; beats < 3 * SILENT_BEATS; beats++) {
      now += 60_000;
      vi.advanceTimersByTime(BEAT_MS);
    }
    expect(silent).not.toHaveBeenCalled();
    heartbeat.rest();
  });

  it('is one whose answer cannot be received', async () => {
    const { port, client } = await scripted();
    port.respond = () => null;
    const asked = client.count('a');
    port.onmessageerror?.call(port as never, {} as MessageEvent);
    await expect(asked).rejects.toMatchObject({ name: 'EngineDead', why: 'memory' });
  });
});

describe('questions to a worker', () => {
  it('are answered in turn, and a query before the views that wait', async () => {
    const answered: string[] = [];
    const questions = new Questions((question, args) => void answered.push([question, ...args].join(' ')));
    const views = ['window', 'setOrigin', 'timeline', 'tables', 'tablePart'] as const;
    const asked = views.map((name) => questions.answer(name, []));
    asked.push(questions.answer('query', ['a']), questions.answer('query', ['b']), questions.answer('window', []));
    await Promise.all(asked);
    expect(answered).toEqual([
      'window',
      'setOrigin',
      'query a',
      'query b',
      'timeline',
      'tables',
      'tablePart',
      'window',
    ]);
  });

  it('leave the event loop its turn in between', async () => {
    let answers = 0;
    const questions = new Questions(() => ++answers);
    const all = Promise.all(Array.from({ length: 1000 }, () => questions.answer('count', [])));
    const seen = await new Promise((resolve) => setTimeout(() => resolve(answers)));
    expect(seen).toBeLessThan(1000);
    await all;
    expect(answers).toBe(1000);
  });

  it('fail one by one', async () => {
    const questions = new Questions((question) => {
      if (question === 'count') throw new Error('no');
      return question;
    });
    const [count, help] = [questions.answer('count', []), questions.answer('help', [])];
    await expect(count).rejects.toThrow('no');
    await expect(help).resolves.toBe('help');
  });
});

describe('the main thread transport', () => {
  const onMain = (engine: LogEngine = new TestEngine()) => new EngineClient(new MainTransport(new EngineHost(engine)));

  it('answers like a worker', async () => {
    const client = onMain();
    await client.open([fileOf('1.LOG', ordinaryLog(9) + receiveLog(longSession(1000)))], LISTENER);
    expect(await client.count('')).toEqual({
      ok: true,
      counts: { sessions: 10, entries: 1054 },
      understood: [],
      asksNoise: false,
    });
    const window = await client.window({ key: 'start', descending: true }, 2, 4);
    expect([...window.handle]).toEqual([7, 6]);
    expect(await client.rowOf({ key: 'start', descending: true }, 7)).toBe(2);
    expect((await client.detail(9, { firstEntry: 400, limit: 10 })).entries.length).toBe(10);
  });

  it('is dead after a trap', async () => {
    const client = onMain();
    await expect(client.open([evil], LISTENER)).rejects.toMatchObject({ name: 'EngineDead', file: 'EVIL.LOG' });
    await expect(client.window(SORT, 0, 1)).rejects.toBeInstanceOf(EngineDead);
  });

  it('stops reading when disposed of', async () => {
    const client = onMain();
    const reading = client.open([fileOf('1.LOG', ordinaryLog(9))], LISTENER);
    client.dispose();
    await expect(reading).rejects.toBeInstanceOf(EngineClosed);
    await expect(client.count('')).rejects.toBeInstanceOf(EngineClosed);
  });

  it('cancels', async () => {
    const engine = new TestEngine();
    const transport = new MainTransport(new EngineHost(engine), () => ({
      pushBytes: 10,
      breathe: () => (engine.callsOf('push').length > 0 ? transport.cancel() : undefined),
    }));
    const summary = await transport.open([fileOf('1.LOG', ordinaryLog(1))], LISTENER, new Map());
    expect(summary.perFile[0]).toMatchObject({ end: 'cancelled', accountedBytes: 10 });
  });

  it('yields once the time of a turn is used up, and not before', async () => {
    let now = 0;
    let turns = 0;
    const pace = slices(
      1024,
      20,
      () => now,
      async () => {
        turns += 1;
      },
    );
    for (now = 0; now <= 100; now += 5) await pace.breathe();
    expect(turns).toBe(5);
    expect(pace.pushBytes).toBe(1024);
  });

  it('yields to the event loop and not only to promises', async () => {
    let timerRan = false;
    setTimeout(() => {
      timerRan = true;
    }, 0);
    const pace = slices(1024, 20);
    while (!timerRan && performance.now() < 60_000) await pace.breathe();
    expect(timerRan).toBe(true);
  });
});

describe('exports', () => {
  async function exported(client: EngineClient, request: ExportRequest, shares: number[] = []): Promise<string> {
    const parts: Uint8Array[] = [];
    const take = (part: Uint8Array, share: number) => {
      parts.push(part);
      shares.push(share);
    };
    await client.export(request, { take });
    return new TextDecoder().decode(Buffer.concat(parts));
  }

  async function opened(engine = new TestEngine()) {
    const client = new EngineClient(new MainTransport(new EngineHost(engine)));
    await client.open([fileOf('1.LOG', ordinaryLog(8))], LISTENER);
    return client;
  }

  it('yield all parts, one export after the other', async () => {
    const client = await opened();
    const shares: number[] = [];
    const [text, ndjson] = await Promise.all([
      exported(client, { format: 'text', query: 'helo:app01*' }, shares),
      exported(client, { format: 'ndjson', query: '' }),
    ]);
    expect(text.match(/EHLO app01/g)?.length).toBe(2);
    expect(text).not.toContain('EHLO mail');
    expect(shares).toEqual([1]);
    expect(
      ndjson
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).entries.length),
    ).toEqual(Array(8).fill(6));
  });

  it('reject a query that is not valid', async () => {
    const client = await opened();
    await expect(exported(client, { format: 'csv', query: 'bad:x' })).rejects.toMatchObject({
      name: 'QueryError',
      from: 0,
      to: 3,
    });
  });

  it('continue after one that failed', async () => {
    const engine = new TestEngine();
    const client = await opened(engine);
    vi.spyOn(engine, 'beginExport').mockImplementationOnce(() => {
      throw new Error('no');
    });
    const request: ExportRequest = { format: 'csv', query: '' };
    await expect(exported(client, request)).rejects.toThrow('no');
    expect((await exported(client, request)).trim().split('\r\n').length).toBe(9);
  });

  it('end early when they are cancelled', async () => {
    const client = await opened();
    const signal = AbortSignal.abort();
    const take = vi.fn();
    await expect(client.export({ format: 'csv', query: '' }, { take, signal })).rejects.toThrow();
    expect(take).not.toHaveBeenCalled();
    expect((await exported(client, { format: 'csv', query: '' })).trim().split('\r\n').length).toBe(9);
  });

  it('put sessions in order step by step, and end early between the steps', async () => {
    const engine = new TestEngine();
    const client = await opened(engine);
    const step = vi.spyOn(engine, 'exportContents').mockReturnValueOnce(undefined).mockReturnValueOnce(undefined);
    expect((await exported(client, { format: 'csv', query: '' })).trim().split('\r\n').length).toBe(9);
    expect(step).toHaveBeenCalledTimes(3);
    const abort = new AbortController();
    step.mockImplementation(() => void abort.abort());
    const request = { format: 'csv', query: '' } as const;
    const parts = engine.callsOf('nextExportPart').length;
    await expect(client.export(request, { take: vi.fn(), signal: abort.signal })).rejects.toThrow();
    expect(engine.callsOf('nextExportPart').length).toBe(parts);
  });

  it('write what a spreadsheet of another culture and time zone reads', async () => {
    const client = await opened();
    const offsets = [{ from: 0, minutes: 60 }];
    const sheet = { separator: 'semicolon', decimalComma: true, offsets } as const;
    const [head, row] = (await exported(client, { format: 'csv', query: '', sheet })).split('\r\n');
    expect(head).toMatch(/^\uFEFF?start;end;time-zone;/);
    expect(row).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3};.*;UTC\+01:00;/);
  });
});

describe('a question that takes steps', () => {
  const log = receiveLog(longSession(8));

  async function opened() {
    const engine = new TestEngine();
    const client = new EngineClient(new MainTransport(new EngineHost(engine)));
    await client.open([fileOf('RECV.LOG', log)], LISTENER);
    return { engine, client };
  }

  it('is answered beside others, which do not wait for it', async () => {
    const { engine, client } = await opened();
    let isDone = false;
    const count = vi.spyOn(engine, 'count').mockImplementation(() => (isDone ? ({ ok: true } as never) : undefined));
    const counting = client.count('x');
    expect(await client.coverage('auto')).toMatchObject({ rows: [{}] });
    isDone = true;
    expect(await counting).toEqual({ ok: true });
    expect(count.mock.calls.length).toBeGreaterThan(1);
  });

  it('is given up for a newer query', async () => {
    const { engine, client } = await opened();
    const query = vi.spyOn(engine, 'query').mockReturnValue(undefined);
    const old = client.query('old');
    await client.tables();
    query.mockReturnValue({ ok: true } as never);
    const [before, now] = await Promise.all([old, client.query('new')]);
    expect([before, now]).toEqual([null, { ok: true }]);
    query.mockReturnValue(undefined);
    const dropped = client.query('dropped');
    await client.tables();
    client.dropQuery();
    expect(await dropped).toBeNull();
  });

  it('is given up once a summary is no longer wanted', async () => {
    const { engine, client } = await opened();
    const summarise = vi.spyOn(engine, 'summarise').mockReturnValue(undefined);
    let isWanted = true;
    const answer = client.summariseWhile(() => isWanted, questionOf(choiceBy('log')), 0, 9);
    await client.tables();
    isWanted = false;
    expect(await answer).toBeNull();
    const steps = summarise.mock.calls.length;
    await client.tables();
    expect(summarise.mock.calls.length).toBe(steps);
    expect(steps).toBeGreaterThan(0);
  });

  it('keeps files from being read on until it is answered, or given up', async () => {
    const { engine, client } = await opened();
    const order: string[] = [];
    let left = 20;
    vi.spyOn(engine, 'count').mockImplementation(() => {
      left -= 1;
      order.push('count');
      return left > 0 ? undefined : ({ ok: true } as never);
    });
    const push = engine.push.bind(engine);
    vi.spyOn(engine, 'push').mockImplementation((bytes) => {
      order.push('push');
      push(bytes);
    });
    const counting = client.count('x');
    const reading = client.open([fileOf('RECV2.LOG', log)], LISTENER);
    await Promise.all([counting, reading]);
    expect(order.indexOf('push')).toBeGreaterThan(order.lastIndexOf('count'));

    vi.spyOn(engine, 'count').mockReturnValue(undefined);
    void client.query('x');
    vi.spyOn(engine, 'query').mockReturnValue(undefined);
    const waiting = client.query('y');
    client.dropQuery();
    expect(await waiting).toBeNull();
    expect((await client.open([fileOf('RECV3.LOG', log)], LISTENER)).files).toBeGreaterThan(0);
  });
});

describe('a session that is read in steps', () => {
  it('is asked for until it is there, one session after the other', async () => {
    const engine = engineWith({ 'RECV.LOG': ordinaryLog(4) });
    const client = new EngineClient(new MainTransport(new EngineHost(engine)));
    const step = vi
      .spyOn(engine as LogEngine, 'detail')
      .mockReturnValueOnce(undefined)
      .mockReturnValueOnce(undefined);
    const range = { firstEntry: 0, limit: 10 };
    const [one, other] = await Promise.all([client.detail(1, range), client.detail(2, range)]);
    expect([one.session, other.session]).toEqual([1, 2]);
    expect(step.mock.calls.map(([session]) => session)).toEqual([1, 1, 1, 2]);
  });

  it('does not keep another one waiting after an error', async () => {
    const client = new EngineClient(new MainTransport(new EngineHost(engineWith({ 'RECV.LOG': ordinaryLog(4) }))));
    const range = { firstEntry: 0, limit: 10 };
    await expect(client.detail(99, range)).rejects.toThrow('no session 99');
    expect((await client.detail(0, range)).session).toBe(0);
  });
});

describe('starting', () => {
  it('unpacks the bytes embedded in the page', async () => {
    const bytes = await unpackEngine(packedBytes(packedEngine), fullSpeed());
    expect([...bytes.subarray(0, 8)]).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    expect(WebAssembly.validate(bytes)).toBe(true);
  });

  it('falls back to the main thread if there are no workers', async () => {
    vi.stubGlobal('Worker', undefined);
    const client = await startEngine();
    expect(await client.count('')).toEqual({
      ok: true,
      counts: { sessions: 0, entries: 0 },
      understood: [],
      asksNoise: false,
    });
    vi.unstubAllGlobals();
  });

  it('falls back if the worker is blocked after it was created', async () => {
    class RefusedWorker extends ScriptedPort {
      override postMessage(): void {
        queueMicrotask(() => this.onerror?.call(this as never, { message: '' } as ErrorEvent));
      }
    }
    vi.stubGlobal('Worker', RefusedWorker);
    const client = await startEngine();
    expect(client.noWorker).toBe('browser');
    expect(await client.count('')).toMatchObject({ ok: true });
    vi.unstubAllGlobals();
  });

  it('falls back if the worker cannot read files, and ends it', async () => {
    const ports: ScriptedPort[] = [];
    class WithoutFiles extends ScriptedPort {
      constructor() {
        super();
        ports.push(this);
        this.respond = ({ id }) => ({
          id,
          ok: false,
          error: { name: 'NotReadableError', message: '', file: '', why: 'trap' },
        });
      }
    }
    vi.stubGlobal('Worker', WithoutFiles);
    const client = await startEngine();
    expect(client.noWorker).toBe('files');
    expect(ports.map(({ terminated }) => terminated)).toEqual([true]);
    expect(await client.count('')).toMatchObject({ ok: true });
    vi.unstubAllGlobals();
  });

  it('fails with its own error if WebAssembly is absent', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    await expect(startEngine()).rejects.toMatchObject({ name: 'EngineUnavailable' });
    vi.unstubAllGlobals();
  });

  it('fails with its own error if WebAssembly is forbidden', async () => {
    vi.stubGlobal('Worker', undefined);
    const refused = new WebAssembly.CompileError('blocked by CSP');
    vi.spyOn(WebAssembly, 'Module').mockImplementation(function refuse() {
      throw refused;
    });
    await expect(startEngine()).rejects.toMatchObject({ name: 'EngineUnavailable', why: 'forbidden' });
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
});
