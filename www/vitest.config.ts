import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// A zone without daylight saving time and with half an hour in it: what is wrong by an hour, or only right in UTC, shows.
process.env.TZ = 'Asia/Kolkata';

const stub = (name: string): string => fileURLToPath(new URL(`./test/virtual/${name}.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: { 'virtual:engine': stub('engine'), 'virtual:worker': stub('worker'), 'virtual:sample': stub('sample') },
  },
  test: { include: ['test/**/*.test.ts'] },
});
