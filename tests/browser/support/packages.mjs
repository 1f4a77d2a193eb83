/** The npm packages of the browser tests. They stand in `www/node_modules`, which is not on the way up from here. */
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../www/package.json', import.meta.url));

/** @type {import('puppeteer-core').PuppeteerNode} */
export const puppeteer = require('puppeteer-core').default;

/** Source text of axe-core, to be run in a page. */
export const axeSource = require('axe-core').source;

/** Reads CSV, written by others than us. */
export const parseCsv = (text) => require('papaparse').parse(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true });
