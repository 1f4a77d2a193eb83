/** A folder for what a test saves, and the settings with which browsers save there. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** A folder that is removed after the tests of a file. */
export function downloadFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'downloads-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  /** The path of a file once it has been saved completely; null before. */
  const saved = (name = '') => {
    const isComplete = !readdirSync(folder).some((file) => /part|crdownload/.test(file));
    const path = join(folder, name);
    return name !== '' && isComplete && existsSync(path) && readFileSync(path, 'utf8') !== '' ? path : null;
  };
  return {
    /** Preferences with which Firefox saves there without asking. */
    preferences: {
      'browser.download.folderList': 2,
      'browser.download.dir': folder,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
    },
    /** Sets the folder: in Chromium at run time, in Firefox by its preferences. */
    async allow(setting) {
      if (setting.browserName !== 'chromium') {
        return;
      }
      const session = await setting.browser.target().createCDPSession();
      await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    },
    saved,
    /** The text of a file once it has been saved, which is then removed; empty before. */
    take(name = '') {
      const path = saved(name);
      if (!path) {
        return '';
      }
      const text = readFileSync(path, 'utf8');
      rmSync(path);
      return text;
    },
    /** The files that are there, also those that are being saved. */
    names: () => readdirSync(folder),
  };
}
