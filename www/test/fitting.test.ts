/** Files that are more than the memory holds. */
import { describe, expect, it, vi } from 'vitest';
import type { Order } from '../src/actions/fitting.js';
import type { OpenFile } from '../src/client/intake.js';
import { Page } from './page.js';
import { zipOf } from './support/archives.js';
import { ordinaryLog } from './support/logs.js';

const GIGABYTE = 2 ** 30;

function log(name: string, changed: number): OpenFile {
  return { file: new File([ordinaryLog(3)], name, { lastModified: changed }), folder: '' };
}

/** A file that cannot be read, and says that it is large. */
function large(name: string, size: number): OpenFile {
  const failing = (): Promise<never> => Promise.reject(new Error('It is not there.'));
  const slice = () => ({ arrayBuffer: failing });
  const file = { name, size, lastModified: 0, slice, stream: () => new ReadableStream({ pull: () => failing() }) };
  return { file: file as unknown as File, folder: '' };
}

async function asked(page: Page, files: readonly OpenFile[], order: Order): Promise<string[]> {
  const shown = page.app.reading.show(files);
  await vi.waitFor(() => expect(page.state.fitting).not.toBeNull());
  expect(page.state.summary).toBeNull();
  page.app.reading.fitting.answer(order);
  await shown;
  expect(page.state).toMatchObject({ fitting: null, progress: null });
  return (page.state.summary?.perFile ?? []).map(({ name }) => name);
}

describe('files that are more than the memory holds', () => {
  const files = [log('1.LOG', 1_000), log('2.LOG', 3_000), log('3.LOG', 2_000), large('4.LOG', 8 * GIGABYTE)];

  it('are read in the order that the user chose', async () => {
    expect(await asked(new Page(), files, 'newest')).toEqual(['2.LOG', '3.LOG', '1.LOG', '4.LOG']);
    expect(await asked(new Page(), files, 'byName')).toEqual(['1.LOG', '2.LOG', '3.LOG', '4.LOG']);
  });

  it('are not opened if the user does not want that', async () => {
    const page = new Page();
    expect(await asked(page, files, 'none')).toEqual([]);
    expect(page.state.ownLogs).toBe(false);
    await page.app.reading.show([log('1.LOG', 1_000)]);
    expect(page.state.summary?.files).toBe(1);
  });

  it('stay removed from an archive that is not opened again', async () => {
    const page = new Page();
    const { reading } = page.app;
    const members = ['a.LOG', 'b.LOG'].map((name) => ({ name, data: ordinaryLog(3) }));
    const archive = (): OpenFile => ({ file: new File([zipOf(members)], 'logs.zip'), folder: '' });
    const names = () => page.state.summary?.perFile.map(({ name }) => name);
    await reading.show([archive()]);
    await reading.remove(page.state.summary?.perFile.slice(1) ?? []);
    expect(names()).toEqual(['a.LOG']);
    const shown = reading.show([archive(), large('4.LOG', 8 * GIGABYTE)]);
    await vi.waitFor(() => expect(page.state.fitting).not.toBeNull());
    reading.fitting.answer('none');
    await shown;
    await reading.correct(page.state.summary?.perFile ?? [], { offsetMinutes: 60 });
    expect(names()).toEqual(['a.LOG']);
    // Opened again, it is whole.
    await reading.show([archive()]);
    expect(names()).toContain('b.LOG');
  });

  it('are counted with what archives unpack to', async () => {
    const page = new Page();
    void page.app.reading.show([log('1.LOG', 1_000), large('2.zip', GIGABYTE)]);
    await vi.waitFor(() => expect(page.state.fitting).toMatchObject({ files: 2, room: 7 * GIGABYTE }));
    expect(page.state.fitting?.bytes).toBeGreaterThan(8 * GIGABYTE);
  });

  it('are read in the chosen order again after a correction', async () => {
    const page = new Page();
    await asked(page, files, 'newest');
    const [newest] = page.state.summary?.perFile ?? [];
    await page.app.reading.correct(newest ? [newest] : [], { offsetMinutes: 60 });
    expect(page.state.summary?.perFile.map(({ name }) => name)).toEqual(['2.LOG', '3.LOG', '1.LOG', '4.LOG']);
  });

  it('are not asked about when they were closed before their sizes were known', async () => {
    const page = new Page();
    const first = page.app.reading.show(files);
    await page.app.reading.clear();
    await first;
    expect(page.state.fitting).toBeNull();
    expect(await asked(page, files, 'byName')).toHaveLength(4);
  });

  it('are forgotten when all logs are closed, and scripts are not asked', async () => {
    const page = new Page();
    void page.app.reading.show(files);
    await vi.waitFor(() => expect(page.state.fitting).not.toBeNull());
    await page.app.reading.clear();
    expect(page.state.fitting).toBeNull();
    expect((await page.app.reading.open(files)).files).toBe(4);
    expect(page.state.fitting).toBeNull();
  });
});
