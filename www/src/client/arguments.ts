/**
 * Checks what scripts pass to the element: they are not type-checked, and the engine takes values of other types for
 * something else. Throws `TypeError` with a sentence that names the method.
 */

import type { ExportFormat, Separator } from '../contract.js';

const FORMATS: Record<ExportFormat, true> = { ndjson: true, csv: true, messages: true, text: true };
const SEPARATORS: Record<Separator, true> = { comma: true, semicolon: true, tab: true };

/** Options of `export`. */
export interface ExportOptions {
  query?: string;
  separator?: Separator;
}

function quoted(words: object): string {
  return Object.keys(words)
    .map((word) => `'${word}'`)
    .join(', ');
}

/** The files to open. */
export function checkedFiles(files: unknown): File[] {
  // Files of another window are of another class.
  const isFile = (one: unknown) => Object.prototype.toString.call(one) === '[object File]';
  const isList = typeof files === 'object' && files !== null && Symbol.iterator in files;
  const list = isList ? Array.from(files as Iterable<unknown>) : [];
  if (!isList || !list.every(isFile)) throw new TypeError('open: the argument must be a list of files (File objects).');
  return list as File[];
}

/** The text of a query. */
export function checkedQuery(method: string, query: unknown, what = 'query'): string {
  if (typeof query !== 'string') throw new TypeError(`${method}: the ${what} must be a string.`);
  return query;
}

/** Format and options of an export. */
export function checkedExport(format: unknown, options: unknown): ExportOptions & { format: ExportFormat } {
  if (typeof format !== 'string' || !Object.hasOwn(FORMATS, format))
    throw new TypeError(`export: the format must be one of ${quoted(FORMATS)}.`);
  if (typeof options !== 'object' || options === null)
    throw new TypeError('export: the options must be an object, such as { query: "" }.');
  const { query = '', separator } = options as { query?: unknown; separator?: unknown };
  if (separator !== undefined && (typeof separator !== 'string' || !Object.hasOwn(SEPARATORS, separator)))
    throw new TypeError(`export: the separator must be one of ${quoted(SEPARATORS)}.`);
  const checked = { format: format as ExportFormat, query: checkedQuery('export', query) };
  return separator === undefined ? checked : { ...checked, separator: separator as Separator };
}
