/** The absolute address of a file that lies next to the page. */
export function addressOf(path: string): string {
  return new URL(path, document.baseURI).href;
}
