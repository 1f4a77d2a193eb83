import { describe, expect, it } from 'vitest';
import { foundBy, rankOf, wordsOf } from '../src/display/finding.js';
import { commandGroups, commandNames } from '../src/locale/commands.js';
import { INITIAL_STATE } from '../src/state/state.js';
import { COMMANDS } from '../src/views/commands.js';
import { keyText, strokeOf } from '../src/views/keys.js';
import { Page } from './page.js';

/** A key as a browser reports it. */
function pressed(key: string, change: Partial<KeyboardEvent> = {}, altGraph = false): KeyboardEvent {
  const nothing = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, code: '' };
  return { key, ...nothing, getModifierState: () => altGraph, ...change } as unknown as KeyboardEvent;
}

describe('the commands', () => {
  it('are all in the table, each once, and under a heading', () => {
    const ids = COMMANDS.map(({ id }) => id);
    expect([...ids].sort()).toEqual(Object.keys(commandNames).sort());
    expect(new Set(COMMANDS.map(({ group }) => group))).toEqual(new Set(Object.keys(commandGroups)));
  });

  it('share a key only where the first that can be used is meant', () => {
    const keys = COMMANDS.flatMap(({ keys }) => keys);
    const shared = keys.filter((key, place) => keys.indexOf(key) !== place);
    expect(new Set(shared)).toEqual(new Set(['Escape']));
    const ofEscape = COMMANDS.filter(({ keys }) => keys.includes('Escape')).map(({ id }) => id);
    expect(ofEscape).toEqual(['cancelExport', 'hideFacets', 'close', 'back']);
  });

  it('that need logs cannot be used without', () => {
    const usable = COMMANDS.filter(({ isUsable }) => isUsable(INITIAL_STATE)).map(({ id }) => id);
    expect(usable).toContain('openFiles');
    for (const id of ['sessions', 'print', 'exportCsv', 'nextSession', 'close', 'back', 'timeline'])
      expect(usable).not.toContain(id);
  });
});

describe('a key', () => {
  it('is the character that it types, on every keyboard', () => {
    expect(strokeOf(pressed('?', { shiftKey: true, code: 'Slash' }))).toBe('?');
    expect(strokeOf(pressed('?', { shiftKey: true, code: 'Minus' }))).toBe('?');
    expect(strokeOf(pressed('/', { shiftKey: true, code: 'Digit7' }))).toBe('/');
    expect(strokeOf(pressed('/', { ctrlKey: true, altKey: true }, true))).toBe('/');
    expect(strokeOf(pressed('о', { code: 'KeyJ' }))).toBe('j');
    expect(strokeOf(pressed('Т', { code: 'KeyN', shiftKey: true }))).toBe('N');
  });

  it('with Ctrl is another, and with others it is none', () => {
    expect(strokeOf(pressed('k', { ctrlKey: true }))).toBe('Mod+k');
    expect(strokeOf(pressed('л', { ctrlKey: true, code: 'KeyK' }))).toBe('Mod+k');
    expect(strokeOf(pressed('K', { ctrlKey: true, shiftKey: true }))).toBeNull();
    expect(strokeOf(pressed('j', { altKey: true }))).toBeNull();
    expect(strokeOf(pressed('j', { metaKey: true }))).toBeNull();
    expect(strokeOf(pressed('Shift', { shiftKey: true }))).toBeNull();
    expect(strokeOf(pressed('j', { isComposing: true }))).toBeNull();
  });

  it('is written as it is on the keyboard', () => {
    expect(['Mod+k', 'Escape', 'g s', '?'].map(keyText)).toEqual(['Ctrl+K', 'Esc', 'g s', '?']);
  });
});

describe('finding by words', () => {
  const found = (names: string[], typed: string, recent: string[] = []) =>
    foundBy(
      names.map((name) => ({ id: name, name })),
      typed,
      recent,
    ).map(({ name }) => name);

  it('wants every word, at its beginning rather than inside, in any order', () => {
    expect(rankOf('Open a folder', wordsOf('fold open'))).toBeGreaterThan(rankOf('Open a folder', wordsOf('old pen')));
    expect(rankOf('Open a folder', wordsOf('folder close'))).toBe(0);
    expect(rankOf('Open a folder', wordsOf('oafld'))).toBeGreaterThan(0);
    expect(rankOf('Open a folder', wordsOf('efo'))).toBe(0);
  });

  it('lists all without words, what was chosen last first, and else the best first', () => {
    expect(found(['one', 'two', 'three'], '')).toEqual(['one', 'two', 'three']);
    expect(found(['one', 'two', 'three'], ' ', ['three', 'two'])).toEqual(['three', 'two', 'one']);
    expect(found(['stone', 'one'], 'one', ['stone'])).toEqual(['one', 'stone']);
    const items = [
      { id: 'a', name: 'First', also: 'the same words' },
      { id: 'b', name: 'The same words' },
    ];
    expect(foundBy(items, 'same words', []).map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

describe('the choices in the palette and the keys of a character', () => {
  it('are remembered: choices for this visit, the setting for the next', () => {
    const { app, state, stored } = new Page();
    app.noteChoice('help');
    app.noteChoice('zone');
    app.noteChoice('help');
    expect(app.store.state.recent).toEqual(['help', 'zone']);
    expect(state.letterKeys).toBe(true);
    app.useLetterKeys(false);
    expect(JSON.parse(stored.get('exchange-log-viewer') ?? '')).toMatchObject({ letterKeys: false });
    expect(stored.get('exchange-log-viewer')).not.toContain('zone"]');
  });
});
