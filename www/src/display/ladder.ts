/** The ladder of a message: a lifeline for each place, and below each other an arrow for each hop, as lines and texts. */

import type { Hop, MessageWay, MissingHop, Place } from '../contract.js';
import { formatClock, formatDay, formatTime, type Zone } from '../format/time.js';
import { messages as t } from '../locale/messages.js';
import type { Timed } from './clocks.js';
import { piecesOf, textOf } from './marks.js';
import { stepText } from './way.js';

/** Pixels from one lifeline to the next, before the first and after the last one, where there is room for texts. */
const LANE = 230;
const BEFORE = 120;
const AFTER = 560;
/** Pixels of a row, and of the head with the names of the places. */
export const ROW = 48;
export const HEAD = 48;
/** Pixels of a character, with some allowance, and between a line and a text. */
const LETTER = 6.4;
const SPACE = 10;
/** Characters of a name above its lifeline. */
const NAME = 32;

/** A line, or a text that begins at a place, or is centred on it in the head. */
export type Shape = { path: string; look: string } | { text: string; x: number; y: number; look: string };

/** What is drawn of a hop, or of one that is missing. */
export interface Rung {
  /** Index of the hop; null for a missing one. */
  hop: number | null;
  /** Words for how it is drawn: `inferred`, `branch`, `missing`, and how it ended. */
  look: string;
  shapes: readonly Shape[];
}

export interface Ladder {
  width: number;
  height: number;
  /** What is drawn in the head. */
  head: readonly Shape[];
  /** The lifelines, from the top of the rungs to their end. */
  lines: readonly Shape[];
  rungs: readonly Rung[];
}

/** A text as a drawing can have it: with marks, each run of Hebrew or Arabic kept together, and cut. */
function drawn(text: string, most: number): string {
  const cut = [...text.slice(0, 2 * most)];
  const short = cut.length > most ? `${cut.slice(0, most - 1).join('')}…` : cut.join('');
  return piecesOf(short)
    .map((piece) => ('run' in piece ? `\u2068${piece.run}\u2069` : textOf(piece)))
    .join('');
}

const laneX = (place: number): number => BEFORE + LANE * place;

function headOf(places: readonly Place[]): Shape[] {
  return places.flatMap(({ kind, name }, place): Shape[] => [
    { text: t.places[kind], x: laneX(place), y: 19, look: 'kind' },
    { text: drawn(name, NAME), x: laneX(place), y: 37, look: 'name' },
  ]);
}

/** Two lines of text above and below a line. */
function labels(x: number, y: number, width: number, texts: readonly string[]): Shape[] {
  const most = Math.floor((width - x - SPACE) / LETTER);
  return texts
    .map(
      (text, line): Shape => ({
        text: drawn(text, most),
        x: x + SPACE,
        y: y - 5 + 19 * line,
        look: line === 0 ? 'first' : 'second',
      }),
    )
    .filter((shape) => 'text' in shape && shape.text !== '');
}

function arrow(from: number, to: number, y: number): Shape[] {
  if (from === to) return [{ path: `M${from - 4} ${y}h8v-4h-8v8h8v-4`, look: 'head' }];
  const back = to > from ? -8 : 8;
  return [
    { path: `M${from} ${y}H${to + back}`, look: 'line' },
    { path: `M${to} ${y}l${back}-4v8z`, look: 'head' },
  ];
}

/** To the millisecond, with the day if that is another one than the first, which has its zone too. */
function timeText(time: number, first: number | null, zone: Zone): string {
  if (first === null) return formatTime(time, zone);
  const day = formatDay(time, zone);
  return `${day === formatDay(first, zone) ? '' : `${day} `}${formatClock(time, zone)}`;
}

/** The row that a hop that is missing belongs to: at its place, or else where the hop before it ended. */
function missingLane({ place, after }: MissingHop, { places, hops }: MessageWay): number {
  const same = places.findIndex(({ kind, name }) => kind === place.kind && name === place.name);
  return same >= 0 ? same : after === null ? 0 : (hops[after]?.to ?? 0);
}

