/**
 * The worker: holds the engine, reads files into it, and answers questions. Questions that arrive while files are being
 * read are answered whenever the loader pauses for a turn of the event loop. The page starts workers of the same script
 * that parse files for it.
 */

import type { LoadListener } from '../shared/load.js';
import { holdLock } from '../shared/locks.js';
import { fullSpeed } from '../shared/pace.js';
import { buffersOf, type ParserRequest } from '../shared/parser-protocol.js';
import {
  type FromParser,
  packError,
  type Taken,
  transferables,
  type WorkerMessage,
  type WorkerRequest,
} from '../shared/protocol.js';
import type { EngineHost } from './host.js';
import { type Compiled, instantiate } from './instantiate.js';
import { Loader, patient } from './loader.js';
import { Outbox } from './outbox.js';
import { PageParsers } from './page-parsers.js';
import { requestTaker } from './parser.js';
import { Parsers, parserCount, type StartParsers } from './parsers.js';
import { Questions } from './questions.js';
import { Unfinished } from './unfinished.js';

const outbox = new Outbox(send);
const pageParsers = new PageParsers(send);
let host: EngineHost | null = null;
let compiled: Compiled | null = null;
let loader: Loader | null = null;
let isLocked = false;
/** Milliseconds of steps towards an answer between two turns of the event loop. */
const SLICE_MS = 40;

const unfinished = new Unfinished();
const questions = new Questions((question, args) => {
  sayBusy();
  return unfinished.note(question, started().ask(question, args, SLICE_MS));
});

/** At once: signs of life. */
function send(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}

function started(): EngineHost {
  if (!host) throw new Error('The engine has not been started.');
  return host;
}

/** Nothing may be heard from here until this turn of the event loop has ended. */
function sayBusy(): void {
  send({ event: 'busy' });
}

const startParsers: StartParsers = async (files, bytes, corrections) => {
  const count = parserCount(navigator.hardwareConcurrency, files, bytes);
  if (!count || !compiled) return null;
  const started = await Parsers.start(count, files, { ...compiled, corrections }, () => pageParsers.begin());
  // What does not work once is not tried again.
  if (!started) compiled = null;
  return started;
};

function newLoader(): Loader {
  const listener: LoadListener = {
    publishing: sayBusy,
    progress: (progress) => send({ event: 'progress', progress }),
    published: (all) => outbox.send(all, (summary) => ({ event: 'published', summary })),
    failed: (all) => outbox.send(all, (failure) => ({ event: 'failed', failure })),
    named: (all) => outbox.send(all, (named) => ({ event: 'named', named })),
  };
  return new Loader(started(), patient(fullSpeed(), unfinished), listener, () => performance.now(), startParsers);
}

async function handle(body: WorkerRequest): Promise<unknown> {
  switch (body.request) {
    case 'start':
      await body.probe.arrayBuffer();
      ({ host, compiled } = await instantiate(body.engine, fullSpeed()));
      return undefined;
    case 'open':
      // Not before there is anything to lose: a lock keeps the page out of the browser's cache for its back button.
      if (!isLocked) holdLock((lock) => lock && send({ event: 'alive', lock }));
      isLocked = true;
      loader = newLoader();
      return await loader.load(body.files, body.corrections).finally(() => {
        loader = null;
      });
    case 'cancel':
      return loader?.cancel();
    case 'ask':
      return await questions.answer(body.question, body.args);
    case 'ping':
      return undefined;
  }
}

async function answer(request: WorkerRequest): Promise<void> {
  const { id } = request;
  try {
    const all = await handle(request);
    if (request.request === 'ping') send({ id, ok: true, value: undefined });
    else outbox.send(all, (value) => ({ id, ok: true, value }), transferables(all));
  } catch (error) {
    outbox.send(packError(error), (data) => ({ id, ok: false, error: data }));
  }
}

/** What another worker wants parsed. */
const parse = requestTaker((message) => self.postMessage(message, { transfer: buffersOf(message) }));

self.addEventListener('message', ({ data }: MessageEvent<WorkerRequest | Taken | FromParser | ParserRequest>) => {
  if ('parse' in data) parse(data);
  else if (data.request === 'taken') outbox.taken();
  else if (data.request === 'heard') pageParsers.hear(data);
  else void answer(data);
});
