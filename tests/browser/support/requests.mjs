/**
 * Records every request of a page: as reported by the browser (including its workers), as seen by the tests' server,
 * and as seen by the refusing proxy. `assertNothingLeft` verifies the promise of the page.
 */
import assert from 'node:assert/strict';

/** Hosts that the browsers themselves contact, whatever page is open. The page uses none of them. */
const BROWSERS_OWN = /(^|[/ .])(google|googleapis|gstatic|mozilla|firefox)\.(com|org|net)([/:]|$)/;

/** Addresses inside the browser, by which nothing leaves. */
const LOCAL_SCHEMES = /^(blob|data|about|chrome|moz-extension|resource):/;

/** Requests of dedicated workers are reported by the worker's own target, and only in Chromium. */
async function recordWorkers(page, seen) {
  const session = await page.createCDPSession();
  const watch = async (child) => {
    child.on('Network.requestWillBeSent', ({ request }) => seen.push(request));
    child.on('Target.attachedToTarget', ({ sessionId }) => watch(child.connection().session(sessionId)));
    await child.send('Network.enable').catch(() => {});
    const options = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
    await child.send('Target.setAutoAttach', options).catch(() => {});
  };
  await watch(session);
}

/**
 * Starts remembering the requests of a page.
 * @param {import('puppeteer-core').Page} page
 * @param {{ isChromium: boolean, ownFiles: string[], served: string[], proxied: string[] }} surroundings
 *   `ownFiles`: addresses of the page's own files, `served` and `proxied`: what server and proxy log, growing
 */
export async function recordRequests(page, { isChromium, ownFiles, served, proxied }) {
  const seen = [];
  page.on('request', (request) => seen.push({ method: request.method(), url: request.url() }));
  if (isChromium) {
    await recordWorkers(page, seen);
  }
  const leaving = () => {
    const byPage = seen
      .filter(({ url }) => !LOCAL_SCHEMES.test(url))
      .filter(({ method, url }) => !(method === 'GET' && ownFiles.includes(url)))
      .map(({ method, url }) => `page: ${method} ${url}`);
    const byServer = served.filter((line) => !ownFiles.some((url) => `GET ${url}` === line));
    const byProxy = proxied.filter((line) => !BROWSERS_OWN.test(line));
    return [...byPage, ...byServer.map((line) => `server: ${line}`), ...byProxy.map((line) => `proxy: ${line}`)];
  };
  return {
    /** All requests that the browser reported, local ones too. */
    seen,
    /** Requests that are not for one of the page's own files, as texts. */
    leaving,
    /** Fails when anything but a plain GET for one of the page's own files was asked for. */
    assertNothingLeft: () => assert.deepEqual(leaving(), [], 'requests left the page'),
  };
}
