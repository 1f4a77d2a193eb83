/**
 * Which command a key means. Keys of the page never apply in a dialog; those of a single character not in a field for text
 * either, not with Ctrl, Alt or Cmd, and not at all if the user has turned them off (WCAG 2.1.4). The same holds for
 * pasted text.
 */

import { isApple } from '../browser/surroundings.js';
import { keyNames } from '../locale/commands.js';
import type { AppState } from '../state/state.js';
import { COMMANDS, type Command, GO } from './commands.js';

/** Fields in which one types, or chooses by typing. Boxes to tick are none. */
const FIELDS = 'textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=file])';

/** Keys that only change others. */
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn']);

function isField(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.matches(FIELDS) || target.isContentEditable);
}

/**
 * Whether an event is the viewer's: inside it, or on its own page while nothing has the focus. In a page of others, keys
 * are the viewer's only while the focus is in it.
 */
function isInside(event: Event, viewer: HTMLElement): boolean {
  return event.composedPath().includes(viewer) || (viewer.hasAttribute('history') && event.target === document.body);
}

/** Keys and pasted text are for the viewer inside it, but never in a field for text. */
export function isForViewer(event: Event, viewer: HTMLElement): boolean {
  return !isField(event.composedPath()[0]) && isInside(event, viewer);
}

function isInDialog(event: Event): boolean {
  return event.composedPath().some((one) => one instanceof Element && one.matches('dialog[open]'));
}

/**
 * The character of a key. Where a keyboard has other letters, such as Cyrillic ones, it is the Latin letter that is
 * printed on the same key.
 */
function characterOf({ key, code, shiftKey }: KeyboardEvent): string {
  const latin = /^Key([A-Z])$/.exec(code)?.[1];
  if (key.length !== 1 || key.charCodeAt(0) < 0x80 || !latin) return key;
  return shiftKey ? latin : latin.toLowerCase();
}

/** A key as the table of commands has it; null for a key that only changes others, or with others than Ctrl or Cmd. */
export function strokeOf(event: KeyboardEvent): string | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (MODIFIERS.has(key) || event.isComposing) return null;
  const character = characterOf(event);
  // With AltGr, Windows has Ctrl and Alt pressed as well; the character is as any other.
  if (event.getModifierState('AltGraph')) return character;
  const [mod, other] = isApple() ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  if (altKey || other) return null;
  if (!mod) return character;
  return shiftKey ? null : `Mod+${character.toLowerCase()}`;
}

/** Whether a key types a character, or two do: with Shift, but with nothing else. */
const isLetterKey = (stroke: string): boolean => [...stroke].length === 1 || stroke.includes(' ');

/** Ctrl+F in the search box is the browser's own, so that it is still at hand. */
function isOfBrowser(stroke: string, event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return stroke === 'Mod+f' && target instanceof Element && target.id === 'query';
}

/** The key that is pressed as a whole: after the one that begins those of the views, both. */
function wholeStroke(event: KeyboardEvent, viewer: HTMLElement, state: AppState): string | null {
  const stroke = strokeOf(event);
  if (!stroke || isInDialog(event) || isOfBrowser(stroke, event)) return null;
  // Escape closes an open menu first, which the browser does.
  if (stroke === 'Escape' && viewer.shadowRoot?.querySelector(':popover-open')) return null;
  const applies = stroke.startsWith('Mod+') ? isInside(event, viewer) : isForViewer(event, viewer);
  if (!applies || (isLetterKey(stroke) && !state.letterKeys)) return null;
  return stroke;
}

/** What a key means: a command, the beginning of two keys, or nothing. */
export function meaningOf(event: KeyboardEvent, viewer: HTMLElement, state: AppState): Command | 'go' | null {
  const stroke = wholeStroke(event, viewer, state);
  if (stroke === null) return null;
  const usable = (wanted: string) => COMMANDS.find(({ keys, isUsable }) => keys.includes(wanted) && isUsable(state));
  const after = state.going ? usable(`${GO} ${stroke}`) : undefined;
  if (after) return after;
  const isStart =
    stroke === GO && COMMANDS.some(({ keys, isUsable }) => keys[0]?.startsWith(`${GO} `) && isUsable(state));
  return isStart ? 'go' : (usable(stroke) ?? null);
}

/** Whether it is a key of its own, which ends the waiting for the second of two. */
export function isWholeKey({ key }: KeyboardEvent): boolean {
  return !MODIFIERS.has(key);
}

/** A key as it is written on the page: `Ctrl+K`, `g s`, `Esc`. */
export function keyText(key: string): string {
  const [first = '', second] = key.split('+');
  if (second && first === 'Mod')
    return isApple() ? `⌘${second.toUpperCase()}` : `${keyNames.Mod}+${second.toUpperCase()}`;
  return keyNames[key] ?? key;
}

/** The keys of a command as they are written. */
export function keyTexts({ keys }: Command): string[] {
  return keys.map(keyText);
}
