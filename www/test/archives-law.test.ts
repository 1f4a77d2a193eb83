/** Laws of the archive readers, for any bytes and for archives that were damaged or made up. */

import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../src/shared/archive-error.js';
import { listingToCut, openArchive, openStretch, recognise } from '../src/worker/container/archive.js';
import { Bytes } from '../src/worker/container/bytes.js';
import { gunzip, inflate } from '../src/worker/container/inflate.js';
import { FREE_BYTES, Meter, RATIO } from '../src/worker/container/limits.js';
import type { Member } from '../src/worker/container/member.js';
import { tarMembers } from '../src/worker/container/tar.js';
import { zipMembers } from '../src/worker/container/zip.js';
import { gzipOf, paxHeader, tarOf, type ZipEntry, zipCentral, zipEnd, zipLocal, zipOf } from './support/archives.js';

/** Steps of unpacking that no input of these sizes needs: a reader that takes more does not end. */
const MOST_STEPS = 20_000;

/** Seeds and numbers of runs come from the environment, for long runs: `FC_RUNS=100000 npx vitest run test/archives-law`. */
const RUNS = Number(process.env.FC_RUNS ?? 300);
const holds = <T extends [unknown, ...unknown[]]>(property: fc.IAsyncProperty<T>) =>
  fc.assert(property, { numRuns: RUNS, seed: Number(process.env.FC_SEED ?? 20_260_301) });

interface Found {
  path: string;
  end: string;
  bytes: number;
  /** FNV-1a of its bytes. */
  digest: number;
}

function counter(): () => void {
  let steps = 0;
  return () => {
    steps += 1;
    if (steps > MOST_STEPS) throw new Error('it does not end');
  };
}

