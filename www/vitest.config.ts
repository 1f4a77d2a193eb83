import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vitest/config';
import { packedContents, virtualSources } from './build/virtual.js';

// A zone with a half-hour offset and without daylight saving time: reveals times that are right only in UTC, or off by an hour.
process.env.TZ = 'Asia/Kolkata';

const folders = {
  engineDir: join(import.meta.dirname, '../target/engine'),
  sampleDir: join(import.meta.dirname, 'sample'),
  notices: 'Third-party notices',
  worker: '',
};
const build = { version: '1.2.3', commit: '0123456789abcdef0123456789abcdef01234567', isModified: false };
const contents = await packedContents(folders, { gzip: gzipSync, level: 1 });
const sources: Record<string, string> = virtualSources({ engineDir: folders.engineDir, contents, build });

/** The virtual modules of the builds, with the engine from `target/engine` and without a worker. */
const virtualModules = {
  name: 'virtual-modules',
  resolveId: (id: string) => (id in sources ? `\0${id}` : undefined),
  load: (id: string) => sources[id.slice(1)],
};

export default defineConfig({
  plugins: [virtualModules],
  // A test that is slow on a busy machine has not failed.
  test: { include: ['test/**/*.test.ts', 'build/*.test.js'], testTimeout: 60_000 },
});
