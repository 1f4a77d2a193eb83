/**
 * Modules that exist only while bundling and testing: `www/build/virtual.js` makes them from the output of the Rust
 * build and from `www/sample`. They are the same in both builds, except for `workerUrl` and `letters`. Packed texts are gzip, the
 * engine is Zstandard, both as text; the one-file build has them in the page, where they are read when the script starts, and empty if they are missing.
 */

declare module 'virtual:letters' {
  /** The letters of these texts, by their values. */
  export const letters: string;
}

declare module 'virtual:page' {
  /** The page's script, for the loader of the one-file build. */
  export const packedPage: string;
}

declare module 'virtual:engine' {
  /** The engine's WebAssembly. The page sends it to the worker, or runs the engine itself if no worker is allowed. */
  export const packedEngine: string;

  /** wasm-bindgen's glue (`--target web`) holds one instance and its memory for ever; each call returns another glue. */
  export function newGlue(): {
    /** Instantiates the engine from its bytes, without a request. */
    initSync(options: { module: BufferSource | WebAssembly.Module }): { memory: WebAssembly.Memory };
    /** The class that the engine exports. */
    LogEngine: typeof import('./contract/engine.js').LogEngine;
    /** The class that only parses, likewise. */
    LogParser: typeof import('./contract/engine.js').LogParser;
  };
}

declare module 'virtual:worker' {
  /** `www/src/worker/main.ts`, bundled into one classic script: for a worker from a blob. */
  export const packedWorker: string;

  /**
   * The same script as a file next to the page's script, relative to it; empty in the one-file build. A policy with
   * `worker-src 'self'` allows this one, a sandboxed frame only the blob.
   */
  export const workerUrl: string;
}

declare module 'virtual:sample' {
  /** The built-in sample: a list of `{name, folder, text}` as JSON. Folders are separated by `/`. */
  export const packedSample: string;
}

declare module 'virtual:about' {
  export const build: {
    /** As in Cargo.toml. */
    version: string;
    /** The commit that was built, in hexadecimal; empty if the source did not come with its history. */
    commit: string;
    /** The source differed from that commit. */
    isModified: boolean;
  };

  /** The licences of the software of others in the page, as plain text. */
  export const packedNotices: string;
}

declare module '*.css' {
  /** The style sheet as text, for a constructable style sheet. */
  const text: string;
  export default text;
}
