import { describe, expect, it, vi } from 'vitest';
import { NOISES } from '../src/contract.js';
import { hiddenNoise, kindsOfNoise, noiseCount } from '../src/display/noise.js';
import { valueText } from '../src/display/summary.js';
import { noise as texts } from '../src/locale/noise.js';
import { loadPreferences } from '../src/state/preferences.js';
import { Page } from './page.js';
import { fixture } from './support/engine.js';
import { fileOf } from './support/logs.js';

const FILES = Object.entries(fixture('noise')).map(([path, content]) => {
  const place = path.lastIndexOf('/');
  return fileOf(path.slice(place + 1), content, path.slice(0, place));
});

async function opened(page = new Page()): Promise<Page> {
  await page.app.reading.open(FILES);
  await counted(page);
  return page;
}

/** Waits until the noise under the current query is counted. */
const counted = (page: Page) => vi.waitFor(() => expect(noiseCount(page.state)).toBeGreaterThan(0));

const found = (page: Page) => page.state.counts?.sessions ?? 0;

describe('noise', () => {
  it('is counted by reason, and hidden and shown by one switch, which is remembered', async () => {
    const page = await opened();
    const all = found(page);
    const count = noiseCount(page.state);
    expect(kindsOfNoise(page.state).map(([kind]) => kind)).toEqual(NOISES.filter((kind) => kind !== 'none'));
    expect(hiddenNoise(page.state)).toBe(0);
    await page.app.hideNoise(true);
    await vi.waitFor(() => expect(hiddenNoise(page.state)).toBe(count));
    expect(found(page)).toBe(all - count);
    expect(page.state.timeline?.counts.counts.reduce((sum, one) => sum + one, 0)).toBe(all - count);
    const [stored] = page.stored.values();
    expect(loadPreferences({ getItem: () => stored ?? null, setItem: () => undefined }).noiseHidden).toBe(true);
    await page.app.hideNoise(false);
    expect([found(page), hiddenNoise(page.state)]).toEqual([all, 0]);
  });

  it('is what the switch says after two presses that follow at once', async () => {
    const page = await opened();
    const all = found(page);
    await Promise.all([page.app.hideNoise(true), page.app.hideNoise(false)]);
    expect(page.state.noiseHidden).toBe(false);
    expect((await page.app.context.ask((client) => client.count('')))?.ok).toBe(true);
    await page.app.search.set('entries>0');
    await page.app.search.set('');
    expect(found(page)).toBe(all);
  });

  it('stays hidden in a new engine, and under another query', async () => {
    const page = new Page();
    await page.app.hideNoise(true);
    await page.app.context.dropEngine();
    await opened(page);
    const others = found(page);
    const { summary } = page.state;
    expect(others + noiseCount(page.state)).toBe(summary?.sessions);
    await page.app.narrowing.seek('log:receive');
    await vi.waitFor(() => expect(found(page) + hiddenNoise(page.state)).toBe(24));
  });

  it('is found by a query that asks for it, hidden or not', async () => {
    const page = await opened();
    const probes = page.state.noise.probe ?? 0;
    await page.app.hideNoise(true);
    await page.app.noises.find('probe');
    expect(page.state).toMatchObject({ applied: 'noise:probe', asksNoise: true, panel: 'sessions' });
    expect([found(page), hiddenNoise(page.state)]).toEqual([probes, 0]);
    const count = noiseCount(page.state);
    await page.app.noises.find('*');
    expect(page.state.applied).toBe('noise:*');
    expect(found(page)).toBe(count);
    await page.app.narrowing.seek('code:550');
    expect(page.state.asksNoise).toBe(false);
  });

  it('is in a link, and a link to a session of it leads there while it is hidden', async () => {
    const page = await opened();
    await page.app.noises.find('health');
    await page.app.sessions.moveTo(0);
    await page.app.sessions.open();
    const { detail } = page.state;
    expect(detail?.noise).toBe('health');
    await page.app.search.set('');
    await page.app.hideNoise(true);
    const { text } = page.app.linking;
    expect(text).toContain('noise=hidden');
    const other = await opened();
    await other.app.linking.follow(text);
    await vi.waitFor(() => expect(other.state.detail?.sessionId).toBe(detail?.sessionId));
    expect(other.state.noiseHidden).toBe(true);
    await other.app.linking.follow(text.replace('noise=hidden&', ''));
    await vi.waitFor(() => expect(found(other)).toBe(other.state.summary?.sessions));
  });

  it('has the page’s own words', () => {
    expect(valueText('noise', { text: 'probe', known: true, condition: 'noise:probe' })).toBe(texts.words.probe);
    for (const kind of NOISES) expect(texts.meanings[kind].endsWith('.')).toBe(kind !== 'none');
  });
});
