/** Unpacks texts embedded in the page: gzip in base 91. */

import { fromBase91 } from './base91.js';

/** The text of gzip in base 91. */
export async function unpackText(packed: string): Promise<string> {
  const stream = new Blob([fromBase91(packed)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return await new Response(stream).text();
}
