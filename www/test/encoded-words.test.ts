import { expect, it } from 'vitest';
import { withoutEncodedWords } from '../src/display/encoded-words.js';

it.each([
  ['Subject: =?utf-8?B?UsOpY2xhbWF0aW9u?= 12', 'Subject: Réclamation 12'],
  ['=?iso-8859-1?Q?R=E9clamation_n=B0_12?=', 'Réclamation n° 12'],
  ['=?ISO-8859-1*fr?q?caf=e9?=', 'café'],
  ['=?windows-1251?B?z/Du4uXw6uA=?=', 'Проверка'],
  ['=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=', 'テスト'],
  ['From: =?utf-8?Q?J=C3=BCrgen?= <j@contoso.com>', 'From: Jürgen <j@contoso.com>'],
  // Cut within a character, also where the lines are quoted.
  ['=?utf-8?Q?R=C3?=\r\n =?UTF-8?Q?=A9ponse?=', 'Réponse'],
  ['> =?utf-8?Q?R=C3?=\n>  =?utf-8?Q?=A9ponse?= ok', '> Réponse ok'],
  ['=?utf-8?Q?one_?= =?iso-8859-1?Q?=E9t=E9?=', 'one été'],
])('%j is %j', (text, expected) => {
  expect(withoutEncodedWords(text)).toBe(expected);
});

it('leaves what it cannot decode, and what is none', () => {
  for (const text of [
    '=?utf-8?Q?=FF?=',
    '=?no-such?Q?a?=',
    '=?utf-8?B?%?=',
    '=?utf-8?B?w?=\n =?utf-8?B?6k=?=',
    '=?utf-8?X?a?=',
    'a=?b?c',
    'url?x=?utf-8',
    '<m1@fabrikam.com>',
  ])
    expect(withoutEncodedWords(text)).toBe(text);
});

it('makes no fields of what is encoded', () => {
  expect(withoutEncodedWords('Subject: =?utf-8?Q?a=0D=0AMessage-ID:_<x@y>?=')).toBe('Subject: a Message-ID: <x@y>');
});

it('takes linear time', () => {
  const begin = performance.now();
  for (const part of ['=?', '=?a?q?', '=?a?q?b?= ', '=?a?q?b?=\n> ', '=?utf-8?B?w6k=?= '])
    withoutEncodedWords(part.repeat(20_000));
  withoutEncodedWords(`=?a?q?b?=${' '.repeat(100_000)}`);
  expect(performance.now() - begin).toBeLessThan(5000);
});
