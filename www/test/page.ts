import { App } from '../src/actions/app.js';
import { EngineClient } from '../src/client/engine-client.js';
import { MainTransport } from '../src/client/main-transport.js';
import { EngineHost } from '../src/worker/host.js';
import { TestEngine } from './support/engine.js';

/** The page without its views, with an engine of its own. */
export class Page {
  readonly engines: TestEngine[] = [];
  readonly events: [string, unknown][] = [];
  readonly stored = new Map<string, string>();
  readonly app = new App(
    async () => {
      const engine = new TestEngine();
      this.engines.push(engine);
      return new EngineClient(new MainTransport(new EngineHost(engine)));
    },
    (name, detail) => void this.events.push([name, detail]),
    { getItem: (key) => this.stored.get(key) ?? null, setItem: (key, value) => void this.stored.set(key, value) },
  );

  get state() {
    return this.app.store.state;
  }

  get texts(): string[] {
    return this.state.notices.map(({ text }) => text);
  }
}
