/** The third-party notices: what others wrote of the product, and the licences that ask to be passed on with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Texts that their packages do not bring along. */
const KEPT = join(dirname(fileURLToPath(import.meta.url)), 'licences');

/**
 * The licences that this project accepts, in the order of preference where a component offers a choice, each with words
 * by which its text is known.
 */
const ACCEPTED = {
  MIT: 'Permission is hereby granted, free of charge',
  Zlib: 'Altered source versions must be plainly marked',
  'BSD-3-Clause': 'Redistributions in binary form must reproduce the above copyright',
  'Unicode-3.0': 'UNICODE LICENSE V3',
};

/** Further texts of components, whose parts are under licences of their own. */
const PARTS = {
  'regex-syntax': ({ folder }) => join(folder, 'src/unicode_tables/LICENSE-UNICODE'),
  pako: () => join(KEPT, 'zlib.txt'),
};

/**
 * The licences under which a component is passed on: of each choice the one preferred, for example MIT and Zlib for
 * `(MIT OR Apache-2.0) AND Zlib`. Throws if none is accepted.
 */
export function chosenLicences(expression) {
  return expression.split(/\s+AND\s+/).map((choice) => {
    const offered = choice.replaceAll(/[()]/g, '').split(/\s+OR\s+/);
    const chosen = Object.keys(ACCEPTED).find((licence) => offered.includes(licence));
    if (!chosen) throw new Error(`the licence ${expression} offers none of ${Object.keys(ACCEPTED).join(', ')}`);
    return chosen;
  });
}

/** A licence text without its line breaks and case, which differ. */
function words(text) {
  return text.replaceAll(/\s+/g, ' ').toLowerCase();
}

/** The texts that the licences of a component ask to be passed on. Throws if one is missing. */
export function licenceText(component) {
  const { name, folder, licence } = component;
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying)/i.test(file));
  const paths = [...files.sort().map((file) => join(folder, file)), ...(name in PARTS ? [PARTS[name](component)] : [])];
  const texts = paths.map((path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim());
  const chosen = chosenLicences(licence).map((one) => {
    const found = texts.find((text) => words(text).includes(words(ACCEPTED[one])));
    if (!found) throw new Error(`${name} comes without the text of its licence ${one}`);
    return found;
  });
  return [...new Set([...chosen, ...(name in PARTS ? texts.slice(-1) : [])])].join('\n\n');
}

/** Components by the text of their licence, in the order of their first component. */
function byText(components) {
  const groups = new Map();
  for (const component of components) {
    const text = licenceText(component);
    groups.set(text, [...(groups.get(text) ?? []), component]);
  }
  return [...groups];
}

/** What a component is called, for example `memchr 2.8.3 (crate)`. */
function label({ registry, name, version }) {
  const kinds = { cargo: 'crate', npm: 'npm package', rust: 'Rust standard library' };
  return `${name} ${version} (${kinds[registry]})`;
}

/** The notices as plain text. */
export function notices(components) {
  const rule = '-'.repeat(78);
  const sections = byText(components).map(([text, group]) => `${group.map(label).join('\n')}\n\n${text}`);
  const head = 'exchange-log-viewer contains the following software of others, under the licences below.';
  return `${[head, ...sections].join(`\n\n${rule}\n\n`)}\n`;
}
