import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../src/shared/archive-error.js';
import { openArchive, recognise } from '../src/worker/container/archive.js';
import { Bytes } from '../src/worker/container/bytes.js';
import { crc32 } from '../src/worker/container/crc32.js';
import { sortedInSlices } from '../src/worker/container/in-slices.js';
import { gunzip, inflate } from '../src/worker/container/inflate.js';
import { FREE_BYTES, Meter, RATIO } from '../src/worker/container/limits.js';
import type { Member } from '../src/worker/container/member.js';
import { tarMembers } from '../src/worker/container/tar.js';
import { zipMembers } from '../src/worker/container/zip.js';
import { failingFile } from './failing-file.js';
import {
  gzipOf,
  paxHeader,
  type TarEntry,
  tarMember,
  tarOf,
  type ZipEntry,
  zipCentral,
  zipEnd,
  zipLocal,
  zipLocalHeader,
  zipOf,
} from './support/archives.js';

/** Text that does not compress to almost nothing. */
function text(length: number, seed = 1): string {
  let state = seed;
  const digits = Array.from({ length: Math.ceil(length / 6) }, () => {
    state = (state * 48271) % 2147483647;
    return (state % 1_000_000).toString().padStart(6, '0');
  });
  return digits.join('').slice(0, length);
}

async function* inPieces(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** A stream in pieces, each overwritten when the next is requested, as a reader may do. */
async function* spoiled(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) {
    const piece = new Uint8Array(bytes.subarray(from, from + size));
    yield piece;
    piece.fill(0xee);
  }
}

/** The text of a stream, and how it ends. */
async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<{ text: string; end: string }> {
  const parts: Buffer[] = [];
  const read = async () => {
    for await (const chunk of chunks) parts.push(Buffer.from(chunk));
    return 'complete';
  };
  const end = await read().catch((error) => (error instanceof ArchiveError ? error.end : error.name));
  return { text: Buffer.concat(parts).toString(), end };
}

/** The files of an archive: path, text and end of each. */
async function unpack(bytes: Uint8Array<ArrayBuffer>, name = 'a.zip', { unlimited = false, folder = 'logs' } = {}) {
  const file = new File([bytes], name);
  const kind = recognise(bytes.subarray(0, 512));
  if (!kind) throw new Error('not an archive');
  const meter = new Meter(file.size, unlimited);
  const found: { path: string; size: number | null; text: string; end: string }[] = [];
  for await (const one of openArchive(file, { kind, place: { folder, name }, meter })) {
    found.push({ path: `${one.folder}/${one.name}`, size: one.size, ...(await readAll(one.chunks)) });
  }
  return found;
}

/** The same in short: `path end length`. */
async function outline(...args: Parameters<typeof unpack>): Promise<string[]> {
  return (await unpack(...args)).map(({ path, end, text }) => `${path} ${end} ${text.length}`);
}

async function membersOf(members: AsyncGenerator<Member>) {
  const found: { path: string; text: string; end: string }[] = [];
  for await (const one of members) found.push({ path: `${one.folder}/${one.name}`, ...(await readAll(one.content())) });
  return found;
}

const free = () => new Meter(Number.MAX_SAFE_INTEGER);

describe('what a file is', () => {
  it.each([
    ['zip', zipOf([{ name: 'a', data: 'a' }])],
    ['zip', zipOf([])],
    ['gzip', gzipOf('a')],
    ['tar', tarOf([{ name: 'a', data: 'a' }])],
    ['tar', tarOf([{ name: 'a', data: 'a', old: true }])],
    [null, Buffer.from('#Software: Microsoft Exchange Server\r\n'.repeat(20))],
    [null, Buffer.alloc(512)],
    [null, Buffer.alloc(0)],
  ] as const)('is %s by its first bytes', (kind, bytes) => {
    expect(recognise(bytes.subarray(0, 512))).toBe(kind);
  });
});

describe('the checksum', () => {
  it('is that of the standard, however the bytes are split', () => {
    const bytes = Buffer.from('123456789 and some more, to fill eight bytes twice');
    expect(crc32(bytes.subarray(0, 9))).toBe(0xcbf43926);
    for (let at = 0; at <= bytes.length; at++) {
      expect(crc32(bytes.subarray(at), crc32(bytes.subarray(0, at)))).toBe(crc32(bytes));
    }
  });
});

describe('a stream of bytes', () => {
  it('peeks and takes across pieces of any size', async () => {
    for (const size of [1, 2, 3, 100]) {
      const bytes = new Bytes(spoiled(Buffer.from('abcdefgh'), size));
      expect(Buffer.from(await bytes.peek(3)).toString()).toBe('abc');
      expect(Buffer.from(await bytes.exactly(5)).toString()).toBe('abcde');
      expect(await readAll(bytes.rest())).toEqual({ text: 'fgh', end: 'complete' });
      expect((await bytes.peek(1)).length).toBe(0);
    }
  });

  it('yields what came before an error, and then the error on every call', async () => {
    const bytes = new Bytes(gunzip(new Bytes(inPieces(gzipOf(text(1000)).subarray(0, 300))), free()));
    const { text: read, end } = await readAll(bytes.rest());
    expect(read.length).toBeGreaterThan(100);
    expect(text(1000)).toContain(read);
    expect(end).toBe('damaged');
    await expect(bytes.peek(1)).rejects.toMatchObject({ end: 'damaged' });
  });
});

describe('many small pieces', () => {
  it('are joined without copying all for each', async () => {
    const count = 400_000;
    const pieces = (async function* () {
      for (let index = 0; index < count; index++) yield new Uint8Array([index]);
    })();
    const all = await new Bytes(pieces).exactly(count);
    expect(all.length).toBe(count);
    expect(all.every((byte, index) => byte === (index & 0xff))).toBe(true);
  });
});

describe('deflate', () => {
  it('ends where the stream ends, whatever the pieces', async () => {
    const packed = Buffer.concat([deflateRawSync(text(5000)), Buffer.from('behind')]);
    for (let at = 0; at <= packed.length; at += 7) {
      const source = new Bytes(inPieces(packed.subarray(0, at), packed.subarray(at)));
      expect(await readAll(inflate(source, free()))).toEqual({ text: text(5000), end: 'complete' });
      expect((await readAll(source.rest())).text).toBe('behind');
    }
  });
});

