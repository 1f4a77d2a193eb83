import { describe, expect, it } from 'vitest';
import { checkedExport, checkedFiles, checkedQuery } from '../src/client/arguments.js';

const OTHERS = [undefined, null, 5, {}, true, () => 1, Symbol('x')];

describe('arguments of scripts', () => {
  it.each([...OTHERS, 'x', ['x'], [null], [new Blob(['x'])], new File(['x'], 'x')])(
    '%s is no list of files',
    (files) => {
      expect(() => checkedFiles(files)).toThrow(/^open: .* list of files/);
    },
  );

  it('files are taken from any list', () => {
    const file = new File(['x'], '1.LOG');
    expect(checkedFiles([file])).toEqual([file]);
    expect(checkedFiles(new Set([file]))).toEqual([file]);
    expect(checkedFiles([])).toEqual([]);
  });

  it.each([...OTHERS, ['x'], new String('x')])('%s is no query', (query) => {
    expect(() => checkedQuery('count', query)).toThrow(new TypeError('count: the query must be a string.'));
    if (query !== undefined) expect(() => checkedExport('csv', { query })).toThrow(TypeError);
  });

  it.each([...OTHERS, 'CSV', '', 'constructor', ['csv']])('%s is no export format', (format) => {
    expect(() => checkedExport(format, {})).toThrow(/^export: the format must be one of 'ndjson', 'csv',/);
  });

  it.each([null, 5, 'x', true])('%s are no options', (options) => {
    expect(() => checkedExport('csv', options)).toThrow(/^export: the options must be an object/);
  });

  it.each([null, 5, {}, ',', 'toString'])('%s is no separator', (separator) => {
    expect(() => checkedExport('csv', { separator })).toThrow(/^export: the separator must be one of 'comma'/);
  });

  it('an export has a query, and a separator if one was chosen', () => {
    expect(checkedExport('csv', {})).toEqual({ format: 'csv', query: '' });
    expect(checkedExport('text', { query: 'a', separator: 'tab' })).toEqual({
      format: 'text',
      query: 'a',
      separator: 'tab',
    });
  });
});
