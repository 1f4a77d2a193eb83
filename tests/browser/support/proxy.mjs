/**
 * An HTTP proxy that refuses and records every request. Both browsers use it, so that requests without a page event (by
 * a worker, a prefetch, the browser itself) are seen here. Browsers bypass the proxy for the loopback address, where
 * the tests' own server listens.
 */
import { createServer } from 'node:http';

/** Starts the proxy. `asked` grows by one text per request; `close` stops the proxy. */
export async function startProxy() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    // A browser that is closed resets the connection, which must not end the tests.
    socket.on('error', () => socket.destroy());
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