describe('zip', () => {
  const ENTRIES: ZipEntry[] = [
    { name: 'EX10/', data: '' },
    { name: 'EX10/RECV-10.LOG', data: text(3000) },
    { name: 'EX10/RECV-2.LOG', data: text(2000, 2), method: 0 },
    { name: 'EX2\\Hub\\SEND.LOG', data: text(1000, 3) },
    { name: '__MACOSX/EX10/._RECV-2.LOG', data: 'x' },
    { name: 'EX10/.DS_Store', data: 'x' },
    { name: 'empty.log', data: '' },
  ];
  const FILES = [
    { path: 'logs/a.zip/EX10/RECV-10.LOG', size: 3000, text: text(3000), end: 'complete' },
    { path: 'logs/a.zip/EX10/RECV-2.LOG', size: 2000, text: text(2000, 2), end: 'complete' },
    { path: 'logs/a.zip/EX2/Hub/SEND.LOG', size: 1000, text: text(1000, 3), end: 'complete' },
    { path: 'logs/a.zip/empty.log', size: 0, text: '', end: 'complete' },
  ];

  it('yields the files in the order in which they are packed, without folders and the files that macOS adds', async () => {
    expect(await unpack(zipOf(ENTRIES))).toEqual(FILES);
  });

  it.each(['signed', 'bare', 'wide'] as const)('reads sizes that follow the data (%s)', async (descriptor) => {
    const entries = ENTRIES.map((entry) => ({ ...entry, descriptor }));
    expect(await unpack(zipOf(entries))).toEqual(FILES);
  });

  it('reads ZIP64, and a comment at the end', async () => {
    const entries = ENTRIES.map((entry) => ({ ...entry, zip64: true }));
    expect(await unpack(zipOf(entries, { zip64: true, comment: 'PK\x05\x06, says the comment' }))).toEqual(FILES);
  });

  it('reads names in UTF-8, flagged or not, and in Windows-1252', async () => {
    const entries = [
      { name: 'ä1', data: 'x', utf8: true },
      { name: 'ä2', data: 'x' },
      { name: '', rawName: Buffer.from('ä3', 'latin1'), data: 'x' },
    ];
    expect(await outline(zipOf(entries))).toEqual(['ä1', 'ä2', 'ä3'].map((name) => `logs/a.zip/${name} complete 1`));
  });

  it('represents an empty archive by a file', async () => {
    expect(await outline(zipOf([]))).toEqual(['logs/a.zip complete 0']);
    expect(await outline(zipOf([{ name: 'folder/', data: '' }]))).toEqual(['logs/a.zip complete 0']);
  });

  it('reports what is encrypted or not supported, and reads the rest', async () => {
    const odd = [
      { name: '1', data: 'secret', encrypted: true },
      { name: '2', data: 'deflate64', method: 9 },
      { name: '3', data: 'good' },
    ];
    expect(await outline(zipOf(odd))).toEqual([
      'logs/a.zip/1 encrypted 0',
      'logs/a.zip/2 unsupported 0',
      'logs/a.zip/3 complete 4',
    ]);
  });

  it('reads a member up to where it is damaged, and then the others', async () => {
    const good = deflateRawSync(text(100_000));
    const bad = Buffer.from(good);
    bad.fill(0xff, 20_000, 20_100);
    const entries = [
      { name: '1', data: text(100_000), packed: bad },
      { name: '2', data: text(100), crc: 1 },
      { name: '3', data: text(100), crc: 1, method: 0 },
      { name: '4', data: 'good' },
    ];
    const [first, ...others] = await unpack(zipOf(entries));
    expect(first?.end).toBe('damaged');
    expect(first?.text.length).toBeGreaterThan(30_000);
    expect(text(30_000)).toBe(first?.text.slice(0, 30_000));
    expect(others.map(({ end, text }) => `${end} ${text.length}`)).toEqual([
      'damaged 100',
      'damaged 100',
      'complete 4',
    ]);
  });

  it('reads as much as there is of a zip truncated anywhere', async () => {
    const whole = zipOf(ENTRIES);
    const total = FILES.reduce((sum, { text }) => sum + text.length, 0);
    let before = 0;
    for (let length = 30; length < whole.length; length += 13) {
      const files = await unpack(whole.subarray(0, length));
      expect(files.at(-1)).toMatchObject({ path: 'logs/a.zip', end: 'damaged' });
      const read = files.reduce((sum, { text }) => sum + text.length, 0);
      expect(read).toBeGreaterThanOrEqual(before - 300); // zlib holds a little back until more comes
      before = Math.max(before, read);
    }
    expect(before).toBe(total);
  });

  it('reads from the beginning when the directory is damaged', async () => {
    const zip = zipOf(
      ENTRIES.map((entry) => ({ ...entry, descriptor: entry.method === 0 ? undefined : 'signed' }) as ZipEntry),
    );
    zip.fill(0, zip.indexOf('PK\x01\x02'), zip.indexOf('PK\x01\x02') + 4);
    const files = await unpack(zip);
    expect(files.map(({ path, text }) => `${path} ${text.length}`).sort()).toEqual(
      [...FILES.map(({ path, text }) => `${path} ${text.length}`), 'logs/a.zip 0'].sort(),
    );
  });

  it('names a member whose local header is not where the directory says', async () => {
    const zip = zipOf([
      { name: '1', data: 'x' },
      { name: '2', data: 'y' },
    ]);
    zip[0] = 0x51;
    const file = new File([zip], 'a.zip');
    const found: string[] = [];
    const opening = { kind: 'zip', place: { folder: '', name: 'a.zip' }, meter: free() } as const;
    for await (const one of openArchive(file, opening)) found.push((await readAll(one.chunks)).end);
    expect(found).toEqual(['damaged', 'complete']);
  });

  it.each(['signed', 'bare', 'wide', undefined] as const)(
    'does not depend on the boundaries of pieces (%s)',
    async (descriptor) => {
      const entries = ENTRIES.slice(1, 4).map((entry) => ({
        ...entry,
        ...(descriptor && entry.method !== 0 ? { descriptor } : {}),
      }));
      const zip = zipOf(entries as ZipEntry[]);
      const wanted = entries.map(({ data }) => ({ text: data, end: 'complete' }));
      for (const size of [1, 2, 3, 5, 29, 30, 31, 512, 1e6]) {
        expect(await membersOf(zipMembers(new Bytes(spoiled(zip, size)), free()))).toMatchObject(wanted);
      }
      for (let at = 0; at < zip.length; at += 11) {
        const source = new Bytes(inPieces(zip.subarray(0, at), zip.subarray(at)));
        expect(await membersOf(zipMembers(source, free()))).toMatchObject(wanted);
      }
    },
  );

  it('from the beginning, continues after a member that is not read', async () => {
    const entries: ZipEntry[] = [
      { name: '1', data: text(5000), descriptor: 'signed' },
      { name: '2', data: 'secret', encrypted: true },
      { name: '3', data: text(50) },
    ];
    const names: string[] = [];
    for await (const { name } of zipMembers(new Bytes(inPieces(zipOf(entries))), free())) names.push(name);
    expect(names).toEqual(['1', '2', '3']);
  });

  it('from the beginning, ends after a member whose end is unknown', async () => {
    const zip = Buffer.concat([zipLocal({ name: '1', data: 'abc', method: 0, descriptor: 'signed' }), zipOf([])]);
    const members = zipMembers(new Bytes(inPieces(zip)), free());
    const { value } = await members.next();
    expect((await readAll((value as Member).content())).end).toBe('unsupported');
    await expect(members.next()).rejects.toMatchObject({ end: 'unsupported' });
  });
});

