import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { virtualSources } from './build/virtual.js';

// A zone without daylight saving time and with half an hour in it: what is wrong by an hour, or only right in UTC, shows.
process.env.TZ = 'Asia/Kolkata';

const sources: Record<string, () => string> = virtualSources({
  engineDir: join(import.meta.dirname, '../target/engine'),
  sampleDir: join(import.meta.dirname, 'sample'),
});

/** The modules that the builds have, with the engine from `target/engine` and no worker. */
const virtualModules = {
  name: 'virtual-modules',
  resolveId: (id: string) => (id in sources ? `\0${id}` : undefined),
  load: (id: string) => sources[id.slice(1)]?.(),
};

export default defineConfig({
  plugins: [virtualModules],
  test: { include: ['test/**/*.test.ts'] },
});
