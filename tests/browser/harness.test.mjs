/** The harness itself: it opens the page in every setting, and its checks can fail. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { until } from './support/viewer.mjs';

/** A page without a policy that makes the requests ours may not make, from itself and from a worker. */
const LEAKING_PAGE = `<!doctype html><exchange-log-viewer></exchange-log-viewer><script>
  document.querySelector('exchange-log-viewer').attachShadow({ mode: 'open' });
  const ask = (url) => 'fetch(' + JSON.stringify(url) + ', { mode: "no-cors" }).catch(() => {});';
  new Function(ask('http://leak.example/from-page'))();
  new Worker(URL.createObjectURL(new Blob([ask('http://leak.example/from-worker')])));
</script>`;

/** Serves the leaking page and returns its address. */
async function serveLeakingPage(context) {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(LEAKING_PAGE));
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(null)));
  context.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}/`;
}

forEachSetting((setting) => {
  test('the page starts without errors and requests only its own files', async () => {
    const viewer = await setting.openPage();
    await viewer.assertCalm();
    viewer.requests.assertNothingLeft();
  });

  test('a violation of the policy is noticed', async () => {
    const viewer = await setting.openPage();
    await viewer.run(() => {
      fetch('http://leak.example/').catch(() => {});
    });
    await until('the violation', () =>
      viewer.assertCalm().then(
        () => false,
        () => true,
      ),
    );
  });
});

forEachSetting(
  (setting) => {
    test('a request of a page and one of a worker are noticed', async (context) => {
      const viewer = await setting.openPage({ url: await serveLeakingPage(context) });
      await until('both requests', () => {
        const leaving = viewer.requests.leaving();
        return ['from-page', 'from-worker'].every((name) => leaving.some((line) => line.includes(name)));
      });
      assert.throws(() => viewer.requests.assertNothingLeft());
    });
  },
  { scheme: 'http' },
);
