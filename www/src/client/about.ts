/** Which build this is, and the licences of the software of others in it. */

import { build, packedNotices } from 'virtual:about';
import { unpack } from './packed.js';

export { build };

/** The third-party notices as plain text, in sections: each begins with the line that separates it from the one before. */
export async function thirdPartyNotices(): Promise<string[]> {
  return new TextDecoder().decode(await unpack(packedNotices)).split(/^(?=-{70,}$)/m);
}
