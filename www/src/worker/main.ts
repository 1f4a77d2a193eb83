/**
 * The worker: holds the engine, reads files into it, and answers questions. Questions that arrive while files are being
 * read are answered whenever the loader pauses for a turn of the event loop.
 */

import { divided } from '../shared/pieces.js';
import { packError, transferables, type WorkerMessage, type WorkerRequest } from '../shared/protocol.js';
import type { EngineHost } from './host.js';
import { instantiate } from './instantiate.js';
import { fullSpeed, Loader } from './loader.js';
import { Questions } from './questions.js';

let host: EngineHost | null = null;
let loader: Loader | null = null;
const questions = new Questions((question, args) => {
  sayBusy();
  return started().ask(question, args);
});

function send(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}

/** Sends the long lists of a value ahead; the rest of it follows. */
function withoutLists<T>(value: T): T {
  const { rest, lists } = divided(value);
  for (const piece of lists) send({ event: 'piece', piece });
  return rest;
}

function started(): EngineHost {
  if (!host) throw new Error('The engine has not been started.');
  return host;
}

/** Nothing is heard from here until the engine has answered. */
function sayBusy(): void {
  if (started().isLarge) send({ event: 'busy' });
}

function newLoader(): Loader {
  return new Loader(started(), fullSpeed(), {
    publishing: sayBusy,
    progress: (progress) => send({ event: 'progress', progress }),
    published: (summary) => send({ event: 'published', summary: withoutLists(summary) }),
    failed: (failure) => send({ event: 'failed', failure }),
    named: (named) => send({ event: 'named', named }),
  });
}

async function handle(body: WorkerRequest): Promise<unknown> {
  switch (body.request) {
    case 'start':
      await body.probe.arrayBuffer();
      host = instantiate(body.wasm);
      return undefined;
    case 'open':
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

self.addEventListener('message', async ({ data }: MessageEvent<WorkerRequest>) => {
  try {
    const value = await handle(data);
    send({ id: data.id, ok: true, value: withoutLists(value) }, transferables(value));
  } catch (error) {
    send({ id: data.id, ok: false, error: packError(error) });
  }
});
