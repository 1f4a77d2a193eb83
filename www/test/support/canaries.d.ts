export const CANARIES: Readonly<Record<string, string>>;
export function canariesIn(text: string): string[];
export function plantedFiles(): Record<string, string | Uint8Array<ArrayBuffer>>;
export const UNREADABLE_NAME: string;
