export interface ZipEntry {
  name: string;
  data: string | Uint8Array;
  method?: number;
  encrypted?: boolean;
  crc?: number;
  packed?: Uint8Array;
  descriptor?: 'signed' | 'bare' | 'wide';
  zip64?: boolean;
  utf8?: boolean;
  rawName?: Uint8Array;
}

export interface TarEntry {
  name: string;
  data?: string | Uint8Array;
  type?: string;
  prefix?: string;
  binarySize?: boolean;
  claimed?: number;
  old?: boolean;
}

type Bytes = Buffer<ArrayBuffer>;

export function zipLocalHeader(entry: ZipEntry): Bytes;
export function zipLocal(entry: ZipEntry): Bytes;
export function zipCentral(entry: ZipEntry, offset: number): Bytes;
export function zipEnd(
  count: number,
  bytes: number,
  offset: number,
  options?: { zip64?: boolean; comment?: string },
): Bytes;
export function zipOf(entries: ZipEntry[], options?: { zip64?: boolean; comment?: string }): Bytes;
export function gzipOf(data: string | Uint8Array): Bytes;
export function tarMember(entry: TarEntry): Bytes;
export function tarOf(entries: TarEntry[]): Bytes;
export function paxHeader(attributes: Record<string, string>): TarEntry;
