/** The npm packages of the browser tests. They are in `www/node_modules`, which Node does not find from here. */
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../www/package.json', import.meta.url));

/** @type {import('puppeteer-core').PuppeteerNode} */
export const puppeteer = require('puppeteer-core').default;

/** Source text of axe-core, to be run in a page. */
export const axeSource = require('axe-core').source;

/** An independent CSV reader. Finds out what separates the cells unless it is given. */
export const parseCsv = (text, delimiter = '') =>
  require('papaparse').parse(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true, delimiter });