/** The line of what belongs to no file in a zip. */
const nobodys = (size: string): string => `logs/a.zip/…/data that belongs to no file (${size}) damaged 0`;

/** A zip of these parts, whose directory has these records; `count` members according to its end. */
function zipWith(locals: Uint8Array[], records: Uint8Array[], count = records.length): Uint8Array<ArrayBuffer> {
  const [data, directory] = [Buffer.concat(locals), Buffer.concat(records)];
  return Buffer.concat([data, directory, zipEnd(count, directory.length, data.length)]);
}

describe('a zip that lies', () => {
  const [one, two] = [
    { name: '1.log', data: text(900) },
    { name: '2.log', data: text(800, 2) },
  ];
  const locals = [zipLocal(one), zipLocal(two)];
  const first = locals[0]?.length ?? 0;

  it('by an end record in the comment of its end record is read by the one whose comment ends the file', async () => {
    for (const after of ['', 'BBBB', 'B'.repeat(40)]) {
      const comment = `AAAA${zipEnd(0, 0, 0).toString('latin1')}${after}`;
      expect(await outline(zipOf([one], { comment }))).toEqual(['logs/a.zip/1.log complete 900']);
    }
  });

  it('is read by its last end record if bytes were appended, which are named', async () => {
    const appended = Buffer.concat([zipOf([one]), Buffer.from('appended')]);
    expect(await outline(appended)).toEqual(['logs/a.zip/1.log complete 900', nobodys('8 bytes')]);
    const many = Buffer.concat([zipOf([one]), Buffer.alloc(70_000, 'x')]);
    expect(await outline(many)).toEqual([
      'logs/a.zip/1.log complete 900',
      'logs/a.zip/…/data after the end (70,000 bytes) damaged 0',
      'logs/a.zip damaged 0',
    ]);
  });

  it('about members that it does not list has their bytes named', async () => {
    const [unlisted, record] = [locals[1]?.length ?? 0, zipCentral(one, 0)];
    const named = nobodys(`${unlisted} bytes`);
    expect(await outline(zipWith(locals, [record]))).toEqual(['logs/a.zip/1.log complete 900', named]);
    const second = zipCentral(one, unlisted);
    expect(await outline(zipWith([zipLocal(two), zipLocal(one)], [second]))).toEqual([
      'logs/a.zip/1.log complete 900',
      named,
    ]);
    // Records of the directory that its end record does not count.
    const all = [record, zipCentral(two, first)];
    const short = Buffer.from(zipWith(locals, all));
    short.writeUInt16LE(1, short.length - 14);
    short.writeUInt16LE(1, short.length - 12);
    short.writeUInt32LE(record.length, short.length - 10);
    expect(await outline(short)).toEqual([
      'logs/a.zip/1.log complete 900',
      nobodys(`${unlisted + (all[1]?.length ?? 0)} bytes`),
    ]);
  });

  it('about everything, as its end record says that it is empty, is read from the beginning', async () => {
    for (const offset of [0, Buffer.concat(locals).length]) {
      const zip = Buffer.concat([...locals, zipCentral(one, 0), zipCentral(two, first), zipEnd(0, 0, offset)]);
      expect(await outline(zip)).toEqual([
        'logs/a.zip/1.log complete 900',
        'logs/a.zip/2.log complete 800',
        'logs/a.zip damaged 0',
      ]);
    }
  });

  it('has what lies between its members named, but for zeros', async () => {
    const gap = (bytes: Buffer) => {
      const records = [zipCentral(one, 0), zipCentral(two, first + bytes.length)];
      return outline(zipWith([locals[0] ?? bytes, bytes, locals[1] ?? bytes], records));
    };
    const files = ['logs/a.zip/1.log complete 900', 'logs/a.zip/2.log complete 800'];
    expect(await gap(Buffer.from('between'))).toEqual([...files, nobodys('7 bytes')]);
    expect(await gap(Buffer.alloc(600_000))).toEqual(files);
    expect(await gap(Buffer.concat([Buffer.alloc(600_000), Buffer.from('x')]))).toEqual([
      ...files,
      nobodys('600,001 bytes'),
    ]);
    // No descriptor of the member before.
    expect(await gap(Buffer.concat([Buffer.from('PK\x07\x08'), Buffer.alloc(12, 'x')]))).toEqual([
      ...files,
      nobodys('16 bytes'),
    ]);
  });

  it('has data in a folder, which is read as a file', async () => {
    const folders: ZipEntry[] = [
      { name: 'd/', data: text(700) },
      { name: 'e/', data: text(600), method: 0 },
      { name: 'f/', data: text(500), encrypted: true },
      { name: 'g/', data: '' },
      { name: 'h/', data: '', descriptor: 'signed' },
      { name: 'i/', data: '', method: 0 },
      { name: 'j/', data: text(400), descriptor: 'signed' },
    ];
    const files = ['d complete 700', 'e complete 600', 'f encrypted 0', 'j complete 400'];
    expect(await outline(zipOf(folders))).toEqual(files.map((file) => `logs/a.zip/${file}`));
    const inner = zipOf([{ name: 'in', data: zipOf(folders) }]);
    expect(await outline(inner)).toEqual(files.map((file) => `logs/a.zip/in/${file}`));
  });

  it('about where members are yields each byte once', async () => {
    const record = zipCentral(one, 0);
    const copies = Array.from({ length: 3 }, (_, copy) => zipCentral({ ...one, name: `copy ${copy}.log` }, 0));
    expect(await outline(zipWith(locals, [record, zipCentral(two, first), ...copies]))).toEqual([
      'logs/a.zip/1.log complete 900',
      'logs/a.zip/copy 0.log overlapping 0',
      'logs/a.zip/copy 1.log overlapping 0',
      'logs/a.zip/copy 2.log overlapping 0',
      'logs/a.zip/2.log complete 800',
    ]);
  });

  it('about the size of a member that would reach into the next', async () => {
    const long = zipCentral({ ...one, packed: Buffer.alloc(first + 40) }, 0);
    const ends = (await unpack(zipWith(locals, [long, zipCentral(two, first)]))).map(({ end }) => end);
    expect(ends).toEqual(['damaged', 'overlapping']);
  });

  it('about a member that lies in the directory, or after the end', async () => {
    const at = locals[0] ? Buffer.concat(locals).length : 0;
    const records = [zipCentral(one, at), zipCentral(two, 12_345_678)];
    expect(await outline(zipWith(locals, records))).toEqual([
      'logs/a.zip/1.log overlapping 0',
      'logs/a.zip/2.log damaged 0',
      nobodys(`${at} bytes`),
    ]);
  });

  it('about the number of members', async () => {
    const records = [zipCentral(one, 0), zipCentral(two, first)];
    const files = ['logs/a.zip/1.log complete 900', 'logs/a.zip/2.log complete 800'];
    expect(await outline(zipWith(locals, records))).toEqual(files);
    expect(await outline(zipWith(locals, records, 3))).toEqual([...files, 'logs/a.zip damaged 0']);
  });

  it('about sizes', async () => {
    const lies = [
      zipCentral({ ...one, packed: Buffer.alloc(2 ** 20) }, 0),
      zipCentral(
        { ...two, data: `${two.data}x`, crc: crc32(Buffer.from(two.data)), packed: deflateRawSync(two.data) },
        first,
      ),
    ];
    expect(await outline(zipWith(locals, lies))).toEqual([
      'logs/a.zip/1.log damaged 900',
      'logs/a.zip/2.log damaged 800',
    ]);
    const rest = Buffer.concat([deflateRawSync(text(900)), Buffer.from('more')]);
    expect(await outline(zipOf([{ ...one, packed: rest }]))).toEqual(['logs/a.zip/1.log damaged 900']);
  });

  it('about sizes that no member has, which are unknown', async () => {
    const HUGE = 2 ** 62;
    const sizes = async (change: { packed?: number; size?: number }, entry: ZipEntry) => {
      const zip = zipOf([{ ...entry, zip64: true }]);
      const extra = zip.lastIndexOf(Buffer.from([1, 0, 24, 0])) + 4;
      if (change.size !== undefined) zip.writeBigUInt64LE(BigInt(change.size), extra);
      if (change.packed !== undefined) zip.writeBigUInt64LE(BigInt(change.packed), extra + 8);
      return (await unpack(zip)).map(({ size, end }) => `${size} ${end}`);
    };
    const stored = { ...one, method: 0 };
    expect(await sizes({}, one)).toEqual(['900 complete']);
    expect(await sizes({}, stored)).toEqual(['900 complete']);
    for (const entry of [one, stored]) {
      expect(await sizes({ size: HUGE }, entry)).toEqual(['null damaged']);
      expect(await sizes({ packed: HUGE }, entry)).toEqual(['null damaged']);
      expect(await sizes({ packed: HUGE, size: HUGE }, entry)).toEqual(['null damaged']);
    }
    expect(await sizes({ size: 901 }, stored)).toEqual(['null damaged']);
    // Also where it is read from the beginning.
    const local = zipLocal({ ...stored, zip64: true });
    local.writeBigUInt64LE(BigInt(HUGE), local.indexOf(Buffer.from([1, 0, 16, 0])) + 4);
    expect((await unpack(local)).map(({ size, end }) => `${size} ${end}`)).toEqual(['null damaged', 'null damaged']);
  });

  it('about a path that nobody uses', async () => {
    const deep = 'd/'.repeat(20_000);
    const wide = `${'n'.repeat(5000)}.log`;
    const wanted = ['x.log', wide.slice(-80)].map((name) => `logs/a/…/${name} longPath 0`);
    const entries = [
      { name: `${deep}x.log`, data: 'x' },
      { name: wide, data: 'x' },
      { name: 'y.log', data: 'y' },
    ];
    expect((await outline(zipOf(entries), 'a')).sort()).toEqual([...wanted, 'logs/a/y.log complete 1'].sort());
    const tar = entries.flatMap(({ name, data }) => [paxHeader({ path: name }), { name: 'x', data }]);
    expect(await outline(gzipOf(tarOf(tar)), 'a')).toEqual([...wanted, 'logs/a/y.log complete 1']);
  });
});

