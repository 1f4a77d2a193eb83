/** The built-in sample as files to open. */

import { packedSample } from 'virtual:sample';
import type { OpenFile } from './intake.js';
import { unpackText } from './packed.js';

interface SampleFile {
  name: string;
  /** Separated by `/`. */
  folder: string;
  text: string;
}

export async function sampleFiles(): Promise<OpenFile[]> {
  const files = JSON.parse(await unpackText(packedSample)) as SampleFile[];
  return files.map(({ name, folder, text }) => ({ file: new File([text], name), folder, isSample: true as const }));
}
