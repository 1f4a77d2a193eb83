/** The absolute address of a file that lies beside the page. */
export function addressOf(path: string): string {
  return new URL(path, document.baseURI).href;
}
