/**
 * Modules that exist only while bundling: `www/build/virtual.js` makes them from what the Rust build wrote and from
 * the folder `www/sample`. Both builds hold the same, apart from `workerUrl`.
 */

declare module 'virtual:engine' {
  /**
   * The engine's WebAssembly bytes, compressed with gzip, as base64 text. The page holds them once and hands them to
   * whoever runs the engine: a worker by message, or the page itself where no worker may run.
   */
  export const engineBase64: string;

  /** wasm-bindgen's glue (`--target web`): instantiates the engine from its bytes, without a request. */
  export function initSync(options: { module: BufferSource | WebAssembly.Module }): { memory: WebAssembly.Memory };

  /** The one class that the engine exports. Its methods are declared where they are wrapped. */
  export const LogEngine: new () => object;
}

declare module 'virtual:worker' {
  /** `www/src/worker/main.ts`, bundled into one classic script: for a worker from a blob. */
  export const workerSource: string;

  /**
   * The same script as a file beside the page, relative to the page; empty in the one-file build. A host whose policy
   * says `worker-src 'self'` allows this one, a sandboxed frame only the blob.
   */
  export const workerUrl: string;
}

declare module 'virtual:sample' {
  /**
   * The built-in sample: JSON of a list of `{name, folder, text}`, the folder with `/` between the parts, compressed with
   * gzip, as base64 text.
   */
  export const sampleBase64: string;
}

declare module '*.css' {
  /** The style sheet as text, for a constructable style sheet. */
  const text: string;
  export default text;
}