/** Reads a stream to its end. Any error but that of an archive fails the test. */
async function read(chunks: AsyncIterable<Uint8Array>, path = ''): Promise<Found> {
  const found: Found = { path, end: 'complete', bytes: 0, digest: 0x811c9dc5 };
  try {
    for await (const chunk of chunks) {
      for (const byte of chunk) found.digest = Math.imul(found.digest ^ byte, 0x01000193);
      found.bytes += chunk.length;
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    found.end = error.end;
  }
  return found;
}

/** The files of an archive. */
async function unpack(bytes: Uint8Array): Promise<{ found: Found[]; meter: Meter }> {
  const kind = recognise(bytes.subarray(0, 512));
  const meter = new Meter(bytes.length, false, counter());
  const found: Found[] = [];
  if (!kind) return { found, meter };
  const opening = { kind, place: { folder: '', name: 'a' }, meter };
  const file = new File([new Uint8Array(bytes)], 'a');
  for await (const one of openArchive(file, opening)) found.push(await read(one.chunks, `${one.folder}/${one.name}`));
  return { found, meter };
}

/** The files of a zip that is cut at those places; null if it cannot be read in parts. */
async function unpackInParts(bytes: Uint8Array, cuts: readonly number[]): Promise<Found[] | null> {
  if (recognise(bytes.subarray(0, 512)) !== 'zip') return null;
  const meter = () => new Meter(bytes.length, false, counter());
  const [file, place] = [new File([new Uint8Array(bytes)], 'a'), { folder: '', name: 'a' }];
  const listing = await listingToCut(file, meter()).catch(() => null);
  if (!listing) return null;
  const found: Found[] = [];
  const places = [...new Set([0, ...cuts.map((at) => at % bytes.length), bytes.length])].sort((a, b) => a - b);
  for (const [index, from] of places.slice(0, -1).entries()) {
    const stretch = { from, end: places[index + 1] ?? bytes.length };
    for await (const one of openStretch(file, listing, stretch, { place, meter: meter() }))
      found.push(await read(one.chunks, `${one.folder}/${one.name}`));
  }
  return found;
}

async function* cut(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set([0, ...cuts.map((at) => at % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (const [index, from] of places.entries()) {
    const piece = new Uint8Array(bytes.subarray(from, places[index + 1]));
    if (piece.length === 0) continue;
    yield piece;
    // A reader may reuse its memory.
    piece.fill(0xee);
  }
}

/** The members of a stream, and how it ends. */
async function membersOf(members: AsyncGenerator<Member>): Promise<unknown[]> {
  const found: unknown[] = [];
  const step = counter();
  try {
    for await (const one of members) {
      step();
      found.push({ size: one.size, ...(await read(one.content(), `${one.folder}/${one.name}`)) });
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    found.push(error.end);
  }
  return found;
}

/** How bytes of a zip that belong to nothing are named. */
function nobodys(bytes: number): string[] {
  const size = `${bytes.toLocaleString('en-US')} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return bytes === 0 ? [] : [`a/…/data that belongs to no file (${size})`];
}

// ------------------------------------------------------------------------------------------------------- arbitraries

const name = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', '1', '.', '/', '\\', '..', '\u202e', 'ä'), maxLength: 12 }),
  fc.constantFrom('__MACOSX/x', '.DS_Store', 'f/', 'in.zip', `${'d/'.repeat(200)}x`),
);
const data = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom('x'.repeat(3000), '', 'PK\u0005\u0006', 'PK\u0003\u0004'),
);

const zipEntry: fc.Arbitrary<ZipEntry> = fc.record(
  {
    name,
    data,
    method: fc.constantFrom(0, 8, 8, 8, 9),
    encrypted: fc.boolean().filter(Boolean),
    descriptor: fc.constantFrom('signed' as const, 'bare' as const, 'wide' as const),
    zip64: fc.boolean(),
    utf8: fc.boolean(),
    crc: fc.nat(),
    packed: fc.uint8Array({ maxLength: 40 }),
  },
  { requiredKeys: ['name', 'data'] },
);

const comment = fc.oneof(
  fc.constant(''),
  fc.string({ maxLength: 40 }),
  fc.constant(zipEnd(0, 0, 0).toString('latin1')),
);

const plainZip = fc
  .tuple(fc.array(zipEntry, { maxLength: 5 }), fc.boolean(), comment)
  .map(([entries, zip64, comment]): Uint8Array => zipOf(entries, { zip64, comment }));

/** A zip whose directory says anything. */
const lyingZip = fc
  .tuple(
    fc.array(zipEntry, { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(zipEntry, fc.oneof(fc.nat(400), fc.constant(0xffffffff))), { maxLength: 5 }),
    fc.nat(8),
  )
  .map(([entries, records, count]): Uint8Array => {
    const [locals, directory] = [
      Buffer.concat(entries.map(zipLocal)),
      Buffer.concat(records.map(([entry, offset]) => zipCentral(entry, offset))),
    ];
    return Buffer.concat([locals, directory, zipEnd(count, directory.length, locals.length)]);
  });

const tar = fc
  .array(
    fc.oneof(
      fc.record({ name, data, type: fc.constantFrom('0', '7', '5', '2', 'L', 'K', 'x', 'g', 'S') }),
      fc
        .record({
          path: fc.string({ maxLength: 200 }),
          size: fc.oneof(fc.nat(90).map(String), fc.string({ maxLength: 4 })),
        })
        .map(paxHeader),
    ),
    { maxLength: 6 },
  )
  .map((entries): Uint8Array => tarOf(entries));

const simple = fc.oneof(plainZip, lyingZip, tar);
const gz = fc
  .tuple(fc.oneof(simple, data), fc.array(data, { maxLength: 2 }), fc.nat(2))
  .map(([first, parts, nuls]): Uint8Array => Buffer.concat([gzipOf(first), ...parts.map(gzipOf), Buffer.alloc(nuls)]));
const nested = simple.map(
  (inner): Uint8Array =>
    zipOf([
      { name: 'in', data: inner, method: 0 },
      { name: 'on', data: 'on' },
    ]),
);
const archive = fc.oneof(simple, gz, nested);

/** An archive with some bytes changed, taken out, doubled or cut off. */
const damaged = fc
  .tuple(
    archive,
    fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('set', 'drop', 'double', 'cut', 'ones')), {
      maxLength: 4,
    }),
  )
  .map(([bytes, changes]) => changes.reduce(changed, new Uint8Array(bytes)));

function changed(bytes: Uint8Array, [place, value, how]: [number, number, string]): Uint8Array {
  if (bytes.length < 8) return bytes;
  const at = 4 + (place % (bytes.length - 4));
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (how === 'cut') return before;
  if (how === 'drop') return Buffer.concat([before, after.subarray(value % 16)]);
  if (how === 'double') return Buffer.concat([before, after.subarray(0, value), after]);
  const copy = new Uint8Array(bytes);
  copy.fill(how === 'ones' ? 0xff : value, at, at + (how === 'ones' ? 4 : 1));
  return copy;
}

const cuts = fc.array(fc.nat(), { maxLength: 12 });

// -------------------------------------------------------------------------------------------------------------- laws

describe('a zip in parts', () => {
  /** 16 MB that are unpacked from 16 KB; a zip of three of them is limited. */
  const zeros = new Uint8Array(16 * 1024 ** 2);
  const names = ['a', 'b', 'c'];
  const lying = () => {
    const packed = deflateRawSync(zeros);
    const claim = (one: string): ZipEntry => ({ name: one, data: 'x', packed });
    return zipOf(names.map(claim));
  };
  const ends = (found: readonly Found[] | null) => found?.map(({ path, end }) => `${path} ${end}`);

  // What is unpacked from nested archives, or beyond what the directory declares, is not known of the other parts: each has its
  // share of what is allowed beyond that.
  it.each([
    ['archives in it', zipOf(names.map((name) => ({ name, data: gzipOf(zeros), method: 0 })))],
    ['sizes that are not true', lying()],
  ])('yields no more than the limits of the whole: %s', { timeout: 60_000 }, async (_, bytes) => {
    const { found } = await unpack(bytes);
    expect(ends(found)).toContain('a/b limited');
    const half = Math.floor(bytes.length / 2);
    const parts = (await unpackInParts(bytes, [half])) ?? [];
    expect(ends(parts)?.some((one) => one.endsWith(' limited'))).toBe(true);
    const sum = (all: readonly Found[]) => all.reduce((bytes, one) => bytes + one.bytes, 0);
    expect(sum(parts)).toBeGreaterThan(0);
    // In each part the piece that is one too many is counted, and not passed on.
    expect(sum(parts)).toBeLessThanOrEqual(RATIO * bytes.length + FREE_BYTES);
  });

  it('does not look at all members for each part', async () => {
    const members = Array.from({ length: 2000 }, (_, index) => ({ name: `${index}`, data: 'x', method: 0 }));
    const file = new File([zipOf(members)], 'a');
    const meter = new Meter(file.size);
    const listing = await listingToCut(file, meter);
    if (!listing) throw new Error('it can be cut');
    let looks = 0;
    const counted = listing.listed.map((one) =>
      Object.defineProperties(
        { ...one },
        Object.fromEntries(
          (['offset', 'size'] as const).map((name) => [
            name,
            {
              get: () => {
                looks += 1;
                return one[name];
              },
            },
          ]),
        ),
      ),
    );
    const place = { folder: '', name: 'a' };
    const stretch = { from: file.size / 4, end: file.size / 4 + 100 };
    for await (const one of openStretch(file, { ...listing, listed: counted }, stretch, { place, meter }))
      await read(one.chunks);
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(100);
  });
});

describe('any archive', { timeout: 600_000 }, () => {
  it.each([
    ['made up', archive],
    ['damaged', damaged],
  ] as const)('ends, with a known end for each file, and is never read twice (%s)', async (_, archives) => {
    await holds(
      fc.asyncProperty(archives, async (bytes) => {
        const { found, meter } = await unpack(bytes);
        if (recognise(bytes.subarray(0, 512))) expect(found.length).toBeGreaterThan(0);
        for (const { path } of found) expect(path.length).toBeLessThan(9000);
        // Each byte of the archive is unpacked at most once, so all of it yields what its bytes can.
        expect(meter.packed).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it('yields each member once, however often the directory lists it', async () => {
    const plain = fc.array(fc.record({ name: fc.constant('x'), data }), { minLength: 1, maxLength: 4 });
    await holds(
      fc.asyncProperty(plain, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), async (entries, chosen) => {
        const locals = entries.map(zipLocal);
        const offsets = locals.map((_, index) => Buffer.concat(locals.slice(0, index)).length);
        const picked = chosen.map((number) => number % entries.length);
        const records = picked.map((index, place) => {
          const entry = entries[index] ?? { name: '', data: '' };
          return zipCentral({ ...entry, name: `${place}` }, offsets[index] ?? 0);
        });
        const [all, directory] = [Buffer.concat(locals), Buffer.concat(records)];
        const { found } = await unpack(
          Buffer.concat([all, directory, zipEnd(records.length, directory.length, all.length)]),
        );
        // Those that are not listed are named by their bytes.
        const unlisted = locals.filter((_, index) => !picked.includes(index)).reduce((sum, one) => sum + one.length, 0);
        expect(found.filter(({ path }) => path.includes('…')).map(({ path }) => path)).toEqual(nobodys(unlisted));
        const listed = found.filter(({ path }) => !path.includes('…'));
        expect(listed.length).toBe(picked.length);
        const isRead = ({ end }: Found) => end !== 'overlapping';
        expect(listed.filter(isRead).length).toBe(new Set(picked).size);
      }),
    );
  });

  it('gives the same in parts, if it is a zip that can be read in parts', async () => {
    let parts = 0;
    const places = fc.array(fc.nat(), { minLength: 1, maxLength: 5 });
    await holds(
      fc.asyncProperty(fc.oneof(archive, damaged), places, async (bytes, cuts) => {
        const { found } = await unpack(bytes);
        const inParts = await unpackInParts(bytes, cuts);
        if (inParts) expect(inParts).toEqual(found);
        parts += inParts ? 1 : 0;
      }),
    );
    expect(parts).toBeGreaterThan(RUNS / 5);
  });

  it('gives the same every time', async () => {
    await holds(
      fc.asyncProperty(damaged, async (bytes) => {
        expect((await unpack(bytes)).found).toEqual((await unpack(bytes)).found);
      }),
    );
  });
});

describe('a stream of any bytes', { timeout: 600_000 }, () => {
  const anyBytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged);
  const meter = () => new Meter(1_000_000, false, counter());

  it.each([
    ['zip', (source: Bytes) => membersOf(zipMembers(source, meter()))],
    ['tar', (source: Bytes) => membersOf(tarMembers(source))],
    ['gz', (source: Bytes) => read(gunzip(source, meter()))],
    ['deflate', (source: Bytes) => read(inflate(source, meter()))],
  ] as const)('is read the same however it is split (%s)', async (_, readAll) => {
    await holds(
      fc.asyncProperty(anyBytes, cuts, async (bytes, places) => {
        const whole = await readAll(new Bytes(cut(bytes, [])));
        expect(await readAll(new Bytes(cut(bytes, places)))).toEqual(whole);
      }),
    );
  });

  it('is taken to its last byte or ends with an error (deflate)', async () => {
    await holds(
      fc.asyncProperty(data, fc.uint8Array({ maxLength: 20 }), cuts, async (text, after, places) => {
        const packed = deflateRawSync(text);
        const source = new Bytes(cut(Buffer.concat([packed, after]), places));
        const { bytes, end } = await read(inflate(source, meter()));
        expect({ bytes, end }).toEqual({ bytes: Buffer.byteLength(text), end: 'complete' });
        expect((await read(source.rest())).bytes).toBe(after.length);
      }),
    );
  });
});

describe('an archive without contradictions', { timeout: 600_000 }, () => {
  const files = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), data }), {
    selector: ({ name }) => name,
    minLength: 1,
    maxLength: 6,
  });
  const inOrder = (all: readonly { name: string; data: string }[]) =>
    [...all]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, data }) => `a/${name} complete ${Buffer.byteLength(data)}`);

  it('yields all of its files', async () => {
    const shape = fc.record({ method: fc.constantFrom(0, 8), zip64: fc.boolean() });
    await holds(
      fc.asyncProperty(files, shape, comment, async (all, each, text) => {
        const log = all.map(({ name, data }) => ({ name, data: `log ${data}` }));
        const lines = (found: readonly Found[]) =>
          found.map(({ path, end, bytes }) => `${path} ${end} ${bytes}`).sort();
        const zip = zipOf(
          log.map((entry) => ({ ...entry, ...each })),
          { zip64: each.zip64, comment: text },
        );
        const wanted = inOrder(log).sort();
        expect(lines((await unpack(zip)).found)).toEqual(wanted);
        expect(lines((await unpack(tarOf(log))).found)).toEqual(wanted);
        expect(lines((await unpack(gzipOf(tarOf(log)))).found)).toEqual(wanted);
      }),
    );
  });

  it('yields the files of both if two are joined', async () => {
    const padding = fc.constantFrom(0, 512, 5120, 10_240);
    const parts = fc.tuple(files, files, padding, fc.constantFrom(zipOf, tarOf));
    await holds(
      fc.asyncProperty(parts, async ([first, second, zeros, archiveOf]) => {
        const logs = [first, second].map((all) => all.map(({ name, data }) => ({ name, data: `log ${data}` })));
        const fill = Buffer.alloc(archiveOf === tarOf ? zeros : 0);
        const joined = Buffer.concat(logs.flatMap((log) => [archiveOf(log), fill]));
        const wanted = logs.flatMap((log) =>
          log.map(({ name, data }) => `a/${name} complete ${Buffer.byteLength(data)}`),
        );
        for (const bytes of [joined, gzipOf(joined)]) {
          const { found } = await unpack(bytes);
          expect(found.map(({ path, end, bytes }) => `${path} ${end} ${bytes}`)).toEqual(wanted);
        }
      }),
    );
  });
});

describe('a tar with damaged headers', { timeout: 600_000 }, () => {
  const members = fc.array(fc.record({ size: fc.nat(1500), isDamaged: fc.boolean() }), { minLength: 1, maxLength: 6 });

  it('has all other files read, and the bytes of those counted', async () => {
    await holds(
      fc.asyncProperty(members, fc.constantFrom(0, 512, 1024), async (all, end) => {
        // The first is what the archive is recognised by.
        const isLost = (index: number) => index > 0 && all[index]?.isDamaged === true;
        const pieces = all.map(({ size }, index) => {
          const bytes = tarOf([{ name: `${index}`, data: 'log '.repeat(400).slice(0, size) }]).subarray(0, -1024);
          return isLost(index) ? bytes.fill('x', 0, 9) : bytes;
        });
        const lengthOf = (some: readonly Buffer[]) => some.reduce((sum, piece) => sum + piece.length, 0);
        const count = (bytes: number) => bytes.toLocaleString('en-US');
        const wanted = all.flatMap(({ size }, index) => {
          if (!isLost(index)) return [`a/${index} complete ${size}`];
          if (isLost(index - 1)) return [];
          const next = all.findIndex((_, other) => other > index && !isLost(other));
          const lost = lengthOf(pieces.slice(index, next < 0 ? pieces.length : next));
          const at = lengthOf(pieces.slice(0, index));
          return [`a/…/data that belongs to no file (${count(lost)} bytes at byte ${count(at)}) damaged 0`];
        });
        const { found } = await unpack(Buffer.concat([...pieces, Buffer.alloc(end)]));
        if (end === 0) wanted.push('/a damaged 0');
        expect(found.map(({ path, end, bytes }) => `${path} ${end} ${bytes}`)).toEqual(wanted);
      }),
    );
  });
});

describe('a zip with bytes that belong to nothing', { timeout: 600_000 }, () => {
  const gap = fc.oneof(
    fc.constant(new Uint8Array(0)),
    fc.uint8Array({ min: 1, maxLength: 40 }),
    fc.uint8Array({ min: 1, maxLength: 40 }).map((bytes) => Buffer.concat([Buffer.from('PK\x07\x08'), bytes])),
  );
  const member = fc.record(
    {
      data: data.map((text) => `log ${text}`),
      method: fc.constantFrom(0, 8),
      descriptor: fc.constantFrom('signed' as const, 'bare' as const, 'wide' as const),
      zip64: fc.boolean(),
    },
    { requiredKeys: ['data'] },
  );
  const places = fc.array(fc.record({ member, isListed: fc.boolean(), gap }), { minLength: 1, maxLength: 5 });

  it('has each of them counted, and all that it lists read', async () => {
    await holds(
      fc.asyncProperty(places, gap, gap, fc.boolean(), async (all, before, after, zip64) => {
        const entries = all.map((place, index) => ({ ...place, entry: { ...place.member, name: `${index}` } }));
        const pieces = entries.flatMap(({ entry, gap }) => [zipLocal(entry), Buffer.from(gap)]);
        const records = entries.flatMap(({ entry, isListed }, index) =>
          isListed ? [zipCentral(entry, Buffer.concat(pieces.slice(0, 2 * index)).length)] : [],
        );
        fc.pre(records.length > 0);
        const [locals, directory] = [Buffer.concat(pieces), Buffer.concat(records)];
        const end = zipEnd(records.length, directory.length, locals.length, { zip64 });
        // The locator of ZIP64 says where its record is.
        if (zip64) end.writeUInt32LE(locals.length + directory.length + before.length, 64);
        const { found } = await unpack(Buffer.concat([locals, directory, before, end, after]));
        const listed = entries.filter(({ isListed }) => isListed).map(({ entry }) => entry);
        const unlisted = entries.filter(({ isListed }) => !isListed).map(({ entry }) => zipLocal(entry));
        const gaps = [...entries.map(({ gap }) => gap), before, after];
        const bytes = [...unlisted, ...gaps].reduce((sum, { length }) => sum + length, 0);
        expect(found.map(({ path, end, bytes }) => `${path} ${end} ${bytes}`)).toEqual([
          ...listed.map(({ name, data }) => `a/${name} complete ${Buffer.byteLength(data)}`),
          ...nobodys(bytes).map((path) => `${path} damaged 0`),
        ]);
      }),
    );
  });
});
