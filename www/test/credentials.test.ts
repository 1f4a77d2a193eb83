import { beforeEach, describe, expect, it, vi } from 'vitest';
import { en } from '../src/locale/en.js';
import { Page } from './page.js';
import { fixture } from './support/engine.js';
import { fileOf, logFile } from './support/logs.js';

/** Logs with a credential in a conversation, in a table and in a damaged line. */
const SECRET = 'AGFubmEAc2VjcmV0cGFzc3dvcmQ=';
const SECRETS = Object.entries(fixture('fault-secrets')).map(([name, content]) => fileOf(name, content));

/** The session with the credential. */
const SESSION = 0;

let page: Page;
const engine = () => page.engines[0];
/** Whether the credential is in what the page holds: conversation, table row, and diagnostics. */
const held = () => {
  const { detail, tableDetail, diagnostics } = page.state;
  return [detail, tableDetail, diagnostics].map((part) => JSON.stringify(part).includes(SECRET));
};

beforeEach(async () => {
  page = new Page();
  await page.app.reading.open(SECRETS);
  await page.app.sessions.moveTo(SESSION);
  await page.app.sessions.open();
  await page.app.tables.moveTo(0);
  await page.app.tables.open();
});

describe('credentials', () => {
  it('are masked by default', () => {
    expect(page.state.credentials).toBe(false);
    expect(held()).toEqual([false, false, false]);
    expect(engine()?.callsOf('showCredentials')).toEqual([]);
  });

  it('are shown on request in everything that is open, and masked again', async () => {
    const { revision } = page.state;
    await page.app.showCredentials(true);
    expect(page.state.credentials).toBe(true);
    expect(held()).toEqual([true, true, true]);
    expect(page.state.revision).toBeGreaterThan(revision);
    await page.app.showCredentials(false);
    expect(page.state).toMatchObject({
      credentials: false,
      tableRow: 0,
      tableDetail: { from: 0 },
      detail: { session: SESSION },
    });
    expect(held()).toEqual([false, false, false]);
  });

  it('stay shown in what is read later', async () => {
    await page.app.showCredentials(true);
    await page.app.reading.open([logFile('2.LOG', 10)]);
    expect(held()).toEqual([true, true, true]);
  });

  it('are masked again when the logs are closed or read as something else', async () => {
    await page.app.showCredentials(true);
    await page.app.reading.correct(page.state.summary?.perFile ?? [], { readAs: 'http' });
    expect(page.state.credentials).toBe(false);
    expect(JSON.stringify(page.state.diagnostics)).not.toContain(SECRET);
    await page.app.showCredentials(true);
    await page.app.reading.clear();
    expect(page.state.credentials).toBe(false);
    await page.app.reading.open(SECRETS);
    expect(JSON.stringify(page.state.diagnostics)).not.toContain(SECRET);
  });

  it('are never remembered', async () => {
    await page.app.showCredentials(true);
    page.app.prefer({ theme: 'dark' });
    expect([...page.stored.values()].join()).toContain('dark');
    expect([...page.stored.values()].join()).not.toMatch(/credential/i);
  });

  it('stay masked, with a message, when the request fails', async () => {
    const dead = engine();
    if (!dead) throw new Error('there is an engine');
    vi.spyOn(dead, 'showCredentials').mockImplementation(() => {
      throw new Error('no answer');
    });
    await page.app.showCredentials(true);
    expect(page.state.credentials).toBe(false);
    expect(page.texts).toEqual([en.notices.failed('no answer')]);
  });

  it('are in no export that began before', async () => {
    const asked = engine();
    if (!asked) throw new Error('there is an engine');
    const part = vi.spyOn(asked, 'nextExportPart');
    const show = vi.spyOn(asked, 'showCredentials');
    const client = await page.app.context.client();
    await Promise.all([
      client.export({ format: 'text', query: '' }, { take: () => undefined }),
      client.showCredentials(true),
    ]);
    expect(part.mock.results.at(-1)?.value).toBeUndefined();
    expect(show.mock.invocationCallOrder[0]).toBeGreaterThan(Math.max(...part.mock.invocationCallOrder));
  });
});
