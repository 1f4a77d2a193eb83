/**
 * Lit's `html`, for templates whose text may come from a log. Whatever a view shows goes through it, so that no view can
 * forget: characters that do not show become marks, a run of Hebrew or Arabic cannot turn what is beside it, and a text
 * of megabytes is cut. Properties (`.value=${…}`) are passed on as they are.
 */

import { html as litHtml, type TemplateResult } from 'lit';
import { isPlain, marked, type Piece, piecesOf, textOf } from '../display/marks.js';
import { en } from '../locale/en.js';

/** Characters of a text that are shown. A page of them takes a browser a few milliseconds. */
const MOST = 20_000;
/** Characters of a title, or of another attribute. */
const MOST_IN_ATTRIBUTE = 2_000;

/** Marks and runs of a text that are elements of their own: tens of thousands take a browser seconds. */
export const MOST_PIECES = 100;

/** Numbers, which a page can have many of: the lines of a drawing. */
const NUMBERS = /\s(d|points|style|transform|viewBox)=["']?[^"'=]*$/;

/** What an expression of a template is for. */
type Role = 'content' | 'text' | 'attribute' | 'other';

const ROLES = new WeakMap<TemplateStringsArray, readonly Role[]>();

/** The roles of the expressions of a template, by the markup before each. */
function rolesOf(strings: TemplateStringsArray): readonly Role[] {
  const known = ROLES.get(strings);
  if (known) return known;
  const roles: Role[] = [];
  let before = '';
  for (const part of strings.slice(0, -1)) {
    before += part;
    roles.push(roleAfter(before));
    before += 'x';
  }
  ROLES.set(strings, roles);
  return roles;
}

/** The role of what follows this markup. Attributes of the page's templates contain no `<` and no `>`. */
function roleAfter(markup: string): Role {
  const [open, close] = [markup.lastIndexOf('<'), markup.lastIndexOf('>')];
  if (open > close) {
    const tag = markup.slice(open);
    return /\s[a-z-]+=["']?[^"'=]*$/.test(tag) && !NUMBERS.test(tag) ? 'attribute' : 'other';
  }
  return /^<option\b/.test(markup.slice(open)) ? 'text' : 'content';
}

/** The first characters of a text, and how many more there are; never half of a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return `${text.slice(0, end)}${en.marks.more(text.length - end)}`;
}

function drawn(piece: Piece): string | TemplateResult {
  if ('text' in piece) return piece.text;
  if ('run' in piece) return litHtml`<bdi>${piece.run}</bdi>`;
  return litHtml`<span class="hidden-character" role="img" aria-label=${piece.meaning} title=${piece.meaning}>${piece.mark}</span>`;
}

/** The first pieces, and the others together, apart from what is beside them. */
function drawnAll(pieces: readonly Piece[]): unknown[] {
  const rest = pieces.slice(MOST_PIECES).map(textOf).join('');
  return [...pieces.slice(0, MOST_PIECES).map(drawn), ...(rest ? [litHtml`<bdi dir="ltr">${rest}</bdi>`] : [])];
}

function content(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(content);
  if (typeof value !== 'string') return value;
  const text = cut(value, MOST);
  return isPlain(text) ? text : drawnAll(piecesOf(text));
}

function seen(value: unknown, role: Role | undefined): unknown {
  if (role === 'content') return content(value);
  if (typeof value !== 'string' || role === 'other') return value;
  if (role === 'text') return marked(cut(value, MOST));
  // A title may have several lines.
  return cut(value, MOST_IN_ATTRIBUTE).split('\n').map(marked).join('\n');
}

export function html(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult<1> {
  const roles = rolesOf(strings);
  return litHtml(strings, ...values.map((value, index) => seen(value, roles[index])));
}