describe('archives that were joined', () => {
  const [one, two] = [
    { name: '1.log', data: text(900) },
    { name: '2.log', data: text(800, 2) },
  ];
  const both = ['1.log complete 900', '2.log complete 800'];

  it.each([
    ['zip', zipOf],
    ['ZIP64', (entries: ZipEntry[]) => zipOf(entries, { zip64: true })],
    ['tar', tarOf],
    ['tar, padded', (entries: ZipEntry[]) => Buffer.concat([tarOf(entries), Buffer.alloc(10_240)])],
    ['tar with one block of zeros', (entries: ZipEntry[]) => tarOf(entries).subarray(0, -512)],
    ['tar.gz', (entries: ZipEntry[]) => gzipOf(tarOf(entries))],
  ] as const)('yield the files of all (%s)', async (_, archiveOf) => {
    const wanted = (folder: string) => both.map((file) => `logs/a/${folder}${file}`);
    const parts = [archiveOf([one]), archiveOf([two])];
    expect(await outline(Buffer.concat(parts), 'a')).toEqual(wanted(''));
    // Layouts and offsets that are equal, too.
    const same = [archiveOf([{ ...one, name: '2.log' }]), archiveOf([{ ...one, name: '3.log' }])];
    expect(await outline(Buffer.concat(same), 'a')).toEqual(
      ['2', '3'].map((name) => `logs/a/${name}.log complete 900`),
    );
    const inner = zipOf([{ name: 'in', data: Buffer.concat(parts) }]);
    expect(await outline(inner, 'a')).toEqual(wanted('in/'));
  });

  it('have what is in front or behind named if it is no archive', async () => {
    const front = Buffer.concat([zipOf([one]), Buffer.from('between'), zipOf([two])]);
    const named = (size: string) => `logs/a/…/data after the end (${size}) damaged 0`;
    const files = both.map((file) => `logs/a/${file}`);
    expect(await outline(front, 'a')).toEqual([files[0], named('7 bytes'), files[1]]);
    const behind = (archive: Buffer) => Buffer.concat([archive, Buffer.from('x'), Buffer.alloc(9)]);
    expect(await outline(behind(tarOf([one, two])), 'a')).toEqual([...files, named('1 byte')]);
    expect(await outline(gzipOf(behind(zipOf([one, two]))), 'a')).toEqual([...files, named('1 byte')]);
  });
});

