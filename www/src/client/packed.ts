/** Unpacks data embedded in the page: gzip in base 91. */

import { fromBase91 } from './base91.js';

export async function unpack(packed: string): Promise<ArrayBuffer> {
  const stream = new Blob([fromBase91(packed)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return await new Response(stream).arrayBuffer();
}

export async function unpackText(packed: string): Promise<string> {
  return new TextDecoder().decode(await unpack(packed));
}
