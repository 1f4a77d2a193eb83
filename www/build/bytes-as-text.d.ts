/** Letters for a string of a script, and for a text of a page. */
export const SCRIPT_LETTERS: string;
export const PAGE_LETTERS: string;

/** The text of some bytes. */
export function asText(bytes: Uint8Array, letters: string): string;