describe('a pause', () => {
  const members = Array.from({ length: 6000 }, (_, index) => ({ name: `__MACOSX/${index}`, data: '' }));
  /** A deflate stream of a million empty blocks, which yields nothing. */
  const empty = Buffer.concat([Buffer.alloc(5_000_000, Buffer.from([0, 0, 0, 0xff, 0xff])), deflateRawSync('')]);
  const local = { name: '1', data: '', packed: empty };

  it.each([
    ['members that are left out', zipOf(members)],
    ['members that are left out, from the beginning', Buffer.concat(members.map(zipLocal))],
    ['headers', gzipOf(tarOf(members.map(({ name }) => ({ name, type: '5' }))))],
    ['data that yields nothing', zipOf([local])],
    ['data that yields nothing, from the beginning', Buffer.concat([zipLocalHeader(local), empty])],
    ['parts of a gz file', Buffer.concat(Array.from({ length: 3000 }, () => gzipOf('')))],
  ])('is made in %s, and ends all of it with the error of a cancel', async (_, bytes) => {
    const kind = recognise(bytes.subarray(0, 512)) ?? 'zip';
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      if (pauses > 3) throw new Error('cancelled');
    };
    const meter = new Meter(bytes.length, true, pause);
    const opening = { kind, place: { folder: '', name: 'a' }, meter };
    const ends: string[] = [];
    const began = performance.now();
    for await (const one of openArchive(new File([bytes], 'a'), opening)) ends.push((await readAll(one.chunks)).end);
    expect(ends.at(-1)).toBe('Error');
    expect(pauses).toBeLessThan(8);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('sorting in slices', () => {
  it('is stable and pauses', async () => {
    const items = Array.from({ length: 10_000 }, (_, index) => ({ key: (index * 7919) % 13, index }));
    const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key;
    let pauses = 0;
    const sorted = await sortedInSlices(items, byKey, () => void pauses++);
    expect(sorted).toEqual([...items].sort(byKey));
    expect(pauses).toBeGreaterThan(10);
    expect(await sortedInSlices([], byKey, () => undefined)).toEqual([]);
  });
});

describe('gz', () => {
  it('keeps the folder and the name of the file', async () => {
    expect(await unpack(gzipOf('log'), 'RECV.LOG.gz')).toEqual([
      { path: 'logs/RECV.LOG.gz', size: null, text: 'log', end: 'complete' },
    ]);
  });

  it('reads all parts and NUL padding, and names what is after that', async () => {
    const parts = [gzipOf(text(3000)), gzipOf(''), gzipOf('end')];
    expect(await outline(Buffer.concat(parts), 'a.gz')).toEqual(['logs/a.gz complete 3003']);
    expect(await outline(Buffer.concat([...parts, Buffer.alloc(700)]), 'a.gz')).toEqual(['logs/a.gz complete 3003']);
    const behind = (...more: Buffer[]) => outline(Buffer.concat([...parts, ...more]), 'a.gz');
    const named = (size: string) => `logs/a.gz/…/data after the end (${size}) damaged 0`;
    expect(await behind(Buffer.from('x'))).toEqual(['logs/a.gz complete 3003', named('1 byte')]);
    expect(await behind(Buffer.from('\0x'), Buffer.alloc(70_000, 'y'), Buffer.alloc(9))).toEqual([
      'logs/a.gz complete 3003',
      named('70,002 bytes'),
    ]);
    const inner = [{ name: '1', data: text(700) }];
    for (const archive of [tarOf(inner), zipOf(inner)]) {
      const bytes = Buffer.concat([gzipOf(archive), Buffer.from('xy')]);
      expect(await outline(bytes, 'a.gz')).toEqual(['logs/a.gz/1 complete 700', named('2 bytes')]);
    }
  });

  it('counts nothing behind a stream whose end is unknown', async () => {
    const bytes = gzipOf(text(100_000));
    bytes.fill(0xff, 5000, 5010);
    expect((await outline(Buffer.concat([bytes, Buffer.from('x')]), 'a.gz')).length).toBe(1);
  });

  it('does not depend on the boundaries of pieces', async () => {
    const bytes = Buffer.concat([gzipOf(text(3000)), gzipOf('end')]);
    for (let at = 0; at <= bytes.length; at += 3) {
      const source = new Bytes(inPieces(bytes.subarray(0, at), bytes.subarray(at)));
      expect(await readAll(gunzip(source, free()))).toEqual({ text: `${text(3000)}end`, end: 'complete' });
    }
  });

  it('is damaged if truncated or if its checksum is wrong, after everything that can be read', async () => {
    const whole = gzipOf(text(100_000));
    const [cut] = await unpack(whole.subarray(0, 20_000), 'a.gz');
    expect(cut?.end).toBe('damaged');
    expect(cut?.text.length).toBeGreaterThan(30_000);
    whole[whole.length - 6] = (whole[whole.length - 6] as number) ^ 1;
    expect(await outline(whole, 'a.gz')).toEqual(['logs/a.gz damaged 100000']);
    expect(await outline(Buffer.from([0x1f, 0x8b, 8]), 'a.gz')).toEqual(['logs/a.gz damaged 0']);
  });
});

describe('tar', () => {
  const LONG = `EX1/${'deep/'.repeat(30)}RECV.LOG`;
  const ENTRIES = [
    { name: 'EX1/', type: '5' },
    { name: 'EX1/a.log', data: text(1500) },
    { name: 'b.log', prefix: 'EX1/FrontEnd', data: text(512, 2) },
    { name: '././@LongLink', type: 'L', data: `${LONG}\0` },
    { name: LONG, data: 'long' },
    paxHeader({ path: 'EX1/päx.log', size: '3' }),
    { name: 'short', data: 'pax' },
    { name: 'EX1/link', type: '2' },
    { name: 'EX1/big.log', data: 'big', binarySize: true },
    { name: 'EX1/old.log', data: 'old', old: true },
    { name: 'EX1/sparse.log', data: 'holes', type: 'S' },
    paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }),
    { name: 'EX1/sparse2.log', data: '1\n0\n3\nmap' },
    paxHeader({ size: '-5' }),
    { name: 'EX1/size.log', data: 'size' },
    { name: 'EX1/empty.log', data: '' },
  ];
  const FILES = [
    'EX1/a.log complete 1500',
    'EX1/FrontEnd/b.log complete 512',
    `${LONG} complete 4`,
    'EX1/päx.log complete 3',
    'EX1/big.log complete 3',
    'EX1/old.log complete 3',
    'EX1/sparse.log unsupported 0',
    'EX1/sparse2.log unsupported 0',
    'EX1/size.log damaged 4',
    'EX1/empty.log complete 0',
  ];

  it.each([
    ['a.tar', tarOf(ENTRIES)],
    ['a.tgz', gzipOf(tarOf(ENTRIES))],
  ])('yields its files in order (%s)', async (name, bytes) => {
    expect(await outline(bytes, name)).toEqual(FILES.map((file) => `logs/${name}/${file}`));
  });

  it('does not depend on the boundaries of pieces', async () => {
    const bytes = tarOf(ENTRIES);
    const wanted = await membersOf(tarMembers(new Bytes(inPieces(bytes))));
    expect(wanted.length).toBe(FILES.length);
    for (const size of [1, 7, 511, 512, 513]) {
      expect(await membersOf(tarMembers(new Bytes(spoiled(bytes, size))))).toEqual(wanted);
    }
    for (let at = 0; at < bytes.length; at += 101) {
      const source = new Bytes(inPieces(bytes.subarray(0, at), bytes.subarray(at)));
      expect(await membersOf(tarMembers(source))).toEqual(wanted);
    }
  });

  it('reports where it is truncated or damaged', async () => {
    const bytes = tarOf([
      { name: '1', data: text(2000) },
      { name: '2', data: 'good' },
    ]);
    expect(await outline(bytes.subarray(0, 1512), 'a.tar')).toEqual([
      'logs/a.tar/1 damaged 1000',
      'logs/a.tar damaged 0',
    ]);
    bytes.write('xxxx', 512 + 2048);
    expect(await outline(bytes, 'a.tar')).toEqual([
      'logs/a.tar/1 complete 2000',
      'logs/a.tar/…/data that belongs to no file (1,024 bytes at byte 2,560) damaged 0',
    ]);
    const packed = gzipOf(tarOf([{ name: '1', data: text(200_000) }]));
    expect((await outline(packed.subarray(0, 30_000), 'a.tgz')).map((file) => file.replace(/\d+$/, ''))).toEqual([
      'logs/a.tgz/1 damaged ',
      'logs/a.tgz damaged ',
    ]);
  });
});

describe('a tar with a damaged header', () => {
  const [one, two, three] = ['1', '2', '3'].map((name) => ({ name, data: text(1000) })) as [
    TarEntry,
    TarEntry,
    TarEntry,
  ];
  const whole = tarOf([one, two, three]);
  const at = 512 + 1024;
  const lines = (...files: string[]) => files.map((file) => `logs/a/${file}`);
  const stray = (size: string) => `…/data that belongs to no file (${size}) damaged 0`;
  const spoilt = (bytes: Uint8Array, from: number): Buffer<ArrayBuffer> => {
    const copy = Buffer.from(bytes);
    copy.fill('x', from, from + 4);
    return copy;
  };

  it('is read on at the next header', async () => {
    const wanted = lines('1 complete 1000', stray('1,536 bytes at byte 1,536'), '3 complete 1000');
    expect(await outline(spoilt(whole, at), 'a')).toEqual(wanted);
    expect(await outline(gzipOf(spoilt(whole, at)), 'a')).toEqual(wanted);
    const source = () => spoiled(spoilt(whole, at), 7);
    expect((await membersOf(tarMembers(new Bytes(source())))).length).toBe(3);
  });

  it('is read on at the next header where a size is not to be believed', async () => {
    const huge = tarOf([one, { ...two, binarySize: true, claimed: 2 ** 62 }, three]);
    expect(await outline(huge, 'a')).toEqual(
      lines('1 complete 1000', stray('1,024 bytes at byte 2,048'), '3 complete 1000'),
    );
    // Attributes of more than 1 MiB are not read, so what they say of the next file is unknown.
    const long = tarOf([one, paxHeader({ comment: 'x'.repeat(1_200_000) }), two, three]);
    expect(await outline(long, 'a')).toEqual(
      lines('1 complete 1000', stray('1,200,128 bytes at byte 2,048'), '2 damaged 1000', '3 complete 1000'),
    );
  });

  it('has zeros among what was lost, and in front of the next archive', async () => {
    const zeros = tarOf([one, { name: '2', data: `${'\0'.repeat(1024)}end` }, three]);
    expect(await outline(spoilt(zeros, at), 'a')).toEqual(
      lines('1 complete 1000', stray('2,048 bytes at byte 1,536'), '3 complete 1000'),
    );
    expect(await outline(Buffer.concat([spoilt(tarOf([one, two]), at), tarOf([three])]), 'a')).toEqual(
      lines('1 complete 1000', stray('2,560 bytes at byte 1,536'), '3 complete 1000'),
    );
  });

  it('has lost the last file, and its end or not', async () => {
    const last = spoilt(tarOf([one, two]), at);
    const wanted = lines('1 complete 1000', stray('1,536 bytes at byte 1,536'));
    expect(await outline(last, 'a')).toEqual(wanted);
    expect(await outline(last.subarray(0, -1024), 'a')).toEqual([...wanted, 'logs/a damaged 0']);
    expect(await outline(whole.subarray(0, at + 100), 'a')).toEqual([
      ...lines('1 complete 1000', stray('100 bytes at byte 1,536')),
      'logs/a damaged 0',
    ]);
  });

  it('loses the attributes that were announced for it', async () => {
    const bytes = tarOf([one, paxHeader({ path: 'long' }), two, three]);
    expect(await outline(spoilt(bytes, at + 1024), 'a')).toEqual(
      lines('1 complete 1000', stray('1,536 bytes at byte 2,560'), '3 complete 1000'),
    );
  });

  it('is damaged in what is packed', async () => {
    const packed = gzipOf(spoilt(tarOf([one, { name: '2', data: text(300_000) }, three]), at));
    expect((await outline(packed.subarray(0, 30_000), 'a')).map((file) => file.replace(/\(.*\)/, ''))).toEqual([
      ...lines('1 complete 1000', '…/data that belongs to no file  damaged 0'),
      'logs/a damaged 0',
    ]);
  });
});

describe('a tar that is odd', () => {
  const good = { name: 'on.log', data: 'on' };
  const of = (...entries: TarEntry[]) => outline(tarOf([...entries, good]), 'a');
  const wanted = (...files: string[]) => [...files, 'on.log complete 2'].map((file) => `logs/a/${file}`);
  const log = { name: 'x.log', data: text(700) };

  it.each(['8', 'Z', 'A', 'E', 'N', 'V', '\x01', '1', '2', '3', '4', '5', '6', 'D'])(
    'has data in a member of type %j, which is read as a file',
    async (type) => {
      expect(await of({ ...log, type })).toEqual(wanted('x.log complete 700'));
      expect(await of({ ...log, type, data: '' })).toEqual(wanted());
    },
  );

  it('has data in a folder of the old format, which is read as a file', async () => {
    expect(await of({ ...log, name: 'd/' }, { name: 'e/' })).toEqual(wanted('d complete 700'));
  });

  it('continues a file of another volume, which is not whole', async () => {
    expect(await of({ ...log, type: 'M' })).toEqual(wanted('x.log damaged 700'));
  });

  it.each(['1', '2', '5'])('gives a size to a member of type %s that has no data', async (type) => {
    const [header, end] = [tarMember({ ...log, type }).subarray(0, 512), Buffer.alloc(1024)];
    const first = tarMember(good);
    expect(await outline(Buffer.concat([first, header, tarOf([good])]), 'a')).toEqual(wanted('on.log complete 2'));
    expect(await outline(Buffer.concat([first, header, end]), 'a')).toEqual(wanted());
  });

  it('lists what is in a folder, as GNU does, which is no file', async () => {
    expect(await of({ name: 'd/', type: 'D', data: 'Yx.log\0Dold\0\0' })).toEqual(wanted());
    expect(await of({ name: 'd/', type: 'D', data: '\0' })).toEqual(wanted());
  });

  it("has attributes as Sun's tar writes them", async () => {
    expect(await of({ ...paxHeader({ path: 'y.log' }), type: 'X' }, log)).toEqual(wanted('y.log complete 700'));
  });

  it('has attributes with a smaller size than the header', async () => {
    expect(await of(paxHeader({ size: '600' }), log)).toEqual(wanted('x.log damaged 600'));
  });

  it('announces a file that does not come', async () => {
    const files = ['logs/a/on.log complete 2', 'logs/a damaged 0'];
    for (const last of [paxHeader({ path: 'x.log' }), { name: '././@LongLink', type: 'L', data: 'x.log\0' }]) {
      expect(await outline(tarOf([good, last]), 'a')).toEqual(files);
      // It is none of the file of a further archive.
      expect(await outline(Buffer.concat([tarOf([good, last]), tarOf([log])]), 'a')).toEqual([
        files[0],
        'logs/a/x.log complete 700',
        files[1],
      ]);
    }
    const globals = { name: 'g', type: 'g', data: paxHeader({ comment: 'x' }).data ?? '' };
    expect(await outline(tarOf([good, globals]), 'a')).toEqual(files.slice(0, 1));
  });

  it('ends between two files, without the blocks that mark its end', async () => {
    const whole = tarOf([log, good]);
    expect(await outline(whole.subarray(0, -1024), 'a')).toEqual([...wanted('x.log complete 700'), 'logs/a damaged 0']);
    for (const kept of [100, 512, 700])
      expect(await outline(whole.subarray(0, kept - 1024), 'a')).toEqual(wanted('x.log complete 700'));
  });
});

describe('archives in archives', () => {
  const INNER = [{ name: 'EX1/x.log', data: text(900) }];

  it.each([
    ['zip', zipOf(INNER), 'in/EX1/x.log complete 900'],
    [
      'zip with sizes after the data',
      zipOf(INNER.map((entry) => ({ ...entry, descriptor: 'signed' as const }))),
      'in/EX1/x.log complete 900',
    ],
    ['tar', tarOf(INNER), 'in/EX1/x.log complete 900'],
    ['tar.gz', gzipOf(tarOf(INNER)), 'in/EX1/x.log complete 900'],
    ['gz', gzipOf(text(900)), 'in complete 900'],
  ])('opens a %s in any other', async (_, inner, wanted) => {
    const entries = [
      { name: 'f/in', data: inner },
      { name: 'f/on.log', data: 'on' },
    ];
    const files = [`logs/a/f/${wanted}`, 'logs/a/f/on.log complete 2'];
    expect(await outline(zipOf(entries), 'a')).toEqual(files);
    expect(await outline(zipOf(entries.map((entry) => ({ ...entry, method: 0 }))), 'a')).toEqual(files);
    expect(await outline(tarOf(entries), 'a')).toEqual(files);
    expect(await outline(gzipOf(tarOf(entries)), 'a')).toEqual(files);
  });

  it('are not opened if nested more deeply', async () => {
    const deep = zipOf([
      { name: '1.zip', data: zipOf(INNER) },
      { name: '2.gz', data: gzipOf('x') },
      { name: '3', data: 'x' },
    ]);
    expect(await outline(zipOf([{ name: 'in.zip', data: deep }]), 'a')).toEqual([
      'logs/a/in.zip/1.zip nested 0',
      'logs/a/in.zip/2.gz nested 0',
      'logs/a/in.zip/3 complete 1',
    ]);
  });

  it('report the damaged one, and reading continues after it', async () => {
    const cut = zipOf([{ name: 'x.log', data: text(900), method: 0 }]).subarray(0, 500);
    expect(
      await outline(
        zipOf([
          { name: '1.zip', data: cut },
          { name: '2', data: 'x' },
        ]),
        'a',
      ),
    ).toEqual(['logs/a/1.zip/x.log damaged 465', 'logs/a/1.zip damaged 0', 'logs/a/2 complete 1']);
  });
});

describe('limits', { timeout: 30_000 }, () => {
  const BOMB = Buffer.alloc(FREE_BYTES * 1.5, 'x');
  const good = { name: '9.log', data: text(1000) };

  it('stop only the member that exceeds them', async () => {
    const zip = zipOf([{ name: '1', data: BOMB }, good]);
    const [bomb, other] = await unpack(zip);
    expect(bomb?.end).toBe('limited');
    const packed = deflateRawSync(BOMB).length;
    expect(bomb?.text.length).toBeGreaterThan(FREE_BYTES);
    expect(bomb?.text.length).toBeLessThan(FREE_BYTES + RATIO * packed + 1);
    expect(other).toMatchObject({ end: 'complete', text: good.data });
  });

  it('can be lifted', async () => {
    const zip = zipOf([{ name: '1', data: BOMB }, good]);
    expect(await outline(zip, 'a.zip', { unlimited: true })).toEqual([
      `logs/a.zip/1 complete ${BOMB.length}`,
      'logs/a.zip/9.log complete 1000',
    ]);
  });

  it('apply to gz, tar.gz and nested archives, each of which is compressed again', async () => {
    const twice = gzipOf(gzipOf(BOMB));
    expect((await unpack(twice, 'a.gz')).map(({ end }) => end)).toEqual(['limited']);
    expect((await unpack(gzipOf(tarOf([{ name: '1', data: BOMB }])), 'a.tgz')).map(({ end }) => end)).toContain(
      'limited',
    );
    const inner = zipOf([{ name: '1', data: BOMB, descriptor: 'signed' }]);
    expect((await unpack(zipOf([{ name: 'in.zip', data: inner }]))).map(({ end }) => end)).toContain('limited');
  });

  it('apply to all members together, which may overlap', () => {
    const meter = new Meter(1000);
    const member = () => {
      meter.begin();
      meter.took(1000);
      meter.gave(RATIO * 1000);
    };
    member();
    const all = () => {
      for (let count = 0; count < 200; count++) member();
    };
    expect(all).toThrow(ArchiveError);
  });

  it('allow small files that compress to almost nothing', async () => {
    const files = Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, data: 'x'.repeat(100_000) }));
    expect((await unpack(gzipOf(tarOf(files)), 'a.tgz')).every(({ end }) => end === 'complete')).toBe(true);
  });
});

