/**
 * An HTTP proxy that refuses everything and remembers what was asked for. Both browsers are told to use it, so that a
 * request which no page event shows (of a worker, a prefetch, the browser itself) is seen here at the latest. Browsers
 * do not use a proxy for the loopback address, where the tests' own server listens.
 */
import { createServer } from 'node:http';

/** Starts the proxy. `asked` grows by one text for every request, `close` ends it. */
export async function startProxy() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { port, asked, close };
}
