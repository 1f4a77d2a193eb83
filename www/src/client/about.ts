/** Which build this is, and the licences of the software of others in it. */

import { build, packedNotices } from 'virtual:about';
import { unpack } from './packed.js';

export { build };

/** The third-party notices as plain text. */
export async function thirdPartyNotices(): Promise<string> {
  return new TextDecoder().decode(await unpack(packedNotices));
}