describe('a zip whose directory has another order than its members', () => {
  /** Bytes read from an archive of `count` members by the order of its directory, and the members found. */
  async function bytesRead(count: number, order: (at: number, count: number) => number) {
    const entries = Array.from({ length: count }, (_, index) => ({
      name: `d${index % 50}/RECV${index}.LOG`,
      data: 'x'.repeat(8000),
      method: 0,
    }));
    const offsets: number[] = [];
    let end = 0;
    const locals = entries.map((entry) => {
      const local = zipLocal(entry);
      offsets.push(end);
      end += local.length;
      return local;
    });
    const central = Array.from({ length: count }, (_, at) => {
      const index = order(at, count) % count;
      return zipCentral(entries[index] as ZipEntry, offsets[index] ?? 0);
    });
    const directory = Buffer.concat(central);
    const zip = Buffer.concat([...locals, directory, zipEnd(count, directory.length, end)]);
    let read = 0;
    const slice = (from: number, to: number) => {
      const part = zip.subarray(from, to);
      read += part.length;
      return { arrayBuffer: async () => new Uint8Array(part).buffer };
    };
    const file = { size: zip.length, stream: () => new ReadableStream<Uint8Array<ArrayBuffer>>(), slice };
    let complete = 0;
    const opening = { kind: 'zip', place: { folder: '', name: 'a.zip' }, meter: free() } as const;
    for await (const one of openArchive(file, opening))
      complete += (await readAll(one.chunks)).end === 'complete' ? 1 : 0;
    expect(complete).toBe(count);
    return { read, size: zip.length };
  }

  it.each([
    ['the same order', (at: number) => at],
    ['the reverse', (at: number, count: number) => count - 1 - at],
    ['shuffled', (at: number) => at * 7919],
  ] as const)('is read once (%s)', async (_, order) => {
    for (const count of [1000, 2000]) {
      const { read, size } = await bytesRead(count, order);
      expect(read).toBeLessThan(size * 1.1 + 2 ** 20);
    }
  });
});

