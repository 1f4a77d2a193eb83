/** Which build this is, and the licences of the software of others in it. */

import { build, packedNotices } from 'virtual:about';
import { unpackText } from './packed.js';

export { build };

/** The third-party notices as plain text. */
export async function thirdPartyNotices(): Promise<string> {
  return await unpackText(packedNotices);
}
