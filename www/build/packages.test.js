/** Licences, origins and the bill of materials of the software of others. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chosenLicences, licenceText, notices } from './notices.js';
import { packageFaults } from './package-faults.js';
import { billOfMaterials } from './sbom.js';

const MIT = 'Copyright (c) 2026 Contoso\n\nPermission is hereby granted, free of\ncharge, to any person';

/** A component whose folder holds these files. */
function component(licence, files, name = 'example') {
  const folder = mkdtempSync(join(tmpdir(), 'component-'));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const digest = { algorithm: 'SHA-256', hex: '12'.repeat(32) };
  return { registry: 'cargo', name, version: '1.0.0', licence, folder, digest };
}

describe('licences', () => {
  test.each([
    ['MIT', ['MIT']],
    ['Apache-2.0 OR MIT', ['MIT']],
    ['(MIT OR Apache-2.0) AND Unicode-3.0', ['MIT', 'Unicode-3.0']],
    ['(MIT AND Zlib)', ['MIT', 'Zlib']],
  ])('of %s the preferred ones are chosen', (expression, chosen) => {
    expect(chosenLicences(expression)).toEqual(chosen);
  });

  test.each(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'LicenseRef-Own', 'UNLICENSED'])('%s is refused', (expression) => {
    expect(() => chosenLicences(expression)).toThrow(expression);
  });

  test('the text of the chosen licence is passed on', () => {
    const files = { 'LICENSE-MIT': MIT, 'LICENSE-APACHE': 'Apache License', 'README.md': MIT };
    expect(licenceText(component('MIT OR Apache-2.0', files))).toBe(MIT);
  });

  test('a licence without its text is an error', () => {
    const found = component('MIT', { LICENSE: 'All rights reserved.' });
    expect(() => licenceText(found)).toThrow('example comes without the text of its licence MIT');
  });

  test('components with the same text share it', () => {
    const two = [component('MIT', { LICENSE: MIT }), component('MIT', { COPYING: MIT }, 'another')];
    const text = notices(two);
    expect(text).toContain('example 1.0.0 (crate)\nanother 1.0.0 (crate)\n\nCopyright (c) 2026 Contoso');
    expect(text.split('Permission is hereby')).toHaveLength(2);
  });
});

describe('npm packages', () => {
  const fine = { license: 'MIT', integrity: 'sha512-AAAA' };

  test.each([
    ['nothing', fine, []],
    ['a licence', { ...fine, license: 'GPL-3.0' }, ['left-pad: licence GPL-3.0']],
    ['one of two licences', { ...fine, license: '(MIT AND SSPL-1.0)' }, ['left-pad: licence SSPL-1.0']],
    ['no licence', { ...fine, license: undefined }, ['left-pad: licence none']],
    ['a weak digest', { ...fine, integrity: 'sha1-AAAA' }, ['left-pad: no SHA-512 digest']],
    ['the origin', { ...fine, resolved: 'git+ssh://example.net/x' }, ['left-pad: comes from git+ssh://example.net/x']],
    ['an install script', { ...fine, hasInstallScript: true }, ['left-pad: an install script']],
  ])('%s is at fault', (_what, entry, faults) => {
    expect(packageFaults('left-pad', entry)).toEqual(faults);
  });
});

test('the bill of materials names each component with package URL, licence and digest, and is always the same', () => {
  const parts = [component('MIT', { LICENSE: MIT }), { ...component('MIT', {}, '@lit/x'), registry: 'npm' }];
  const text = billOfMaterials(parts, { version: '1.2.3', commit: 'c0ffee' });
  const bill = JSON.parse(text);
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  expect(bill.metadata.component).toMatchObject({
    version: '1.2.3',
    properties: [{ name: 'commit', value: 'c0ffee' }],
  });
  expect(bill.components).toMatchObject([
    { purl: 'pkg:cargo/example@1.0.0', hashes: [{ alg: 'SHA-256', content: '12'.repeat(32) }] },
    { purl: 'pkg:npm/%40lit/x@1.0.0', licenses: [{ expression: 'MIT' }] },
  ]);
  const root = bill.dependencies.find(({ ref }) => ref === 'exchange-log-viewer');
  expect(root.dependsOn).toHaveLength(2);
  expect(billOfMaterials(parts, { version: '1.2.3', commit: 'c0ffee' })).toBe(text);
});
