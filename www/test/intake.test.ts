import { describe, expect, it } from 'vitest';
import { folderOf, fromDrop, fromFiles, type Intake } from '../src/client/intake.js';

/** A folder tree: a string is a file's content, `null` a file that the browser refuses, anything else a folder. */
type Tree = { [name: string]: string | null | Tree };

const LOGS: Tree = {
  MX1: { 'RECV-1.LOG': 'a', SmtpSend: { 'SEND-1.LOG': 'b', 'SEND-2.LOG': 'c' } },
  'loose.log': 'd',
};

const paths = ({ files }: Intake) => files.map(({ file, folder }) => `${folder}|${file.name}`).sort();

const ALL = ['MX1/SmtpSend|SEND-1.LOG', 'MX1/SmtpSend|SEND-2.LOG', 'MX1|RECV-1.LOG', '|loose.log'];

// ------------------------------------------------------------------------------------------------- the three kinds

function handle(name: string, node: Tree[string]): FileSystemHandle {
  if (node !== null && typeof node === 'object') {
    const values = async function* () {
      for (const [child, below] of Object.entries(node)) yield handle(child, below);
    };
    return { kind: 'directory', name, values } as unknown as FileSystemHandle;
  }
  const getFile = async () => {
    if (node === null) throw new DOMException('', 'NotAllowedError');
    return new File([node], name);
  };
  return { kind: 'file', name, getFile } as unknown as FileSystemHandle;
}

/** Returns two entries at a time, where browsers return a hundred, and an empty list at the end. */
function reader(children: FileSystemEntry[]): FileSystemDirectoryReader {
  let next = 0;
  return {
    readEntries(resolve: (entries: FileSystemEntry[]) => void) {
      resolve(children.slice(next, next + 2));
      next += 2;
    },
  };
}

function entry(name: string, node: Tree[string]): FileSystemEntry {
  if (node !== null && typeof node === 'object') {
    const children = Object.entries(node).map(([child, below]) => entry(child, below));
    return {
      isFile: false,
      isDirectory: true,
      name,
      createReader: () => reader(children),
    } as unknown as FileSystemEntry;
  }
  const file = (resolve: (file: File) => void, reject: (error: Error) => void) =>
    node === null ? reject(new DOMException('', 'EncodingError')) : resolve(new File([node], name));
  return { isFile: true, isDirectory: false, name, file } as unknown as FileSystemEntry;
}

type Item = Parameters<typeof fromDrop>[0] extends Iterable<infer I> ? I : never;

/** Items that are empty once the drop event is over, as in browsers. */
function items(tree: Tree, give: (name: string, node: Tree[string]) => Partial<Item>): Item[] {
  let over = false;
  queueMicrotask(() => {
    over = true;
  });
  const during = <T>(value: T): T | null => (over ? null : value);
  return Object.entries(tree).map(([name, node]) => {
    const given = give(name, node);
    const item: Record<string, unknown> = {
      kind: 'file',
      type: '',
      getAsFile: () => during(given.getAsFile?.() ?? null),
    };
    if (given.webkitGetAsEntry) item.webkitGetAsEntry = () => during(given.webkitGetAsEntry?.() ?? null);
    if (given.getAsFileSystemHandle) {
      item.getAsFileSystemHandle = () => (over ? Promise.resolve(null) : given.getAsFileSystemHandle?.());
    }
    return item as unknown as Item;
  });
}

const asFile = (name: string, node: Tree[string]) => () => (typeof node === 'string' ? new File([node], name) : null);

describe('a drop', () => {
  it('uses handles if there are any', async () => {
    const intake = await fromDrop(
      items(LOGS, (name, node) => ({ getAsFileSystemHandle: async () => handle(name, node) })),
    );
    expect(paths(intake)).toEqual(ALL);
  });

  it('uses entries if there are no handles, in any number of batches', async () => {
    const many: Tree = { MX1: Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`${n}.LOG`, 'x'])) };
    const intake = await fromDrop(items(many, (name, node) => ({ webkitGetAsEntry: () => entry(name, node) })));
    expect(paths(intake)).toEqual([0, 1, 2, 3, 4].map((n) => `MX1|${n}.LOG`));
  });

  it('uses entries with their folders', async () => {
    const intake = await fromDrop(items(LOGS, (name, node) => ({ webkitGetAsEntry: () => entry(name, node) })));
    expect(paths(intake)).toEqual(ALL);
  });

  it('uses plain files if there is nothing else', async () => {
    const intake = await fromDrop(items({ 'a.log': 'x' }, (name, node) => ({ getAsFile: asFile(name, node) })));
    expect(paths(intake)).toEqual(['|a.log']);
  });

  it('uses the plain file if the entry fails, as in Chromium on file://', async () => {
    const intake = await fromDrop(
      items({ 'a.log': 'x' }, (name, node) => ({
        webkitGetAsEntry: () => entry(name, null),
        getAsFile: asFile(name, node),
      })),
    );
    expect(paths(intake)).toEqual(['|a.log']);
    expect(intake.refused).toEqual([]);
  });

  it('uses the entry if the browser refuses the handle', async () => {
    const intake = await fromDrop(
      items(LOGS, (name, node) => ({
        getAsFileSystemHandle: () => Promise.reject(new DOMException('', 'SecurityError')),
        webkitGetAsEntry: () => entry(name, node),
      })),
    );
    expect(paths(intake)).toEqual(ALL);
  });

  it('reports what could not be opened, and continues', async () => {
    const locked: Tree = { MX1: { 'good.log': 'x', 'locked.log': null }, 'bad.log': null };
    for (const give of [
      (name: string, node: Tree[string]) => ({ getAsFileSystemHandle: async () => handle(name, node) }),
      (name: string, node: Tree[string]) => ({ webkitGetAsEntry: () => entry(name, node) }),
    ]) {
      const intake = await fromDrop(items(locked, give));
      expect(paths(intake)).toEqual(['MX1|good.log']);
      expect(intake.refused).toContain('MX1/locked.log');
      expect(intake.refused.length).toBe(2);
    }
  });

  it('ignores dropped text', async () => {
    const text = { kind: 'string', type: 'text/plain' } as unknown as Item;
    expect(await fromDrop([text])).toEqual({ files: [], refused: [] });
  });
});

describe('a picker', () => {
  it.each([
    ['logs/MX1/RECV.LOG', 'logs/MX1'],
    ['/MX1/RECV.LOG', 'MX1'],
    ['RECV.LOG', ''],
    ['', ''],
  ])('%s is in folder "%s"', (path, folder) => {
    expect(folderOf(path)).toBe(folder);
  });

  it('derives the folder from the relative path', () => {
    const file = Object.defineProperty(new File([''], 'RECV.LOG'), 'webkitRelativePath', {
      value: 'MX1/Send/RECV.LOG',
    });
    expect(fromFiles([file, new File([''], 'x.log')]).map(({ folder }) => folder)).toEqual(['MX1/Send', '']);
  });
});
