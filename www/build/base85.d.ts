/** The text of some bytes. */
export function base85(bytes: Uint8Array): string;
