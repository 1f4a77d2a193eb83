/** Address of this script, known only while it starts; empty if it is inside the page. */
const script = (globalThis.document?.currentScript as HTMLScriptElement | null | undefined)?.src;

/** The address of the page without its fragment; null where nobody else could open it, as that of a page made by a script. */
export function pageAddress(): string | null {
  const { href, protocol } = globalThis.location;
  return /^(https?|file):$/.test(protocol) ? href.replace(/#.*$/s, '') : null;
}

/** The absolute address of a file that lies next to the page's script, which may be elsewhere than the page itself. */
export function addressOf(path: string): string {
  return new URL(path, script || document.baseURI).href;
}
