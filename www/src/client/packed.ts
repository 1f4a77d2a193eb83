/** Unpacks texts embedded in the page: bytes of gzip as text. */

import { letters } from 'virtual:letters';
import { fromText } from './bytes-as-text.js';

/** The text that was packed. */
export async function unpackText(packed: string): Promise<string> {
  const stream = new Blob([fromText(packed, letters)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return await new Response(stream).text();
}
