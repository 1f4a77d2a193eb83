/**
 * The worker: holds the engine, reads files into it, and answers questions. Questions that arrive while files are read
 * are answered between two chunks.
 */

import type { EngineHost } from './host.js';
import { instantiate } from './instantiate.js';
import { FULL_SPEED, Loader } from './loader.js';
import { type Call, errorData, type Message, transferables } from './protocol.js';

let host: EngineHost | null = null;
let loader: Loader | null = null;

function send(message: Message, transfer: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer });
}

function started(): EngineHost {
  if (!host) throw new Error('The engine has not been started.');
  return host;
}

function newLoader(): Loader {
  return new Loader(started(), FULL_SPEED, {
    progress: (progress) => send({ news: 'progress', progress }),
    published: (summary) => send({ news: 'published', summary }),
    failed: (failure) => send({ news: 'failed', failure }),
  });
}

async function answer(call: Call): Promise<unknown> {
  switch (call.call) {
    case 'start':
      host = instantiate(call.wasm);
      return undefined;
    case 'open':
      loader = newLoader();
      return await loader.load(call.files, call.corrections).finally(() => {
        loader = null;
      });
    case 'cancel':
      return loader?.cancel();
    case 'ask':
      return started().ask(call.question, call.args);
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<Call>) => {
  try {
    const value = await answer(data);
    send({ id: data.id, ok: true, value }, transferables(value));
  } catch (error) {
    send({ id: data.id, ok: false, error: errorData(error) });
  }
});
