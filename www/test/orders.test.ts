/** Opening, cancelling, closing and removing in any order: what is shown in the end is what the order means. */
import { describe, expect, it, vi } from 'vitest';
import type { OpenFile } from '../src/client/intake.js';
import { NO_LOGS } from '../src/state/state.js';
import { Page } from './page.js';
import type { TestEngine } from './support/engine.js';
import { logFile, ordinaryLog } from './support/logs.js';

/** Large enough for reading to be interrupted: the pace leaves a turn every 20 ms. */
function slowFile(name: string): OpenFile {
  const content = new Blob(Array.from({ length: 60 }, () => ordinaryLog(100)));
  const slow = async (from: number, to: number): Promise<ArrayBuffer> => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return content.slice(from, Math.min(to, from + 64 * 1024)).arrayBuffer();
  };
  const slice = (from: number, to: number) => ({ arrayBuffer: () => slow(from, to) });
  const file = { name, size: content.size, stream: () => new ReadableStream(), slice };
  return { file: file as unknown as File, folder: '' };
}

const steps: Record<string, (page: Page) => unknown> = {
  open: (page) => page.app.reading.open([slowFile('1.LOG')]),
  open2: (page) => page.app.reading.open([logFile('2.LOG', 2)]),
  open3: (page) => page.app.reading.open([logFile('3.LOG', 3)]),
  cancel: (page) => page.app.reading.cancel(),
  clear: (page) => page.app.reading.clear(),
  close: (page) => page.app.reading.closeNow(),
  remove: (page) => page.app.reading.remove((page.state.summary?.perFile ?? []).filter(({ name }) => name === '2.LOG')),
  reading: (page) => vi.waitFor(() => expect(page.state.progress?.bytesRead ?? 0).toBeGreaterThan(0), { interval: 1 }),
};

/** Which files are open in the end, and how each of them ended. */
const ORDERS: [order: string, open: string][] = [
  ['clear', ''],
  ['clear clear', ''],
  ['open2', '2.LOG complete'],
  ['open2 open3', '2.LOG complete, 3.LOG complete'],
  ['open clear', ''],
  ['open reading clear', ''],
  ['open open2 clear', ''],
  ['open reading open2 clear', ''],
  ['open open2 open3 clear clear', ''],
  ['open close', ''],
  ['open reading close open2', '2.LOG complete'],
  ['clear open2', '2.LOG complete'],
  ['open clear open2', '2.LOG complete'],
  ['open open2 clear open3', '3.LOG complete'],
  ['open clear open2 clear open3', '3.LOG complete'],
  ['open2 read clear open3 read', '3.LOG complete'],
  ['cancel', ''],
  ['cancel open2', '2.LOG complete'],
  ['open cancel', '1.LOG cancelled'],
  ['open cancel cancel', '1.LOG cancelled'],
  ['open reading cancel', '1.LOG cancelled'],
  ['open open2 cancel', '1.LOG cancelled, 2.LOG cancelled'],
  ['open reading open2 cancel', '1.LOG cancelled, 2.LOG cancelled'],
  ['open cancel open2', '1.LOG cancelled, 2.LOG complete'],
  ['open reading cancel open2', '1.LOG cancelled, 2.LOG complete'],
  ['open cancel clear', ''],
  ['open clear cancel', ''],
  ['open clear cancel open2', '2.LOG complete'],
  ['open clear open2 clear open3 clear', ''],
  ['open clear open2 clear clear open3 clear open2', '2.LOG complete'],
  ['open2 read cancel', '2.LOG complete'],
  ['open2 read remove', ''],
  ['open2 open3 read remove', '3.LOG complete'],
  ['open2 read open3 remove', '3.LOG complete'],
  ['open2 read open reading remove', '1.LOG complete'],
  ['open2 read open3 remove open2', '2.LOG complete, 3.LOG complete'],
  ['open2 open3 read remove clear', ''],
  ['open2 open3 read clear remove', ''],
  ['open2 open3 read remove remove', '3.LOG complete'],
  ['open2 read open reading remove clear open3', '3.LOG complete'],
];

/** Everything that was asked for has been done. */
async function settled(page: Page, asked: unknown[]): Promise<PromiseSettledResult<unknown>[]> {
  const results = await Promise.allSettled(asked);
  await vi.waitFor(() => expect(page.state).toMatchObject({ progress: null, engine: 'ready' }));
  return results;
}

describe.each(ORDERS)('%s', (order, open) => {
  it(`leaves ${open || 'nothing'} open`, { timeout: 20_000 }, async () => {
    const page = new Page();
    page.app.begin();
    const asked: unknown[] = [];
    for (const name of order.split(' ')) {
      if (name === 'read') await Promise.all(asked);
      else if (name === 'reading') await steps.reading?.(page);
      else asked.push(steps[name]?.(page));
    }
    const results = await settled(page, asked);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    const files = (page.state.summary?.perFile ?? []).map(({ name, end }) => `${name} ${end}`);
    expect(files.sort().join(', ')).toBe(open);
    expect(page.state).toMatchObject({ cancelling: false, ownLogs: open !== '' });
    expect(page.state.notices.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (open === '') expect(page.state).toMatchObject({ ...NO_LOGS, revision: page.state.revision });
    const client = await page.app.context.client();
    const counted = await client.count('');
    expect(counted).toMatchObject({ counts: page.state.counts ?? { sessions: 0, entries: 0 } });
  });
});

describe('logs that are closed while they are read', () => {
  it('are not read on: the next engine begins at once', async () => {
    const page = new Page();
    const opening = page.app.reading.open([slowFile('1.LOG'), slowFile('4.LOG')]);
    await steps.reading?.(page);
    const began = performance.now();
    await page.app.reading.clear();
    expect(performance.now() - began).toBeLessThan(1000);
    const before = (page.engines[0] as TestEngine).calls.length;
    expect(await opening).toMatchObject({ files: 0, entries: 0 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((page.engines[0] as TestEngine).calls.length - before).toBeLessThanOrEqual(1);
    expect(page.events.filter(([name]) => name === 'ready')).toEqual([]);
  });
});