/** The ladder of the hops from one place to another; of all of them, unless it is drawn page by page. */
export function ladderOf(way: MessageWay, { hops, slowest }: Timed, zone: Zone, from = 0, to = hops.length): Ladder {
  const { places, missing, message } = way;
  const width = BEFORE + LANE * Math.max(0, places.length - 1) + AFTER;
  const rungs: Rung[] = [];
  const next = () => ROW * rungs.length + ROW / 2;
  const addMissing = (after: number | null) => {
    for (const one of missing) {
      if (one.after !== after) continue;
      const x = laneX(missingLane(one, way));
      const ring: Shape = { path: `M${x - 5} ${next()}a5 5 0 1 1 10 0a5 5 0 1 1-10 0`, look: 'ring' };
      rungs.push({
        hop: null,
        look: 'missing',
        shapes: [ring, ...labels(x, next() + 9, width, [t.missingBrief(one)])],
      });
    }
  };
  const add = (hop: Hop, number: number) => {
    const { from: start, to: target, time, delayMs, outcome, certainty, branch } = hop;
    // Every server repeats the Message-ID, which stands above.
    const reply = message.messageId ? hop.reply.replace(message.messageId, '…') : hop.reply;
    const delay = delayMs === null ? '' : t.after(delayMs);
    const texts = [
      `${number + 1}. ${timeText(time, number === from ? null : (hops[from]?.time ?? null), zone)} ${reply}`,
      [stepText(hop), delay, slowest === number ? t.largest : ''].filter(Boolean).join(', '),
    ];
    const look = [certainty === 'logged' ? '' : 'inferred', branch === 'main' ? '' : 'branch', outcome ?? ''];
    rungs.push({
      hop: number,
      look: look.filter(Boolean).join(' '),
      shapes: [
        ...arrow(laneX(start), laneX(target), next()),
        ...labels(Math.min(laneX(start), laneX(target)), next(), width, texts),
      ],
    });
  };
  if (from === 0) addMissing(null);
  hops.slice(from, to).forEach((hop, place) => {
    add(hop, from + place);
    addMissing(from + place);
  });
  const height = ROW * rungs.length + ROW / 4;
  const lines = places.map((_, place): Shape => ({ path: `M${laneX(place)} 0V${height}`, look: 'life' }));
  return { width, height, head: headOf(places), lines, rungs };
}

/** The colours of a drawing that is on its own. */
const COLOURS: Readonly<Record<string, string>> = {
  bg: '#ffffff',
  text: '#1a2027',
  'text-quiet': '#56616c',
  'line-strong': '#8b96a1',
  good: '#1c6e3d',
  warn: '#8a5300',
  bad: '#b3261e',
  accent: '#0b5aa8',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function written(shape: Shape): string {
  return 'path' in shape
    ? `<path class="${shape.look}" d="${shape.path}"/>`
    : `<text class="${shape.look}" x="${shape.x}" y="${shape.y}">${escaped(shape.text)}</text>`;
}

/** Pixels of a line of text below the ladder. */
const LINE = 20;

/** The ladder as a file, with texts below it: with the rules of the page, of which each variable is replaced by its colour. */
export function ladderSvg(
  { width, height, head, lines, rungs }: Ladder,
  texts: readonly string[],
  css: string,
): string {
  const all = HEAD + height + LINE * (texts.length + 1);
  const rules = css.replace(/var\(--([\w-]+)\)/g, (_, name: string) => COLOURS[name] ?? 'currentColor');
  const below = texts.map((text, line): Shape => {
    const most = Math.floor(width / LETTER) - 2;
    return { text: drawn(text, most), x: SPACE, y: height + LINE * (line + 1), look: 'first' };
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="ladder" width="${width}" height="${all}" viewBox="0 0 ${width} ${all}">`,
    `<style>${rules}</style><rect width="100%" height="100%" fill="${COLOURS.bg}"/>`,
    `${head.map(written).join('')}<g transform="translate(0 ${HEAD})">${lines.map(written).join('')}`,
    ...rungs.map(({ look, shapes }) => `<g class="rung ${look}">${shapes.map(written).join('')}</g>`),
    `${below.map(written).join('')}</g></svg>\n`,
  ].join('\n');
}