describe('an archive that becomes unreadable', () => {
  it('fails with the error of the browser', async () => {
    const zip = gzipOf(text(1000));
    const file = Object.assign(failingFile(new Uint8Array(zip), 'NotReadableError'), { size: 600_000 });
    const opening = { kind: 'gzip', place: { folder: '', name: 'a.gz' }, meter: free() } as const;
    const ends: string[] = [];
    for await (const one of openArchive(file, opening)) ends.push((await readAll(one.chunks)).end);
    expect(ends).toEqual(['NotReadableError']);
  });
});

describe('damage of any kind', { timeout: 60_000 }, () => {
  const inner = [
    { name: 'EX1/1.log', data: text(700), descriptor: 'signed' as const },
    { name: 'EX1/2.log', data: text(300, 2), method: 0, zip64: true },
  ];
  const ARCHIVES: [string, Uint8Array][] = [
    ['zip', zipOf([...inner, { name: 'in.zip', data: zipOf(inner) }])],
    ['ZIP64', zipOf(inner, { zip64: true })],
    ['tar', tarOf([paxHeader({ path: 'a/päx.log' }), { name: 'x', data: text(600) }, { name: 'y', data: 'y' }])],
    ['tar.gz', gzipOf(tarOf([{ name: 'x', data: text(600) }]))],
    ['gz', Buffer.concat([gzipOf(text(600)), gzipOf('end')])],
  ];
  const ENDS = ['complete', 'encrypted', 'damaged', 'limited', 'nested', 'unsupported', 'overlapping', 'longPath'];

  it.each(ARCHIVES)('always yields a known end for each file (%s)', async (_, archive) => {
    let state = 7;
    const random = (below: number): number => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    for (let round = 0; round < 150; round++) {
      const bytes = new Uint8Array(archive);
      // The first bytes stay, so that it is still recognised.
      for (let times = random(4); times >= 0; times--) bytes[4 + random(bytes.length - 4)] = random(256);
      const cut = random(3) === 0 ? bytes.subarray(0, 4 + random(bytes.length - 4)) : bytes;
      if (!recognise(cut.subarray(0, 512))) continue;
      const files = await unpack(cut);
      expect(files.length).toBeGreaterThan(0);
      expect(files.filter(({ end }) => !ENDS.includes(end))).toEqual([]);
    }
  });
});
